"""The typeface of a page, learned from where its text layer has each letter; and how well each word shows it."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy
from numpy.typing import NDArray

from cableparse.sources.pdf.sight.print_words import LayerWords

# A letter's picture in dots, with so many more on each side to look for it.
_WIDE, _HIGH = 10, 14
_MORE = 1
# Shares of the type's height: what a letter's picture takes above and below the baseline; its sides are those of the
# cell and a tenth.
_ABOVE, _BELOW = 0.82, 0.23
_BESIDE = 0.1
# Letters must be seen so often to be known.
_OFTEN = 3
# The least contrast in a letter's picture, of that of the page's print, over its dots.
_LEAST_NORM = 0.6
# One letter that is misread, or happens to fit, does not decide.
_MOST_SURE = 0.35
# A letter is told from so many others.
_RIVALS = 3
_BLUR = 0.08  # of the type's height; print is never twice at the same dots
_LEAST_BLUR = 0.5  # in dots; less changes none
# Of the contrast of print: what is darker is a blot, and weighs no more.
_DARKEST = 1.5
# Half of the least contrast: a cell of less is bare paper, and no letter is learned from it.
_BARE = 0.5
_MIDDLE = 0.5  # of a dot
_MOST_ROWS = 32_000  # OpenCV takes no more than 32,767 at a time


class PrintLikeness(NamedTuple):
    """How much each word looks like print of the page, NaN where the typeface is not known.

    `shape` is how near its letters come to letters of the page's typeface, whichever, from -1 to 1; `nearer` by how
    much they come nearer to those that the layer says than to the next like them.
    """

    shape: NDArray[Any]
    nearer: NDArray[Any]


def compare(
    words: LayerWords, texts: NDArray[Any], depth: NDArray[Any], contrast: float, likely: NDArray[Any]
) -> PrintLikeness:
    """The likeness of each word; `texts` are the letters, of which the `likely` ones are learned from."""
    cells, owner, count = words.cells(), words.owner, len(words.members)
    size = float(numpy.median(cells[:, 3]))
    picture = numpy.minimum(depth * numpy.float32(1 / contrast), numpy.float32(_DARKEST))
    wide = _sample(cv2.GaussianBlur(picture, (0, 0), max(_BLUR * size, _LEAST_BLUR)), cells)
    middle = _unit(wide[:, _MORE:-_MORE, _MORE:-_MORE])
    names, kind = numpy.unique(texts, return_inverse=True)
    likely = likely & (numpy.linalg.norm(middle, axis=1) > _BARE)
    sums = numpy.zeros((len(names), middle.shape[1]), numpy.float32)
    numpy.add.at(sums, kind[likely], middle[likely])
    seen = numpy.bincount(kind[likely], minlength=len(names))
    common = sums.sum(0) / max(seen.sum(), 1)
    # Of each letter all others like it; where there are too few, what all letters have in common.
    others = seen[kind] - likely
    known = others >= _OFTEN - 1
    own = (sums[kind] - middle * likely[:, None]) / numpy.maximum(others, 1)[:, None]
    own[~known] = common
    chosen = _best_placed(wide, own, owner, count)
    told = seen >= _OFTEN
    if told.sum() <= _RIVALS:
        return PrintLikeness(*numpy.full((2, count), numpy.nan))
    forms = sums[told] / seen[told, None]
    near = chosen @ _unit(forms).T
    shape = _mean(near.max(1), owner, count)
    itself = numpy.einsum("ij,ij->i", chosen, _unit(own))
    near[told.nonzero()[0][None, :] == kind[:, None]] = -1.0
    rivals = numpy.partition(near, -_RIVALS, axis=1)[:, -_RIVALS:].mean(1)
    nearer = numpy.where(known, numpy.clip(itself - rivals, -_MOST_SURE, _MOST_SURE), numpy.nan)
    return PrintLikeness(shape, _mean(nearer, owner, count))


def _best_placed(wide: NDArray[Any], own: NDArray[Any], owner: NDArray[Any], count: int) -> NDArray[Any]:
    """The pictures of the letters, those of a word moved together to where they are nearest to `own`."""
    best = numpy.full(count, -numpy.inf)
    chosen = numpy.zeros_like(own)
    for down in range(2 * _MORE + 1):
        for across in range(2 * _MORE + 1):
            moved = _unit(wide[:, down : down + _HIGH, across : across + _WIDE])
            near = _mean(numpy.einsum("ij,ij->i", moved, own), owner, count)
            better = (near > best)[owner]
            best = numpy.fmax(near, best)
            chosen[better] = moved[better]
    return chosen


def _mean(values: NDArray[Any], owner: NDArray[Any], count: int) -> NDArray[Any]:
    """The mean a word of what is told of its letters."""
    told = ~numpy.isnan(values)
    number = numpy.bincount(owner[told], minlength=count)
    total = numpy.bincount(owner[told], values[told], count)
    mean: NDArray[Any] = numpy.where(number > 0, total / numpy.maximum(number, 1), numpy.nan)
    return mean


def _unit(pictures: NDArray[Any]) -> NDArray[Any]:
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(1, keepdims=True)
    unit: NDArray[Any] = flat / numpy.maximum(numpy.linalg.norm(flat, axis=1, keepdims=True), _LEAST_NORM)
    return unit


def _sample(picture: NDArray[Any], cells: NDArray[Any]) -> NDArray[Any]:
    """The pictures of the cells, each in as many dots."""
    left, right, base, size = cells.T
    u = (numpy.arange(-_MORE, _WIDE + _MORE) + _MIDDLE) / _WIDE * (1 + 2 * _BESIDE) - _BESIDE
    v = (numpy.arange(-_MORE, _HIGH + _MORE) + _MIDDLE) / _HIGH * (_ABOVE + _BELOW) - _ABOVE
    shape = len(cells), len(v), len(u)
    x = numpy.broadcast_to((left[:, None] + (right - left)[:, None] * u)[:, None, :], shape)
    y = numpy.broadcast_to((base[:, None] + size[:, None] * v)[:, :, None], shape)
    x, y = (numpy.ascontiguousarray(side.reshape(-1, len(u)), numpy.float32) for side in (x, y))
    rows = _MOST_ROWS // len(v) * len(v)
    parts = [
        cv2.remap(picture, x[k : k + rows], y[k : k + rows], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        for k in range(0, len(x), rows)
    ]
    return numpy.concatenate(parts).reshape(shape)
