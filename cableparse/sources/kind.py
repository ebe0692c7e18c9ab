"""What kind of file some bytes are: told by the content first, by the name second."""

from __future__ import annotations

import codecs
import re
from enum import Enum
from pathlib import PurePath

from cableparse.sources.mailbox import is_mailbox
from cableparse.vocabulary import columns


class Kind(Enum):
    """The kinds that are told apart; the value is the media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    EMAIL = "message/rfc822"
    MAILBOX = "application/mbox"
    CSV = "text/csv"
    JSON = "application/json"
    JSONL = "application/x-ndjson"
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    GIF = "image/gif"
    TIFF = "image/tiff"
    ZIP = "application/zip"
    SEVEN_ZIP = "application/x-7z-compressed"
    TAR = "application/x-tar"
    GZIP = "application/gzip"
    BZIP2 = "application/x-bzip2"
    XZ = "application/x-xz"
    BINARY = "application/octet-stream"


_SIGNATURES: dict[bytes, tuple[Kind, str]] = {
    b"%PDF-": (Kind.PDF, "PDF"),
    b"\x89PNG\r\n\x1a\n": (Kind.PNG, "PNG image"),
    b"\xff\xd8\xff": (Kind.JPEG, "JPEG image"),
    b"GIF8": (Kind.GIF, "GIF image"),
    b"II*\0": (Kind.TIFF, "TIFF image"),
    b"MM\0*": (Kind.TIFF, "TIFF image"),
    b"PK\x03\x04": (Kind.ZIP, "ZIP archive or office document"),
    b"PK\x05\x06": (Kind.ZIP, "empty ZIP archive"),
    b"7z\xbc\xaf\x27\x1c": (Kind.SEVEN_ZIP, "7z archive"),
    b"\x1f\x8b\x08": (Kind.GZIP, "gzip archive"),
    b"BZh": (Kind.BZIP2, "bzip2 archive"),
    b"\xfd7zXZ\0": (Kind.XZ, "xz archive"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (Kind.BINARY, "Word or other OLE document"),
    b"\x7fELF": (Kind.BINARY, "ELF program"),
    b"SQLite format 3\0": (Kind.BINARY, "SQLite database"),
}
_BEGINNINGS = tuple(_SIGNATURES)

# What a name can tell of bytes that are text.
_SUFFIXES = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".eml": Kind.EMAIL,
    ".mbox": Kind.MAILBOX,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}

# The first member of an OOXML, an OpenDocument or an EPUB file.
_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|mimetype)", re.DOTALL)
# Behind the start of a line: a text may name the mark.
_LATE_PDF = re.compile(rb"[\s\0\xbf](%PDF-\d\.\d)[\r\n]")
_LATEST_HEADER = 1024
_PDF_OBJECT = re.compile(rb"[\r\n]\d+ \d+ obj\b")
TAR_MAGIC = slice(257, 262)

# Wide characters hold NUL bytes by nature.
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r"))
# Compressed data has one byte in ten here. A teleprinter's text has a stray one, at most some on a line.
_MOST_CONTROLS = 0.05
_ALLOWED_CONTROLS = 8

_HEAD = 8192
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title)\b", re.I | re.S
)
_JSON_OBJECT = re.compile(r'\s*\{\s*"[^"\n]*"\s*:')
_JSON_ARRAY = re.compile(r'\s*\[\s*\{\s*"[^"\n]*"\s*:')
# What a file must begin with that its name calls JSON.
_JSON = re.compile(r'\s*[\[{"]')
_MAIL_HEADER = re.compile(r"(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*){2,}", re.ASCII)
# Only a message in transit has these: From, To and Subject are printed above telegrams and memoranda too.
_TRANSPORT = re.compile(r"^(?:Message-ID|MIME-Version|Received|Return-Path|Content-Type):", re.I | re.M)
_NOT_COLUMN = re.compile(r"[^a-z0-9]+")
_COLUMN = re.compile(r"[A-Za-z_][\w .-]{,39}")
_DELIMITERS = ",\t;|"


def kind_of(data: bytes, name: str, text_column: str | None = None) -> Kind:
    """The kind of a file called `name` whose beginning, or whole, is `data`.

    A table is known by its name or by a first line with a text column in it (one that is known, or `text_column`).
    """
    if pdf_start(data):
        return Kind.PDF
    if data.startswith(_BEGINNINGS):
        kind, _ = _signed(data)
        return Kind.BINARY if kind is Kind.ZIP and _OFFICE.match(data) else kind
    if data[TAR_MAGIC] == b"ustar":
        return Kind.TAR
    if binary_kind(data):
        return Kind.TAR if name.lower().endswith(".tar") else Kind.BINARY
    return _kind_of_text(data, name, text_column)


def binary_kind(data: bytes) -> str | None:
    """What sort of binary file `data` is, or None where it can be read as text.

    NUL bytes that fill up the end, and a few control characters elsewhere, do not make a file binary.
    """
    if pdf_start(data):
        return "PDF"
    if data.startswith(_BEGINNINGS):
        return _signed(data)[1]
    if data.startswith(_WIDE_BOMS):
        return None
    unpadded = data.rstrip(b"\0") or data
    controls = len(unpadded) - len(unpadded.translate(None, _CONTROLS))
    if controls > _ALLOWED_CONTROLS + _MOST_CONTROLS * len(unpadded):
        return f"{controls / len(unpadded):.0%} control characters"
    return None


def pdf_start(data: bytes) -> int:
    """Where a PDF begins behind other bytes; 0 where it does not, or is none.

    Its header may stand anywhere in the first 1,024 bytes (PDF Reference 1.7, appendix H, note 13).
    """
    found = None if data.startswith(b"%PDF-") else _LATE_PDF.search(data, 0, _LATEST_HEADER)
    return found.start(1) if found and _PDF_OBJECT.search(data, found.end()) else 0


def column_key(name: str) -> str:
    """A column's or a label's name in snake case: `Doc. Number` gives `doc_number`."""
    return _NOT_COLUMN.sub("_", name.lower()).strip("_")


def _signed(data: bytes) -> tuple[Kind, str]:
    return next(found for signature, found in _SIGNATURES.items() if data.startswith(signature))


def _kind_of_text(data: bytes, name: str, text_column: str | None) -> Kind:
    head = _decoded(data[:_HEAD])
    if _MARKUP.match(head):
        return Kind.HTML
    if is_mailbox(data[:_HEAD]):
        return Kind.MAILBOX
    header = _MAIL_HEADER.match(head)
    if header and _TRANSPORT.search(header.group()):
        return Kind.EMAIL
    by_name = _SUFFIXES.get(PurePath(name).suffix.lower())
    if by_name is not None and (by_name is not Kind.JSON or _JSON.match(head)):
        return by_name
    if _JSON_ARRAY.match(head):
        return Kind.JSON
    if _JSON_OBJECT.match(head):
        return Kind.JSONL
    return Kind.CSV if _is_header_row(head, text_column) else Kind.TEXT


def _decoded(head: bytes) -> str:
    if head.startswith(_WIDE_BOMS[:2]):
        return head.decode("utf_16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin_1")


def _is_header_row(head: str, text_column: str | None) -> bool:
    """Whether the first line names columns, the text's among them, and nothing else."""
    line, _, _ = head.partition("\n")
    for delimiter in _DELIMITERS:
        cells = [cell.strip(' \r"') for cell in line.split(delimiter)]
        if len(cells) > 1 and all(_COLUMN.fullmatch(cell) for cell in cells):
            return text_column in cells or any(map(_names_texts, cells))
    return False


def _names_texts(cell: str) -> bool:
    """Whether a cell is the name of a column of texts, as tables write it: forms print `Document` and `TEXT`."""
    return columns.tells_table(cell) and not (cell.istitle() or cell.isupper())
