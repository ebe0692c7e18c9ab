"""The tables of the database: a cable's own row, and a table for each list that it has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from cableparse.meanings import meaning
from cableparse.pages import Span
from cableparse.record import (
    Addressee,
    Cable,
    Diagnostic,
    Leftover,
    Office,
    Officer,
    Paragraph,
    Redaction,
    Reference,
    Tag,
)
from cableparse.writers.flat_columns import OWN, FlatColumn, Value

Row = tuple[Any, ...]


class SqliteField(NamedTuple):
    """A column: its name, the type of its values, and what it means."""

    name: str
    type: type
    meaning: str


class SqliteTable(NamedTuple):
    """A table with a row for each item of a list; `rows` gives their values, in the order of `fields`.

    Before its `fields` each table has `cable`, the key of the row's cable.
    """

    name: str
    meaning: str
    fields: tuple[SqliteField, ...]
    indexed: tuple[str, ...]
    rows: Callable[[Cable], Iterable[Row]]


def own_row(cable: Cable) -> Row:
    """The row of the table cable; a list or an object is JSON."""
    return tuple(_cell(column.get(cable)) for column in _COLUMNS)


def _cell(value: Value) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def _addressees(cable: Cable) -> Iterator[Row]:
    for role in ("to", "info", "exempted"):
        for number, each in enumerate(getattr(cable, role)):
            yield role, number, each.name, each.precedence, each.serial, each.routing_indicator, each.post


def _offices(cable: Cable) -> Iterator[Row]:
    lists = ((cable.distribution.role, cable.distribution.offices), ("INFO", cable.distribution.info))
    for role, offices in lists:
        for number, each in enumerate(offices):
            yield role, number, each.symbol, each.copies, each.name


def _drafters(cable: Cable) -> Iterator[Row]:
    for role in ("drafted", "approved", "cleared"):
        for number, each in enumerate(getattr(cable.drafting, f"{role}_by")):
            yield role, number, each.office, each.name


def _tags(cable: Cable) -> Iterator[Row]:
    for number, each in enumerate(cable.tags):
        yield number, each.code, each.kind, each.name, each.detail


def _references(cable: Cable) -> Iterator[Row]:
    for number, each in enumerate(cable.references):
        yield number, each.label, each.as_printed, each.id, each.kind


def _paragraphs(cable: Cable) -> Iterator[Row]:
    for number, each in enumerate(cable.body.paragraphs):
        yield number, each.number, each.classification, each.heading, each.text


def _redactions(cable: Cable) -> Iterator[Row]:
    inside = {index: number for number, each in enumerate(cable.body.paragraphs) for index in each.redactions}
    for number, each in enumerate(cable.redactions):
        _, line, start, end = _place(each.span)
        box = each.bbox or (None,) * 4
        yield (
            number, json.dumps(each.codes), each.page, line, start, end, *box, inside.get(number), each.characters,
        )  # fmt: skip


def _diagnostics(cable: Cable) -> Iterator[Row]:
    for number, each in enumerate(cable.diagnostics):
        yield number, each.code, each.severity, each.message, each.printed, each.score, *_place(each.span)


def _leftover(cable: Cable) -> Iterator[Row]:
    for number, each in enumerate(cable.leftover):
        yield number, each.text, each.page, each.line, each.start, each.end


def _place(span: Span | None) -> Row:
    return (span.page, span.line, span.start, span.end) if span else (None,) * 4


def _title(cable: Cable) -> str:
    """What a row is shown by, where its key says nothing to a reader."""
    return ": ".join(filter(None, [cable.id, cable.subject])) or cable.source.name


def _fields(model: type, **types: type) -> tuple[SqliteField, ...]:
    """Columns by the names of a model's fields, which mean what those do."""
    return tuple(SqliteField(name, kind, meaning(model, name)) for name, kind in types.items())


_POSITION = SqliteField("position", int, "place in its list, from 0")
_PLACE = (
    *_fields(Span, page=int, line=int),
    SqliteField("start_offset", int, meaning(Span, "start")),
    SqliteField("end_offset", int, meaning(Span, "end")),
)

CABLE = "cable"
TITLE = "title"
_TITLE = FlatColumn(TITLE, str, "made of id, subject", "id and subject, the file's name where both are missing", _title)
# What a reader knows a cable by comes before the rest, which a screen has no room for.
_FIRST = ("key", TITLE, "dtg", "from_name", "classification", "tags", "grade")
_COLUMNS = sorted((_TITLE, *OWN), key=lambda c: _FIRST.index(c.name) if c.name in _FIRST else len(_FIRST))
CABLE_FIELDS = tuple(
    SqliteField(
        c.name, str if c.type in (list, dict) else c.type, c.meaning + (" (JSON array)" if c.type is list else "")
    )
    for c in _COLUMNS
)

# The index of the words of subject and text, and the view that it is over: the text as `Cable.text` has it.
SEARCH = "cable_fts"
SEARCHED_TEXT = "cable_text"

TABLES: tuple[SqliteTable, ...] = (
    SqliteTable(
        "addressee",
        "Whom a cable went to",
        (
            SqliteField("role", str, "to (action), info, or exempted (XMT, left out of a collective)"),
            _POSITION,
            *_fields(Addressee, name=str, precedence=str, serial=int, routing_indicator=str, post=str),
        ),
        ("post", "name"),
        _addressees,
    ),
    SqliteTable(
        "office",
        "The distribution inside the Department",
        (
            SqliteField("role", str, "ORIGIN or ACTION, and INFO"),
            _POSITION,
            *_fields(Office, symbol=str, copies=int, name=str),
        ),
        ("symbol",),
        _offices,
    ),
    SqliteTable(
        "drafter",
        "Who drafted, approved and cleared a cable",
        (
            SqliteField("role", str, "drafted, approved or cleared"),
            _POSITION,
            *_fields(Officer, office=str, name=str),
        ),
        ("name",),
        _drafters,
    ),
    SqliteTable(
        "tag",
        "TAGS: traffic analysis by geography and subject",
        (
            _POSITION,
            *_fields(Tag, code=str, kind=str, name=str, detail=str),
        ),
        ("code",),
        _tags,
    ),
    SqliteTable(
        "reference",
        "Messages that a cable refers to",
        (
            _POSITION,
            *_fields(Reference, label=str, as_printed=str, id=str, kind=str),
        ),
        ("id",),
        _references,
    ),
    SqliteTable(
        "paragraph",
        "The text",
        (
            _POSITION,
            *_fields(Paragraph, number=str, classification=str, heading=str, text=str),
        ),
        (),
        _paragraphs,
    ),
    SqliteTable(
        "redaction",
        "Places where text was taken out",
        (
            _POSITION,
            SqliteField("codes", str, "exemption codes (JSON array)"),
            *_PLACE,
            SqliteField("x0", float, "left side of its box, in points"),
            SqliteField("top", float, "upper side, from the page's top"),
            SqliteField("x1", float, "right side"),
            SqliteField("bottom", float, "lower side"),
            SqliteField("paragraph", int, "position of the paragraph it stands in"),
            *_fields(Redaction, characters=int),
        ),
        (),
        _redactions,
    ),
    SqliteTable(
        "diagnostic",
        "What was repaired, inferred, damaged or contradictory",
        (
            _POSITION,
            *_fields(Diagnostic, code=str, severity=str, message=str, printed=str, score=float),
            *_PLACE,
        ),
        ("code",),
        _diagnostics,
    ),
    SqliteTable(
        "leftover",
        "Words of the heading that no field took",
        (_POSITION, *_fields(Leftover, text=str), *_PLACE),
        (),
        _leftover,
    ),
)
