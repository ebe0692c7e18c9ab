"""Takes files apart: archives into their members, mailboxes into messages, tables into rows, e-mails into parts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO, FileIO
from typing import BinaryIO

from cableparse.diagnostics import Code
from cableparse.errors import UnreadableInput
from cableparse.pages import Document
from cableparse.sources.file import open_file, read_start
from cableparse.sources.file_kind import MediaType, binary_kind, kind_of
from cableparse.sources.limits import Budget, LimitReached
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import InputPart, Member, PassedOver, Refusal, file_name
from cableparse.sources.unpacked import Leaf, Opened, document, opened
from cableparse.sources.written import written

ARCHIVES = frozenset({MediaType.ZIP, MediaType.SEVEN_ZIP, MediaType.TAR, MediaType.GZIP, MediaType.BZIP2, MediaType.XZ})
TABLES = frozenset({MediaType.CSV, MediaType.JSONL, MediaType.JSON, MediaType.EXCEL})
CONTAINERS = ARCHIVES | TABLES | {MediaType.MAILBOX}
# What cableparse writes and would read again.
_WRITTEN = frozenset({MediaType.CSV, MediaType.JSONL, MediaType.JSON, MediaType.HTML})
_NOT_READ = Code.KIND_NOT_READ.code
_WITH_ATTACHMENTS = frozenset({MediaType.EMAIL, MediaType.OUTLOOK, MediaType.PDF, MediaType.WORD})


def leaves(path: str, options: SourceOptions) -> Iterator[Leaf | UnreadableInput]:
    """The leaves of the file at `path`, or of standard input where it is `-`, in order and in flat memory.

    What cannot be read inside it comes out as an UnreadableInput, a hidden member as PassedOver; the next one follows.

    Raises:
        UnreadableInput: the file, or the rest of it, cannot be read.
        MissingProgram: it takes a program or an extra that is not installed.
    """
    with open_file(path) as file:
        data = read_start(file, path, options.max_bytes)
        part = InputPart(path, file_name(path), data)
        with part.unforeseen():
            kind = kind_of_part(part, options)
            if len(data) <= options.max_bytes:
                yield from _leaves(part, kind, BytesIO(data), Budget(options, len(data)), options)
            elif kind in CONTAINERS and isinstance(file, FileIO) and file.seekable():
                del data
                size = file.seek(0, os.SEEK_END)
                file.seek(0)
                with BufferedReader(file) as stream:
                    yield from _leaves(replace(part, data=b""), kind, stream, Budget(options, size), options)
            else:
                raise part.error(options.too_large)


def documents(leaf: Leaf, options: SourceOptions, budget: Budget | None = None) -> Iterator[Opened | UnreadableInput]:
    """The documents of a leaf: one, or of an e-mail or a PDF its text and what is attached to it.

    An attachment that cannot be read comes out as an UnreadableInput. Attachments count against the `budget` of what
    the leaf is attached to, if it is.

    Raises:
        UnreadableInput: the leaf cannot be read.
        MissingProgram: it takes a program or an extra that is not installed.
    """
    with leaf.part.unforeseen():
        if leaf.kind not in _WITH_ATTACHMENTS:
            yield opened(document(leaf, options), leaf.part, options)
            return
        budget = budget or Budget(options, len(leaf.part.data))
        for found in _with_attachments(leaf, options, budget):
            if isinstance(found, Document):
                yield opened(found, leaf.part, options)
            else:
                yield from _of_attachment(leaf.part, found, budget, options, leaf.depth + 1)


def _with_attachments(leaf: Leaf, options: SourceOptions, budget: Budget) -> Iterator[Document | Member | Refusal]:
    if leaf.kind is MediaType.PDF:
        return _pdf(leaf, options, budget)
    if leaf.kind is MediaType.WORD:
        return _word(leaf, options, budget)
    if leaf.depth >= options.max_depth:
        raise leaf.part.error(options.too_deep)
    if leaf.kind is MediaType.OUTLOOK:
        from cableparse.sources.office.outlook import read_outlook

        return read_outlook(leaf.part)
    from cableparse.sources.mail import read_mail

    return read_mail(leaf.part)


def _word(leaf: Leaf, options: SourceOptions, budget: Budget) -> Iterator[Document | Member | Refusal]:
    from cableparse.sources.office.word import read_word

    for found in read_word(leaf.part, options, budget):
        is_too_deep = isinstance(found, Member) and leaf.depth >= options.max_depth
        yield Refusal(found.name, options.too_deep) if is_too_deep else found


def _pdf(leaf: Leaf, options: SourceOptions, budget: Budget) -> Iterator[Document | Member | Refusal]:
    from cableparse.sources.pdf.reader import read_pdf_and_files
    from cableparse.sources.pdf.structure.embedded import members

    part = leaf.part
    document, files = read_pdf_and_files(part.shown, part.data, limits=options.pdf, ocr=options.ocr)
    yield part.own(document)
    if leaf.depth >= options.max_depth:
        yield from (Refusal(f"attachment {file.name}", options.too_deep) for file in files)
        return
    try:
        yield from members(files, options, budget)
    except LimitReached as error:
        raise LimitReached(str(part.error(str(error)))) from error


def kind_of_part(part: InputPart, options: SourceOptions) -> MediaType:
    """What a part is.

    Raises:
        UnreadableInput: it is empty, binary and of no kind that is read, or was written by cableparse.
    """
    if not part.data:
        raise part.error("is empty")
    kind = kind_of(part.data, part.name, options.text_column)
    if kind in (MediaType.BINARY, MediaType.GIF):
        what = binary_kind(part.data)
        raise part.error(f"looks like a binary file ({what}), which cableparse does not read ({_NOT_READ})")
    if kind in _WRITTEN and (what := written(part.data)):
        raise part.error(f"is {what}, and no source of cables")
    return kind


def _leaves(
    part: InputPart, kind: MediaType, file: BinaryIO, budget: Budget, options: SourceOptions, depth: int = 0
) -> Iterator[Leaf | UnreadableInput]:
    """The leaves of a part, whose bytes `file` has."""
    if kind not in CONTAINERS:
        yield Leaf(part, kind, depth)
        return
    if depth >= options.max_depth:
        raise part.error(options.too_deep)
    for found in _contents(part, kind, file, budget, options):
        if isinstance(found, Leaf):
            yield replace(found, depth=depth + 1)
        elif isinstance(found, Refusal):
            error = part.error(found.reason, found.name)
            yield PassedOver(str(error)) if found.is_passed else error
        else:
            yield from _of_member(part.inside(found), budget, options, depth + 1)


def _of_member(part: InputPart, budget: Budget, options: SourceOptions, depth: int) -> Iterator[Leaf | UnreadableInput]:
    try:
        with part.unforeseen():
            kind = kind_of_part(part, options)
            yield from _leaves(part, kind, BytesIO(part.data), budget, options, depth)
    except LimitReached:
        raise
    except UnreadableInput as error:
        yield error


def _contents(
    part: InputPart, kind: MediaType, file: BinaryIO, budget: Budget, options: SourceOptions
) -> Iterator[Leaf | Member | Refusal]:
    if kind is MediaType.EXCEL:
        from cableparse.sources.office.workbook import read_workbook

        return read_workbook(file, part, options, budget, options.text_column)
    if kind in TABLES:
        from cableparse.sources.cable_table import read_table

        return read_table(file, kind, part, options, options.text_column)
    if kind in ARCHIVES:
        from cableparse.sources import archive

        return archive.contents(file, kind, part, options, budget)
    from cableparse.sources import mailbox

    return mailbox.messages(file, part, options)


def _of_attachment(
    message: InputPart, found: Member | Refusal, budget: Budget, options: SourceOptions, depth: int
) -> Iterator[Opened | UnreadableInput]:
    if isinstance(found, Refusal):
        yield message.error(found.reason, found.name)
        return
    for leaf in _of_member(message.inside(found), budget, options, depth):
        if isinstance(leaf, PassedOver):
            continue
        if isinstance(leaf, UnreadableInput):
            yield leaf
        else:
            yield from readable_documents(leaf, options, budget)


def readable_documents(
    leaf: Leaf, options: SourceOptions, budget: Budget | None = None
) -> Iterator[Opened | UnreadableInput]:
    """The documents of a leaf inside another file; where it cannot be read, an UnreadableInput."""
    try:
        yield from documents(leaf, options, budget)
    except UnreadableInput as error:
        yield error
