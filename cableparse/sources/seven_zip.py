"""7z archives, through py7zr: one thread unpacks, the other takes the members as they come."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import BinaryIO

import py7zr
from py7zr import FileInfo
from py7zr.io import Py7zIO, WriterFactory

from cableparse.sources.limits import Budget, Limits
from cableparse.sources.part import Member, Refusal

# Members that wait to be taken.
_WAITING = 4
# Seconds: one member may be waiting to be taken while the thread ends, and it may end without another.
_PAUSE = 0.05


def members(file: BinaryIO, limits: Limits, budget: Budget) -> Iterator[Member | Refusal]:
    """The members of a 7z archive in its order; those that are refused come first.

    py7zr hands members to a writer and cannot be asked for the next one, so that it runs in a thread beside the reader
    and waits for it. A solid archive is unpacked once, from front to back.

    Raises:
        ValueError: the archive, or the rest of it, is damaged.
        LimitReached: it unpacks to more than `budget` allows.
    """
    try:
        archive = py7zr.SevenZipFile(file, "r")
        infos = [info for info in archive.list() if not info.is_directory]
    except Exception as error:  # py7zr's parser raises whatever it stumbles on
        raise ValueError(f"its list of members cannot be read ({error})") from error
    with archive:
        if archive.needs_password():
            raise ValueError("it is encrypted")
        refusals = [refusal for info in infos if (refusal := _refuse(info, limits))]
        refused = {refusal.name for refusal in refusals}
        budget.spend(sum(info.uncompressed for info in infos if info.filename in refused))  # unpacked all the same
        wanted = [info.filename for info in infos if info.filename not in refused]
        del infos
        yield from refusals
        if wanted:
            yield from _Unpacking(archive, wanted, budget).members()


def _refuse(info: FileInfo, limits: Limits) -> Refusal | None:
    if info.is_symlink:
        return Refusal(info.filename, "is a link, which is not followed")
    if info.uncompressed > limits.max_bytes:
        return Refusal(info.filename, limits.too_large)
    if ".." in PurePosixPath(info.filename).parts or info.filename.startswith("/"):
        return Refusal(info.filename, "has a name that leads out of its archive, which py7zr does not read")
    return None


class _Unpacking(WriterFactory, Py7zIO):
    """An archive that is being unpacked by a thread of its own, and what py7zr writes one member after the other to.

    py7zr keeps the writer of each member to the end: one for all of them keeps memory flat.
    """

    def __init__(self, archive: py7zr.SevenZipFile, wanted: list[str], budget: Budget) -> None:
        self._archive = archive
        self._wanted = wanted
        self._budget = budget
        self._ready: queue.Queue[Member | Exception | None] = queue.Queue(_WAITING)
        self._given_up = False
        self._name = ""
        self._data = bytearray()

    def members(self) -> Iterator[Member]:
        """The members as they are unpacked; the thread ends with this iterator."""
        thread = threading.Thread(target=self._unpack, daemon=True)
        thread.start()
        try:
            while (found := self._ready.get()) is not None:
                if isinstance(found, Exception):
                    raise ValueError(str(found)) from found
                self._budget.spend(len(found.data))
                yield found
        finally:
            self._given_up = True
            while thread.is_alive():
                with suppress(queue.Empty):
                    self._ready.get(timeout=_PAUSE)

    def _unpack(self) -> None:
        try:
            self._archive.extract(targets=self._wanted, factory=self)
        except Exception as error:  # py7zr's decompressors raise whatever they stumble on
            self._ready.put(error)
        else:
            self._ready.put(None)

    def create(self, filename: str) -> Py7zIO:
        """Begin the member `filename`."""
        self._name, self._data = filename, bytearray()
        return self

    def write(self, s: bytes | bytearray) -> int:
        """Add bytes to the member, or end the thread where nobody takes it any more."""
        if self._given_up:
            raise EOFError("the reader has gone")
        self._data += s
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        """Nothing: `close` hands over what was written."""
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stay where it is."""
        return 0

    def flush(self) -> None:
        """Nothing to do."""

    def size(self) -> int:
        """How many bytes the member has."""
        return len(self._data)

    def close(self) -> None:
        """Hand over the member, which is complete."""
        self._ready.put(Member(self._name, bytes(self._data)))
