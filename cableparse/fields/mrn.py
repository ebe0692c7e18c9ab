"""SMART's MRN, the message number with its year: 11 PORT AU PRINCE 504."""

from __future__ import annotations

from functools import lru_cache

from cableparse import damage
from cableparse.dates import full_year
from cableparse.draft import Draft
from cableparse.fields import class_line
from cableparse.fields.class_line import PrintedNumber
from cableparse.lines import Block

# A message number begins with its year, in two figures or, in SMART, four.
_SHORT = 2
_LONG = 4


def read(draft: Draft, block: Block) -> None:
    """The year; originator and serial are settled with the other prints of the number."""
    year, start, end, _ = parse(block.value.text)
    if year is not None:
        draft.put("message.year", year, block.value.spans(start, end))


@lru_cache(maxsize=1024)
def parse(text: str) -> tuple[int | None, int, int, PrintedNumber | None]:
    """The year with its place, None where none stands first, and what follows it."""
    words = class_line.words(text)
    digits = damage.digits(words[0].text).strip("'") if words else ""
    if not digits.isdecimal() or len(digits) not in (_SHORT, _LONG):
        return None, 0, 0, class_line.numbered(words)
    year = full_year(int(digits)) if len(digits) == _SHORT else int(digits)
    return year, words[0].start, words[0].end, class_line.numbered(words[1:])
