"""Pairs of records that may be copies, found without comparing all with all."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from cableparse.corpus.comparison import withholds
from cableparse.corpus.index import source_of
from cableparse.corpus.likeness import Marks, blocks, marks_of
from cableparse.record import Cable

# `place` is the rank by text, so that texts that begin alike lie together.
_TABLES = """
CREATE TABLE block (key TEXT, record INT);
CREATE TABLE record (number INTEGER PRIMARY KEY, id TEXT, sent TEXT, section INT, text TEXT, told TEXT, data TEXT);
CREATE TABLE wanted (number INTEGER PRIMARY KEY);
CREATE TABLE place (record INTEGER PRIMARY KEY, place INT);
CREATE TABLE member (key TEXT, rank INT, record INT, size INT, PRIMARY KEY (key, rank)) WITHOUT ROWID;
"""
# Words that more records than this share are a form's.
_MOST = 50
# All members of a block of so many are compared: of one message seven releases are the most that is known.
WHOLE = 12
# In a larger one each with so many behind it in the order of texts, so that a block of ten times as many copies takes
# ten times as long. One alike is enough to come into the group: four leave room for texts of other messages between.
NEAREST = 4
_WANTED = """
CREATE INDEX block_key ON block (key);
DELETE FROM block WHERE key IN (SELECT key FROM block GROUP BY key HAVING count(*) = 1);
DELETE FROM block WHERE key IN (SELECT key FROM block WHERE key >= 'text ' GROUP BY key HAVING count(*) > {most});
INSERT INTO wanted SELECT DISTINCT record FROM block;
"""
_MEMBERS = """
INSERT INTO place SELECT number, row_number() OVER (ORDER BY text, number) FROM record;
INSERT INTO member SELECT key, row_number() OVER (PARTITION BY key ORDER BY place), record,
    count(*) OVER (PARTITION BY key) FROM block JOIN place USING (record);
"""
_PAIRS = """
SELECT min(one.record, other.record), max(one.record, other.record)
FROM place JOIN member one ON one.record = place.record JOIN member other ON other.key = one.key
    AND other.rank > one.rank AND other.rank <= one.rank + iif(one.size > :whole, :nearest, one.size)
GROUP BY 1, 2 ORDER BY min(place.place)
"""


class Told(NamedTuple):
    """What the list of a group says of a copy; `withholds` tells whether it says that it withholds anything."""

    source: str
    sha256: str
    id: str | None
    subject: str | None
    dtg: str | None
    classification: str | None
    current: str | None
    status: str | None
    exemptions: list[str]
    released: str | None
    case_id: str | None
    document_id: str | None
    redactions: int
    characters: int
    withholds: bool


def told_of(cable: Cable) -> dict[str, Any]:
    """The same of a record, by its names."""
    release = cable.release
    return Told(
        source=source_of(cable),
        sha256=cable.source.sha256,
        id=cable.id,
        subject=cable.subject,
        dtg=cable.dtg.utc,
        classification=cable.classification.level,
        current=cable.classification.current,
        status=release.status,
        exemptions=release.exemptions,
        released=release.date,
        case_id=release.case_id,
        document_id=release.document_id,
        redactions=len(cable.redactions),
        characters=sum(len(paragraph.text) for paragraph in cable.body.paragraphs),
        withholds=withholds(cable),
    )._asdict()


class Candidates:
    """The records that share a block with another one, on disk, and their pairs."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def read(self, records: Iterable[Cable]) -> None:
        """Go through `records` twice: for their blocks, and for those records that share one."""
        for number, cable in enumerate(records):
            if cable.kind in ("cable", "airgram"):
                keys = set(blocks(marks_of(cable)))
                self._base.executemany("INSERT INTO block VALUES (?, ?)", ((key, number) for key in keys))
        self._base.executescript(_WANTED.format(most=_MOST))
        wanted = {number for (number,) in self._base.execute("SELECT number FROM wanted")}
        for number, cable in enumerate(records):
            if number in wanted:
                row = number, *marks_of(cable), json.dumps(told_of(cable)), cable.to_json()
                self._base.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._base.executescript("CREATE INDEX block_record ON block (record);" + _MEMBERS)
        self._base.execute("CREATE INDEX member_record ON member (record)")

    def pairs(self) -> list[tuple[int, int]]:
        """The pairs to be compared, each once, those of texts that begin alike one after another."""
        return self._base.execute(_PAIRS, {"whole": WHOLE, "nearest": NEAREST}).fetchall()

    def crowded(self) -> set[int]:
        """The records that were not paired with each other one of their block: it has too many."""
        rows = self._base.execute("SELECT DISTINCT record FROM member WHERE size > ?", [WHOLE])
        return {number for (number,) in rows}

    def told(self, number: int) -> Told:
        """What is told of a record, by its number among all."""
        (data,) = self._base.execute("SELECT told FROM record WHERE number = ?", [number]).fetchone()
        return Told(**json.loads(data))

    def marks(self, number: int) -> Marks:
        """What of a record tells a copy."""
        row = self._base.execute("SELECT id, sent, section, text FROM record WHERE number = ?", [number]).fetchone()
        return Marks(*row)

    def record(self, number: int) -> Cable:
        """A record whole."""
        (data,) = self._base.execute("SELECT data FROM record WHERE number = ?", [number]).fetchone()
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
