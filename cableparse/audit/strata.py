"""The groups of a collection that a sample is drawn from one by one: by family, year, source, grade or reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from cableparse.record import MESSAGES, Cable

UNKNOWN = "unknown"


def _family(cable: Cable) -> str:
    return cable.layout if cable.kind in MESSAGES else cable.kind


def _year(cable: Cable) -> str:
    printed = cable.dtg.utc or cable.drafting.drafted_on
    year = cable.message.year or (printed and int(printed[:4]))
    return str(year) if year else UNKNOWN


def _folder(cable: Cable) -> str:
    return str(PurePath(cable.source.path).parent)


def _reading(cable: Cable) -> str:
    return "text" if cable.source.layer in (None, "text") else "recognised"


# What `--by` takes, and the group of a record.
WAYS: dict[str, Callable[[Cable], str]] = {
    "family": _family,
    "year": _year,
    "source": _folder,
    "grade": lambda cable: cable.grade or UNKNOWN,
    "reading": _reading,
}


def stratum(cable: Cable, by: tuple[str, ...]) -> tuple[str, ...]:
    """The record's group in each of the ways `by`."""
    return tuple(WAYS[way](cable) for way in by)
