"""What an export has given out already, names or identifiers, kept on disk so that memory stays flat."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable
from types import TracebackType
from typing import Self

_ASK = "INSERT INTO taken VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times"


def folded(text: str) -> str:
    """`text` as what ignores case and how a letter is composed sees it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


class Taken:
    """Counts how often each text was asked for; what `fold` makes the same counts as the same."""

    def __init__(self, fold: Callable[[str], str] = folded) -> None:
        self._fold = fold
        self._known = sqlite3.connect("")
        self._known.execute("CREATE TABLE taken (folded TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget all of them."""
        self._known.close()

    def times(self, text: str) -> int:
        """How many times it was asked for, this time included."""
        row: tuple[int] = self._known.execute(_ASK, (self._fold(text),)).fetchone()
        return row[0]
