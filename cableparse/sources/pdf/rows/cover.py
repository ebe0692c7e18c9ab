"""A box over the page's text, and boxes put together that are one redaction."""

from __future__ import annotations

from typing import NamedTuple

from cableparse.pages import Box, DrawnBox
from cableparse.sources.pdf.rows.reading_order import Type

_BORDER = 2.5  # points between a box and the line around it
_LINE_SPACING = 0.6  # of a box's height, between the boxes of two lines
# A box is compared with so many above it.
_NEAR = 8


class Cover(NamedTuple):
    """A box drawn over the page, in one or more parts, with the number of characters that stand under it."""

    parts: list[Box]
    concealed: int

    @property
    def box(self) -> Box:
        """The place of all parts."""
        x0s, tops, x1s, bottoms = zip(*self.parts, strict=True)
        return Box(min(x0s), min(tops), max(x1s), max(bottoms))

    def drawn(self, page: int, kind: Type) -> DrawnBox:
        """The box, with an estimate of what it covers in type of this kind."""
        characters = sum(
            max(round((part.x1 - part.x0) / kind.pitch), 1) * max(round((part.bottom - part.top) / kind.leading), 1)
            for part in self.parts
        )
        return DrawnBox(page, self.box, characters, self.concealed)


def merge(covers: list[Cover]) -> list[Cover]:
    """Boxes that touch, or lie under each other a line apart, are one redaction."""
    merged: list[Cover] = []
    for cover in sorted(covers, key=lambda c: (c.box.top, c.box.x0)):
        first = max(len(merged) - _NEAR, 0)
        above = next((i for i in range(first, len(merged)) if _joins(merged[i], cover)), None)
        if above is None:
            merged.append(cover)
            continue
        held = merged[above]
        near = held.parts[-_NEAR:]
        new = [part for part in cover.parts if not any(_covers(other, part) for other in near)]
        old = [part for part in near if not any(_covers(other, part) for other in new)]
        merged[above] = Cover([*held.parts[:-_NEAR], *old, *new], held.concealed + cover.concealed)
    return merged


def _joins(above: Cover, below: Cover) -> bool:
    """Whether `below` goes on with the redaction `above`: it overlaps it, or its last line, or follows on that line."""
    a, b = above.parts[-1], below.parts[0]
    apart = b.top - a.bottom
    height = min(a.bottom - a.top, b.bottom - b.top)
    common = min(a.x1, b.x1) - max(a.x0, b.x0)
    if common > 0:
        return apart <= _LINE_SPACING * height
    return -apart >= height / 2 and -common <= _BORDER


def _covers(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - _BORDER <= inner.x0
        and outer.top - _BORDER <= inner.top
        and outer.x1 + _BORDER >= inner.x1
        and outer.bottom + _BORDER >= inner.bottom
    )
