"""What a source gives: a document of pages of lines, each line with its place in the input."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from operator import is_
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import ConfigDict, Field

from cableparse.diagnostics import Code

if TYPE_CHECKING:
    from cableparse.calibration import Calibration

LINE_END = re.compile(r"\r\n|\n|\r|\f")

# Characters that a reader sees as a space or not at all. Each becomes one space, so that offsets hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\xa0\u2000-\u200b\u202f\u3000\ufeff]")


def describe(schema: dict[str, Any], model: type[Any]) -> None:
    """Put into the JSON Schema of a model what its fields mean, which is read for a schema alone."""
    from cableparse import meanings

    meanings.describe(schema, model)


# Of a page's measures, in points.
INCH = 72


class Box(NamedTuple):
    """A place on a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Span:
    """A stretch of one line, or of a value that stands in a column beside the text."""

    # A plain value and not frozen: a record makes some fifty, and freezing would cost a tenth of the time that it
    # takes. A later version may say more of a place, which is left out here.
    __pydantic_config__ = ConfigDict(extra="ignore", json_schema_extra=describe)

    page: int
    line: int
    start: int
    end: int
    bbox: Box | None = None
    column: Annotated[str | None, Field(exclude_if=partial(is_, None))] = None


class Line(NamedTuple):
    """One printed line.

    `text` has no line end, and control characters in it read as spaces. `number` counts the lines of the
    document and `page` its pages, both from 1. `offset` counts the characters before the line in
    `Document.text`. Where marks of the carrier were taken off the line, `places` says how far behind `offset` each
    character of `text` stands, and the line's end.
    """

    text: str
    page: int
    number: int
    offset: int
    box: Box | None = None
    confidence: float | None = None
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`."""
        if self.places is not None:
            start, end = self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]
        return Span(self.page, self.number, self.offset + start, self.offset + end, self.box)

    def at(self, place: int) -> int:
        """Which character of `text` stands at a place of `Document.text`; may lie outside of the line."""
        return place - self.offset if self.places is None else bisect_left(self.places, place - self.offset)

    def without(self, marks: Sequence[tuple[int, int]]) -> Line:
        """The line without some stretches of its text; the spans of the rest stay as they are."""
        places = self.places or range(len(self.text) + 1)
        texts: list[str] = []
        kept: list[int] = []
        at = 0
        for start, end in [*sorted(marks), (len(self.text), len(self.text))]:
            texts.append(self.text[at:start])
            kept += places[at:start]
            at = max(at, end)
        return self._replace(text="".join(texts), places=[*kept, places[-1]])

    @property
    def whole(self) -> Span:
        """The span of the whole line."""
        return self.span(0, len(self.text))


class Note(NamedTuple):
    """What a source has to say about its input: a diagnostic's code, a detail, a place."""

    code: Code
    detail: str
    span: Span | None = None


class DrawnBox(NamedTuple):
    """A box drawn over a page: a redaction.

    `characters` estimates how many it covers; `concealed` counts the characters of the text layer that still stand
    under it, which the source has withheld from every line.
    """

    page: int
    box: Box
    characters: int
    concealed: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """An input as it was read.

    `text` is the whole decoded input, line ends included: the lines' places in it cover every character
    that is no line end. `encoding` is null where the source is not text. `layer` says how the text of a page image
    was got (`text`, `rapidocr`, `tesseract`), `member` names the file inside an archive, and `attributes` are what a
    table or a web page says about the text. `release_basis` is why it is public as far as no print says: who reads it
    has given it, as `calibration`, that of its collection.
    """

    text: str
    lines: list[Line]
    pages: int
    path: str
    name: str
    sha256: str
    media_type: str
    encoding: str | None = None
    layer: str | None = None
    member: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    boxes: list[DrawnBox] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    release_basis: str | None = None
    calibration: Calibration | None = None


def split_lines(text: str) -> list[Line]:
    """The lines of `text`; a form feed ends a line and a page. Line ends are LF, CR, CR LF."""
    if "\r" not in text and "\f" not in text and not _CONTROL.search(text):
        return _split_plain(text)
    view = _CONTROL.sub(" ", text)
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


def _split_plain(text: str) -> list[Line]:
    """The lines of a text of one page with LF line ends, which most are."""
    parts = text.split("\n")
    if not parts[-1]:
        parts.pop()
    before = accumulate(map(len, parts), initial=0)  # characters, the line feeds left out
    return [
        Line(part, 1, number + 1, held + number) for number, (part, held) in enumerate(zip(parts, before, strict=False))
    ]
