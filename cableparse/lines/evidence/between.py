"""Lines that stand between the lines of a message and leave its labels open: page lines, banners, stamps, end marks."""

from __future__ import annotations

from functools import lru_cache

from cableparse.lines.evidence import section, shape, stamp

# How well furniture must fit to be taken for it on a form.
FIT = 0.7
# Of the fixtures' furniture only some stamps are longer, which begin with the words below.
_LONGEST = 110
# Tried in this order, and of equal fits the first is taken: stamps begin with words that are classifications elsewhere.
_KINDS = (
    ("group", stamp.is_group),
    ("release", stamp.is_stamp),
    ("footer", stamp.is_footer),
    ("end_mark", shape.end_mark),
    ("page", shape.page),
    ("place", shape.timed_place),
    ("section_head", section.section_head),
    ("margin", stamp.is_margin),
    ("banner", stamp.is_banner),
    ("group", shape.group),
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
