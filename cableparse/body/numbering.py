"""Paragraph numbers: which of the numbers at the beginning of lines open a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from cableparse.body.paragraph import SENTENCE_END, Stretch
from cableparse.vocabulary import classifications

_NUMBER = re.compile(
    r"(?P<number>\d{1,2}|I{1,3}|IV|VI{0,3}) ?[.,)»][ \t]*(?=[(A-Z\"“«]|[a-z]|\d|$)|(?P<bare>\d{1,2})\.?$"
)
_BEGINS = frozenset("0123456789IV")
_PORTION = re.compile(r"\(([^()]{1,20})\)[ \t]*")
_HIGHEST_FIRST = 60


class Opening(NamedTuple):
    """A number that opens a paragraph; `end` counts characters of the stretch, up to where its text begins."""

    number: str
    end: int
    out_of_order: bool = False


class Numbering:
    """Follows the numbers of one message."""

    def __init__(self) -> None:
        self.last = 0
        self._item = 0  # the last number of a list inside the paragraph

    def opening(self, stretch: Stretch, *, alone: bool, gap: bool, before: str | None) -> Opening | None:
        """The number that `stretch` opens a paragraph with, or None.

        `alone` where the layout saw a paragraph's number on the line, `gap` where an empty line stands before it;
        `before` is the last line of the text so far, None where there is none.
        """
        text = stretch.text
        found = _NUMBER.match(text) if text[:1] in _BEGINS else None
        if found is None or (found["bare"] and not alone):
            return None
        printed = found["number"] or found["bare"]
        if not printed.isdigit():
            return Opening(printed, found.end()) if before is None else None
        number = int(printed)
        marked = _PORTION.match(text, found.end())
        in_order = self._accepts(number, gap, before or "")
        if not in_order and not (marked and classifications.portion(marked[1])):
            return None
        out_of_order = bool(self.last) and number != self.last + 1
        self.last = number
        return Opening(printed, found.end(), out_of_order)

    def _accepts(self, number: int, gap: bool, before: str) -> bool:
        """Whether the number is the next paragraph's, and no item of a list inside one."""
        if not self.last:
            return 0 < number < _HIGHEST_FIRST
        if number == 1 and before.endswith(":"):
            self._item = 1
            return False
        if self._item and number == self._item + 1 and not gap:
            self._item = number
            return False
        if number == self.last + 1:
            self._item = 0
            return True
        return number in (self.last, self.last + 2) and number > 1 and SENTENCE_END.search(before) is not None


def portion_mark(stretch: Stretch, start: int) -> tuple[str | None, int]:
    """The portion mark at `start` of the stretch's line, without blanks, and where the text after it begins."""
    found = _PORTION.match(stretch.line.text, start, stretch.end)
    if found is None or not classifications.portion(found[1]):
        return None, start
    return re.sub(r"\s+", "", found[1]).upper(), found.end()
