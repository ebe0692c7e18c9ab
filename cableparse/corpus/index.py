"""The messages of a corpus and their references, in a temporary SQLite file."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cableparse.corpus.graph import Edge, GraphNode
from cableparse.corpus.message_key import Sent, is_same_sender, sent
from cableparse.record import Cable

_TABLES = """
CREATE TABLE message (id TEXT, sender TEXT, utc TEXT, source TEXT);
CREATE TABLE reference
(id TEXT, originator TEXT, year INT, utc TEXT, source TEXT, label TEXT, printed TEXT, target TEXT, kind TEXT);
CREATE TABLE edge (citing TEXT, cited TEXT, label TEXT, printed TEXT, in_corpus INT);
"""
_INDEXES = """
CREATE INDEX message_id ON message (id);
CREATE INDEX message_utc ON message (utc);
"""
_NUMBERED = """
SELECT id, utc, NULL FROM message WHERE id IS NOT NULL
UNION ALL SELECT target, utc, coalesce(id, source) FROM reference WHERE target IS NOT NULL AND target IS NOT id
ORDER BY 1
"""

_NODES = """
SELECT name, max(in_corpus) FROM
(SELECT citing AS name, 1 AS in_corpus FROM edge UNION ALL SELECT cited, in_corpus FROM edge) GROUP BY name
"""


class Citation(NamedTuple):
    """A reference and the message that it stands in."""

    id: str | None
    originator: str | None
    year: int | None
    utc: str | None
    source: str
    label: str | None
    printed: str
    target: str | None
    kind: str | None


class NumberSeen(NamedTuple):
    """A message number that was seen (`cited_by` is None), or cited; with the date-time group of where it stands."""

    id: str
    utc: str | None
    cited_by: str | None


class Index:
    """Takes records, then answers which messages there are.

    It holds no records: some 150 bytes a message and 300 a reference, all of it on disk.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def put(self, cable: Cable) -> None:
        """Take a record; what is no cable is no message."""
        if cable.kind not in ("cable", "airgram"):
            return
        source = source_of(cable)
        when = sent(cable)
        sender = when.sender if when else None
        self._base.execute("INSERT INTO message VALUES (?, ?, ?, ?)", (cable.id, sender, cable.dtg.utc, source))
        whose = (cable.id, cable.message.originator, cable.message.year, cable.dtg.utc, source)
        rows = [(*whose, ref.label, ref.as_printed, ref.id, ref.kind) for ref in cable.references]
        self._base.executemany("INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def settle(self) -> None:
        """Make what was taken ready for questions."""
        self._base.executescript(_INDEXES)

    def copies(self, identifier: str) -> int:
        """How many records have this id."""
        (count,) = self._base.execute("SELECT count(*) FROM message WHERE id = ?", (identifier,)).fetchone()
        return int(count)

    def sent(self, when: Sent) -> list[str]:
        """The ids of the messages that were sent so, each once; of one without an id its source."""
        rows = self._base.execute(
            "SELECT DISTINCT sender, coalesce(id, source) FROM message WHERE utc = ?", (when.utc,)
        )
        return sorted({name for sender, name in rows if is_same_sender(sender, when.sender)})

    def citations(self) -> Iterator[Citation]:
        """All references, in the order in which they were put."""
        for row in self._base.execute("SELECT * FROM reference ORDER BY rowid"):
            yield Citation(*row)

    def link(self, edge: Edge, *, in_corpus: bool) -> None:
        """Keep an edge of the graph; `in_corpus` says whether the cited message is there."""
        self._base.execute("INSERT INTO edge VALUES (?, ?, ?, ?, ?)", (*edge, in_corpus))

    def nodes(self) -> Iterator[GraphNode]:
        """The messages that the edges join, each once, sorted."""
        for row in self._base.execute(_NODES):
            yield GraphNode(*row)

    def edges(self) -> Iterator[Edge]:
        """The edges, in the order in which they were kept."""
        for row in self._base.execute("SELECT citing, cited, label, printed FROM edge ORDER BY rowid"):
            yield Edge(*row)

    def numbered(self) -> Iterator[NumberSeen]:
        """Every number that was seen or cited, sorted by id: those of one series are together."""
        for row in self._base.execute(_NUMBERED):
            yield NumberSeen(*row)


@contextmanager
def index() -> Iterator[Index]:
    """An empty index, which goes away at the end."""
    with tempfile.TemporaryDirectory(prefix="cableparse-") as folder:
        base = sqlite3.connect(Path(folder) / "index.sqlite")
        base.executescript(_TABLES)
        base.execute("PRAGMA synchronous = OFF")
        try:
            yield Index(base)
        finally:
            base.close()


def source_of(cable: Cable) -> str:
    """Where a record was read: path, member of an archive, and which cable of it where it is not the first."""
    source = cable.source
    member = f"#{source.member}" if source.member else ""
    return f"{source.path}{member}" + (f"[{source.index}]" if source.index else "")
