"""A stripe of a page: what texts change on it, their ink alone, and the ground beneath."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from cableparse.pages import Box
from cableparse.sources.pdf.painted import Colors, Greys

# In points, around a glyph, whose ink may stand out of its cell.
_MARGIN = 0.5
# Ink and ground differ by so many steps of a colour, of 255, or nobody tells one from the other: by as many for any
# two colours, and by fewer where one is so much lighter (the ratio of WCAG 2.2, "contrast ratio").
_LEAST_STEPS = 24
_MANY_STEPS = 100
_LEAST_RATIO = 1.4
# Ink must stand out by so many standard deviations of what is around it: bars over half of a cell have one of half
# their own contrast.
_CALM = 1.2
# Less than one black dot is no letter's ink.
_NO_INK = 200
_DARK = 128
# Dots at the edges of ink and cover mix with what is beside them; nine of ten dark dots do not count for contrast.
_FULL = 90


class Stripe(NamedTuple):
    """An `area` of a page as it is `shown`, at `scale` dots a point; places are those of the page, in points."""

    area: Box
    scale: float
    shown: Colors
    ground: Colors
    ink: Greys

    def share(self, place: Box) -> float | None:
        """The share of the ink at a place that can be told from what is around it; None where there is no ink."""
        part = self._part(place)
        ink = self.ink[part].astype(float)
        if ink.sum() < _NO_INK:
            return None
        shown, ground = self.shown[part].astype(float), self.ground[part].astype(float)
        change = numpy.abs(shown - ground).max(axis=2)
        dark = ink >= min(_DARK, ink.max())
        contrast = min(float(numpy.percentile(change[dark] / ink[dark], _FULL)), 1.0)
        unrest = float(ground.std(axis=(0, 1)).max())
        steps = contrast * 255
        if steps < max(_LEAST_STEPS, _CALM * unrest):
            return 0.0
        if steps < _MANY_STEPS and _ratio(ground[dark], shown[dark], ink[dark]) < _LEAST_RATIO:
            return 0.0
        return float(numpy.minimum(change, contrast * ink).sum() / (contrast * ink.sum()))

    def _part(self, place: Box) -> tuple[slice, slice]:
        left, top = (place.x0 - _MARGIN - self.area.x0) * self.scale, (place.top - _MARGIN - self.area.top) * self.scale
        right = (place.x1 + _MARGIN - self.area.x0) * self.scale
        bottom = (place.bottom + _MARGIN - self.area.top) * self.scale
        return (
            slice(max(math.floor(top), 0), max(math.ceil(bottom), 0)),
            slice(max(math.floor(left), 0), max(math.ceil(right), 0)),
        )


def _ratio(ground: NDArray[numpy.float64], shown: NDArray[numpy.float64], ink: NDArray[numpy.float64]) -> float:
    """How many times the lighter of ground and ink is as light as the other, where ink covers some of each dot."""
    full = ground + (shown - ground) * 255 / ink[:, None]
    one, other = (_luminance(numpy.median(color, axis=0)) for color in (ground, full))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(color: NDArray[numpy.float64]) -> float:
    """The relative luminance of blue, green and red of sRGB."""
    parts = numpy.clip(color, 0, 255) / 255
    linear = numpy.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.0722, 0.7152, 0.2126))
