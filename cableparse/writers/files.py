"""Where a record's file lies among the originals."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from cableparse.record import Copy, Source
from cableparse.sources.part import writable
from cableparse.writers import WriterOptions

INSIDE = "the document lies inside another file (archive, mailbox, table): unpack it before you load the row"

_INPUT = set(Source.model_fields) - {"parts"}
# Bytes of a name, where file systems take 255 and bags are carried to others that take less.
_NAME = 200
_DIGITS = 8
# What is longer is no suffix that tells a format.
_SUFFIX = 12
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._ /-]")


class FileId(NamedTuple):
    """What tells one file from another: records with the same one are of the same file."""

    path: str
    member: str | None
    sha256: str


def file_id(source: Source) -> FileId:
    """The file that the record was read from."""
    return FileId(source.path, source.member, source.sha256)


def relative_path(source: Source, options: WriterOptions) -> str:
    """The path of the file below `options.root`, its name where that is the file itself.

    Without a root, or elsewhere, it is the path as it was given, but for what leads to the top or upwards.
    """
    if options.root is not None:
        path, root = Path(source.path).resolve(), Path(writable(options.root)).resolve()
        if path == root:
            return path.name
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    kept = [part for part in PurePosixPath(source.path).parts if part not in ("/", "..", ".")]
    return "/".join(kept) or source.name


def ascii_path(path: str) -> str:
    """`path` in plain ASCII: any other character is written as its code, `é` as `_e9_`.

    A name that gets too long for a file system ends in a digest of the whole and its suffix.
    """
    return "/".join(map(_ascii_name, path.split("/")))


def _ascii_name(name: str) -> str:
    plain = _NOT_PLAIN.sub(lambda found: f"_{ord(found.group()):x}_", name)
    if len(plain) <= _NAME:
        return plain
    suffix = PurePosixPath(plain).suffix
    end = f"_{hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]}{suffix if len(suffix) <= _SUFFIX else ''}"
    return plain[: _NAME - len(end)] + end


def with_copies(source: Source) -> list[Source]:
    """The source, and each copy of it as a source of its own."""
    copies = [
        source.model_copy(update={"path": copy.path, "name": PurePosixPath(copy.path).name, "member": copy.member})
        for copy in source.copies or []
    ]
    return [source, *copies]


def originals(source: Source) -> list[Source]:
    """Every file that the record was read from: with those of all its sections, and with all copies of each."""
    parts = [Source.model_validate(part.model_dump(include=_INPUT)) for part in source.parts or []]
    return [copy for each in [source, *parts] for copy in with_copies(each)]


def source_line(source: Source) -> str:
    """The file, the way inside it, its digest, and its copies."""
    copies = [f"copy {place(copy)}" for copy in source.copies or []]
    return "; ".join(filter(None, [source.path, source.member, f"SHA-256 {source.sha256}", *copies]))


def place(copy: Copy) -> str:
    """Where a copy lies, in one text."""
    return f"{copy.path}: {copy.member}" if copy.member else copy.path
