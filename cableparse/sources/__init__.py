"""Sources: what is on disk becomes a `Document`. `read` is the one door to all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BufferedReader, BytesIO, FileIO
from typing import BinaryIO, NamedTuple

from cableparse.errors import UnreadableInput
from cableparse.pages import Document
from cableparse.sources.file import open_file, read_start
from cableparse.sources.kind import Kind, binary_kind, kind_of
from cableparse.sources.limits import Budget, LimitReached
from cableparse.sources.options import OcrChoice, SourceOptions
from cableparse.sources.part import Member, Part, Refusal, file_name
from cableparse.sources.text import document_of

__all__ = ["OcrChoice", "Opened", "SourceOptions", "read", "read_as_one", "read_parts"]

_ARCHIVES = frozenset({Kind.ZIP, Kind.SEVEN_ZIP, Kind.TAR, Kind.GZIP, Kind.BZIP2, Kind.XZ})
_TABLES = frozenset({Kind.CSV, Kind.JSONL})
_CONTAINERS = _ARCHIVES | _TABLES | {Kind.MAILBOX, Kind.EMAIL}
_IMAGES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF})
_DEFAULTS = SourceOptions()


class Opened(NamedTuple):
    """A document and what it was read from; of a row of a table the part is the table, and may be without its bytes."""

    document: Document
    part: Part


Found = Iterator[Opened | UnreadableInput]


def read(path: str | os.PathLike[str], *, options: SourceOptions = _DEFAULTS) -> Iterator[Document | UnreadableInput]:
    """The documents of the file at `path`, or of standard input where it is `-`.

    A text, a web page, a PDF or an image gives one. An archive gives those of its members, a mailbox those of its
    messages and of what is attached to them, a table one a row: as they are read, in flat memory. `Document.path` is
    `path`, `Document.member` says where in it the document is.

    A member that cannot be read comes out as an UnreadableInput among the documents, to be reported; the next one
    follows. It is told by its content what a file is, and only then by its name.

    Raises:
        UnreadableInput: the input, or the rest of it, cannot be read.
        MissingProgram: it takes a program or an extra that is not installed.
    """
    for found in read_parts(path, options=options):
        yield found.document if isinstance(found, Opened) else found


def read_parts(path: str | os.PathLike[str], *, options: SourceOptions = _DEFAULTS) -> Found:
    """What `read` gives, each document with the part of the input that it was read from; raises what `read` does."""
    given = os.fspath(path)
    with open_file(given) as file:
        data = read_start(file, given, options.max_bytes)
        part = Part(given, file_name(given), data)
        kind = _kind(part, options)
        if len(data) <= options.max_bytes:
            yield from _read(part, kind, BytesIO(data), Budget(options, len(data)), options)
        elif kind in _CONTAINERS - {Kind.EMAIL} and isinstance(file, FileIO) and file.seekable():
            del data
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            with BufferedReader(file) as stream:
                yield from _read(replace(part, data=b""), kind, stream, Budget(options, size), options)
        else:
            raise part.error(options.too_large)


def read_as_one(paths: Sequence[str], *, options: SourceOptions = _DEFAULTS) -> Document:
    """The document of page images that are one cable, in the order given; raises what `read` does."""
    parts = [_whole(path, options) for path in paths]
    for part in parts:
        if _kind(part, options) not in _IMAGES:
            raise part.error("is no PNG, JPEG or TIFF image; only page images can be read as one cable")
    return _image(parts, options)


def _whole(path: str, options: SourceOptions) -> Part:
    with open_file(path) as file:
        part = Part(path, file_name(path), read_start(file, path, options.max_bytes))
    if len(part.data) > options.max_bytes:
        raise part.error(options.too_large)
    return part


def _kind(part: Part, options: SourceOptions) -> Kind:
    if not part.data:
        raise part.error("is empty")
    kind = kind_of(part.data, part.name, options.text_column)
    if kind in (Kind.BINARY, Kind.GIF):
        raise part.error(f"looks like a binary file ({binary_kind(part.data)}), which cableparse does not read")
    return kind


def _read(part: Part, kind: Kind, file: BinaryIO, budget: Budget, options: SourceOptions, depth: int = 0) -> Found:
    """The documents of a part, whose bytes `file` has."""
    if kind not in _CONTAINERS:
        yield Opened(_document(part, kind, options), part)
        return
    if depth >= options.max_depth:
        raise part.error(options.too_deep)
    for found in _contents(part, kind, file, budget, options):
        if isinstance(found, Document):
            yield Opened(found, part)
        elif isinstance(found, Refusal):
            yield part.error(found.reason, found.name)
        else:
            yield from _read_member(part.inside(found), budget, options, depth + 1)


def _read_member(part: Part, budget: Budget, options: SourceOptions, depth: int) -> Found:
    try:
        kind = _kind(part, options)
        yield from _read(part, kind, BytesIO(part.data), budget, options, depth)
    except LimitReached:
        raise
    except UnreadableInput as error:
        yield error


def _contents(
    part: Part, kind: Kind, file: BinaryIO, budget: Budget, options: SourceOptions
) -> Iterator[Document | Member | Refusal]:
    if kind in _TABLES:
        from cableparse.sources.table import read_table

        return read_table(file, kind, part, options, options.text_column)
    if kind in _ARCHIVES:
        from cableparse.sources import archive

        return archive.contents(file, kind, part, options, budget)
    from cableparse.sources import mail

    return mail.read_mail(part) if kind is Kind.EMAIL else mail.split_mailbox(file, options)


def _document(part: Part, kind: Kind, options: SourceOptions) -> Document:
    if kind is Kind.HTML:
        from cableparse.sources.html import read_html

        return read_html(part)
    if kind is Kind.PDF:
        return _pdf(part, options)
    return _image([part], options) if kind in _IMAGES else document_of(part)


def _pdf(part: Part, options: SourceOptions) -> Document:
    from cableparse.sources.pdf.reader import read_pdf

    document = read_pdf(part.shown, part.data, limits=options.pdf, ocr=options.ocr)
    return part.own(document)


def _image(parts: Sequence[Part], options: SourceOptions) -> Document:
    from cableparse.sources.image import read_images

    paths, datas = [part.shown for part in parts], [part.data for part in parts]
    document = read_images(paths, datas, limits=options.pdf, ocr=options.ocr)
    return parts[0].own(document) if len(parts) == 1 else document
