"""Find work: what the inputs hold is listed in the ledger, and compared with what it had.

All of it is in the ledger, so that memory stays flat whatever is listed. A killed run lists once more. What is new is
looked at while the work goes on, in `survey`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from cableparse.batch.ledger import LOST, Ledger, place_row
from cableparse.batch.shards import SHARD
from cableparse.batch.task import FilePlace


class ListedFile(NamedTuple):
    """A file that was found. `modified` is what tells, together with its size, that it changed.

    What has a reason is not read: it has failed, or is passed over.
    """

    place: FilePlace
    size: int | None
    modified: str | None
    reason: str | None = None
    is_passed: bool = False


def plan(ledger: Ledger, listed: Iterable[ListedFile], *, retry: bool) -> None:
    """List what is to be read: `ledger.waiting_shards()`, and the `ledger.unseen` files that are new.

    What is done and did not change stays done. Files that could not be opened are tried again; with `retry` all that
    failed is. What was read and is listed no more is noted and keeps its records; what failed or waits is forgotten.
    """
    with ledger.transaction():
        _list(ledger.db, listed)
        _forget_changed(ledger.db, retry)
        _note_gone(ledger.db)
        if retry:
            ledger.db.execute("UPDATE source SET state = 'waiting' WHERE state = 'failed' AND shard IS NOT NULL")
        ledger.forget_waiting()
        ledger.db.execute("DELETE FROM listed WHERE EXISTS (SELECT 1 FROM source WHERE source.path = listed.path)")
        ledger.db.execute("UPDATE run SET unseen = (SELECT count(*) FROM listed)")
    deal(ledger)


def deal(ledger: Ledger) -> None:
    """Find the duplicates of what is no more or was gone when its turn came, and put what is to be read into shards."""
    with ledger.transaction():
        _mark_duplicates(ledger.db)
        _deal_out(ledger.db)


def _list(db: sqlite3.Connection, listed: Iterable[ListedFile]) -> None:
    db.execute(
        "CREATE TEMP TABLE listed (path TEXT PRIMARY KEY, local BLOB, size, modified, reason, is_passed) WITHOUT ROWID"
    )
    db.executemany("INSERT OR IGNORE INTO listed VALUES (?, ?, ?, ?, ?, ?)", map(_row, listed))


def _row(one: ListedFile) -> tuple[str, bytes | None, int | None, str | None, str | None, bool]:
    return *place_row(one.place), one.size, one.modified, one.reason, one.is_passed


def _forget_changed(db: sqlite3.Connection, retry: bool) -> None:
    """Forget files that changed, with what they hold, and those that could not be looked at."""
    db.execute(
        "CREATE TEMP TABLE changed AS SELECT source.path FROM source JOIN listed ON listed.path = source.path"
        " WHERE source.member = '' AND (source.size IS NOT listed.size OR source.modified IS NOT listed.modified)"
        " UNION SELECT path FROM source WHERE state IN ('failed', 'passed') AND member = ''"
        " AND (shard IS NULL OR shard = ? AND ?)",
        [LOST, retry],
    )
    changed = "(SELECT shard FROM source WHERE path IN (SELECT path FROM changed))"
    db.execute(f"UPDATE shard SET is_stale = 1 WHERE number IN {changed}")
    db.execute(
        "UPDATE source SET state = 'waiting' WHERE state IN ('done', 'failed')"
        f" AND shard IN {changed} AND shard NOT IN (SELECT number FROM shard)"
    )
    for table in ("finding", "cable"):
        db.execute(
            f"DELETE FROM {table} WHERE source IN (SELECT number FROM source WHERE path IN (SELECT path FROM changed))"
        )
    db.execute("DELETE FROM source WHERE path IN (SELECT path FROM changed)")
    db.execute("DROP TABLE changed")


def _note_gone(db: sqlite3.Connection) -> None:
    """Note the files that are listed no more; those that have no record are forgotten."""
    db.execute(
        "DELETE FROM source WHERE member = '' AND state IN ('failed', 'waiting')"
        " AND NOT EXISTS (SELECT 1 FROM listed WHERE listed.path = source.path)"
        " AND NOT EXISTS (SELECT 1 FROM cable WHERE cable.source = source.number)"
    )
    db.execute("DELETE FROM gone")
    db.execute(
        "INSERT INTO gone SELECT path FROM source WHERE member = ''"
        " AND NOT EXISTS (SELECT 1 FROM listed WHERE listed.path = source.path)"
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
    """Put each source that is to be read into a shard."""
    db.execute(
        "UPDATE source SET shard = dealt.shard FROM (SELECT number, (row_number() OVER (ORDER BY number) - 1) / ?"
        " + (SELECT coalesce(max(shard), 0) FROM source) + 1 AS shard"
        " FROM source WHERE state = 'waiting' AND shard IS NULL) AS dealt WHERE dealt.number = source.number",
        [SHARD],
    )
