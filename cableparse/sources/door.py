"""The one door to all sources: the documents of a file, whatever it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from cableparse.errors import UnreadableInput
from cableparse.pages import Document
from cableparse.sources.file import open_file, read_start
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import InputPart, PassedOver, file_name
from cableparse.sources.unpacked import IMAGES, Opened, images_document, opened
from cableparse.sources.unpacking import documents, kind_of_part, leaves, readable_documents

_DEFAULTS = SourceOptions()


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


def read_parts(
    path: str | os.PathLike[str], *, options: SourceOptions = _DEFAULTS
) -> Iterator[Opened | UnreadableInput]:
    """What `read` gives, each document with the part of the input that it was read from; raises what `read` does."""
    for leaf in leaves(os.fspath(path), options):
        if isinstance(leaf, PassedOver):
            continue
        if isinstance(leaf, UnreadableInput):
            yield leaf
        elif leaf.part.member:
            yield from readable_documents(leaf, options)
        else:
            yield from documents(leaf, options)


def read_as_one(paths: Sequence[str], *, options: SourceOptions = _DEFAULTS) -> Document:
    """The document of page images that are one cable, in the order given; raises what `read` does."""
    parts = [_whole(path, options) for path in paths]
    for part in parts:
        if kind_of_part(part, options) not in IMAGES:
            raise part.error("is no PNG, JPEG or TIFF image; only page images can be read as one cable")
    return opened(images_document(parts, options), parts[0], options).document


def _whole(path: str, options: SourceOptions) -> InputPart:
    with open_file(path) as file:
        part = InputPart(path, file_name(path), read_start(file, path, options.max_bytes))
    if len(part.data) > options.max_bytes:
        raise part.error(options.too_large)
    return part
