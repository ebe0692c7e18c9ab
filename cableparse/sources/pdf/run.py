"""A run of text at one place of a page image: a glyph of a text layer, or a stretch of a line that OCR read."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from cableparse.pages import Box


class Run(NamedTuple):
    """Text at one place.

    `x` and `y` are where its baseline begins, in points from the page's top left corner; (`dx`, `dy`) leads to its end.
    `size` is the height of the type in points.

    What follows is known of glyphs only: their place in the order of painting, the luminance of their ink (NaN where it
    cannot be told), whether they are drawn invisibly, as the text layer of a scan is, and their font.
    """

    text: str
    x: float
    y: float
    dx: float
    dy: float
    size: float
    confidence: float | None = None
    order: int = 0
    ink: float | None = None
    hidden: bool = False
    font: str = ""

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the letters, whichever way they are turned."""
        length = hypot(self.dx, self.dy) or 1.0
        rise = 0.3 * self.size / length
        return self.x + self.dx / 2 + self.dy * rise, self.y + self.dy / 2 - self.dx * rise

    @property
    def cell(self) -> Box:
        """The place that the run takes."""
        if self.dy == 0 and self.dx >= 0:
            return Box(self.x, self.y - 0.75 * self.size, self.x + self.dx, self.y + 0.2 * self.size)
        x, y = self.center
        half = max(abs(self.dx), abs(self.dy), self.size) / 2
        return Box(x - half, y - half, x + half, y + half)
