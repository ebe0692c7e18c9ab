"""Archives and compressed files, read member by member; nothing is written to disk and no link is followed."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from cableparse.errors import MissingProgram
from cableparse.sources import tar, zip_file
from cableparse.sources.file_kind import TAR_MAGIC, MediaType
from cableparse.sources.limits import Budget, LimitReached, Limits
from cableparse.sources.part import InputPart, Member, Refusal

Contents = Iterator[Member | Refusal]

_HIDDEN = "a hidden file"
_TAR_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
# What damaged archives make the standard library raise.
_DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    RecursionError,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
)


def contents(file: BinaryIO, kind: MediaType, part: InputPart, limits: Limits, budget: Budget) -> Contents:
    """The members of an archive in its order, hidden ones passed over; `file` can seek and stands at its beginning.

    Members are read whatever their names are, since nothing is written; links are refused. One without a name is called
    by its number. A compressed file that is no tar has one member, named as it is without its last suffix.

    Raises:
        UnreadableInput: the archive, or the rest of it, cannot be read. LimitReached is one.
        MissingProgram: it is a .7z archive and the extra `7z` is not installed.
    """
    last = None
    try:
        for number, found in enumerate(_members(file, kind, part, limits, budget), 1):
            entry = found if found.name else found._replace(name=f"member {number}")
            last = entry.name
            yield Refusal(entry.name, _HIDDEN, is_passed=True) if _is_hidden(entry.name) else entry
    except LimitReached as error:
        raise LimitReached(str(part.error(str(error)))) from error
    except _DAMAGE as error:
        where = f" after {last}" if last else ""
        raise part.error(f"is cut short or damaged{where}: {error}") from error
    if last is None:
        raise part.error("holds no file")


def _members(file: BinaryIO, kind: MediaType, part: InputPart, limits: Limits, budget: Budget) -> Contents:
    if kind is MediaType.ZIP:
        return zip_file.members(file, limits, budget)
    if kind is MediaType.SEVEN_ZIP:
        return _seven_zip(file, part, limits, budget)
    if kind is MediaType.TAR:
        return tar.members(file, limits, budget)
    return _compressed(file, kind, part, limits, budget)


def _compressed(file: BinaryIO, kind: MediaType, part: InputPart, limits: Limits, budget: Budget) -> Contents:
    name = _name_inside(part.name)
    with _unpacked(file, kind) as stream:
        if stream.read(tar.BLOCK)[TAR_MAGIC] == b"ustar" or name.endswith(".tar"):
            stream.seek(0)
            yield from tar.members(stream, limits, budget)
            return
        stream.seek(0)
        data = stream.read(limits.max_bytes + 1)
        budget.spend(len(data))
        yield Member(name, data) if len(data) <= limits.max_bytes else Refusal(name, limits.too_large)


def _unpacked(file: BinaryIO, kind: MediaType) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if kind is MediaType.GZIP:
        return gzip.GzipFile(fileobj=file)
    return bz2.BZ2File(file) if kind is MediaType.BZIP2 else lzma.LZMAFile(file)


def _name_inside(name: str) -> str:
    """What a compressed file unpacks to: `1974.tar.gz` and `1974.tgz` to `1974.tar`."""
    path = PurePath(name)
    return path.stem + _TAR_SUFFIXES.get(path.suffix.lower(), "")


def _seven_zip(file: BinaryIO, part: InputPart, limits: Limits, budget: Budget) -> Contents:
    try:
        from cableparse.sources import seven_zip
    except ModuleNotFoundError as error:
        raise MissingProgram(
            f"{part.error('is a .7z archive')}; install what reads it with `pip install 'cableparse[7z]'`"
        ) from error
    return seven_zip.members(file, limits, budget)


def _is_hidden(name: str) -> bool:
    """Whether a file manager put it there: `.DS_Store`, `__MACOSX/...`."""
    steps = name.replace("\\", "/").split("/")
    return "__MACOSX" in steps or any(step.startswith(".") and step.strip(".") for step in steps)
