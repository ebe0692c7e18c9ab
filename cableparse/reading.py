"""Lines put together for a grammar, with the way back from each character to its place in the input."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from cableparse.pages import Line, Span

# A colon, a bracket or a quotation mark closes a sentence as well as a full stop, which OCR reads as a bullet too.
_SENTENCE_END = re.compile(r"[.?!:\"”’)•]\W*$")
# Signs and specks behind it are fewer; a search through the whole line would try each sign of it.
_SENTENCE_TAIL = 12


class Piece(NamedTuple):
    """A stretch of one line: `start` and `end` count characters in the line."""

    line: Line
    start: int
    end: int


class Reading:
    """A text made of pieces of lines, one piece a line, joined by line feeds."""

    __slots__ = ("_starts", "pieces", "text")

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        if len(pieces) == 1:  # as nearly all have
            line, start, end = pieces[0]
            self.text = line.text[start:end]
            self._starts = [0]
            return
        self.text = "\n".join([line.text[start:end] for line, start, end in pieces])
        self._starts = [0, *accumulate([end - start + 1 for _, start, end in pieces[:-1]])]

    def spans(self, start: int, end: int) -> list[Span]:
        """The spans in the input of `text[start:end]`, one a line."""
        if not self.pieces:
            return []
        index = bisect_right(self._starts, start) - 1
        line, first, last = self.pieces[index]
        base = self._starts[index] - first
        if start < end <= base + last + 1:  # the line feed after the piece is no text
            return [line.span(start - base, min(end - base, last))]
        return self._spans_over_lines(index, start, end)

    def _spans_over_lines(self, index: int, start: int, end: int) -> list[Span]:
        found: list[Span] = []
        while index < len(self.pieces) and self._starts[index] < end:
            line, first, last = self.pieces[index]
            base = self._starts[index]
            left = first + max(start - base, 0)
            right = min(first + end - base, last)
            if right > left:
                found.append(line.span(left, right))
            index += 1
        return found

    def cut(self, ranges: Iterable[tuple[int, int]]) -> Reading:
        """A reading of some stretches of this one, each within one line."""
        pieces: list[Piece] = []
        for start, end in ranges:
            index = bisect_right(self._starts, start) - 1
            line, first, last = self.pieces[index]
            base = self._starts[index] - first
            pieces.append(Piece(line, start - base, min(end - base, last)))
        return Reading(pieces)


def fold(text: str) -> str:
    """White space folded to single spaces, none at the ends."""
    return " ".join(text.split())


def ends_sentence(text: str) -> bool:
    """Whether a line of text closes a sentence."""
    return _SENTENCE_END.search(text, max(len(text) - _SENTENCE_TAIL, 0)) is not None
