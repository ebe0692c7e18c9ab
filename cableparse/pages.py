"""What a source gives: a document of pages of lines, each line with its place in the input."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

LINE_END = re.compile(r"\r\n|\n|\r|\f")

# Characters that a reader sees as a space or not at all. Each becomes one space, so that offsets hold.
_AS_SPACE = dict.fromkeys([*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xA0, 0xFEFF, 0x200B], " ")


class Box(NamedTuple):
    """A place on a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class Line(NamedTuple):
    """One printed line.

    `text` has no line end, and control characters in it read as spaces. `number` counts the lines of the
    document and `page` its pages, both from 1. `offset` counts the characters before the line in
    `Document.text`.
    """

    text: str
    page: int
    number: int
    offset: int
    box: Box | None = None
    confidence: float | None = None


class Span(NamedTuple):
    """A stretch of one line: `start` and `end` count characters in `Document.text`."""

    page: int
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """An input as it was read.

    `text` is the whole decoded input, line ends included: the lines' places in it cover every character
    that is no line end. `encoding` is null where the source is not text.
    """

    text: str
    lines: list[Line]
    pages: int
    path: str
    name: str
    sha256: str
    media_type: str
    encoding: str | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)


def split_lines(text: str) -> list[Line]:
    """The lines of `text`; a form feed ends a line and a page. Line ends are LF, CR, CR LF."""
    view = text.translate(_AS_SPACE) if _needs_cleaning(text) else text
    lines: list[Line] = []
    page, start = 1, 0
    for end in LINE_END.finditer(text):
        lines.append(Line(view[start : end.start()], page, len(lines) + 1, start))
        start = end.end()
        if end.group() == "\f":
            page += 1
    if start < len(text):
        lines.append(Line(view[start:], page, len(lines) + 1, start))
    return lines


def _needs_cleaning(text: str) -> bool:
    return not text.isprintable() and _CONTROL.search(text) is not None


_CONTROL = re.compile("[" + re.escape("".join(map(chr, _AS_SPACE))) + "]")
