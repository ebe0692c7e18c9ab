"""Ledgers for the tests of the report, with records of real texts and with odd sources."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from corpus import records, samples

from cableparse import parse_text
from cableparse.record import Cable

STARTED = "2026-03-02T20:00:00+00:00"
FINISHED = "2026-03-03T05:30:00+00:00"
SECONDS = 7200.0
# What a file can be called on Linux.
ODD_NAMES = (
    b"<script>alert(1)<svg onload=alert(2)>.txt",
    b"\"quoted\" & 'single'.txt",
    b"a:b?c#d%41.txt",
    b"two\nlines.txt",
    b"caf\xe9 \xff.txt",
    "txt.\u202e\u0441\u0430.txt".encode(),
    b"=cmd()",
    b"javascript:alert(1)",
)


class LedgerMaker:
    """A ledger in memory, filled source by source."""

    def __init__(self, finished: str | None = FINISHED, inputs: Sequence[str] = ("cables",)) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(files("cableparse.batch").joinpath("ledger.sql").read_text(encoding="utf-8"))
        run = "0.1.0", "{}", json.dumps(inputs), STARTED, finished, SECONDS, 0
        self.db.execute("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?)", run)

    def add(
        self,
        path: Path | str,
        cables: Sequence[Cable] = (),
        *,
        state: str = "done",
        member: str = "",
        duplicate_of: int | None = None,
        reason: str | None = None,
        sha256: str | None = None,
    ) -> int:
        """Add a source with its records; its number. A path with bytes that are no UTF-8 is kept as `local`, too."""
        given = str(path)
        written = given.encode(errors="backslashreplace").decode()
        local = None if written == given else os.fsencode(given)
        if duplicate_of:
            query = "SELECT sha256 FROM source WHERE number = ?"
            (sha256,) = self.db.execute(query, [duplicate_of]).fetchone()
        elif cables:
            sha256 = cables[0].source.sha256
        number = self.db.execute(
            "INSERT INTO source (path, local, member, sha256, state, duplicate_of, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [written, local, member, sha256, state, duplicate_of, reason],
        ).lastrowid
        assert number
        for position, cable in enumerate(cables):
            self._add_record(number, position, cable)
        return number

    def _add_record(self, source: int, position: int, cable: Cable) -> None:
        row = cable.kind, cable.id, cable.message.originator, cable.message.year
        facts = cable.classification.level, cable.classification.current, cable.release.status, cable.grade
        self.db.execute("INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (source, position, *row, *facts))
        times = Counter(d.code for d in cable.diagnostics)
        for diagnostic in reversed(cable.diagnostics):
            place = (diagnostic.span.page, diagnostic.span.line) if diagnostic.span else (None, None)
            self.db.execute(
                "INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)",
                (source, position, diagnostic.code, diagnostic.severity, times[diagnostic.code], *place),
            )


def corpus_ledger() -> LedgerMaker:
    """A ledger of all texts of fixtures/ and seeds/, each done."""
    maker = LedgerMaker()
    for sample in samples():
        maker.add(sample.path, records(sample))
    return maker


def odd_ledger(folder: Path, *, finished: str | None = FINISHED) -> LedgerMaker:
    """A ledger of real texts with all that may go wrong; the files with odd names are in `folder`."""
    maker = LedgerMaker(finished, inputs=[str(folder), "</title><script>alert(1)</script>"])
    seed = next(sample for sample in samples() if sample.path.name.startswith("004_"))
    first = maker.add(seed.path, records(seed))
    maker.add(folder / "copy.txt", state="duplicate", duplicate_of=first)
    for name in ODD_NAMES:
        path = folder / os.fsdecode(name)
        path.write_bytes(seed.path.read_bytes())
        maker.add(
            path,
            state="failed",
            reason=f"</td></table><script>alert(3)</script><b onclick='x'>{os.fsencode(path)!r}</b> &amp;\x00\x1b[31m",
        )
        maker.add(path, parse_text(f"S E C R E T {name!r}\nPAGE 01 STATE 173977 010203Z\nTEXT"), member="<i>'m\"\n.txt")
    archive = maker.add(folder / "box.zip", state="container")
    assert archive
    cable = parse_text("SECRET\nPAGE 01 STATE 173977 010203Z\n")
    secret = maker.add(folder / "box.zip", cable, member="inner/1.txt")
    maker.add(folder / "box.zip", member="inner/2.txt", state="duplicate", duplicate_of=secret)
    maker.add(folder / "late.txt", state="waiting" if finished is None else "done")
    return maker
