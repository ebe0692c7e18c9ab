"""Adds sources to the ledger, in order: what is to be read comes into the last shard, or a new one once it is full."""

from __future__ import annotations

from cableparse.batch.ledger import Ledger, Row

# Sources whose records are written, and renamed into place, together.
SHARD = 1000


class Shards:
    """The shards that new sources come into.

    The last shard of the ledger is filled up where its records are not written yet, so that the shards are the same
    however often a run was stopped. Each method is for within a transaction.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._last, held, is_open = ledger.last_shard()
        self._room = max(SHARD - held, 0) if is_open else 0

    def add(self, row: Row) -> int | None:
        """Add a source; its number where it is to be read, None where one with the same content is."""
        original = self._ledger.original(row.sha256)
        if original:
            self._ledger.add(row, "duplicate", original=original)
            return None
        if not self._room:
            self._last, self._room = self._last + 1, SHARD
        self._room -= 1
        return self._ledger.add(row, "waiting", shard=self._last)
