"""A field's printed value: tokens of the header with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lark import Token

from cableparse.pages import Span
from cableparse.reading import Reading, fold


class Printed:
    """The text of some tokens, and where each character of it stands."""

    __slots__ = ("reading", "tokens")

    def __init__(self, reading: Reading, tokens: Sequence[Token]) -> None:
        self.reading = reading
        self.tokens = tokens

    @property
    def text(self) -> str:
        """The tokens joined by spaces, white space folded."""
        return fold(" ".join(self.tokens))

    @property
    def spans(self) -> list[Span]:
        """One span a line."""
        return [s for t in self.tokens for s in self.reading.spans(t.start_pos or 0, t.end_pos or 0)]

    def part(self, token: Token, start: int, end: int) -> list[Span]:
        """The spans of `token[start:end]`."""
        base = token.start_pos or 0
        return self.reading.spans(base + start, base + end)

    def split(self, separator: re.Pattern[str]) -> Iterator[tuple[str, list[Span]]]:
        """The parts of the value between separators, folded, with their spans; a part may run over lines."""
        reading = self.joined()
        start = 0
        for end, following in [*(m.span() for m in separator.finditer(reading.text)), (len(reading.text),) * 2]:
            part = fold(reading.text[start:end])
            if part:
                yield part, reading.spans(start, end)
            start = following

    def joined(self) -> Reading:
        """The value's own text, line by line, for a grammar of its own."""
        return self.reading.cut([(t.start_pos or 0, t.end_pos or 0) for t in self.tokens])
