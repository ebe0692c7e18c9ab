"""The labels: `labels.csv`, a row a label in a family. A new label is a new row."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cableparse.lines.kinds import LineKind

_TABLE = Path(__file__).with_name("labels.csv")


class Label(NamedTuple):
    """A label as one family prints it.

    `forms` are its printed forms, none where the content alone tells it. `place` is its rank in the order of the
    message: labels of one rank come in any order, None for what may stand anywhere. `content` names the evidence that
    its value is known by, empty where any words may follow.
    """

    name: str
    family: str
    kind: LineKind
    forms: tuple[str, ...]
    place: int | None
    content: str


@cache
def table() -> tuple[Label, ...]:
    """All rows."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_label(row) for row in csv.DictReader(file))


@cache
def family(name: str) -> tuple[Label, ...]:
    """The labels of one family (`telegram`, `smart`, `nsc`, `form`), and those that stand in any."""
    return tuple(label for label in table() if label.family in (name, "any"))


@cache
def row(name: str, of: str) -> Label:
    """The first row of a label in a family. Raises StopIteration where the family has none."""
    return next(label for label in family(of) if label.name == name)


def openings(*names: str) -> tuple[str, ...]:
    """What a line of a telegram begins with that prints one of some labels in the first of its forms: `FM `, `TO `."""
    return tuple(f"{row(name, 'telegram').forms[0]} " for name in names)


@cache
def kind(name: str) -> LineKind:
    """The kind of the lines with a label; the first row of a name tells it."""
    return _kinds()[name]


@cache
def _kinds() -> dict[str, LineKind]:
    return {label.name: label.kind for label in reversed(table())} | {"blank": LineKind.BLANK}


def _label(row: dict[str, str]) -> Label:
    forms = tuple(form.strip() for form in row["forms"].split(";") if form.strip())
    place = int(row["place"]) if row["place"] else None
    return Label(row["name"], row["family"], LineKind(row["kind"]), forms, place, row["content"])
