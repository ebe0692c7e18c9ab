"""What tells the section of a message: heads inside its text, counts alone on a line, the classification line's own."""

from __future__ import annotations

import re

from cableparse.vocabulary import number_words, telling_words

_SECTION_HEAD = re.compile(r"[A-Z][A-Z ]+ \w{8}\s+\w{3}(?:\.\w)? OF \w{3}\W*$")
# A count is one figure or more, or a number in words; `002 OF 002` is what a head has left that lost post and serial.
_COUNTED = rf"(?:\d{{1,2}}|{'|'.join(number_words.words())})"
_LAST_SECTION = rf"(?:{telling_words.pattern('last section')})"
_SECTION_ALONE = re.compile(
    rf"\(?(?:SECTION {_COUNTED}|{_LAST_SECTION} SECTION(?: {_COUNTED})?) OF {_COUNTED}\W{{0,2}}$"
    r"|\d{3}(?:\.\d)? OF \d{3}\W?$",
    re.I,
)
# Of a further section: any but the first.
_FURTHER_SECTION = re.compile(
    r"\bSECTION\s+(?!0*1\s|[O0]?[IL]\s|ONE\s)\w{1,5}\s+[O0]F\b|\b(?:FINAL|LAST) SECTION\b", re.I
)


def section_head(text: str) -> float:
    """`ANYPOST 00000220  001.2 OF 003` (FORMATS.md 6), or a section's count alone: `SECTION 2 OF 2`."""
    return 1.0 if " OF " in text and (_SECTION_HEAD.match(text) or _SECTION_ALONE.match(text)) else 0.0


def is_further_section(text: str) -> bool:
    """Whether a classification line is that of a section other than the first: its text goes on from the one before."""
    return _FURTHER_SECTION.search(text) is not None
