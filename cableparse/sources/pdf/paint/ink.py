"""The ink of a page picture: which dots are strokes of print, told from the ground around them."""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

import cv2
import numpy
from numpy.typing import NDArray
from PIL.Image import Image

from cableparse.pages import INCH

# Type of nine points is then some ten dots high, which tells its strokes; more dots take time only.
_RESOLUTION = 150
_MOST_DOTS = 4_000_000
# Inches; the shorter side of a sheet. The points of some PDFs of scans are no points, so that only this tells sizes.
_SHEET = 8.5
# Of an inch: no stroke of common type is wider, no box narrower.
_WIDEST_STROKE = 0.075
# Of the darkest ink nearby: what is lighter is the edge of a stroke, or a stain.
_STROKE = 0.4
# Print on a faint carbon copy differs from its ground by more, of 255; and by more than so many deviations of the
# grain.
_LEAST_CONTRAST = 14
_GRAIN = 3.5
# The paper of a page is lighter.
_DARK = 96
# Of an inch: lower are dots and specks, higher is no type that a text is printed in.
_LEAST_HEIGHT, _MOST_HEIGHT = 0.03, 0.4
# Of an inch: capitals of ten points, where there is no type on the page.
_USUAL_HEIGHT = 0.095


class Ink(NamedTuple):
    """A grey page picture of `scale` dots a point, made smaller where it had more dots than are needed.

    `strokes` is 1 where there is a stroke of print, `depth` how dark that is against its ground; `paper` is the grey of
    the page, `height` that of its type in dots, and `contrast` how much darker than paper its print is.
    """

    grey: NDArray[Any]
    scale: float
    paper: int
    strokes: NDArray[Any]
    depth: NDArray[Any]
    height: float
    contrast: float


def read_ink(image: Image, resolution: float) -> Ink:
    """The ink of a page picture of `resolution` dots an inch."""
    dots = numpy.asarray(image.convert("L"))
    shrink = min(1.0, _RESOLUTION / resolution, sqrt(_MOST_DOTS / max(dots.size, 1)))
    if shrink < 1:
        size = max(round(image.width * shrink), 1), max(round(image.height * shrink), 1)
        dots = cv2.resize(dots, size, interpolation=cv2.INTER_AREA)
    inch = min(dots.shape) / _SHEET
    grain = _grain(dots)
    smooth = cv2.GaussianBlur(dots, (3, 3), 0.6 + min(grain / 20, 0.6))
    wide = max(round(_WIDEST_STROKE * inch), 3)
    depth = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, numpy.ones((wide, wide), numpy.uint8))
    least = max(_LEAST_CONTRAST, _GRAIN * grain / 2)
    # The darkest ink around is looked for in fewer dots, which is quicker.
    coarse = cv2.resize(depth, _quarter(dots.shape), interpolation=cv2.INTER_AREA)
    around = cv2.dilate(coarse, numpy.ones((round(wide * 0.75), round(wide * 0.75)), numpy.uint8))
    around = cv2.resize(around, dots.shape[::-1], interpolation=cv2.INTER_LINEAR)
    strokes = (depth > numpy.maximum(around * numpy.float32(_STROKE), least)).astype(numpy.uint8)
    height, strokes = _clean(strokes, inch)
    inked = depth[strokes > 0]
    contrast = float(numpy.median(inked)) if inked.size else 255.0
    return Ink(dots, resolution / INCH * shrink, _paper(dots), strokes, depth, height, contrast)


def _quarter(shape: tuple[int, ...]) -> tuple[int, int]:
    """The width and height of a picture of a quarter of both."""
    return max(shape[1] // 4, 1), max(shape[0] // 4, 1)


def _grain(dots: NDArray[Any]) -> float:
    """The standard deviation of the grain of the paper, in every fourth row; print is too little of a page to tell.

    After Immerkaer, Fast noise variance estimation (1996), along a row.
    """
    rows = dots[::4].astype(numpy.int16)
    bends = numpy.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:]).ravel()
    return float(numpy.searchsorted(numpy.cumsum(numpy.bincount(bends)), bends.size / 2)) / 0.6745 / sqrt(6)


def _paper(dots: NDArray[Any]) -> int:
    """The middle grey of the lighter dots."""
    counts = numpy.bincount(dots.ravel(), minlength=256)
    counts[:_DARK] = 0
    return int(numpy.searchsorted(numpy.cumsum(counts), counts.sum() / 2))


def _clean(strokes: NDArray[Any], inch: float) -> tuple[float, NDArray[Any]]:
    """The height of the type in dots, told by where most ink is, and the strokes without specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    if count < 2:
        return _USUAL_HEIGHT * inch, strokes
    heights, areas = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    typed = (heights >= _LEAST_HEIGHT * inch) & (heights <= _MOST_HEIGHT * inch)
    typed[0] = False
    height = _USUAL_HEIGHT * inch
    if typed.any():
        order = numpy.argsort(heights[typed])
        share = numpy.cumsum(areas[typed][order])
        height = float(heights[typed][order][numpy.searchsorted(share, share[-1] / 2)])
    speck = (0.15 * height) ** 2
    keep = areas > max(speck, 2)
    keep[0] = False
    return height, keep.astype(numpy.uint8)[labels]
