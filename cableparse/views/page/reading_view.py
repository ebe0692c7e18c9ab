"""The text of a cable to be read: its paragraphs in order, and what was withheld as blanks in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, pairwise
from typing import NamedTuple

from cableparse.lines import Labelled
from cableparse.pages import Box, Line, Span
from cableparse.record import Cable, Paragraph, Redaction

_LEGIBLE = re.compile(r"\S")
# A dash or a dot before an item of a list; a dash within a sentence may begin a line, too.
_ITEM = re.compile(r"\s*(?:--?|[\u2022*])\s")
_BEFORE_ITEM = frozenset(".:;?!\"')")
# Lines stand some one and a half times their height apart: of the lines that a box covers this finds the first.
_PITCH = 1.5


class ReadPiece(NamedTuple):
    """Words of a paragraph, or what a blank in it says; an item of a list begins a line of its own."""

    text: str
    withheld: bool = False
    is_item: bool = False


class ReadParagraph(NamedTuple):
    """A paragraph as it is read; `unplaced` are blanks whose place in it is not known."""

    heading: str | None
    number: str | None
    mark: str | None
    pieces: list[ReadPiece]
    unplaced: list[str]


class ReadingView(NamedTuple):
    """The text; `loose` are the blanks that stand in no paragraph, each with its page."""

    passages: list[ReadParagraph]
    signature: str | None
    loose: list[str]


def reading(cable: Cable, parts: Sequence[Labelled]) -> ReadingView:
    """The text of a record; without the lines of its source a blank's place in its paragraph is not known."""
    lines = {part.line.number: part.line for part in parts}
    passages = [_passage(cable, index, lines) for index in range(len(cable.body.paragraphs))]
    placed = {number for paragraph in cable.body.paragraphs for number in paragraph.redactions}
    loose = [_with_page(r) for number, r in enumerate(cable.redactions) if number not in placed]
    return ReadingView(passages, cable.body.signature, loose)


def withheld(codes: Sequence[str], characters: int | None) -> str:
    """What a blank says: its codes, and how much it covers."""
    size = f"about {characters} characters" if characters else "text"
    return f"{', '.join(codes) or 'no code'}: {size} withheld"


def _with_page(redaction: Redaction) -> str:
    words = withheld(redaction.codes, redaction.characters)
    return f"page {redaction.page}, {words}" if redaction.page else words


def _passage(cable: Cable, index: int, lines: Mapping[int, Line]) -> ReadParagraph:
    paragraph = cable.body.paragraphs[index]
    redactions = [cable.redactions[number] for number in paragraph.redactions]
    paper = _Print(paragraph, cable.provenance.get(f"body.paragraphs[{index}]", []), lines)
    words = [withheld(redaction.codes, redaction.characters) for redaction in redactions]
    at = [paper.place(redaction) for redaction in redactions]
    placed = [(place, blank) for place, blank in zip(at, words, strict=True) if place is not None]
    unplaced = [blank for place, blank in zip(at, words, strict=True) if place is None]
    pieces = list(_pieces(paragraph.text, placed, paper.items()))
    return ReadParagraph(paragraph.heading, paragraph.number, paragraph.classification, pieces, unplaced)


def _pieces(text: str, placed: Sequence[tuple[int, str]], items: Set[int]) -> Iterator[ReadPiece]:
    """The text cut at the places of its blanks and before its items."""
    for start, end in pairwise(sorted({0, len(text), *(place for place, _ in placed), *items})):
        yield from (ReadPiece(blank, withheld=True) for place, blank in placed if place == start)
        yield ReadPiece(text[start:end], is_item=start in items)
    yield from (ReadPiece(blank, withheld=True) for place, blank in placed if place == len(text))


class _Print:
    """A paragraph's text beside the lines that it is printed on.

    The text has their characters in order; only blanks were folded, so that it is the characters that are no blanks by
    which a place on a line is found in it.
    """

    def __init__(self, paragraph: Paragraph, spans: Sequence[Span], lines: Mapping[int, Line]) -> None:
        self._text = paragraph.text
        self._legible = [found.start() for found in _LEGIBLE.finditer(self._text)]
        self._stretches = [_Stretch.of(span, lines[span.line]) for span in spans if span.line in lines]
        self._fits = sum(stretch.legible for stretch in self._stretches) == len(self._legible)

    def place(self, redaction: Redaction) -> int | None:
        """Before which character of the text a redaction stands."""
        if not self._fits:  # the source is gone, or a person has corrected the text
            return None
        before = sum(stretch.before(redaction) for stretch in self._stretches)
        return self._legible[before] if before < len(self._legible) else len(self._text)

    def items(self) -> set[int]:
        """Before which characters an item of a list begins a printed line: the text has the lines folded."""
        before = accumulate((stretch.legible for stretch in self._stretches), initial=0)
        begun = [count for count, stretch in zip(before, self._stretches, strict=False) if _ITEM.match(stretch.text)]
        if not self._fits:
            return set()
        return {self._legible[n] for n in begun if n and self._text[self._legible[n - 1]] in _BEFORE_ITEM}


class _Stretch(NamedTuple):
    """A stretch of a line that is text of a paragraph, from character `start` of the line on."""

    line: Line
    start: int
    text: str
    legible: int

    @classmethod
    def of(cls, span: Span, line: Line) -> _Stretch:
        """The stretch that a span covers."""
        start = line.at(span.start)
        text = line.text[start : line.at(span.end)]
        return cls(line, start, text, len(_LEGIBLE.findall(text)))

    def before(self, redaction: Redaction) -> int:
        """How many of its legible characters stand before a redaction: before its box, else before its code."""
        if redaction.bbox is not None and self.line.box is not None:
            return self._before_box(redaction.page or 1, redaction.bbox, self.line.box)
        span = redaction.span
        if span is None or span.line != self.line.number:
            return self.legible if span is None or span.line > self.line.number else 0
        return self._up_to(self.line.at(span.start))

    def _up_to(self, end: int) -> int:
        """How many of them stand before character `end` of the line."""
        return len(_LEGIBLE.findall(self.text[: max(end - self.start, 0)]))

    def _before_box(self, page: int, drawn: Box, box: Box) -> int:
        if self.line.page != page:
            return self.legible if self.line.page < page else 0
        depth = (box.top + box.bottom) / 2 - drawn.top
        if depth <= 0:
            return self.legible
        if depth > min(drawn.bottom - drawn.top, _PITCH * (box.bottom - box.top)):
            return 0
        return self._up_to(_gap(self.line.text, (drawn.x0 - box.x0) / max(box.x1 - box.x0, 1.0)))


def _gap(text: str, share: float) -> int:
    """The gap between words that is nearest to a share of the line: what a box covers is not among its words."""
    gaps = [0, *(found.start() for found in re.finditer(r"\s+", text)), len(text)]
    return min(gaps, key=lambda gap: abs(gap - share * len(text)))
