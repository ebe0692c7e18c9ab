"""A run of text at one place of a page image: a glyph of a text layer, or a stretch of a line that OCR read."""

from __future__ import annotations

from typing import NamedTuple


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
    def cell(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the place that the run takes, for runs that are not turned."""
        return self.x, self.y - 0.75 * self.size, self.x + self.dx, self.y + 0.2 * self.size
