"""Find work: what the inputs hold is listed in the ledger, compared with what it had, and dealt out to shards.

All of it is in the ledger, so that memory stays flat whatever is listed. A killed run lists once more.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from typing import NamedTuple

from cableparse.batch.ledger import Ledger, place_of
from cableparse.batch.runner import Runner
from cableparse.batch.task import Place, Surveyed, survey
from cableparse.errors import CableparseError, UnreadableInput
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import writable
from cableparse.sources.unpacking import leaves

# Sources whose records are written, and renamed into place, together.
SHARD = 1000
# The shard of files on which a worker was lost before it was known what they are.
_LOST = 0
# Files that a worker looks at in one task.
_SURVEYED = 200


class Listed(NamedTuple):
    """A file that was found. `modified` is what tells, together with its size, that it changed."""

    place: Place
    size: int | None
    modified: str | None
    reason: str | None = None


def plan(ledger: Ledger, listed: Iterable[Listed], options: SourceOptions, runner: Runner, *, retry: bool) -> None:
    """List what is to be read, so that `ledger.waiting_shards()` are the work.

    What is done and did not change stays done; a shard with a changed source is read again whole. Files that could not
    be opened are tried again; with `retry` all that failed is.
    """
    with ledger.transaction():
        _list(ledger.db, listed)
        _forget_changed(ledger.db, retry)
        if retry:
            ledger.db.execute("UPDATE source SET state = 'waiting' WHERE state = 'failed' AND shard IS NOT NULL")
    _survey_new(ledger, options, runner)
    deal(ledger)


def deal(ledger: Ledger) -> None:
    """Find the duplicates, and put what is to be read into shards.

    After the work is done, this finds duplicates of files that were gone when their turn came.
    """
    with ledger.transaction():
        _mark_duplicates(ledger.db)
        _deal_out(ledger.db)


def _list(db: sqlite3.Connection, listed: Iterable[Listed]) -> None:
    db.execute("CREATE TEMP TABLE listed (path TEXT PRIMARY KEY, local BLOB, size, modified, reason) WITHOUT ROWID")
    db.executemany("INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?, ?)", map(_listed_row, listed))


def _listed_row(one: Listed) -> tuple[str, bytes | None, int | None, str | None, str | None]:
    path = writable(one.place.path)
    local = None if one.place.local == path else os.fsencode(one.place.local)
    return path, local, one.size, one.modified, one.reason


def _forget_changed(db: sqlite3.Connection, retry: bool) -> None:
    """Forget files that changed, with what they hold, and those that could not be looked at."""
    db.execute(
        "CREATE TEMP TABLE gone AS SELECT source.path FROM source JOIN listed ON listed.path = source.path"
        " WHERE source.member = '' AND (source.size IS NOT listed.size OR source.modified IS NOT listed.modified)"
        " UNION SELECT path FROM source WHERE state = 'failed' AND member = '' AND (shard IS NULL OR shard = ? AND ?)",
        [_LOST, retry],
    )
    db.execute(
        "UPDATE source SET state = 'waiting' WHERE state IN ('done', 'failed') AND shard IN"
        " (SELECT shard FROM source WHERE path IN (SELECT path FROM gone))"
    )
    for table in ("finding", "cable"):
        db.execute(
            f"DELETE FROM {table} WHERE source IN (SELECT number FROM source WHERE path IN (SELECT path FROM gone))"
        )
    db.execute("DELETE FROM source WHERE path IN (SELECT path FROM gone)")
    db.execute("DROP TABLE gone")


def _survey_new(ledger: Ledger, options: SourceOptions, runner: Runner) -> None:
    rows = ledger.db.execute(
        "SELECT path, local, size, modified, reason FROM listed"
        " WHERE NOT EXISTS (SELECT 1 FROM source WHERE source.path = listed.path) ORDER BY path"
    )
    new = (Listed(place_of(path, local), size, modified, reason) for path, local, size, modified, reason in rows)
    for chunk, found in _surveyed(new, options, runner):
        with ledger.transaction():
            for one, what in zip(chunk, found, strict=True):
                _add(ledger.db, one, what, options)
    ledger.db.execute("DROP TABLE listed")


def _surveyed(
    new: Iterator[Listed], options: SourceOptions, runner: Runner
) -> Iterator[tuple[list[Listed], Sequence[Surveyed]]]:
    """Chunks of files in order, each with what they are; some are looked at ahead."""
    ahead: deque[tuple[list[Listed], Future[list[Surveyed]]]] = deque()
    while True:
        while len(ahead) < runner.slots and (chunk := list(islice(new, _SURVEYED))):
            ahead.append((chunk, runner.submit(survey, [one.place for one in chunk], options)))
        if not ahead:
            return
        chunk, future = ahead.popleft()
        try:
            yield chunk, future.result()
        except Exception as error:
            yield chunk, _survey_singly(chunk, options, runner, error)


def _survey_singly(chunk: list[Listed], options: SourceOptions, runner: Runner, error: Exception) -> list[Surveyed]:
    if len(chunk) == 1:
        return [Surveyed(reason=f"{chunk[0].place.path}: {runner.why_lost(error)}", lost=True)]
    return [found for one in chunk for _, part in _surveyed(iter([one]), options, runner) for found in part]


def _add(db: sqlite3.Connection, one: Listed, what: Surveyed, options: SourceOptions) -> None:
    reason = one.reason or what.reason
    state = "failed" if reason else "container" if what.is_container else "waiting"
    path, local, size, modified, _ = _listed_row(one)
    _insert(db, (path, local, "", size, modified, what.sha256, state, reason), _LOST if what.lost else None)
    if state == "container":
        _add_members(db, one, options)


def _add_members(db: sqlite3.Connection, one: Listed, options: SourceOptions) -> None:
    """List what a container holds, in order; what cannot be read in it as failed."""
    path, local, *_ = _listed_row(one)
    number = 0
    try:
        for number, leaf in enumerate(leaves(one.place.local, options), 1):
            if isinstance(leaf, UnreadableInput):
                _insert(db, (path, local, f"part {number}", None, None, None, "failed", str(leaf)))
            else:
                data, member = leaf.part.data, writable(leaf.part.member or "")
                _insert(db, (path, local, member, len(data), None, hashlib.sha256(data).hexdigest(), "waiting", None))
    except CableparseError as error:
        _insert(db, (path, local, f"after part {number}", None, None, None, "failed", str(error)))


def _insert(db: sqlite3.Connection, row: tuple[object, ...], shard: int | None = None) -> None:
    db.execute(
        "INSERT INTO source (path, local, member, size, modified, sha256, state, reason, shard)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, shard),
    )


def _mark_duplicates(db: sqlite3.Connection) -> None:
    """Of sources with the same content one is read: one that was, or the first."""
    db.execute(
        "CREATE TEMP TABLE first AS SELECT sha256,"
        " coalesce(min(number) FILTER (WHERE state = 'done'), min(number)) AS number"
        " FROM source WHERE sha256 IS NOT NULL GROUP BY sha256 HAVING count(*) > 1"
    )
    db.execute("CREATE UNIQUE INDEX temp.first_sha256 ON first (sha256)")
    db.execute(
        "UPDATE source SET state = 'duplicate', shard = NULL, duplicate_of = first.number FROM first"
        " WHERE first.sha256 = source.sha256 AND first.number <> source.number AND state IN ('waiting', 'duplicate')"
    )
    # The first of its kind may have been a duplicate of one that is no more.
    db.execute(
        "UPDATE source SET state = 'waiting', duplicate_of = NULL WHERE state = 'duplicate' AND NOT EXISTS"
        " (SELECT 1 FROM first WHERE first.sha256 = source.sha256 AND first.number <> source.number)"
    )
    db.execute("DROP TABLE first")


def _deal_out(db: sqlite3.Connection) -> None:
    """Put each source that is to be read into a shard, and read a shard whole where one of its sources is to be."""
    db.execute(
        "UPDATE source SET shard = dealt.shard FROM (SELECT number, (row_number() OVER (ORDER BY number) - 1) / ?"
        " + (SELECT coalesce(max(shard), 0) FROM source) + 1 AS shard"
        " FROM source WHERE state = 'waiting' AND shard IS NULL) AS dealt WHERE dealt.number = source.number",
        [SHARD],
    )
    db.execute(
        "UPDATE source SET state = 'waiting' WHERE state IN ('done', 'failed') AND shard IN"
        " (SELECT shard FROM source WHERE state = 'waiting')"
    )
