"""Looks at the files that are new: they become sources in the ledger, in order, each in the shard it belongs to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from typing import NamedTuple

from cableparse.batch.ledger import LOST, Ledger, Row, place_of, place_row
from cableparse.batch.plan import Listed
from cableparse.batch.runner import Runner
from cableparse.batch.shards import New, Shards
from cableparse.batch.task import Inside, Place, Surveyed, members, survey
from cableparse.sources.leaf import Leaf
from cableparse.sources.options import SourceOptions

# Files that a worker looks at in one task, as far as they have no more bytes than these: what it read comes back.
_CHUNK = 200
_CHUNK_BYTES = 1_000_000


class Arrived(NamedTuple):
    """Sources that are new in the ledger, from the number `first` on, with what was read of them by their number."""

    first: int
    leaves: dict[int, Leaf]


class Survey:
    """Looks at what `plan` has listed and the ledger does not know, some of it ahead."""

    def __init__(self, ledger: Ledger, options: SourceOptions, runner: Runner) -> None:
        self._ledger = ledger
        self._options = options
        self._runner = runner

    def arrivals(self) -> Iterator[Arrived]:
        """Look at files until none is left; raises OutputError."""
        shards = Shards(self._ledger)
        for chunk, found in self._surveyed(self._chunks()):
            yield self._add(chunk, found, shards)

    def _chunks(self) -> Iterator[list[Listed]]:
        while new := self._next():
            chunk: list[Listed] = []
            size = 0
            for one in new:
                if chunk and size + (one.size or 0) > _CHUNK_BYTES:
                    yield chunk
                    chunk, size = [], 0
                chunk.append(one)
                size += one.size or 0
            yield chunk

    def _next(self) -> list[Listed]:
        """The next files, which are then no longer listed."""
        db = self._ledger.db
        rows = db.execute(
            "SELECT path, local, size, modified, reason, is_passed FROM listed ORDER BY path LIMIT ?", [_CHUNK]
        ).fetchall()
        if rows:
            db.execute("DELETE FROM listed WHERE path <= ?", [rows[-1][0]])
        return [Listed(place_of(path, local), *about) for path, local, *about in rows]

    def _surveyed(self, chunks: Iterator[list[Listed]]) -> Iterator[tuple[list[Listed], Sequence[Surveyed]]]:
        """Chunks of files in order, each with what they are."""
        ahead: deque[tuple[list[Listed], Future[list[Surveyed]]]] = deque()
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

    def _submit(self, chunk: list[Listed]) -> Future[list[Surveyed]]:
        places = [one.place for one in chunk if not one.reason]
        if self._runner.shares_files:
            return self._runner.submit(survey, places, self._options)
        here: Future[list[Surveyed]] = Future()
        here.set_result(survey(places, self._options))
        return here

    def _singly(self, chunk: list[Listed], error: Exception) -> list[Surveyed]:
        """Look at the files one by one that were lost together."""
        wanted = [one for one in chunk if not one.reason]
        if len(wanted) == 1:
            return [Surveyed(reason=f"{wanted[0].place.path}: {self._runner.why_lost(error)}", lost=True)]
        return [found for one in wanted for _, part in self._surveyed(iter([[one]])) for found in part]

    def _add(self, chunk: list[Listed], found: Sequence[Surveyed], shards: Shards) -> Arrived:
        arrived = Arrived(self._ledger.next_number(), {})
        new = self._new(chunk, found)
        with self._ledger.transaction():
            while some := list(islice(new, _CHUNK)):
                arrived.leaves.update(shards.add(some))
            self._ledger.db.execute("UPDATE run SET unseen = unseen - ?", [len(chunk)])
        return arrived

    def _new(self, chunk: list[Listed], found: Sequence[Surveyed]) -> Iterator[New]:
        """The files as sources, each container with what it holds."""
        looked_at = iter(found)
        for one in chunk:
            if one.reason:
                row = Row(*place_row(one.place), "", one.size, one.modified)
                yield New(row, "passed" if one.is_passed else "failed", one.reason)
                continue
            what = next(looked_at)
            row = Row(*place_row(one.place), "", one.size, one.modified, what.sha256)
            if what.reason:
                yield New(row, "failed", what.reason, LOST if what.lost else None)
            elif what.is_container:
                yield New(row, "container")
                yield from self._members(one.place)
            else:
                yield New(row, leaf=what.leaf)

    def _members(self, place: Place) -> Iterator[New]:
        """What a container holds, in order; what cannot be read in it has failed, or is passed over."""
        path, local = place_row(place)
        for one in self._listed(place):
            row = Row(path, local, one.member, one.size, None, one.sha256)
            yield New(row, "passed" if one.is_passed else "failed", one.reason) if one.reason else New(row)

    def _listed(self, place: Place) -> list[Inside]:
        """What a container holds, as a worker lists it: it may hang, or crash who reads it."""
        if not self._runner.shares_files:
            return members(place, self._options)
        try:
            return self._runner.submit(members, place, self._options).result()
        except Exception as error:
            return [Inside("after part 0", reason=f"{place.path}: {self._runner.why_lost(error)}")]
