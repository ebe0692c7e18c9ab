"""A paragraph in the making: the stretches of lines that it is printed on."""

from __future__ import annotations

import re

from cableparse.body.stretch import TextStretch
from cableparse.reading import Piece, Reading, ends_sentence, fold

# Where a quotation begins and ends, or another text.
_QUOTATION = re.compile(r"(?:UN)?QUOTE\b|(?:BEGIN|END) (?:OF )?(?:QUOTE|TEXT)\b", re.I)
_BROKEN_WORD = re.compile(r"-(?<=\w-)\n\s*")
# A line of text is some 70 characters wide; a heading seldom fills more than one and a half.
_HEADING_LENGTH = 100
_LONG_WORD = 5


class ParagraphLines:
    """Number, portion mark and lines of one paragraph."""

    __slots__ = ("_last_block", "heading", "number", "portion", "redactions", "stretches")

    def __init__(self, number: str | None, portion: str | None, heading: str | None) -> None:
        self.number = number
        self.portion = portion
        self.heading = heading
        self.stretches: list[TextStretch] = []
        self.redactions: list[int] = []
        self._last_block = 0

    def open_block(self, stretch: TextStretch) -> None:
        """Add a stretch that an empty line stands before."""
        self._last_block = len(self.stretches)
        self.stretches.append(stretch)

    @property
    def end(self) -> str:
        """The last printed line."""
        return next((text for s in reversed(self.stretches) if (text := fold(s.text))), "")

    @property
    def reading(self) -> Reading:
        """The lines as they are printed, with the way back to their places."""
        return Reading([Piece(line, start, end) for line, start, end, _, _, _ in self.stretches])

    @property
    def text(self) -> str:
        """The lines as one text, a word broken by a hyphen at a line's end put together as printed."""
        text = "\n".join([line.text[start:end].rstrip() for line, start, end, _, _, _ in self.stretches])
        return fold(_BROKEN_WORD.sub("-", text) if "-\n" in text else text)

    def take_heading(self, before: TextStretch, *, may_be_whole: bool) -> str | None:
        """Take off the last line where it stands alone and is no sentence: it is the next paragraph's heading.

        `before` is the stretch that the next paragraph begins with; `may_be_whole` where the line may be all there is
        of this paragraph.
        """
        heading = fold(self.stretches[-1].text)
        above = self.stretches[-2].text.rstrip() if len(self.stretches) > 1 else ""
        if above and (before.joined or (_is_title(heading) and not above.endswith(":"))):
            self._last_block = len(self.stretches) - 1
        alone = len(self.stretches) - self._last_block == 1
        if not alone or (self._last_block == 0 and (self.number is not None or not may_be_whole)):
            return None
        if not _is_heading(heading) or (above and not ends_sentence(above)):
            return None
        self.stretches.pop()
        return heading


def _is_heading(text: str) -> bool:
    if _QUOTATION.match(text):
        return False
    return len(text) < _HEADING_LENGTH and (not text.endswith((".", ":", ";", ",")) or text.endswith("..."))


def _is_title(text: str) -> bool:
    """Whether the long words of a text begin with capitals, and not all of it is in capitals."""
    return not text.isupper() and all(word[0].isupper() for word in text.split() if len(word) >= _LONG_WORD)
