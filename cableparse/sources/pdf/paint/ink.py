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
# In dots: grain is smoothed, by a dot more for so many greys of its deviation, up to as much again; the strokes of
# small print lie few dots apart.
_BLUR = 0.6
_SMOOTHED = (3, 3)  # a dot and those beside it
_GRAINY = 20.0
# Of an inch: no stroke of common type is wider, no box narrower.
_WIDEST_STROKE = 0.075
# In dots: a smaller square has no ground around its middle.
_NARROWEST = 3
# Of the darkest ink nearby: what is lighter is the edge of a stroke, or a stain. Nearby is a square of so many of the
# widest strokes, which reaches a letter's width to each side.
_STROKE = 0.4
_NEARBY = 3
# What is told as well by so many times fewer rows, or rows and columns, is told by them, which is quicker.
_FEWER = 4
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
# Of the type's height, the side of a speck: the period of a common face is larger.
_SPECK = 0.15
# Where there is no ink to tell how dark the print is: black on white.
_MOST_CONTRAST = 255.0
# Standard deviations: half of what varies normally, as grain does, lies within.
_HALF = 0.6745


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
    smooth = cv2.GaussianBlur(dots, _SMOOTHED, _BLUR + min(grain / _GRAINY, _BLUR))
    wide = max(round(_WIDEST_STROKE * inch), _NARROWEST)
    depth = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, numpy.ones((wide, wide), numpy.uint8))
    least = max(_LEAST_CONTRAST, _GRAIN * grain / 2)
    coarse = cv2.resize(depth, _fewer(dots.shape), interpolation=cv2.INTER_AREA)
    reach = round(_NEARBY * wide / _FEWER)
    around = cv2.dilate(coarse, numpy.ones((reach, reach), numpy.uint8))
    around = cv2.resize(around, dots.shape[::-1], interpolation=cv2.INTER_LINEAR)
    strokes = (depth > numpy.maximum(around * numpy.float32(_STROKE), least)).astype(numpy.uint8)
    height, strokes = _clean(strokes, inch)
    inked = depth[strokes > 0]
    contrast = float(numpy.median(inked)) if inked.size else _MOST_CONTRAST
    return Ink(dots, resolution / INCH * shrink, _paper(dots), strokes, depth, height, contrast)


def _fewer(shape: tuple[int, ...]) -> tuple[int, int]:
    """The width and height of a picture of so much fewer rows and columns."""
    return max(shape[1] // _FEWER, 1), max(shape[0] // _FEWER, 1)


def _grain(dots: NDArray[Any]) -> float:
    """The standard deviation of the grain of the paper, in some of the rows; print is too little of a page to tell.

    After Immerkaer, Fast noise variance estimation (1996), along a row: what grain makes of a dot less half of both
    beside it, twice, varies by the root of 1 + 4 + 1.
    """
    rows = dots[::_FEWER].astype(numpy.int16)
    bends = numpy.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:]).ravel()
    return float(numpy.searchsorted(numpy.cumsum(numpy.bincount(bends)), bends.size / 2)) / _HALF / sqrt(1 + 4 + 1)


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
    speck = (_SPECK * height) ** 2
    keep = areas > max(speck, 2)
    keep[0] = False
    return height, keep.astype(numpy.uint8)[labels]
