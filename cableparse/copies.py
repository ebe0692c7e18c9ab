"""The copies of what a batch read, byte for byte the same, named beside its records and found by their content."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from cableparse.errors import UnreadableInput
from cableparse.record import Cable, Copy

# Beside the files of records.
NAME = "copies.sqlite"


class CopyRow(NamedTuple):
    """A copy: the SHA-256 of the content, and where it lies; `member` is empty for a file."""

    sha256: str
    path: str
    member: str


class Copies:
    """The copies that a file names."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def told(self, cable: Cable) -> Cable:
        """The record with its copies in `source.copies`; as it is where it has none."""
        rows = self._database.execute("SELECT path, member FROM copy WHERE sha256 = ?", [cable.source.sha256])
        copies = [Copy(path=path, member=member or None) for path, member in rows]
        if not copies:
            return cable
        return cable.model_copy(update={"source": cable.source.model_copy(update={"copies": copies})})


@contextmanager
def copies_beside(records: Path) -> Iterator[Copies | None]:
    """The copies of what the records in a file were read from, if any are named beside it.

    Raises:
        UnreadableInput: what names them is damaged.
    """
    path = records.parent / NAME
    if path.is_file():
        with _opened(path) as database:
            yield Copies(database)
    else:
        yield None


def read_copies(path: Path) -> Iterator[CopyRow]:
    """All copies that a file names, in their order; none where there is no file."""
    if path.is_file():
        with _opened(path) as database:
            yield from map(CopyRow._make, database.execute("SELECT sha256, path, member FROM copy ORDER BY number"))


def write_copies(path: Path, rows: Iterable[CopyRow]) -> None:
    """Name copies in a new file."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE copy (number INTEGER PRIMARY KEY, sha256 TEXT, path TEXT, member TEXT)")
        database.executemany("INSERT INTO copy (sha256, path, member) VALUES (?, ?, ?)", rows)
        database.execute("CREATE INDEX copy_sha256 ON copy (sha256, number)")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            yield database
    except sqlite3.Error as error:
        raise UnreadableInput(f"{path}: cannot be read: {error}") from error
