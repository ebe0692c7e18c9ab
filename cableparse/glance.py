"""A record at a glance: one line for the prompt, a small table for notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from cableparse.controls import visible

if TYPE_CHECKING:
    from cableparse.record import Cable

# Of each part of a line: a subject of so many characters is still told from others.
_LONGEST = 80
_LEFT = "text-align: left; vertical-align: top"


def line(cable: Cable) -> str:
    """What it is, when and by whom it was sent, and its subject."""
    parts = (_named(cable), _sent(cable), cable.from_.name, cable.subject)
    return f"<Cable {', '.join(_short(visible(part)) for part in parts if part)}>"


def table(cable: Cable) -> str:
    """The fields that a cable is known by as an HTML table."""
    rows = "".join(
        f'<tr><th style="{_LEFT}">{name}</th><td style="{_LEFT}">{escape(visible(value))}</td></tr>'
        for name, value in _rows(cable)
        if value
    )
    return f"<table>{rows}</table>"


def _rows(cable: Cable) -> Iterator[tuple[str, str | None]]:
    yield "cable", _named(cable)
    yield "date", _sent(cable)
    yield "from", cable.from_.name
    yield "to", "; ".join(each.name for each in cable.to)
    yield "classification", ", ".join(filter(None, [cable.classification.level, *cable.captions]))
    yield "TAGS", " ".join(tag.code for tag in cable.tags)
    yield "subject", cable.subject
    yield "release", cable.release.status
    yield "grade", cable.grade
    yield "file", ": ".join(filter(None, [cable.source.path, cable.source.member]))


def _named(cable: Cable) -> str:
    return cable.id or f"{cable.kind} of {cable.source.name}"


def _sent(cable: Cable) -> str | None:
    return cable.dtg.utc or cable.dtg.as_printed


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def text(cable: Cable) -> str:
    """The text of the message: headings, numbers, portion marks and paragraphs, a blank line between them."""
    return "\n\n".join(_text(cable))


def _text(cable: Cable) -> Iterator[str]:
    for paragraph in cable.body.paragraphs:
        number = f"{paragraph.number}." if paragraph.number else ""
        mark = f"({paragraph.classification})" if paragraph.classification else ""
        if paragraph.heading:
            yield paragraph.heading
        yield " ".join(filter(None, [number, mark, paragraph.text]))
