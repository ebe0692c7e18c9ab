"""Texts of a page parted so that none lies on another: what one covers of another then shows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cableparse.pages import Box
from cableparse.sources.pdf.paint.painted import Object

# The share of the smaller one from which two texts lie on each other; lines close together touch by less.
MEETING = 0.2
# In points: the same text printed again so near is one, made bold.
_OVERPRINT = 1.5
# In points, the side of the squares by which texts are found that may meet.
_SQUARE = 36.0
# A page of more layers of text than that is no page to read.
_MOST_SHEETS = 12


def sheets_of(objects: Sequence[Object], texts: Mapping[int, str]) -> list[set[int]]:
    """The places in `objects` of the texts, which are given with what they say, as few sheets as the first fit gives.

    Those that would want too many are on none.
    """
    sheets: list[set[int]] = []
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    sheet_of: dict[int, int] = {}
    for place in sorted(texts):
        box = objects[place].box
        near = {other for square in _squares(box) for other in squares[square]}
        meeting = [other for other in near if _meet(box, objects[other].box)]
        twins = [other for other in meeting if texts[other] == texts[place] and _near(box, objects[other].box)]
        taken = {sheet_of[other] for other in meeting if other not in twins}
        free = next((n for n in range(len(sheets)) if n not in taken), len(sheets))
        if twins and sheet_of[twins[0]] not in taken:
            free = sheet_of[twins[0]]
        if free == _MOST_SHEETS:
            continue
        if free == len(sheets):
            sheets.append(set())
        sheets[free].add(place)
        sheet_of[place] = free
        for square in _squares(box):
            squares[square].append(place)
    return sheets


def _squares(box: Box) -> list[tuple[int, int]]:
    columns = range(math.floor(box.x0 / _SQUARE), math.floor(box.x1 / _SQUARE) + 1)
    rows = range(math.floor(box.top / _SQUARE), math.floor(box.bottom / _SQUARE) + 1)
    return [(column, row) for column in columns for row in rows]


def _meet(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > 0 and across * down > MEETING * min(_area(one), _area(other))


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _near(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _OVERPRINT for a, b in zip(one, other, strict=True))
