"""The CSV tables of this folder, and how their cells are read."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cableparse.damage import plain

_FOLDER = Path(__file__).parent
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_YEAR = re.compile(r"(\d{4})(s?)(\s*-)?")


class Era(NamedTuple):
    """The years in which a row holds, both ends included."""

    first: int
    last: int

    def distance(self, year: int | None) -> int:
        """Years between the era and `year`: 0 inside it, and 0 where no year is known."""
        if year is None:
            return 0
        return max(self.first - year, year - self.last, 0)


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of the table `name` (`posts`, `tags`, ...), by column name.

    Raises FileNotFoundError where there is no such table.
    """
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def forms(cell: str, separator: str = ";") -> list[str]:
    """The printed forms in a cell such as `EFTO; UNCLAS EFTO (old)`: remarks in parentheses and `<...>` left out."""
    plain = (_PARENTHESIS.sub("", form).strip() for form in cell.split(separator))
    return [form for form in plain if form and "<" not in form and "..." not in form]


@cache
def era(cell: str) -> Era:
    """The years of an era cell: `1973-1979 (1974 handbook)`, `1990s-2020s`, `c.1982-`; any year where none is given.

    A remark in parentheses counts only where nothing else gives a year.
    """
    years = list(_YEAR.finditer(_PARENTHESIS.sub("", cell))) or list(_YEAR.finditer(cell))
    if not years:
        return Era(0, 9999)
    first, last = years[0], years[-1]
    if cell.startswith("to "):
        return Era(0, _last_year(first))
    end = 9999 if last[3] else _last_year(last)
    return Era(int(first[1]), end)


def _last_year(year: re.Match[str]) -> int:
    return int(year[1]) + (9 if year[2] else 0)


def fold(printed: str) -> str:
    """Upper case, accents and typographic signs as their ASCII look-alikes, white space squeezed to single blanks."""
    return " ".join(plain(printed).upper().split())
