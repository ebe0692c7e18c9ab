"""Tar archives, read from front to back."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Protocol

from cableparse.sources.limits import Budget, Limits
from cableparse.sources.part import Member, Refusal

# Bytes, of which all headers and contents are multiples (POSIX.1, pax).
BLOCK = 512
# The most that the headers before a member may take; tarfile keeps them in memory.
_HEADERS = 1_000_000


class Readable(Protocol):
    """A file, or what unpacks one."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes."""


def members(file: Readable, limits: Limits, budget: Budget) -> Iterator[Member | Refusal]:
    """The members of a tar archive.

    Raises:
        tarfile.TarError: the archive is damaged, or ends without its end mark.
    """
    stream = _TarStream(file, budget)
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        while (info := archive.next()) is not None:
            # tarfile keeps them all, and a year's telegrams are 300,000.
            archive.members.clear()  # type: ignore[attr-defined]  # typeshed leaves it out
            stream.expect(info.size)
            if info.isfile() and info.size <= limits.max_bytes:
                member = archive.extractfile(info)
                yield Member(info.name, member.read() if member else b"")
            elif info.isfile():
                yield Refusal(info.name, limits.too_large)
            elif not info.isdir():
                link = f"is a link to {info.linkname}, which is not followed"
                yield Refusal(info.name, link if info.issym() or info.islnk() else "is no regular file")
    if stream.last_block.strip(b"\0"):
        raise tarfile.ReadError("its end mark is missing")


class _TarStream(io.RawIOBase):
    """Counts what tarfile reads, and stops it where a header claims more than a header can be."""

    def __init__(self, file: Readable, budget: Budget) -> None:
        super().__init__()
        self._file = file
        self._budget = budget
        self._allowed = _HEADERS
        self.last_block = b""

    def expect(self, size: int) -> None:
        """A member of `size` bytes comes next."""
        self._allowed = size + _HEADERS

    def read(self, size: int = -1, /) -> bytes:
        """The next `size` bytes."""
        data = self._file.read(size)
        self._budget.spend(len(data))
        self._allowed -= len(data)
        if self._allowed < 0:
            raise tarfile.ReadError("a header is too long")
        self.last_block = (self.last_block + data)[-BLOCK:]
        return data
