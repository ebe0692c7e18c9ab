"""What a page looks like: its picture, drawn only where the drawing instructions leave a question open."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from cableparse.pages import INCH

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots an inch: a cell of common print is then some eight dots wide. The pages of some scans are metres long.
_RESOLUTION = 100
_LONGEST_SIDE = 1200
# Ink and paper differ by more, on a faint carbon copy too; a flat area varies by less.
FLAT = 24
# The lightest grey of a box in a scan that is black all over.
BLACK = 90
# Dots at the edge of an area mix with what is beside it.
_EDGE = 1


class Picture:
    """The picture of one page of `width` by `height` points.

    It is drawn in greys by `draw`, which is given a resolution in dots an inch, when it is first asked for.
    """

    def __init__(self, draw: Callable[[float], Image | None], width: float, height: float) -> None:
        self._draw = draw
        self._width = width
        self._height = height

    @cached_property
    def _image(self) -> Image | None:
        resolution = min(_RESOLUTION, _LONGEST_SIDE * INCH / max(self._width, self._height, 1.0))
        return self._draw(resolution)

    def greys(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int] | None:
        """The darkest and lightest grey of an area, from 0 (black) to 255; None where the area is too small to tell."""
        image = self._image
        if image is None:
            return None
        scale = image.width / self._width
        area = (
            max(round(left * scale) + _EDGE, 0),
            max(round(top * scale) + _EDGE, 0),
            min(round(right * scale) - _EDGE, image.width),
            min(round(bottom * scale) - _EDGE, image.height),
        )
        if area[2] - area[0] < 2 or area[3] - area[1] < 2:
            return None
        low, high = cast("tuple[int, int]", image.crop(area).getextrema())  # of one band
        return low, high
