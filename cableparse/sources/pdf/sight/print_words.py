"""The words of a text layer on the picture of its page, moved to where their print is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2
import numpy
from numpy.typing import NDArray

from cableparse.sources.pdf.paint.text_run import TextRun

# Shares of the height of the type. Glyphs of a word are not farther apart, nor higher or lower than each other.
_GAP = 0.35
_BACK = 0.5
_STEP = 0.35
# From the baseline up: capitals and digits end here.
CAPITAL = 0.68
# How far a layer may stand off its print, and how far its words may, once it was moved.
_FAR = 2.0
_NEAR, _NEAR_STEP = 0.35, 0.07
# The dots of a coarse picture are so many of the page's; it tells the shift to a fifth of common type.
_COARSE = 4
# Of the type's height, the side of the square by whose words a word's surroundings are told: to the lines beside it.
_SURROUNDINGS = 1.5
# What a word's place gains by ink inside it, up to so much, for that of black boxes and hatching tells no place; what
# it loses by ink around it; and what a place farther off has to be better by.
_MOST_INK = 0.4
_AROUND = 0.35
_NEARNESS = 0.02
_LEAST_FIT = 0.08
# Around a word are the bands above and below it, up and down from the baseline, and on its sides: what is nearer may be
# its own ink, and what is farther that of the words and lines beside it.
_OVER, _UNDER, _BESIDE = (0.8, 1.0), (0.1, 0.3), (0.05, 0.4)
# Words from which stretch and slant can be told, and not a shift alone.
_ENOUGH = 12
_ROUNDS = 3
# The share of its cell up to the right edge of a comma or period.
_MARK = 0.65


class LayerWords(NamedTuple):
    """The words of a layer in dots: `members` are the places of their glyphs in the layer.

    `glyphs` has a row a glyph: left, right, baseline, size. `letters` are the places of letters and digits, `owner` the
    words that these are of. `places` has a row a word, as its glyphs'.
    """

    members: list[list[int]]
    glyphs: NDArray[Any]
    letters: NDArray[Any]
    owner: NDArray[Any]
    places: NDArray[Any]

    def cells(self) -> NDArray[Any]:
        """A row a letter: left, right, baseline, size."""
        cells: NDArray[Any] = self.glyphs[self.letters]
        return cells


def find_words(runs: Sequence[TextRun], scale: float) -> LayerWords:
    """The words of glyphs that are level, at `scale` dots a point."""
    members: list[list[int]] = []
    before: TextRun | None = None
    for place, run in enumerate(runs):
        if not run.text.strip():
            before = None
            continue
        if before is None or not _follows(before, run):
            members.append([])
        members[-1].append(place)
        before = run
    glyphs = numpy.array([(r.x, r.x + r.dx, r.y, r.size) for r in runs], numpy.float64).reshape(-1, 4) * scale
    told = [(place, word) for word, places in enumerate(members) for place in places if runs[place].text.isalnum()]
    letters, owner = numpy.array(told, numpy.intp).reshape(-1, 2).T
    bounds = [(*glyphs[w[0], :1], glyphs[w[-1], 1], glyphs[w[0], 2], numpy.median(glyphs[w, 3])) for w in members]
    return LayerWords(members, glyphs, letters, owner, numpy.array(bounds, numpy.float64).reshape(-1, 4))


def _follows(before: TextRun, run: TextRun) -> bool:
    gap = run.x - before.x - before.dx
    return abs(run.y - before.y) <= _STEP * run.size and -_BACK * run.size <= gap <= _GAP * run.size


def settle(words: LayerWords, strokes: NDArray[Any]) -> LayerWords:
    """The words where the layer as a whole fits the strokes best: shifted, then stretched and slanted a little."""
    sums = cv2.integral(strokes)
    lettered = numpy.unique(words.owner)
    if not lettered.size:
        return words
    places = words.places[lettered]
    size = float(numpy.median(places[:, 3]))
    moves = numpy.tile(_shift(places, strokes, size), (len(words.places), 1))
    for _ in range(_ROUNDS):
        moves = moves + _residual(sums, words.places, moves, lettered, size)
    glyphs = words.glyphs.copy()
    for word, members in enumerate(words.members):
        glyphs[members, :2] += moves[word, 0]
        glyphs[members, 2] += moves[word, 1]
    return words._replace(glyphs=glyphs, places=words.places + moves[:, [0, 0, 1, 1]] * [1, 1, 1, 0])


def _shift(places: NDArray[Any], strokes: NDArray[Any], size: float) -> tuple[float, float]:
    """The shift at which most ink is in words and least around them."""
    shape = strokes.shape[1] // _COARSE + 1, strokes.shape[0] // _COARSE + 1
    ink = cv2.resize(strokes * numpy.float32(1), shape, interpolation=cv2.INTER_AREA)
    layer = numpy.zeros_like(ink)
    for left, right, base, high in (places / _COARSE).tolist():
        layer[
            max(round(base - CAPITAL * high), 0) : max(round(base), 0), max(round(left), 0) : max(round(right), 0)
        ] = 1
    side = round(_SURROUNDINGS * size / _COARSE) | 1
    layer = layer - cv2.blur(layer, (side, side))
    far = max(round(_FAR * size / _COARSE), 1)
    wide = cv2.copyMakeBorder(numpy.minimum(ink, _MOST_INK), far, far, far, far, cv2.BORDER_CONSTANT)
    _, _, _, (across, down) = cv2.minMaxLoc(cv2.matchTemplate(wide, layer, cv2.TM_CCORR))
    return float((across - far) * _COARSE), float((down - far) * _COARSE)


def _steps(far: float, step: float, size: float) -> tuple[NDArray[Any], NDArray[Any]]:
    one = numpy.arange(-round(far / step), round(far / step) + 1) * step * size
    across, down = numpy.meshgrid(one, one)
    return across.ravel(), down.ravel()


def _residual(
    sums: NDArray[Any], places: NDArray[Any], moves: NDArray[Any], lettered: NDArray[Any], size: float
) -> NDArray[Any]:
    """How far the words still are off: the best moves of each, smoothed to a plane over the page."""
    moved = places + moves[:, [0, 0, 1, 1]] * [1, 1, 1, 0]
    across, down = _steps(_NEAR, _NEAR_STEP, size)
    fit = _fit(sums, moved[lettered], across, down) - _NEARNESS * numpy.hypot(across, down) / size
    best, sure = fit.argmax(1), fit.max(1) > _LEAST_FIT
    middle = moved[:, :2].mean(1)
    plane = numpy.column_stack([numpy.ones(len(places)), middle - middle.mean(), moved[:, 2] - moved[:, 2].mean()])
    found = numpy.zeros((len(places), 2))
    for side, offsets in enumerate((across[best], down[best])):
        if not sure.any():
            break
        coefficients = numpy.array([numpy.median(offsets[sure]), 0, 0])
        for _ in range(_ROUNDS):
            near = sure & (numpy.abs(offsets - plane[lettered] @ coefficients) < _NEAR * size)
            if near.sum() >= _ENOUGH:
                coefficients = numpy.linalg.lstsq(plane[lettered][near], offsets[near], rcond=None)[0]
        found[:, side] = plane @ coefficients
    return found


def spread(words: LayerWords) -> LayerWords:
    """The words with their glyphs at equal distances, as a typewriter sets them whatever the layer's font.

    The box that text recognition puts a word in ends at the ink of its last mark, not at that of its cell.
    """
    glyphs = words.glyphs.copy()
    lettered = numpy.zeros(len(glyphs), bool)
    lettered[words.letters] = True
    for members, (left, right, _, _) in zip(words.members, words.places.tolist(), strict=True):
        shares = numpy.ones(len(members))
        for end in (0, -1):
            if not lettered[members[end]]:
                shares[end] = _MARK
        edges = left + (right - left) * numpy.concatenate([[0], numpy.cumsum(shares)]) / shares.sum()
        glyphs[members, 0], glyphs[members, 1] = edges[:-1], edges[1:]
    return words._replace(glyphs=glyphs)


def _fit(sums: NDArray[Any], places: NDArray[Any], across: NDArray[Any], down: NDArray[Any]) -> NDArray[Any]:
    """How well each word's place, moved, holds ink and has none around it; a row a word, a column a move."""
    left, right, base, size = (places[:, side, None] for side in range(4))
    left, right, base = left + across, right + across, base + down
    top = base - CAPITAL * size
    inside = share(sums, left, top, right, base)
    around = share(sums, left, base - _OVER[1] * size, right, base - _OVER[0] * size)
    around = around + share(sums, left, base + _UNDER[0] * size, right, base + _UNDER[1] * size)
    around += share(sums, left - _BESIDE[1] * size, top, left - _BESIDE[0] * size, base)
    around += share(sums, right + _BESIDE[0] * size, top, right + _BESIDE[1] * size, base)
    fit: NDArray[Any] = numpy.minimum(inside, _MOST_INK) - _AROUND * around
    return fit


def share(
    sums: NDArray[Any], left: NDArray[Any], top: NDArray[Any], right: NDArray[Any], bottom: NDArray[Any]
) -> NDArray[Any]:
    """The share of the dots of areas that are set, by the picture's integral."""
    height, width = sums.shape[0] - 1, sums.shape[1] - 1
    x0, x1 = (numpy.clip(numpy.rint(side), 0, width).astype(numpy.intp) for side in (left, right))
    y0, y1 = (numpy.clip(numpy.rint(side), 0, height).astype(numpy.intp) for side in (top, bottom))
    x1, y1 = numpy.maximum(x0, x1), numpy.maximum(y0, y1)
    found = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
    shares: NDArray[Any] = found / numpy.maximum((x1 - x0) * (y1 - y0), 1)
    return shares
