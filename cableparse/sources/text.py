"""Text files, standard input and text in memory become a `Document`."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from functools import partial
from gzip import GzipFile
from io import BufferedReader
from typing import BinaryIO

from cableparse.pages import Document
from cableparse.sources.file import open_file, read_start
from cableparse.sources.file_kind import MediaType, binary_kind
from cableparse.sources.limits import Limits
from cableparse.sources.part import REPLACEMENT, InputPart, file_name
from cableparse.sources.wide import MARKS, UTF_16, unmarked_encoding

MAX_BYTES = Limits().max_bytes

# The legacy encodings that message systems and their exports used. Free guessing takes cp1252 for cp1250.
_ENCODINGS = ["utf_8", "cp1252", "cp437", "latin_1"]

_BOMS = {**MARKS, codecs.BOM_UTF8: "utf_8_sig"}
# The encodings that a byte order mark has told, or the NUL bytes of Latin letters.
MARKED = frozenset({*_BOMS.values(), *UTF_16})
_LONGEST_BOM = max(map(len, _BOMS))

# Python knows more, some of which hold no text (base64) or warn while they decode (unicode_escape).
_IN_USE = re.compile(r"utf-(?:8|16|32)|ascii|cp\d|iso8859|iso2022_jp|koi8|mac|gb|big5|shift_jis|euc")

# Looked at at a time.
_CHUNK = 1 << 20
_MARKDOWN = (".md", ".markdown")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_text(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Document:
    """The text file at `path`; `-` is standard input, a file of that name is `./-`.

    `Document.text` is the decoded file without its byte order mark and else unchanged, line ends included.
    `Document.sha256` is that of the file's bytes, `Document.path` is `path` as given.

    Raises:
        UnreadableInput: the file is missing, a folder, empty, binary, over `max_bytes` bytes, or cannot be opened.
    """
    given = os.fspath(path)
    with open_file(given) as file:
        part = InputPart(given, file_name(given), read_start(file, given, max_bytes))
    kind = binary_kind(part.data)
    if not part.data:
        raise part.error("is empty")
    if kind:
        raise part.error(f"looks like a binary file ({kind}); cableparse reads text here")
    if len(part.data) > max_bytes:
        raise part.error(Limits(max_bytes=max_bytes).too_large)
    return document_of(part)


def document_of(part: InputPart) -> Document:
    """The document of a part that is text."""
    text, encoding = decode(part.data)
    kind = MediaType.MARKDOWN if part.name.lower().endswith(_MARKDOWN) else MediaType.TEXT
    undecodable = replacements(text, part.data, encoding)
    return part.document(text, media_type=kind.value, encoding=encoding, undecodable=undecodable)


def text_document(text: str, name: str = "<text>") -> Document:
    """Text in memory; `name` stands for the path. `Document.sha256` is that of the text in UTF-8.

    A lone surrogate, which no encoding can hold, becomes U+FFFD.
    """
    text = without_surrogates(text)
    return InputPart(name, name, text.encode()).document(text, media_type="text/plain", encoding=None)


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and its encoding by Python's name; `data.decode(encoding)` gives the same text.

    A byte order mark decides and is not part of the text. Then UTF-16 and UTF-8 are tried, then cp1252, cp437 and
    Latin-1 by the likelihood of what they give. Nothing is raised: where the bytes break the rules of a UTF that they
    clearly are in, each broken place is one U+FFFD. Line ends are left alone.
    """
    marked = _marked_encoding(data)
    if marked:
        return data.decode(marked, "replace"), marked
    try:
        return data.decode(), "utf_8"
    except UnicodeDecodeError as error:
        cut_short = error.end == len(data) and not data[: error.start].isascii()
    if cut_short:
        return data.decode(errors="replace"), "utf_8"
    encoding = _legacy_encoding(data)
    return data.decode(encoding), encoding


def encoding_of(file: BinaryIO) -> str:
    """The encoding of a file of any size, as `decode` tells it; `file` can seek and is left at its beginning."""
    chunk = file.read(_CHUNK)
    encoding = _marked_encoding(chunk)
    utf8 = codecs.getincrementaldecoder("utf_8")()
    while encoding is None and chunk:
        try:
            utf8.decode(chunk)
        except UnicodeDecodeError:
            encoding = _legacy_encoding(chunk)
        chunk = file.read(_CHUNK)
    file.seek(0)
    return encoding or "utf_8"


def decoded_lines(file: BufferedReader | GzipFile) -> Iterator[str]:
    """The lines of a file of any size, which is read once: decoded by its byte order mark, or else each by `decode`.

    LF alone ends a line, as in JSON Lines.
    """
    marked = _marked_encoding(file.peek(_LONGEST_BOM))
    if marked is None:
        for line in file:
            yield decode(line)[0]
        return
    rest = ""
    for text in codecs.iterdecode(iter(partial(file.read, _CHUNK), b""), marked, "replace"):
        *lines, rest = f"{rest}{text}".split("\n")
        yield from lines
    if rest:
        yield rest


def replacements(text: str, data: bytes, encoding: str) -> int:
    """How many characters of `text`, decoded from `data`, stand for bytes that break the rules of the encoding."""
    count = text.count(REPLACEMENT)
    if not count or not encoding.startswith("utf"):
        return 0
    printed = data.decode(encoding, "ignore").count(REPLACEMENT)
    return count - printed


def without_surrogates(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, which no encoding can hold."""
    return text if text.isascii() else _SURROGATE.sub(REPLACEMENT, text)


def named_encoding(label: str) -> str | None:
    """Python's name of the encoding that a page or a message calls `label`; None where no text is in it."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return name.replace("-", "_") if _IN_USE.match(name) else None


def _marked_encoding(start: bytes) -> str | None:
    """The encoding that a byte order mark tells, or that the NUL bytes of UTF-16 do."""
    marked = next((encoding for bom, encoding in _BOMS.items() if start.startswith(bom)), None)
    return marked or unmarked_encoding(start)


def _legacy_encoding(data: bytes) -> str:
    """The likeliest of the old encodings; Latin-1, which maps every byte, where none is likely."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    return best.encoding if best else "latin_1"
