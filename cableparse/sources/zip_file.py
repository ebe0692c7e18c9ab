"""Zip archives."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from cableparse.sources import cut_zip
from cableparse.sources.limits import Budget, Limits
from cableparse.sources.part import Member, Refusal

# The bit of a member's flags (APPNOTE.TXT, 4.4.4).
_ENCRYPTED = 0x1
# The mode of a file stands in the upper half of 32 bits, as Unix writes it.
_UNIX = 16
# What damaged archives make zipfile raise; what it calls not implemented is a RuntimeError.
DAMAGE = (OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, zipfile.BadZipFile)
# The other methods can blow up a few bytes at one go, however few are asked for (CPython issue 156002).
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def members(file: BinaryIO, limits: Limits, budget: Budget) -> Iterator[Member | Refusal]:
    """The members of a zip archive in the order of its list, or of a cut one as they stand.

    Raises:
        zipfile.BadZipFile: the list of members is lost; those that could be read came before.
    """
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        yield from cut_zip.members(file, limits, budget)
        raise zipfile.BadZipFile(str(error)) from error
    with archive:
        for info in archive.infolist():
            if not info.filename.endswith("/"):  # is_dir fails on an empty name
                yield _member(archive, info, limits, budget)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: Budget) -> Member | Refusal:
    if info.flag_bits & _ENCRYPTED:
        return Refusal(info.filename, "is encrypted")
    if stat.S_ISLNK(info.external_attr >> _UNIX):
        return Refusal(info.filename, "is a link, which is not followed")
    if info.compress_type not in METHODS:
        return Refusal(info.filename, f"is packed by method {info.compress_type}; only deflate is unpacked")
    if info.file_size > limits.max_bytes:
        return Refusal(info.filename, limits.too_large)
    try:
        with archive.open(info) as stream:
            data = stream.read(limits.max_bytes + 1)
    except DAMAGE as error:
        return Refusal(info.filename, f"is damaged: {error}")
    budget.spend(len(data))
    return Member(info.filename, data)
