"""SQLite: a table of cables and one for each of their lists, with full-text search; Datasette's metadata beside it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import sqlite_utils

from cableparse.errors import OutputError
from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.datasette import metadata
from cableparse.writers.key import cable_key
from cableparse.writers.sqlite_tables import CABLE, CABLE_FIELDS, SEARCH, SEARCHED_TEXT, TABLES, Row, own_row

# Cables whose rows are held in memory at a time.
_CABLES = 500

# A database that is not finished is thrown away, so nothing need be kept for its repair.
_PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536")

_INDEXED = ("id", "originator", "year", "classification", "dtg")

_TEXT_VIEW = f"""
CREATE VIEW {SEARCHED_TEXT} AS
SELECT cable.rowid AS rowid, cable.key, cable.subject, (
  SELECT group_concat(
    coalesce(heading || char(10, 10), '') ||
    rtrim(coalesce(number || '. ', '') || coalesce('(' || classification || ') ', '') || text), char(10, 10))
  FROM (SELECT * FROM paragraph WHERE paragraph.cable = cable.key ORDER BY position)
) AS text
FROM cable
"""
# Over the view, so that no text is stored twice.
_SEARCH_INDEX = (
    f"CREATE VIRTUAL TABLE {SEARCH} USING fts5(subject, text, content = '{SEARCHED_TEXT}', tokenize = 'porter')",
    f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')",
)

_REPEATED = "the same document is among the records before it, so it was left out"

_CITATION = """
SELECT reference.cable AS citing, own.id AS citing_id, reference.as_printed, reference.id AS cited_id,
       other.key AS cited
FROM reference JOIN cable AS own ON own.key = reference.cable LEFT JOIN cable AS other ON other.id = reference.id
WHERE reference.id IS NOT NULL
"""


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write all records to `target`, and a metadata file to the same name with the suffix .metadata.json.

    Left out are `provenance`, `glossary`, the confidence of recognised lines and of the items of lists, and the text of
    unparsed lines. A copy of a document that was there before is left out with a note.

    Raises:
        OutputError: one of the two cannot be written.
    """
    try:
        with replacing(target) as path, closing(sqlite_utils.Database(path)) as database:
            notes = _fill(database, records)
    except sqlite3.Error as error:
        raise OutputError(f"{target}: cannot be written: {error}") from error
    with replacing(target.with_suffix(".metadata.json")) as path:
        text = json.dumps(metadata(target.stem), indent=2, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
    return notes


def _fill(database: sqlite_utils.Database, records: Iterable[Cable]) -> Notes:
    for pragma in _PRAGMAS:
        database.conn.execute(f"PRAGMA {pragma}")
    _create(database)
    notes = _insert(database.conn, records)
    _index(database)
    return notes


def _create(database: sqlite_utils.Database) -> None:
    database.create_table(CABLE, {f.name: f.type for f in CABLE_FIELDS}, pk="key")
    for table in TABLES:
        columns = {CABLE: str, **{f.name: f.type for f in table.fields}}
        database.create_table(table.name, columns, foreign_keys=[(CABLE, CABLE, "key")], not_null=[CABLE])
    database.create_view("citation", _CITATION)


def _insert(connection: sqlite3.Connection, records: Iterable[Cable]) -> Notes:
    notes = Notes()
    own = f"INSERT OR IGNORE INTO {CABLE} VALUES ({_marks(len(CABLE_FIELDS))})"
    waiting: dict[str, list[Row]] = defaultdict(list)
    taken = 0
    for cable in records:
        if not connection.execute(own, own_row(cable)).rowcount:
            notes[_REPEATED] += 1
            continue
        key = (cable_key(cable.source),)
        for table in TABLES:
            waiting[table.name] += [key + row for row in table.rows(cable)]
        taken += 1
        if taken % _CABLES == 0:
            _flush(connection, waiting)
    _flush(connection, waiting)
    return notes


def _flush(connection: sqlite3.Connection, waiting: dict[str, list[Row]]) -> None:
    for table in TABLES:
        rows = waiting.pop(table.name, [])
        connection.executemany(f"INSERT INTO {table.name} VALUES ({_marks(len(table.fields) + 1)})", rows)
    connection.commit()


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _index(database: sqlite_utils.Database) -> None:
    for column in _INDEXED:
        database.table(CABLE).create_index([column])
    for table in TABLES:
        for column in (CABLE, *table.indexed):
            database.table(table.name).create_index([column])
    database.table("paragraph").enable_fts(("heading", "text"), tokenize="porter")
    for statement in (_TEXT_VIEW, *_SEARCH_INDEX):
        database.conn.execute(statement)
    database.conn.commit()
    database.analyze()
