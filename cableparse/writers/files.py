"""Where a record's file lies among the originals."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from cableparse.record import Source
from cableparse.writers import WriterOptions

INSIDE = "the document lies inside another file (archive, mailbox, table): unpack it before you load the row"

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
    """The path of the file below `options.root`, else as it was given, without its root and `..`."""
    if options.root is not None:
        path, root = Path(source.path).resolve(), Path(options.root).resolve()
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    kept = [part for part in PurePosixPath(source.path).parts if part not in ("/", "..", ".")]
    return "/".join(kept) or source.name


def ascii_path(path: str) -> str:
    """`path` in plain ASCII: any other character is written as its code, `é` as `_e9_`."""
    return _NOT_PLAIN.sub(lambda found: f"_{ord(found.group()):x}_", path)


def source_line(source: Source) -> str:
    """The file, the way inside it, and its digest."""
    return "; ".join(filter(None, [source.path, source.member, f"SHA-256 {source.sha256}"]))
