"""A stripe of a page: what texts change on it, their ink alone, and the ground beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy
from numpy.typing import NDArray

from cableparse.pages import Box
from cableparse.sources.pdf.paint.painted import Colors, Greys

# In points, around a glyph, whose ink may stand out of its cell.
_MARGIN = 0.5
# Ink and ground differ by so many steps of a colour, of 255, or nobody tells one from the other: by many for any two
# colours, and by fewer where one is so many times as light (WCAG 2.2, "contrast ratio", with twice the light that it
# adds to both for what a screen throws back, as in a bright room: dark grey on black is then not seen).
_LEAST_STEPS = 24
_MANY_STEPS = 100
_LEAST_RATIO = 1.2
_GLARE = 0.1
# Ink must stand out by so many standard deviations of what is around it: bars over half of a cell have one of half
# their own contrast.
_CALM = 1.2
# Ink that shows as black as it is on a ground that varies so little, in greys, needs no closer look.
_WHOLE = 0.85
_QUIET = 60.0
# In points: letters so high are a watermark's or a headline's.
_LARGE = 24.0
# The unrest beneath them is that of patches of so many to their height, as large as small print.
_PATCHES = 4
# Less than one black dot is no letter's ink.
_NO_INK = 200
_DARK = 128
# Dots at the edges of ink and cover mix with what is beside them; nine of ten dark dots do not count for contrast.
_FULL = 90
# The light of blue, green and red together, and how much of it each gives by its number (IEC 61966-2-1; WCAG 2.2,
# "relative luminance"): a straight line for what is nearly black, and a power for the rest.
_LIGHT = 0.0722, 0.7152, 0.2126
_NEARLY_BLACK, _SLOPE = 0.04045, 12.92
_OFFSET, _POWER = 0.055, 2.4


class Stripe:
    """An `area` of a page, in points: as `shown`, the `ground` without some texts, and the `ink` of those alone."""

    def __init__(self, area: Box, shown: Colors, ground: Colors, ink: Greys) -> None:
        self._corner = numpy.array((area.x0, area.top, area.x0, area.top))
        self._scale = shown.shape[1] / max(area.x1 - area.x0, 1.0)
        self._shown, self._ground, self._ink = shown, ground, ink
        blue, green, red = cv2.split(cv2.absdiff(shown, ground))
        self._change = cv2.max(cv2.max(blue, green), red)
        self._told = cv2.integral(cv2.min(self._change, ink))
        self._all = cv2.integral(ink)
        self._light, self._squares = cv2.integral2(cv2.cvtColor(ground, cv2.COLOR_BGR2GRAY))

    def shares(self, places: Sequence[Box]) -> list[float | None]:
        """The share of the ink at each place that can be told from what is around it; None where there is no ink.

        Places are those of the page, in points.
        """
        margin = numpy.array((-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        sides = (numpy.array(places) + margin - self._corner) * self._scale
        sides[:, :2], sides[:, 2:] = numpy.floor(sides[:, :2]), numpy.ceil(sides[:, 2:])
        height, width = self._ink.shape
        dots = numpy.clip(sides, 0, (width, height, width, height)).astype(int)
        ink, told, light, squares = (
            _sums(table, dots) for table in (self._all, self._told, self._light, self._squares)
        )
        area = numpy.maximum((dots[:, 2] - dots[:, 0]) * (dots[:, 3] - dots[:, 1]), 1)
        unrest = numpy.sqrt(numpy.maximum(squares / area - (light / area) ** 2, 0))
        clear = (ink >= _NO_INK) & (told >= _WHOLE * ink) & (unrest < _QUIET)
        return [1.0 if is_clear else self._share(*place) for is_clear, place in zip(clear, dots.tolist(), strict=True)]

    def _share(self, left: int, top: int, right: int, bottom: int) -> float | None:
        part = slice(top, bottom), slice(left, right)
        ink = self._ink[part].astype(float)
        if ink.sum() < _NO_INK:
            return None
        shown, ground, change = (image[part].astype(float) for image in (self._shown, self._ground, self._change))
        dark = ink >= min(_DARK, ink.max())
        contrast = min(float(numpy.percentile(change[dark] / ink[dark], _FULL)), 1.0)
        steps = contrast * 255
        if steps < max(_LEAST_STEPS, _CALM * self._unrest(ground)):
            return 0.0
        if steps < _MANY_STEPS and _ratio(ground[dark], shown[dark], ink[dark]) < _LEAST_RATIO:
            return 0.0
        return float(numpy.minimum(change, contrast * ink).sum() / (contrast * ink.sum()))

    def _unrest(self, ground: NDArray[numpy.float64]) -> float:
        """How much the ground of a glyph varies; large letters are read across the small print beneath them."""
        if len(ground) > _LARGE * self._scale:
            patch = len(ground) // _PATCHES
            return float(cv2.blur(ground, (patch, patch)).std(axis=(0, 1)).max())
        return float(ground.std(axis=(0, 1)).max())


def _sums(table: NDArray[Any], dots: NDArray[numpy.int64]) -> NDArray[numpy.float64]:
    """The sums of an image over rectangles, by its integral image."""
    left, top, right, bottom = dots.T
    total: NDArray[numpy.float64] = (
        table[bottom, right].astype(float) - table[top, right] - table[bottom, left] + table[top, left]
    )
    return total


def _ratio(ground: NDArray[numpy.float64], shown: NDArray[numpy.float64], ink: NDArray[numpy.float64]) -> float:
    """How many times the lighter of ground and ink is as light as the other, where ink covers some of each dot."""
    full = ground + (shown - ground) * 255 / ink[:, None]
    one, other = (_luminance(numpy.median(color, axis=0)) for color in (ground, full))
    return (max(one, other) + _GLARE) / (min(one, other) + _GLARE)


def _luminance(color: NDArray[numpy.float64]) -> float:
    """The relative luminance of blue, green and red of sRGB."""
    parts = numpy.clip(color, 0, 255) / 255
    linear = numpy.where(parts <= _NEARLY_BLACK, parts / _SLOPE, ((parts + _OFFSET) / (1 + _OFFSET)) ** _POWER)
    return float(linear @ _LIGHT)
