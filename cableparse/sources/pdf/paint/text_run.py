"""A run of text at one place of a page image: a glyph of a text layer, or a stretch of a line that OCR read."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from cableparse.pages import Box

# Shares of the type's height, from the baseline: up to the middle of small letters and to the top of capitals, with
# some air, and down to the foot of a g.
MIDDLE = 0.3
TOP = 0.75
FOOT = 0.2


class TextRun(NamedTuple):
    """Text at one place.

    `x` and `y` are where its baseline begins, in points from the page's top left corner; (`dx`, `dy`) leads to its end.
    `size` is the height of the type in points.

    What follows is known of glyphs only: their place in the order of painting, whether they are drawn invisibly, as the
    text layer of a scan is, their font, and the number of the string on the page that they are shown with.
    """

    text: str
    x: float
    y: float
    dx: float
    dy: float
    size: float
    confidence: float | None = None
    order: int = 0
    hidden: bool = False
    font: str = ""
    string: int = 0

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the letters, whichever way they are turned."""
        if self.dy == 0 and self.dx > 0:
            return self.x + self.dx / 2, self.y - MIDDLE * self.size
        length = hypot(self.dx, self.dy) or 1.0
        rise = MIDDLE * self.size / length
        return self.x + self.dx / 2 + self.dy * rise, self.y + self.dy / 2 - self.dx * rise

    @property
    def cell(self) -> Box:
        """The place that the run takes."""
        if self.dy == 0 and self.dx > 0:
            return Box(self.x, self.y - TOP * self.size, self.x + self.dx, self.y + FOOT * self.size)
        length = hypot(self.dx, self.dy)
        if not length:
            half = self.size / 2
            return Box(self.x - half, self.y - half, self.x + half, self.y + half)
        up_x, up_y = self.dy / length * self.size, -self.dx / length * self.size
        xs = [x + rise * up_x for x in (self.x, self.x + self.dx) for rise in (-FOOT, TOP)]
        ys = [y + rise * up_y for y in (self.y, self.y + self.dy) for rise in (-FOOT, TOP)]
        return Box(min(xs), min(ys), max(xs), max(ys))
