"""Which pages of a file are read."""

from __future__ import annotations

import re

_PART = re.compile(r"([1-9]\d*)(-?)([1-9]\d*)?")


def is_choice(pages: str) -> bool:
    """Whether `pages` names pages as `2`, `1-3`, `4-` or `1,3-5` do."""
    return all(_bounds(part) is not None for part in pages.split(","))


def is_chosen(pages: str | None, number: int) -> bool:
    """Whether a page is among `pages`, which are all pages where they are None."""
    if pages is None:
        return True
    bounds = [_bounds(part) for part in pages.split(",")]
    return any(b is not None and b[0] <= number and (b[1] is None or number <= b[1]) for b in bounds)


def _bounds(part: str) -> tuple[int, int | None] | None:
    """The first and the last page of a part, the last None where it is open; None where it names no pages."""
    found = _PART.fullmatch(part.strip())
    if found is None or (found[3] and not found[2]):
        return None
    first, last = int(found[1]), int(found[3]) if found[3] else None if found[2] else int(found[1])
    return None if last is not None and last < first else (first, last)
