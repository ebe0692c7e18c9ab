"""The ledger: what a batch has to read and how it fared, in one SQLite file that a killed run goes on from."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from cableparse import __version__
from cableparse.batch.task import FilePlace, Parsed
from cableparse.errors import OutputError
from cableparse.sources.find import LEDGER
from cableparse.sources.part import writable

NAME = LEDGER
# The shard of files on which a worker was lost before it was known what they are.
LOST = 0
# In `output.shard`: made from the records of all shards.
ALL_SHARDS = -1


# Inputs that a message names.
_SHOWN = 5
# What SQLite says, as of a disk that cannot be written, of a text or a table that is not as it was made.
_DAMAGE = ("Could not decode", "no such")


class FolderInUse(OutputError):
    """Another run is using the folder."""


class SourceRow(NamedTuple):
    """A source as the ledger has it: a file, or with the way inside it what a container holds."""

    path: str
    local: bytes | None
    member: str = ""
    size: int | None = None
    modified: str | None = None
    sha256: str | None = None


class Held(NamedTuple):
    """What the file of a shard has: the SHA-256 of its records, and of which source each stretch of bytes is."""

    sha256: str
    sizes: tuple[tuple[int, int], ...]


class Waiting(NamedTuple):
    """A source that is to be read; `position` counts, from 1, what its container holds, 0 for a file."""

    number: int
    place: FilePlace
    member: str
    size: int
    position: int


class Ledger:
    """The ledger in a folder. While it is open no other run can use the folder.

    `db` is for those who only read: what changes it is a method here or in `plan`.

    Raises:
        OutputError: the ledger cannot be opened or written; FolderInUse, if another run has it open.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        with self.told():
            self.db = sqlite3.connect(self.path, isolation_level=None, timeout=1)
        try:
            self._prepare()
        except OutputError:
            self.db.close()
            raise

    def _prepare(self) -> None:
        with self.told():
            # What a power cut can undo is the last transaction, whose shard is then made once more.
            try:
                self.db.executescript(
                    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                )
            except UnicodeDecodeError as error:  # the message about a damaged schema quotes it
                raise sqlite3.DatabaseError(error.reason) from error
            with self.transaction():
                for statement in _statements():
                    self.db.execute(statement)

    def close(self) -> None:
        """Let the folder go."""
        self.db.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what SQLite cannot do into an OutputError for a person."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise FolderInUse(f"{self.path.parent}: another run is using this folder") from error
            if any(said in str(error) for said in _DAMAGE):
                raise self._damaged(error) from error
            raise OutputError(f"{self.path}: cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> OutputError:
        return OutputError(f"{self.path}: is damaged ({error}); start over with --force")

    def _loaded(self, text: str) -> Any:
        """What the ledger has as JSON; raises OutputError."""
        try:
            return json.loads(text)
        except ValueError as error:
            raise self._damaged(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; raises OutputError."""
        with self.told():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def begin(self, options: dict[str, Any], inputs: Sequence[str]) -> list[str]:
        """Note a run with `options`, on which all that is written depends, and give the formats of the folder.

        Formats and inputs may be added to those of earlier runs.

        Raises:
            OutputError: the folder belongs to a run of another version, with other options or of other inputs.
        """
        known = self.db.execute("SELECT version, options, inputs FROM run").fetchone()
        if known:
            held = self._loaded(known[1])
            if held.get("format") and options["format"]:
                options = {**options, "format": sorted({*held["format"], *options["format"]})}
                held = {**held, "format": options["format"]}
            self._compare(known[0], held, options)
            self._compare_inputs(self._loaded(known[2]), inputs)
        with self.transaction():
            if known:
                row: tuple[str, ...] = json.dumps(options), json.dumps(inputs)
                self.db.execute("UPDATE run SET finished = NULL, options = ?, inputs = ?", row)
            else:
                row = __version__, json.dumps(options), json.dumps(inputs), _now()
                self.db.execute("INSERT INTO run VALUES (?, ?, ?, ?, NULL, 0, 0)", row)
        return list(options["format"] or ())

    def _compare_inputs(self, known: Sequence[str], inputs: Sequence[str]) -> None:
        if left := sorted({*known} - {*inputs}):
            raise OutputError(
                f"{self.path.parent}: was made of {' '.join(left[:_SHOWN])}{' ...' if len(left) > _SHOWN else ''}; "
                "name that, too, to read both into it, or another --output, or start over with --force"
            )

    def end(self, seconds: float, *, finished: bool) -> None:
        """Note the time that was spent, and whether no work is left."""
        with self.transaction():
            self.db.execute(
                "UPDATE run SET seconds = seconds + ?, finished = ?", [seconds, _now() if finished else None]
            )
            if finished:
                self.db.execute("UPDATE shard SET is_closed = 1 WHERE NOT is_closed")

    def _compare(self, version: str, known: dict[str, Any], options: dict[str, Any]) -> None:
        differences = [
            f"--{k.replace('_', '-')} {known.get(k)}, not {v}" for k, v in options.items() if known.get(k) != v
        ]
        if version != __version__:  # which may know other options
            differences = [f"cableparse {version}, not {__version__}"]
        if differences:
            raise OutputError(
                f"{self.path.parent}: was made with {'; '.join(differences)}; "
                "name another --output, or start over with --force"
            )

    def count(self, *states: str) -> int:
        """How many sources are in one of the states."""
        marks = ", ".join("?" * len(states))
        count: int = self.db.execute(f"SELECT count(*) FROM source WHERE state IN ({marks})", states).fetchone()[0]
        return count

    @property
    def unseen(self) -> int:
        """How many files were found that nobody looked at yet."""
        count: int = self.db.execute("SELECT unseen FROM run").fetchone()[0]
        return count

    def waiting_shards(self, first: int = 0) -> list[int]:
        """The shards that have sources to be read, of those from the number `first` on."""
        # Through an index by shard it would go through all that was ever read.
        rows = self.db.execute(
            "SELECT DISTINCT shard FROM source NOT INDEXED WHERE state = 'waiting' AND number >= ? ORDER BY shard",
            [first],
        )
        return [shard for (shard,) in rows]

    def waiting(self, shard: int, first: int = 0) -> list[Waiting]:
        """The sources of a shard that are to be read, from the number `first` on, in order."""
        rows = self.db.execute(
            "SELECT number, path, local, member, size, CASE member WHEN '' THEN 0 ELSE number - (SELECT min(number)"
            " FROM source AS c WHERE c.path = source.path) END"
            " FROM source WHERE shard = ? AND state = 'waiting' AND number >= ? ORDER BY number",
            [shard, first],
        )
        return [
            Waiting(number, place_of(path, local), member, size or 0, position)
            for number, path, local, member, size, position in rows
        ]

    def add(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Add sources, within a transaction: number, what a `SourceRow` has, state, reason, shard, duplicate_of."""
        self.db.executemany(
            "INSERT INTO source (number, path, local, member, size, modified, sha256, state, reason, shard,"
            " duplicate_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def originals(self, contents: Sequence[str | None]) -> dict[str | None, int]:
        """Of contents that are read, or were, the source: one that is done, or the first."""
        marks = ", ".join("?" * len(contents))
        # The last of a content is the one that is kept.
        return dict(
            self.db.execute(
                f"SELECT sha256, number FROM source WHERE sha256 IN ({marks}) AND state <> 'duplicate'"
                " ORDER BY state = 'done', number DESC",
                contents,
            ).fetchall()
        )

    def next_number(self) -> int:
        """The number of the source that is added next."""
        number: int = self.db.execute("SELECT coalesce(max(number), 0) + 1 FROM source").fetchone()[0]
        return number

    def last_shard(self) -> tuple[int, int, bool]:
        """The last shard, how many sources it has, and whether more may come into it."""
        last, held, is_open = self.db.execute(
            "SELECT coalesce(max(shard), 0), count(*),"
            " coalesce((SELECT NOT is_closed FROM shard WHERE number = source.shard), total(state = 'waiting') > 0)"
            " FROM source WHERE shard = (SELECT max(shard) FROM source)"
        ).fetchone()
        return last, held, bool(is_open)

    def held(self, shard: int) -> Held | None:
        """What the file of a shard had when it was written last."""
        row = self.db.execute("SELECT sha256, held FROM shard WHERE number = ?", [shard]).fetchone()
        return Held(row[0], tuple(map(tuple, self._loaded(row[1])))) if row else None

    def settled(self, shard: int) -> set[int]:
        """The sources of a shard that were read."""
        rows = self.db.execute("SELECT number FROM source WHERE shard = ? AND state IN ('done', 'failed')", [shard])
        return {number for (number,) in rows}

    def unsettled_shards(self) -> list[int]:
        """The shards that have sources that were read, and others that are to be read or are no more."""
        rows = self.db.execute(
            "SELECT shard FROM source WHERE shard IS NOT NULL GROUP BY shard"
            " HAVING total(state = 'waiting') AND total(state IN ('done', 'failed'))"
            " UNION SELECT number FROM shard WHERE is_stale ORDER BY 1"
        )
        return [shard for (shard,) in rows]

    def read_again(self, shard: int) -> None:
        """Note that all sources of a shard are to be read."""
        with self.transaction():
            self.db.execute(
                "UPDATE source SET state = 'waiting' WHERE shard = ? AND state IN ('done', 'failed')", [shard]
            )
            self.db.execute("DELETE FROM shard WHERE number = ?", [shard])
            self.forget_waiting()

    def forget_waiting(self) -> None:
        """Forget, within a transaction, the records of what is to be read once more."""
        for table in ("finding", "cable"):
            self.db.execute(
                f"DELETE FROM {table} WHERE source IN (SELECT number FROM source NOT INDEXED WHERE state = 'waiting')"
            )

    def settle(self, shard: int, parsed: Sequence[Parsed], held: Held) -> None:
        """Note how sources of a shard fared, whose records are now on disk."""
        failed = [(p.reason, p.number) for p in parsed if p.reason]
        contents = [(p.sha256, p.number, p.sha256) for p in parsed if not p.lost]
        cables = [(p.number, n, *row) for p in parsed for n, (row, _) in enumerate(p.cables)]
        findings = [(p.number, n, *row) for p in parsed for n, (_, rows) in enumerate(p.cables) for row in rows]
        with self.transaction():
            self.db.execute(
                "INSERT INTO shard VALUES (?, ?, ?, 0, 0) ON CONFLICT (number)"
                " DO UPDATE SET sha256 = excluded.sha256, held = excluded.held, is_stale = 0",
                [shard, held.sha256, json.dumps(held.sizes)],
            )
            self.db.executemany(
                "UPDATE source SET state = 'done', reason = NULL WHERE number = ?", [[p.number] for p in parsed]
            )
            self.db.executemany("UPDATE source SET state = 'failed', reason = ? WHERE number = ?", failed)
            # Few files change after they were looked at, and setting the same anew would set it in the index, too.
            self.db.executemany("UPDATE source SET sha256 = ? WHERE number = ? AND sha256 IS NOT ?", contents)
            self.db.executemany("INSERT OR REPLACE INTO cable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cables)
            self.db.executemany("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)", findings)
            self.db.execute("DELETE FROM output WHERE shard IN (?, ?)", [shard, ALL_SHARDS])

    def shards_with_records(self) -> list[int]:
        """The shards that have records."""
        rows = self.db.execute(
            "SELECT DISTINCT shard FROM source JOIN cable ON cable.source = source.number ORDER BY shard"
        )
        return [shard for (shard,) in rows]

    def has_output(self, form: str, shard: int) -> bool:
        """Whether the file of a format is there for a shard and its records did not change since."""
        row = self.db.execute("SELECT 1 FROM output WHERE format = ? AND shard = ?", [form, shard]).fetchone()
        return row is not None

    def add_output(self, form: str, shard: int, notes: dict[str, int]) -> None:
        """Note that the file of a format is there for a shard, and what it could not carry."""
        with self.transaction():
            self.db.execute("INSERT OR REPLACE INTO output VALUES (?, ?, ?)", [form, shard, json.dumps(notes)])

    def forget_outputs(self) -> None:
        """Note that no file of any format is up to date."""
        with self.transaction():
            self.db.execute("DELETE FROM output")

    def notes(self) -> dict[str, Counter[str]]:
        """Of each format what it could not carry: sentences, and of how many records each is true."""
        found: dict[str, Counter[str]] = {}
        for form, notes in self.db.execute("SELECT format, notes FROM output ORDER BY format, shard"):
            found.setdefault(form, Counter()).update(self._loaded(notes))
        return found


def place_of(path: str, local: bytes | None) -> FilePlace:
    """Where a file is read that the ledger has so."""
    return FilePlace(path, path if local is None else os.fsdecode(local))


def place_row(place: FilePlace) -> tuple[str, bytes | None]:
    """How the ledger has the place of a file: what `place_of` takes."""
    path = writable(place.path)
    return path, None if place.local == path else os.fsencode(place.local)


def _statements() -> list[str]:
    script = files("cableparse.batch").joinpath("ledger.sql").read_text(encoding="utf-8")
    return [statement for statement in script.split(";\n") if statement.strip()]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
