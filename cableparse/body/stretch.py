"""A stretch of a line that is text, and what stands before it."""

from __future__ import annotations

from typing import NamedTuple

from cableparse.pages import Line, Span


class TextStretch(NamedTuple):
    """A stretch of a line that belongs to the text; `start` and `end` count characters of the line.

    `gap` where an empty line stands before it, `turned` where a page's furniture or a header does, `joined` where it
    follows on the same printed line.
    """

    line: Line
    start: int
    end: int
    gap: bool = False
    turned: bool = False
    joined: bool = False

    @property
    def text(self) -> str:
        """The characters as printed."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where they stand in the input."""
        return self.line.span(self.start, self.end)

    def part(self, start: int, end: int) -> TextStretch:
        """The stretch between two characters of `text`, without what stands before it."""
        return TextStretch(self.line, self.start + start, self.start + end)
