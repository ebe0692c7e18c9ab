"""Pairs of records that may be copies, found without comparing all with all."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cableparse.corpus.likeness import blocks
from cableparse.record import Cable

_TABLES = """
CREATE TABLE block (key TEXT, record INT);
CREATE TABLE record (number INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE wanted (number INTEGER PRIMARY KEY);
"""
# Words that more records than this share are a form's.
_MOST = 50
_WANTED = """
CREATE INDEX block_key ON block (key);
DELETE FROM block WHERE key IN (SELECT key FROM block GROUP BY key HAVING count(*) = 1);
DELETE FROM block WHERE key IN (SELECT key FROM block WHERE key >= 'text ' GROUP BY key HAVING count(*) > {most});
INSERT INTO wanted SELECT DISTINCT record FROM block;
"""
_PAIRS = """
SELECT DISTINCT one.record, other.record
FROM block one JOIN block other ON one.key = other.key AND one.record < other.record
ORDER BY 1, 2
"""


class Candidates:
    """The records that share a block with another one, on disk, and their pairs."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def read(self, records: Iterable[Cable]) -> None:
        """Go through `records` twice: for their blocks, and for those records that share one."""
        for number, cable in enumerate(records):
            if cable.kind in ("cable", "airgram"):
                self._base.executemany("INSERT INTO block VALUES (?, ?)", ((key, number) for key in set(blocks(cable))))
        self._base.executescript(_WANTED.format(most=_MOST))
        wanted = {number for (number,) in self._base.execute("SELECT number FROM wanted")}
        for number, cable in enumerate(records):
            if number in wanted:
                self._base.execute("INSERT INTO record VALUES (?, ?)", (number, cable.to_json()))

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs that share a block, each once, sorted."""
        yield from self._base.execute(_PAIRS)

    def record(self, number: int) -> Cable:
        """One of the records, by its number among all."""
        (data,) = self._base.execute("SELECT data FROM record WHERE number = ?", (number,)).fetchone()
        return Cable.model_validate_json(data)


@contextmanager
def candidates() -> Iterator[Candidates]:
    """An empty store of candidates, which goes away at the end."""
    with tempfile.TemporaryDirectory(prefix="cableparse-") as folder:
        base = sqlite3.connect(Path(folder) / "candidates.sqlite")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_TABLES)
        try:
            yield Candidates(base)
        finally:
            base.close()
