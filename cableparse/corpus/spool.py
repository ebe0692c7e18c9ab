"""Records set aside on disk by a key, until all are seen."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType

from cableparse.record import Cable

_TABLE = "CREATE TABLE record (key TEXT, data TEXT)"
_INDEX = "CREATE INDEX by_key ON record (key)"
_IN_ORDER = "SELECT key, data FROM record ORDER BY key"


class Spool:
    """A temporary SQLite file that takes records and gives them back key by key; it goes away when it is closed."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cableparse-")
        self._base = sqlite3.connect(Path(self._folder.name) / "spool.sqlite", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute(_TABLE)
        self._base.execute("BEGIN")

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def put(self, key: str, cable: Cable) -> None:
        """Set a record aside under `key`."""
        self._base.execute("INSERT INTO record VALUES (?, ?)", (key, cable.to_json()))

    def groups(self) -> Iterator[tuple[str, list[Cable]]]:
        """Each key, sorted, with its records."""
        self._base.execute(_INDEX)
        rows: Iterator[tuple[str, str]] = iter(self._base.execute(_IN_ORDER))
        for key, group in groupby(rows, key=lambda row: row[0]):
            yield key, [Cable.model_validate_json(data) for _, data in group]
