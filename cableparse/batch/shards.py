"""Adds sources to the ledger, in order: what is to be read comes into the last shard, or a new one once it is full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cableparse.batch.ledger import Ledger, SourceRow
from cableparse.sources.unpacked import Leaf

# Sources whose records are written, and renamed into place, together.
SHARD = 1000


class New(NamedTuple):
    """A source that is new, and what was read of it; what is waiting may be a duplicate."""

    row: SourceRow
    state: str = "waiting"
    reason: str | None = None
    shard: int | None = None
    leaf: Leaf | None = None


class Shards:
    """The shards that new sources come into.

    The last shard of the ledger is filled up until the run is finished, so that the shards are the same however often a
    run was stopped.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._last, held, is_open = ledger.last_shard()
        self._room = max(SHARD - held, 0) if is_open else 0

    def add(self, new: Sequence[New]) -> dict[int, Leaf]:
        """Add sources, within a transaction; what was read of those that are to be read, by their number.

        Of sources with the same content one is to be read: one that was, or the first.
        """
        originals = self._ledger.originals([one.row.sha256 for one in new if one.state == "waiting"])
        rows: list[tuple[object, ...]] = []
        leaves: dict[int, Leaf] = {}
        for number, one in enumerate(new, self._ledger.next_number()):
            original = originals.setdefault(one.row.sha256, number) if one.state == "waiting" else None
            if original is None:
                rows.append((number, *one.row, one.state, one.reason, one.shard, None))
            elif original != number:
                rows.append((number, *one.row, "duplicate", None, None, original))
            else:
                rows.append((number, *one.row, "waiting", None, self._next(), None))
                if one.leaf:
                    leaves[number] = one.leaf
        self._ledger.add(rows)
        return leaves

    def _next(self) -> int:
        if not self._room:
            self._last, self._room = self._last + 1, SHARD
        self._room -= 1
        return self._last
