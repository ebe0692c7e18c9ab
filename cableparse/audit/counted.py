"""The fields that an audit counts, by use: the rows of importance.csv, and which of a record are asked about.

`importance` is 3 for what a cable is found and cited by (what its grade is made of), 2 for what a finding aid gives as
access point or restriction, 1 for all else. `seconds` judges how long it takes to compare one with the print.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cableparse.errors import CableparseError
from cableparse.form_fields import has_path, named, names
from cableparse.record import Cable

_TABLE = Path(__file__).with_name("importance.csv")
ALL = "all"
# What is counted unless it is said: what a cable is found by, and what a finding aid gives.
_USUAL = 2


class NoSuchRow(CableparseError):
    """A field that was asked for is none that people check; the message names those that are."""


class Counted(NamedTuple):
    """How much a field matters, and how long it takes to check one."""

    importance: int
    seconds: float


class Asked(NamedTuple):
    """A field: its row of the form, and its path."""

    row: str
    path: str


# The archive's attributes and other labels are as printed, one line each.
_ELSE = Counted(1, 3)


def counted(row: str) -> Counted:
    """The importance of the fields that a row of the form stands for."""
    return _rows().get(row, _ELSE)


def chosen(given: Iterable[str]) -> list[str]:
    """The rows of the form that were asked for, in the form's order; the usual ones where none was.

    `release` stands for all rows that begin with `release.`, and `all` for every row.

    Raises:
        NoSuchRow: one is no row of the form.
    """
    wanted = list(given)
    if not wanted:
        return [row for row in names() if counted(row).importance >= _USUAL]
    for one in wanted:
        if not any(_is_meant(one, row) for row in names()):
            raise NoSuchRow(f"{one}: is no field that is checked; there are {', '.join(names())}, and `{ALL}`")
    return [row for row in names() if any(_is_meant(one, row) for one in wanted)]


def asked(cable: Cable, rows: Iterable[str]) -> list[Asked]:
    """The fields that `rows` stand for, in the order of the form, as far as a corrections file can name them."""
    record = json.loads(cable.to_json())
    return [Asked(row, path) for row in rows for path, _ in named(record, row) if has_path(path)]


def _is_meant(one: str, row: str) -> bool:
    return one in (ALL, row, row.removesuffix("[]"), row.removesuffix("[].codes")) or row.startswith(f"{one}.")


@cache
def _rows() -> dict[str, Counted]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {row["field"]: Counted(int(row["importance"]), float(row["seconds"])) for row in csv.DictReader(table)}
