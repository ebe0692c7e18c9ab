"""The tables of the database: a cable's own row, and a table for each list that it has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from cableparse.pages import Span
from cableparse.record import Cable
from cableparse.writers.columns import OWN, Value

Row = tuple[Any, ...]


class Field(NamedTuple):
    """A column: its name, the type of its values, and what it means."""

    name: str
    type: type
    meaning: str


class Table(NamedTuple):
    """A table with a row for each item of a list; `rows` gives their values, in the order of `fields`.

    Before its `fields` each table has `cable`, the key of the row's cable.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...]
    indexed: tuple[str, ...]
    rows: Callable[[Cable], Iterable[Row]]


def own_row(cable: Cable) -> Row:
    """The row of the table cable; a list or an object is JSON."""
    return tuple(_cell(column.get(cable)) for column in OWN)


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


_POSITION = Field("position", int, "place in its list, from 0")
_PLACE = (
    Field("page", int, "page of the document, from 1"),
    Field("line", int, "line of the document, from 1"),
    Field("start_offset", int, "first character, counted in the decoded document from 0"),
    Field("end_offset", int, "character behind the last one"),
)

CABLE = "cable"
CABLE_FIELDS = tuple(
    Field(c.name, str if c.type in (list, dict) else c.type, c.meaning + (" (JSON array)" if c.type is list else ""))
    for c in OWN
)

TABLES: tuple[Table, ...] = (
    Table(
        "addressee",
        "Whom a cable went to",
        (
            Field("role", str, "to (action), info, or exempted (XMT, left out of a collective)"),
            _POSITION,
            Field("name", str, "name without precedence, serial and routing indicator"),
            Field("precedence", str, "the addressee's own, where it is printed"),
            Field("serial", int, "number of the message at this addressee"),
            Field("routing_indicator", str, "RUEHIL and the like"),
            Field("post", str, "the post in the vocabulary"),
        ),
        ("post", "name"),
        _addressees,
    ),
    Table(
        "office",
        "The distribution inside the Department",
        (
            Field("role", str, "ORIGIN or ACTION, and INFO"),
            _POSITION,
            Field("symbol", str, "symbol of the office"),
            Field("copies", int, "how many copies it got"),
            Field("name", str, "the office in the vocabulary"),
        ),
        ("symbol",),
        _offices,
    ),
    Table(
        "drafter",
        "Who drafted, approved and cleared a cable",
        (
            Field("role", str, "drafted, approved or cleared"),
            _POSITION,
            Field("office", str, "office as printed"),
            Field("name", str, "name as printed"),
        ),
        ("name",),
        _drafters,
    ),
    Table(
        "tag",
        "TAGS: traffic analysis by geography and subject",
        (
            _POSITION,
            Field("code", str, "the code"),
            Field("kind", str, "subject, geopolitical, organization, program or unknown"),
            Field("name", str, "what it means in the vocabulary"),
            Field("detail", str, "a personal name or words that follow the code"),
        ),
        ("code",),
        _tags,
    ),
    Table(
        "reference",
        "Messages that a cable refers to",
        (
            _POSITION,
            Field("label", str, "its letter"),
            Field("as_printed", str, "the reference as printed"),
            Field("id", str, "the id of the cable that it means, where it can be built"),
            Field("kind", str, "what it means: telegram, airgram, letter, ..."),
        ),
        ("id",),
        _references,
    ),
    Table(
        "paragraph",
        "The text",
        (
            _POSITION,
            Field("number", str, "its number as printed"),
            Field("classification", str, "its portion mark"),
            Field("heading", str, "heading above it"),
            Field("text", str, "its text"),
        ),
        (),
        _paragraphs,
    ),
    Table(
        "redaction",
        "Places where text was taken out",
        (
            _POSITION,
            Field("codes", str, "exemption codes (JSON array)"),
            *_PLACE,
            Field("x0", float, "left side of its box, in points"),
            Field("top", float, "upper side, from the page's top"),
            Field("x1", float, "right side"),
            Field("bottom", float, "lower side"),
            Field("paragraph", int, "position of the paragraph it stands in"),
            Field("characters", int, "estimate of how many characters it covers"),
        ),
        (),
        _redactions,
    ),
    Table(
        "diagnostic",
        "What was repaired, inferred, damaged or contradictory",
        (
            _POSITION,
            Field("code", str, "code; `cableparse explain CODE` says more"),
            Field("severity", str, "info, warning or error"),
            Field("message", str, "a sentence"),
            Field("printed", str, "of a repair: what is printed"),
            Field("score", float, "of a repair: how close print and reading are, from 0 to 1"),
            *_PLACE,
        ),
        ("code",),
        _diagnostics,
    ),
    Table(
        "leftover",
        "Words of the heading that no field took",
        (_POSITION, Field("text", str, "the words"), *_PLACE),
        (),
        _leftover,
    ),
)
