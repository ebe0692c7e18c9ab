"""Text files, standard input and text in memory become a `Document`."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import sys
from io import BufferedReader, FileIO
from pathlib import PurePath

from cableparse.errors import UnreadableInput
from cableparse.pages import Document, split_lines
from cableparse.sources.binary import binary_kind

STDIN = "-"
MAX_BYTES = 20_000_000

# The legacy encodings that message systems and their exports used. Free guessing takes cp1252 for cp1250.
_ENCODINGS = ["utf_8", "cp1252", "cp437", "latin_1"]

# UTF-32's mark begins with UTF-16's, so it comes first.
_BOMS = {
    codecs.BOM_UTF32_LE: "utf_32",
    codecs.BOM_UTF32_BE: "utf_32",
    codecs.BOM_UTF8: "utf_8_sig",
    codecs.BOM_UTF16_LE: "utf_16",
    codecs.BOM_UTF16_BE: "utf_16",
}

_MARKDOWN = (".md", ".markdown")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def read_text(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Document:
    """The text file at `path`; `-` is standard input, a file of that name is `./-`.

    `Document.text` is the decoded file without its byte order mark and else unchanged, line ends included.
    `Document.sha256` is that of the file's bytes, `Document.path` is `path` as given.

    Raises:
        UnreadableInput: the file is missing, a folder, empty, binary, over `max_bytes` bytes, or cannot be opened.
    """
    given = os.fspath(path)
    name = "<stdin>" if given == STDIN else PurePath(given).name
    try:
        data = _read_bytes(given, max_bytes)
        _check(data, max_bytes)
    except UnreadableInput as error:
        raise UnreadableInput(f"{name if given == STDIN else _writable(given)}: {error}") from error
    text, encoding = decode(data)
    return _document(text, given, name, data, encoding)


def text_document(text: str, name: str = "<text>") -> Document:
    """Text in memory; `name` stands for the path. `Document.sha256` is that of the text in UTF-8.

    A lone surrogate, which no encoding can hold, becomes U+FFFD.
    """
    text = _SURROGATE.sub(_REPLACEMENT, text)
    return _document(text, name, name, text.encode(), None)


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and its encoding by Python's name; `data.decode(encoding)` gives the same text.

    A byte order mark decides and is not part of the text. Then UTF-8 is tried, then cp1252, cp437 and Latin-1 by the
    likelihood of what they give. Nothing is raised: where the bytes break the rules of a UTF that they clearly are
    in, each broken place is one U+FFFD. Line ends are left alone.
    """
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return data.decode(encoding, "replace"), encoding
    try:
        return data.decode(), "utf_8"
    except UnicodeDecodeError as error:
        cut_short = error.end == len(data) and not data[: error.start].isascii()
    if cut_short:
        return data.decode(errors="replace"), "utf_8"
    encoding = _legacy_encoding(data)
    return data.decode(encoding), encoding


def _legacy_encoding(data: bytes) -> str:
    """The likeliest of the old encodings; Latin-1, which maps every byte, where none is likely."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    return best.encoding if best else "latin_1"


def _read_bytes(path: str, max_bytes: int) -> bytes:
    """At most one byte more than allowed, so that an endless source ends too."""
    try:
        if path == STDIN:
            if sys.stdin is None:
                raise UnreadableInput("is closed")
            return sys.stdin.buffer.read(max_bytes + 1)
        with FileIO(path or ".") as file:
            size = os.fstat(file.fileno()).st_size  # a pipe has none
            if size:
                return file.read(min(size, max_bytes) + 1)
            with BufferedReader(file) as pipe:
                return pipe.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise UnreadableInput("no such file") from error
    except IsADirectoryError as error:
        raise UnreadableInput("is a directory; name the files in it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"cannot be read: {reason}") from error


def _check(data: bytes, max_bytes: int) -> None:
    if not data:
        raise UnreadableInput("is empty")
    kind = binary_kind(data)
    if kind == "PDF":
        raise UnreadableInput("is a PDF, which this version does not read yet; extract its text first")
    if kind:
        raise UnreadableInput(f"looks like a binary file ({kind}); cableparse reads text here")
    if len(data) > max_bytes:
        raise UnreadableInput(f"is larger than {max_bytes:,} bytes; raise the limit with --max-bytes")


def _document(text: str, path: str, name: str, data: bytes, encoding: str | None) -> Document:
    lines = split_lines(text)
    return Document(
        text=text,
        lines=lines,
        pages=lines[-1].page if lines else 1,
        path=_writable(path),
        name=_writable(name),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if name.lower().endswith(_MARKDOWN) else "text/plain",
        encoding=encoding,
    )


def _writable(path: str) -> str:
    r"""`path` as given; bytes in it that are no UTF-8 read as `\udcXX`, since JSON cannot hold them."""
    return path.encode(errors="backslashreplace").decode()
