"""A printed row: the runs of one line become its text, with blanks where the page leaves room."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple
from unicodedata import normalize

from cableparse.pages import Box
from cableparse.sources.pdf.paint.text_run import FOOT, TOP, TextRun

# How many columns wide a gap is that parts columns.
COLUMN_GAP = 3
# A row has at most so many blanks in one place, however wide the page.
MOST_BLANKS = 120
# Shares of the type's height.
_TOUCHING = 0.05  # a blank between letters that stand so close lies beneath them
_NARROWEST_BLANK = 0.2
_OVERPRINT = 0.1  # a glyph painted again so near is printed bold, not twice
_LIGATURES = "\ufb00", "\ufb06"
# Letters, three of them twice: AA and LLOO may be a code or a name.
_SURE = 6


class Segment(NamedTuple):
    """A stretch of a row without a wide gap: its text and where it begins and ends, in points."""

    text: str
    x0: float
    x1: float


class PrintedRow(NamedTuple):
    """A printed row.

    `base` is its baseline and `size` its type's height in points; `empty_before` tells whether an empty line stands
    above it, `doubled` whether doubled letters were undone.
    """

    text: str
    box: Box
    base: float
    size: float
    segments: list[Segment]
    confidence: float | None = None
    empty_before: bool = False
    doubled: bool = False


def set_row(runs: Sequence[TextRun], pitch: float, word_gap: float) -> PrintedRow | None:
    """The row of runs that stand on one line, from the left; None where they print nothing.

    `pitch` is the width of a character in points, `word_gap` the share of the type's height from which on a gap is a
    blank.
    """
    row = _Setting(pitch, word_gap)
    for run in runs:
        row.add(run)
    return row.finish()


class _Setting:
    """A row in the making."""

    def __init__(self, pitch: float, word_gap: float) -> None:
        self.pitch = pitch
        self.word_gap = word_gap
        self.parts: list[str] = []
        self.segments: list[Segment] = []
        self.first = 0  # of the segment's parts
        self.x0, self.x1 = 0.0, -inf  # of the segment
        self.base = self.size = 0.0
        self.blanks = 0
        self.last: TextRun | None = None
        self.last_blank: TextRun | None = None
        self.confidence: float | None = None

    def add(self, run: TextRun) -> None:
        text = run.text
        blank = not text or text.isspace() or not text.isprintable()
        last = self.last_blank if blank else self.last
        if last is not None and text == last.text and run.x - last.x < _OVERPRINT * run.size:
            return
        if blank:
            self.last_blank = run
            self.blanks += 1
            return
        self.last = run
        if not self.parts:
            self.x0, self.base = run.x, run.y
        else:
            self._gap(run)
        self.parts.append(normalize("NFKC", text) if _LIGATURES[0] <= text <= _LIGATURES[1] else text)
        self.blanks = 0
        self.x1 = max(self.x1, run.x + run.dx)
        if run.size > self.size:
            self.size = run.size
        if run.confidence is not None:
            self.confidence = min(run.confidence, 1.0 if self.confidence is None else self.confidence)

    def _gap(self, run: TextRun) -> None:
        gap = run.x - self.x1
        if gap <= (_TOUCHING if self.blanks else self.word_gap) * run.size:
            return
        printed = min(self.blanks, round(gap / (_NARROWEST_BLANK * run.size)))
        wide = min(max(round(gap / self.pitch), printed, 1), MOST_BLANKS)
        if wide >= COLUMN_GAP:
            self._end_segment()
            self.first, self.x0 = len(self.parts) + 1, run.x
        self.parts.append(" " * wide)

    def _end_segment(self) -> None:
        self.segments.append(Segment("".join(self.parts[self.first :]), self.x0, self.x1))

    def finish(self) -> PrintedRow | None:
        if not self.parts:
            return None
        self._end_segment()
        text = "".join(self.parts)
        single = _undouble(text)
        left, base, size = self.segments[0].x0, self.base, self.size
        return PrintedRow(
            single or text,
            Box(left, base - TOP * size, self.x1, base + FOOT * size),
            base,
            size,
            self.segments,
            self.confidence,
            doubled=single is not None,
        )


def _undouble(text: str) -> str | None:
    """`SSEECCRREETT` as SECRET, where every word of the line is doubled so and one is long enough to be sure."""
    if len(text) < _SURE or text[0] != text[1] or text[2:3] != text[3:4]:
        return None
    words = text.split()
    if max(map(len, words)) < _SURE or any(word[::2] != word[1::2] for word in words):
        return None
    return " ".join(word[::2] for word in words)
