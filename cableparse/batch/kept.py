"""What is read is kept: the records that a shard's file has stay as they are, and what is new is put among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from cableparse.batch.ledger import Held, Ledger
from cableparse.batch.store import Store
from cableparse.batch.task import Parsed
from cableparse.errors import OutputError


class KeptRecords:
    """The records of the shards, in the order of their sources; without a `store` they are only noted in the ledger.

    A file is written first and settled in the ledger after. A run that is killed in between leaves a file that is not
    the one that the ledger knows: its shard is read again whole.
    """

    def __init__(self, ledger: Ledger, store: Store | None) -> None:
        self._ledger = ledger
        self._store = store

    def mend(self) -> None:
        """Look at the files that are to be added to: what is not as it was left, or is gone, is to be read again.

        Raises:
            OutputError: a file cannot be read or written.
        """
        if self._store:
            for shard in self._ledger.shards_with_records():
                if not self._store.file(shard).exists():
                    self._ledger.read_again(shard)
        for shard in self._ledger.unsettled_shards():
            if self._pieces(shard) is None:
                self._ledger.read_again(shard)
            else:
                self.add(shard, [])

    def add(self, shard: int, parsed: Sequence[Parsed]) -> None:
        """Keep what was read of a shard.

        Raises:
            OutputError: it cannot be written, or another program has changed the shard's file.
        """
        pieces = self._pieces(shard)
        if pieces is None:
            raise OutputError(
                f"records of shard {shard}: were changed while the batch ran; give the same command again"
            )
        if self._store:
            pieces = {**pieces, **{one.number: one.records for one in parsed if one.records}}
        records = b"".join(pieces[number] for number in sorted(pieces))
        if self._store:
            self._store.write(shard, records)
        self._ledger.settle(shard, parsed, _held(pieces, records))

    def _pieces(self, shard: int) -> dict[int, bytes] | None:
        """The records in a shard's file by their source; None where the file is not as it was left."""
        settled = self._ledger.settled(shard)
        if not settled or not self._store:
            return {}
        held = self._ledger.held(shard)
        if held is None:
            return None
        if not any(number in settled for number, _ in held.sizes):
            return {}
        records = self._store.read(shard)
        if sha256(records).hexdigest() != held.sha256:
            return None
        pieces = {}
        at = 0
        for number, size in held.sizes:
            if number in settled:
                pieces[number] = records[at : at + size]
            at += size
        return pieces


def _held(pieces: Mapping[int, bytes], records: bytes) -> Held:
    sizes = tuple((number, len(pieces[number])) for number in sorted(pieces))
    return Held(sha256(records).hexdigest(), sizes)
