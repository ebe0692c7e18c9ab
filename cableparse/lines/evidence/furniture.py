"""Lines that stand between the lines of a message and leave its labels open: page lines, banners, stamps, end marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cableparse.lines.evidence import shape, stamp

_LONGEST = 110
_LONGEST_STAMP = 20
_LONGEST_OFFICER = 60
_OFFICER_LINES = 4
_DATE = re.compile(r"\W*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\W*$|\W*\d{1,2} [A-Za-z]{3,9} \d{4}\W*$")
# Tried in this order, and of equal fits the first is taken: stamps begin with words that are classifications elsewhere.
_KINDS = (
    ("release", stamp.is_stamp),
    ("footer", stamp.is_footer),
    ("end_mark", shape.end_mark),
    ("page", shape.page),
    ("place", shape.timed_place),
    ("section_head", shape.section_head),
    ("margin", stamp.is_margin),
    ("banner", stamp.is_banner),
    ("speck", shape.speck),
)


@lru_cache(maxsize=32768)
def furniture(text: str) -> tuple[str, float]:
    """The label that the line has wherever it stands, and how well it fits; an empty label where none does."""
    if len(text) > _LONGEST and not text.startswith(("UNCLASSIFIED", "RELEASE", "Current", "NW ")):
        return "", 0.0
    best, fit = "", 0.0
    for label, seen in _KINDS:
        found = float(seen(text))
        if found > fit:
            best, fit = label, found
            if fit == 1.0:
                break
    return best, fit


def stamps(texts: Sequence[str]) -> set[int]:
    """The lines of stamps that run over several: RELEASE IN / FULL, or the officer and the date below a decision.

    Empty lines do not count.
    """
    printed = [(i, text) for i, text in enumerate(texts) if text]
    found: set[int] = set()
    for at, (index, text) in enumerate(printed):
        if at and len(text) + len(printed[at - 1][1]) < _LONGEST_STAMP:
            found |= _broken(printed[at - 1], printed[at])
        if furniture(text) == ("release", 1.0):
            found |= _officer(printed[at + 1 : at + 1 + _OFFICER_LINES])
            if at and 0 < stamp.is_stamp(printed[at - 1][1]) < 1:
                found.add(printed[at - 1][0])
    return found


def _broken(above: tuple[int, str], below: tuple[int, str]) -> set[int]:
    """Both lines, where only together they are a stamp."""
    (i, text), (j, rest) = above, below
    whole = furniture(f"{text} {rest}") == ("release", 1.0)
    return {i, j} if whole and not furniture(text)[1] == furniture(rest)[1] == 1.0 else set()


def _officer(below: Sequence[tuple[int, str]]) -> set[int]:
    """The short lines down to a date that stands alone: name and title, office, date."""
    dated = next((n for n, (_, text) in enumerate(below) if _DATE.match(text)), None)
    if dated is None or any(len(text) > _LONGEST_OFFICER for _, text in below[:dated]):
        return set()
    return {index for index, _ in below[: dated + 1]}
