"""The source of a record for the page: its lines by kind, cut where fields were read, with what stands at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cableparse.account import COVERAGE
from cableparse.lines import Labelled, LineKind
from cableparse.pages import Box, Line, Span
from cableparse.record import Cable
from cableparse.views.page.diagnostic_list import ShownDiagnostic
from cableparse.views.page.fields import FormField
from cableparse.views.page.reading_view import withheld

BLANK = "blank"
_UNPARSED = COVERAGE[LineKind.UNPARSED]


class LinkedText(NamedTuple):
    """Text of a line with the keys of all that was read from it, and the labels of their fields."""

    text: str
    keys: str = ""
    labels: str = ""
    withheld: bool = False


class SourceLine(NamedTuple):
    """A line of the source; `kind` is what `Cable.coverage` counts it as, or blank. `text` is null where it is gone."""

    number: int
    page: int
    kind: str
    stretches: list[LinkedText]
    findings: list[ShownDiagnostic]
    withheld: list[str]
    box: Box | None

    @property
    def keys(self) -> str:
        """The keys of all that was read from the line."""
        return " ".join(dict.fromkeys(key for s in self.stretches for key in s.keys.split()))


class _Place(NamedTuple):
    start: int
    end: int
    key: str
    label: str


def rows(
    cable: Cable, parts: Sequence[Labelled], fields: Iterable[FormField], found: Iterable[ShownDiagnostic]
) -> list[SourceLine]:
    """The lines of the source, each with what stands at it; a line of several stretches is what its first one is."""
    at = _At(cable, fields, found)
    firsts = {part.line.number: part for part in reversed(parts)}
    lines = [(firsts[number].line, firsts[number].kind) for number in sorted(firsts)]
    marked = _marked(cable, [line for line, _ in lines])
    return [
        SourceLine(
            line.number,
            line.page,
            _UNPARSED if line.number in at.unparsed else COVERAGE.get(kind, BLANK),
            _cut(line.text, _in_text(line, at.places[line.number])),
            at.findings[line.number],
            marked[line.number],
            line.box,
        )
        for line, kind in lines
    ]


def rows_without_source(
    cable: Cable, fields: Iterable[FormField], found: Iterable[ShownDiagnostic]
) -> list[SourceLine]:
    """What a record alone knows of its source: its unparsed lines, and where the fields and diagnostics stood."""
    at = _At(cable, fields, found)
    pages = {s.line: s.page for f in fields for s, _ in f.places} | {u.line: u.page for u in cable.unparsed}
    pages |= {d.span.line: d.span.page for d in cable.diagnostics if d.span}
    return [_row_without_source(number, pages[number], at) for number in sorted(pages)]


def _row_without_source(number: int, page: int, at: _At) -> SourceLine:
    unparsed = at.unparsed.get(number)
    if unparsed:
        line = Line(unparsed[1], page, number, unparsed[0])
        stretches = _cut(line.text, _in_text(line, at.places[number]))
    else:
        ends = sorted({(p.start, p.end) for p in at.places[number]})
        stretches = [
            _stretch(
                f"[characters {start}\u2013{end}] ", [p for p in at.places[number] if (p.start, p.end) == (start, end)]
            )
            for start, end in ends
        ]
    return SourceLine(number, page, _UNPARSED if unparsed else BLANK, stretches, at.findings[number], [], None)


class _At:
    """What stands at each line, by its number."""

    def __init__(self, cable: Cable, fields: Iterable[FormField], found: Iterable[ShownDiagnostic]) -> None:
        self.unparsed = {u.line: (u.start, u.text) for u in cable.unparsed}
        self.places: defaultdict[int, list[_Place]] = defaultdict(list)
        self.findings: defaultdict[int, list[ShownDiagnostic]] = defaultdict(list)
        for field in fields:
            for span, key in field.places:
                self.places[span.line].append(_place(span, key, field))
        for finding in found:
            if finding.line is not None:
                self.findings[finding.line].append(finding)


def _place(span: Span, key: str, field: FormField) -> _Place:
    return _Place(span.start, span.end, key, field.label)


def _in_text(line: Line, places: list[_Place]) -> list[_Place]:
    """The places as characters of the line's text."""
    return [place._replace(start=line.at(place.start), end=line.at(place.end)) for place in places]


def _cut(text: str, places: list[_Place]) -> list[LinkedText]:
    """The line in stretches, each with all fields that were read from the whole of it."""
    length = len(text)
    ends = {0, length} | {min(max(at, 0), length) for place in places for at in place[:2]}
    return [
        _stretch(text[start:end], [p for p in places if p.start <= start and end <= p.end])
        for start, end in pairwise(sorted(ends))
    ]


def _stretch(text: str, places: list[_Place]) -> LinkedText:
    keys = dict.fromkeys(key for p in places for key in (p.key.partition("-")[0], p.key))
    labels = dict.fromkeys(p.label for p in places)
    return LinkedText(text, " ".join(keys), ", ".join(labels), any(p.label.startswith("Redaction") for p in places))


def _marked(cable: Cable, lines: Iterable[Line]) -> defaultdict[int, list[str]]:
    """What was drawn over, by the line that each box stands on or after."""
    marked: defaultdict[int, list[str]] = defaultdict(list)
    boxed = [line for line in lines if line.box]
    for redaction in cable.redactions:
        if redaction.bbox is None:
            continue
        page, bottom = redaction.page or 1, redaction.bbox.bottom
        before = [b for b in boxed if b.page == page and b.box and b.box.top < bottom]
        number = before[-1].number if before else next((b.number for b in boxed if b.page == page), None)
        if number is not None:
            marked[number].append(withheld(redaction.codes, redaction.characters))
    return marked


def by_page(listed: Iterable[SourceLine]) -> Iterator[tuple[int, list[SourceLine]]]:
    """The rows of each page of the source."""
    pages: dict[int, list[SourceLine]] = {}
    for row in listed:
        pages.setdefault(row.page, []).append(row)
    return iter(pages.items())
