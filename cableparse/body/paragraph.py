"""A paragraph in the making: the stretches of lines that it is printed on."""

from __future__ import annotations

import re
from typing import NamedTuple

from cableparse.pages import Line, Span
from cableparse.reading import fold

SENTENCE_END = re.compile(r"[.?!:\"”’)]\W*$")
_BROKEN_WORD = re.compile(r"\w-$")
_HEADING_LENGTH = 100


class Stretch(NamedTuple):
    """A stretch of a body line that belongs to the text; `start` and `end` count characters of the line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters as printed."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where they stand in the input."""
        return self.line.span(self.start, self.end)


class Paragraph:
    """Number, portion mark and lines of one paragraph."""

    def __init__(self, number: str | None, portion: str | None, heading: str | None) -> None:
        self.number = number
        self.portion = portion
        self.heading = heading
        self.stretches: list[Stretch] = []
        self.redactions: list[int] = []
        self._parts: list[str] = []
        self._last_block = 0

    def append(self, stretch: Stretch, *, opens_block: bool = False) -> None:
        """Add a stretch; `opens_block` where an empty line stands before it."""
        if opens_block:
            self._last_block = len(self.stretches)
        self.stretches.append(stretch)
        self._parts.append(fold(stretch.text))

    def pop(self) -> Stretch:
        """Take the last stretch off."""
        self._parts.pop()
        return self.stretches.pop()

    @property
    def end(self) -> str:
        """The last printed line."""
        return next((part for part in reversed(self._parts) if part), "")

    @property
    def text(self) -> str:
        """The lines as one text, a word broken by a hyphen at a line's end put together as printed."""
        glued = [p if p[-1:] == "-" and _BROKEN_WORD.search(p) else f"{p} " for p in self._parts if p]
        return "".join(glued).rstrip(" ")

    def ends_with_heading(self, *, may_be_whole: bool) -> bool:
        """Whether the last line stands alone and is no sentence: the next paragraph's heading.

        `may_be_whole` where the line may be all there is of this paragraph.
        """
        alone = len(self.stretches) - self._last_block == 1
        if not alone or (self._last_block == 0 and (self.number is not None or not may_be_whole)):
            return False
        before = next((part for part in reversed(self._parts[:-1]) if part), "")
        return _is_heading(self._parts[-1]) and (not before or SENTENCE_END.search(before) is not None)


def _is_heading(text: str) -> bool:
    return len(text) < _HEADING_LENGTH and (not text.endswith((".", ":", ";", ",")) or text.endswith("..."))
