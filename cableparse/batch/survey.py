"""Looks at the files that are new: they become sources in the ledger, in order, each in the shard it belongs to."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from functools import partial
from itertools import islice
from typing import NamedTuple

from cableparse.batch.ledger import LOST, Ledger, SourceRow, place_of, place_row
from cableparse.batch.plan import ListedFile
from cableparse.batch.runner import Runner
from cableparse.batch.shards import New, Shards
from cableparse.batch.task import FilePlace, Inside, Surveyed, members, survey
from cableparse.sources.options import SourceOptions
from cableparse.sources.unpacked import Leaf

# Files that a worker looks at in one task, as far as they have no more bytes than these: what it read comes back.
_CHUNK = 200
_CHUNK_BYTES = 1_000_000
# A container may take as long to be listed for each so many bytes as a file to be read; a busy machine lists six times
# as many in the 300 seconds that are usual.
_LISTED_BYTES = 300_000_000
# Seconds between two looks at what else is done while a container is listed.
LOOK = 1


class Arrived(NamedTuple):
    """Sources that are new in the ledger, from the number `first` on, with what was read of them by their number."""

    first: int
    leaves: dict[int, Leaf]


class Survey:
    """Looks at what `plan` has listed and the ledger does not know, some of it ahead.

    While a container is listed, which may take minutes, `meanwhile` is called with its name and since when.
    """

    def __init__(
        self, ledger: Ledger, options: SourceOptions, runner: Runner, meanwhile: Callable[[str, float], None]
    ) -> None:
        self._ledger = ledger
        self._options = options
        self._runner = runner
        self._meanwhile = meanwhile

    def arrivals(self) -> Iterator[Arrived]:
        """Look at files until none is left; raises OutputError."""
        shards = Shards(self._ledger)
        for chunk, found in self._surveyed(self._chunks()):
            yield self._add(chunk, found, shards)

    def _chunks(self) -> Iterator[list[ListedFile]]:
        while new := self._next():
            chunk: list[ListedFile] = []
            size = 0
            for one in new:
                if chunk and size + (one.size or 0) > _CHUNK_BYTES:
                    yield chunk
                    chunk, size = [], 0
                chunk.append(one)
                size += one.size or 0
            yield chunk

    def _next(self) -> list[ListedFile]:
        """The next files, which are then no longer listed."""
        db = self._ledger.db
        rows = db.execute(
            "SELECT path, local, size, modified, reason, is_passed FROM listed ORDER BY path LIMIT ?", [_CHUNK]
        ).fetchall()
        if rows:
            db.execute("DELETE FROM listed WHERE path <= ?", [rows[-1][0]])
        return [ListedFile(place_of(path, local), *about) for path, local, *about in rows]

    def _surveyed(self, chunks: Iterator[list[ListedFile]]) -> Iterator[tuple[list[ListedFile], Sequence[Surveyed]]]:
        """Chunks of files in order, each with what they are."""
        ahead: deque[tuple[list[ListedFile], Future[list[Surveyed]]]] = deque()
        more = True
        while more or ahead:
            while more and len(ahead) < self._runner.slots:
                chunk = next(chunks, None)
                more = chunk is not None
                if chunk:
                    ahead.append((chunk, self._submit(chunk)))
            if ahead:
                chunk, future = ahead.popleft()
                try:
                    found = future.result()
                except Exception as error:
                    found = self._singly(chunk, error)
                yield chunk, found

    def _submit(self, chunk: list[ListedFile]) -> Future[list[Surveyed]]:
        places = [one.place for one in chunk if not one.reason]
        if self._runner.shares_files:
            return self._runner.submit(survey, places, self._options)
        here: Future[list[Surveyed]] = Future()
        here.set_result(survey(places, self._options))
        return here

    def _singly(self, chunk: list[ListedFile], error: Exception) -> list[Surveyed]:
        """Look at the files one by one that were lost together."""
        wanted = [one for one in chunk if not one.reason]
        if len(wanted) == 1:
            return [Surveyed(reason=f"{wanted[0].place.path}: {self._runner.why_lost(error)}", lost=True)]
        return [found for one in wanted for _, part in self._surveyed(iter([[one]])) for found in part]

    def _add(self, chunk: list[ListedFile], found: Sequence[Surveyed], shards: Shards) -> Arrived:
        held = self._held(chunk, found)
        arrived = Arrived(self._ledger.next_number(), {})
        new = self._new(chunk, found, held)
        with self._ledger.transaction():
            while some := list(islice(new, _CHUNK)):
                arrived.leaves.update(shards.add(some))
            self._ledger.db.execute("UPDATE run SET unseen = unseen - ?", [len(chunk)])
        return arrived

    def _new(
        self, chunk: list[ListedFile], found: Sequence[Surveyed], held: dict[FilePlace, Sequence[Inside]]
    ) -> Iterator[New]:
        """The files as sources, each container with what it holds."""
        looked_at = iter(found)
        for one in chunk:
            if one.reason:
                row = SourceRow(*place_row(one.place), "", one.size, one.modified)
                yield New(row, "passed" if one.is_passed else "failed", one.reason)
                continue
            what = next(looked_at)
            row = SourceRow(*place_row(one.place), "", one.size, one.modified, what.sha256)
            if what.reason:
                yield New(row, "failed", what.reason, LOST if what.lost else None)
            elif what.is_container:
                yield New(row, "container")
                yield from map(partial(_inside, one.place), held[one.place])
            else:
                yield New(row, leaf=what.leaf)

    def _held(self, chunk: list[ListedFile], found: Sequence[Surveyed]) -> dict[FilePlace, Sequence[Inside]]:
        """What the containers of a chunk hold, in order, as workers list it: each may hang, or crash who reads it."""
        looked_at = (one for one in chunk if not one.reason)
        containers = [one for one, what in zip(looked_at, found, strict=True) if what.is_container]
        if not self._runner.shares_files:
            return {one.place: members(one.place, self._options) for one in containers}
        began = time.monotonic()
        listings = []
        for place, size, *_ in containers:
            runner = self._runner.longer(max(1, (size or 0) / _LISTED_BYTES))
            listings.append((place, runner.submit(members, place, self._options), runner))
        return {place: self._listing(place, future, runner, began) for place, future, runner in listings}

    def _listing(
        self, place: FilePlace, future: Future[list[Inside]], runner: Runner, began: float
    ) -> Sequence[Inside]:
        while not wait([future], LOOK).done:
            self._meanwhile(place.path, began)
        try:
            return future.result()
        except Exception as error:
            return [Inside("after part 0", reason=f"{place.path}: {runner.why_lost(error)}")]


def _inside(place: FilePlace, one: Inside) -> New:
    """What a container holds as a source; what cannot be read in it has failed, or is passed over."""
    row = SourceRow(*place_row(place), one.member, one.size, None, one.sha256)
    return New(row, "passed" if one.is_passed else "failed", one.reason) if one.reason else New(row)
