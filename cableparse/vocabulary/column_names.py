"""The names that tables of cables have for their columns, and what stands in each."""

from __future__ import annotations

import re
from functools import cache

from cableparse.vocabulary.tables import rows

_SIGNS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """A column's name as it is looked up: `rawBody`, `Raw-Body` and `raw_body` are one."""
    return _SIGNS.sub("", name.casefold())


def meaning(name: str) -> str:
    """What stands in the column of this name: `text`, `fm`, `subject` ...; empty where that is not known."""
    return _meanings().get(fold(name), "")


def rank(name: str) -> int:
    """Where the name stands among those that are known: the first is the surest of its meaning."""
    return list(_meanings()).index(fold(name))


def tells_table(name: str) -> bool:
    """Whether a first line of names with this one in it tells by itself that a file is a table of texts."""
    return fold(name) in _tells_table()


def kind(name: str, value: str) -> str:
    """What a column of document types says that a text is, `cable` or `airgram`; empty for others."""
    return _kinds().get(value.strip().upper(), "") if meaning(name) == "type" else ""


@cache
def _kinds() -> dict[str, str]:
    return {row["type"]: row["kind"] for row in rows("document_types")}


@cache
def _tells_table() -> frozenset[str]:
    return frozenset(fold(row["column"]) for row in rows("columns") if row["tells"] == "table")


@cache
def _meanings() -> dict[str, str]:
    return {fold(row["column"]): row["meaning"] for row in rows("columns")}
