"""Lines that stand between the lines of a message and leave its labels open: page lines, banners, stamps, end marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cableparse.lines.evidence import shape, stamp

_LONGEST = 110
_LONGEST_STAMP = 20
# Tried in this order, and of equal fits the first is taken: stamps begin with words that are classifications elsewhere.
_KINDS = (
    ("release", stamp.is_stamp),
    ("footer", stamp.is_footer),
    ("end_mark", shape.end_mark),
    ("page", shape.page),
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


def broken_stamps(texts: Sequence[str]) -> set[int]:
    """The lines that together are a stamp which runs over two of them: RELEASE IN / FULL. Empty lines do not count."""
    printed = [(i, text) for i, text in enumerate(texts) if text]
    return {
        index
        for (i, text), (j, below) in pairwise(printed)
        if len(text) + len(below) < _LONGEST_STAMP
        and furniture(f"{text} {below}") == ("release", 1.0)
        and not furniture(text)[1] == furniture(below)[1] == 1.0
        for index in (i, j)
    }
