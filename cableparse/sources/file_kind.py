"""What kind of file some bytes are: told by the content first, by the name second."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from cableparse.sources.format_marks import pdf_start, signature
from cableparse.sources.mailbox import is_mailbox
from cableparse.sources.media_type import MediaType
from cableparse.sources.wide import MARKS, unmarked_encoding
from cableparse.vocabulary import column_names

__all__ = ["DELIMITERS", "TAR_MAGIC", "MediaType", "binary_kind", "column_key", "kind_of", "pdf_start"]

# What a name can tell of bytes that are text.
_SUFFIXES = {
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".eml": MediaType.EMAIL,
    ".mbox": MediaType.MAILBOX,
    ".csv": MediaType.CSV,
    ".tsv": MediaType.CSV,
    ".json": MediaType.JSON,
    ".jsonl": MediaType.JSONL,
    ".ndjson": MediaType.JSONL,
}

# Where a header has `ustar` (POSIX.1-2017, pax, "ustar Interchange Format").
TAR_MAGIC = slice(257, 262)

# Of ASCII, without those that printed text has.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r"))
# Compressed data has one byte in ten here. A teleprinter's text has a stray one, at most some on a line.
_MOST_CONTROLS = 0.05
_ALLOWED_CONTROLS = 8
_BLOCK = 1024

# Bytes: a mail's own header or a page's comments may stand before what tells the kind.
_HEAD = 8192
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title)\b", re.I | re.S
)
_JSON_OBJECT = re.compile(r'\s*\{\s*"[^"\n]*"\s*:')
_JSON_ARRAY = re.compile(r'\s*\[\s*(?:\[\s*)*(?:\{\s*"[^"\n]*"\s*:|"[^"\n]*"\s*[],]|\])')
# What a file must begin with that its name calls JSON.
_JSON = re.compile(r'\s*[\[{"]')
_MAIL_HEADER = re.compile(r"(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*){2,}", re.ASCII)
# Only a message in transit has these: From, To and Subject are printed above telegrams and memoranda too.
_TRANSPORT = re.compile(r"^(?:Message-ID|MIME-Version|Received|Return-Path|Content-Type):", re.I | re.M)
_NOT_COLUMN = re.compile(r"[^a-z0-9]+")
_COLUMN = re.compile(r"[A-Za-z_][\w .-]{,39}")
# Which parts the cells of a table.
DELIMITERS = ",\t;|"


def kind_of(data: bytes, name: str, text_column: str | None = None) -> MediaType:
    """The kind of a file called `name` whose beginning, or whole, is `data`.

    A table is known by its name or by a first line with a text column in it (one that is known, or `text_column`).
    """
    found = signature(data)
    if found is not None:
        return found.kind
    if data[TAR_MAGIC] == b"ustar":
        return MediaType.TAR
    if _unsigned_binary(data):
        return MediaType.TAR if name.lower().endswith(".tar") else MediaType.BINARY
    return _kind_of_text(data, name, text_column)


def binary_kind(data: bytes) -> str | None:
    """What sort of file `data` is that is no text, or None where it can be read as text.

    NUL bytes that fill up the end, and a few control characters in each kilobyte, are no reason against it.
    """
    found = signature(data)
    return _unsigned_binary(data) if found is None else found.name


def _unsigned_binary(data: bytes) -> str | None:
    """The same of what bears no mark."""
    if data and not data.strip(b"\0"):
        return "nothing but NUL bytes"
    data = _narrow(data)
    unpadded = data.rstrip(b"\0") or data
    controls = _controls(unpadded)
    if controls > _most_controls(unpadded):
        return f"{controls / len(unpadded):.0%} control characters"
    place = _binary_lump(unpadded) if controls > _ALLOWED_CONTROLS else None
    return None if place is None else f"a text with binary data in it, from byte {place:,}"


def _narrow(data: bytes) -> bytes:
    """`data`, of wide characters, which hold NUL bytes by nature, so much as tells whether each is a control."""
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), None)
    encoding = marked or unmarked_encoding(data)
    return data.decode(encoding, "replace").encode("latin_1", "replace") if encoding else data


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _most_controls(data: bytes) -> float:
    return _ALLOWED_CONTROLS + _MOST_CONTROLS * len(data)


def _binary_lump(data: bytes) -> int | None:
    """Where the first kilobyte stands that is no text; the last one may overlap with the one before it."""
    places = [*range(0, len(data) - _BLOCK, _BLOCK), max(len(data) - _BLOCK, 0)]
    blocks = ((place, data[place : place + _BLOCK]) for place in places)
    return next((place for place, block in blocks if _controls(block) > _most_controls(block)), None)


def column_key(name: str) -> str:
    """A column's or a label's name in snake case: `Doc. Number` gives `doc_number`."""
    return _NOT_COLUMN.sub("_", name.lower()).strip("_")


def _kind_of_text(data: bytes, name: str, text_column: str | None) -> MediaType:
    head = _decoded(data[:_HEAD])
    if _MARKUP.match(head):
        return MediaType.HTML
    if is_mailbox(data[:_HEAD]):
        return MediaType.MAILBOX
    header = _MAIL_HEADER.match(head)
    if header and _TRANSPORT.search(header.group()):
        return MediaType.EMAIL
    by_name = _SUFFIXES.get(PurePath(name).suffix.lower())
    if by_name is not None and (by_name is not MediaType.JSON or _JSON.match(head)):
        return by_name
    if _JSON_ARRAY.match(head):
        return MediaType.JSON
    if _JSON_OBJECT.match(head):
        return MediaType.JSONL
    return MediaType.CSV if _is_header_row(head, text_column) else MediaType.TEXT


def _decoded(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf_16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode(unmarked_encoding(head) or "latin_1", "replace")


def _is_header_row(head: str, text_column: str | None) -> bool:
    """Whether the first line names columns, the text's among them, and nothing else."""
    line, _, _ = head.partition("\n")
    for delimiter in DELIMITERS:
        cells = [cell.strip(' \r"') for cell in line.split(delimiter)]
        if len(cells) > 1 and all(_COLUMN.fullmatch(cell) for cell in cells):
            return text_column in cells or any(map(_names_texts, cells))
    return False


def _names_texts(cell: str) -> bool:
    """Whether a cell is the name of a column of texts, as tables write it: forms print `Document` and `TEXT`."""
    return column_names.tells_table(cell) and not (cell.istitle() or cell.isupper())
