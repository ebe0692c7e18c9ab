"""Tables for archives: UTF-8, LF, many values in a cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from cableparse.output import replacing

_CUT = " ..."
BAR = "|"
BROKEN_BAR = "\u00a6"
SEPARATED = "a | inside a value became \u00a6: the format parts values with |"


class Rows(Protocol):
    """Takes rows."""

    def writerow(self, row: Iterable[str], /) -> object:
        """Write one row."""


@contextmanager
def sheet(target: Path) -> Iterator[Rows]:
    """A CSV file that takes the place of `target` when it is whole."""
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        yield csv.writer(file, lineterminator="\n")


def barred(values: Sequence[str], told: set[str]) -> str:
    """Many values in one cell, `a|b` without spaces; `told` takes what is to be noted of the row."""
    if any(BAR in value for value in values):
        told.add(SEPARATED)
    return BAR.join(value.replace(BAR, BROKEN_BAR) for value in values)


def cut(text: str, most: int) -> str:
    """`text` in at most `most` characters: a longer one is cut at a word and ends in `...`."""
    if len(text) <= most:
        return text
    begin = text[: most - len(_CUT)]
    return f"{begin.rpartition(' ')[0] or begin}{_CUT}"
