"""A text layer that leaves no ink, parted into the words that the picture of its page shows and those it does not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import cos, sin
from typing import Any, NamedTuple

import cv2
import numpy
from numpy.typing import NDArray
from PIL.Image import Image

from cableparse.pages import Box
from cableparse.sources.pdf.paint.ink import Ink, read_ink
from cableparse.sources.pdf.paint.scan_boxes import find_painted
from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.rows.cover import Cover
from cableparse.sources.pdf.rows.margin import is_code
from cableparse.sources.pdf.rows.turn import turned, upright
from cableparse.sources.pdf.sight.letterforms import PrintLikeness, compare
from cableparse.sources.pdf.sight.print_words import CAPITAL, LayerWords, find_words, settle, share, spread

# A letter's cell has ink over so much of it, and is not darker all over than so much.
_INKED, _DARK = 0.06, 0.88
# Shares of the type's height: the ink of round letters goes below the baseline, that of a comma farther; at the sides
# of a cell, of its width, the letters beside reach in.
_ROUND, _COMMA = 0.04, 0.3
_SIDE = 0.05
# So many of a word's letters have ink.
_MOST_LETTERS = 0.6
# Of the contrast of print: what is darker than paper by more is dark.
_DARKER = 0.4
# So much of a letter's cell under a box is covered.
_COVERED = 0.3
# How near the letters of a word have to come to the page's typeface, as a share of what its clearly printed words do.
_ALIKE = 0.85
# How much nearer they have to come to the letters that the layer says than to the next like them; less, where print and
# layer differ a little. Short words are the more easily alike by chance, and beside a word that is not printed, a label
# may stand in place of some.
_NEARER = {1: -0.03, 2: -0.02, 3: -0.025}
_LONG_NEARER = -0.02
_STRICTER = 0.01
# In heights of the type: words are on one line, and beside each other, that are less apart.
_LEVEL, _BESIDE = 0.5, 2.0
# Labels stand for few words of a page. Where more words have other letters than the layer says, it is misread, and its
# letters tell the less.
_LABELLED = 0.05
_LENIENCE, _MOST_LENIENT = 0.4, 0.1
# A layer whose words come no nearer than this to their picture belongs to another, or is rubble.
_LEAST_USUAL = 0.4
# More words are printed than are covered, on any page of so many, so that fewer like ones tell of poor print.
_MANY = 20
_TELLING = 0.7
_CLEARLY = 75  # percentile of the words that have ink


class _Page(NamedTuple):
    """A picture turned as a part of the layer is: its ink, what is dark, and what boxes cover it."""

    ink: Ink
    dark: NDArray[Any]
    boxes: NDArray[Any]


def parted(
    runs: Sequence[TextRun], image: Image, resolution: float, *, scanned: bool = True
) -> tuple[list[TextRun], list[Cover]]:
    """The runs that a grey page image of `resolution` dots an inch shows, and covers for those that it does not.

    The runs are glyphs of a layer that leaves no ink itself; the image is the page as it is seen. A word is shown where
    there is print like the page's other print, and no redaction. What is between words goes with them. Of too few words
    to learn the typeface from, ink tells where the page is `scanned`; else it may be any drawing's.
    """
    ink = read_ink(image, resolution)
    page = _Page(ink, _dark(ink), _boxes(ink))
    numbered = [run._replace(order=place) for place, run in enumerate(runs)]
    hidden: set[int] = set()
    covers: list[Cover] = []
    for angle, level in upright(numbered) if numbered else ():
        seen, corner = _turned(page, angle)
        moved = [run._replace(x=run.x - corner[0], y=run.y - corner[1]) for run in level]
        words = find_words(moved, ink.scale)
        withheld = _withheld(words, moved, seen, scanned)
        hidden.update(moved[place].order for place in withheld)
        covers += [
            Cover([turned(_shifted(cover.parts[0], corner), angle)], cover.concealed)
            for cover in _covers(words, moved, withheld)
        ]
    return [run for place, run in enumerate(runs) if place not in hidden], covers


def _dark(ink: Ink) -> NDArray[Any]:
    least = max(ink.paper - _DARKER * ink.contrast, 0)
    dark: NDArray[Any] = cv2.threshold(ink.grey, least, 1, cv2.THRESH_BINARY_INV)[1]
    return dark


def _boxes(ink: Ink) -> NDArray[Any]:
    """1 where a redaction of a picture is."""
    covered = numpy.zeros_like(ink.strokes)
    for pieces in find_painted(ink):
        for left, top, right, bottom in pieces:
            covered[top:bottom, left:right] = 1
    return covered


def _turned(page: _Page, angle: float) -> tuple[_Page, tuple[float, float]]:
    """The picture turned upright by `angle`, and where its corner then is, in points."""
    if not angle:
        return page, (0.0, 0.0)
    height, width = page.dark.shape
    turn = numpy.array([[cos(angle), sin(angle)], [-sin(angle), cos(angle)]])
    corners = numpy.array([(0, 0), (width, 0), (0, height), (width, height)]) @ turn.T
    least = corners.min(0)
    size = numpy.ceil(corners.max(0) - least).astype(int).tolist()
    matrix = numpy.column_stack([turn, -least])

    def warp(dots: NDArray[Any], method: int) -> NDArray[Any]:
        warped: NDArray[Any] = cv2.warpAffine(dots, matrix, size, flags=method)
        return warped

    ink = page.ink._replace(
        strokes=warp(page.ink.strokes, cv2.INTER_NEAREST), depth=warp(page.ink.depth, cv2.INTER_LINEAR)
    )
    boxes, dark = warp(page.boxes, cv2.INTER_NEAREST), warp(page.dark, cv2.INTER_NEAREST)
    left, top = (least / page.ink.scale).tolist()
    return _Page(ink, dark, boxes), (left, top)


def _withheld(words: LayerWords, runs: Sequence[TextRun], page: _Page, scanned: bool) -> set[int]:
    """The places of the runs that the picture does not show."""
    if not words.members:
        return set()
    settled = settle(words, page.ink.strokes)
    covered = _share_of(settled.glyphs, page.boxes) > _COVERED
    printed = _printed(settled, runs, page, scanned)
    hidden: set[int] = set()
    for word, members in enumerate(words.members):
        text = "".join(runs[place].text for place in members)
        under = [place for place in members if covered[place]]
        if under and is_code(text):
            continue
        if printed[word] is False:
            hidden.update(members)
        elif printed[word] is None:
            hidden.update(under or (members if not _marks(settled.places[word], page) else []))
        else:
            hidden.update(under)
    return hidden


def _marks(place: NDArray[Any], page: _Page) -> bool:
    """Whether there is any ink where a word of punctuation stands."""
    left, right, base, size = place.tolist()
    rows = slice(max(int(base - size), 0), max(int(base + _COMMA * size), 1))
    return bool(page.ink.strokes[rows, max(int(left), 0) : max(int(right), 1)].any())


def _share_of(glyphs: NDArray[Any], dots: NDArray[Any]) -> NDArray[Any]:
    """How much of each glyph's cell is set."""
    left, right, base, size = glyphs.T
    inset = _SIDE * (right - left)
    return share(cv2.integral(dots), left + inset, base - CAPITAL * size, right - inset, base + _ROUND * size)


def _printed(words: LayerWords, runs: Sequence[TextRun], page: _Page, scanned: bool) -> list[bool | None]:
    """Whether each word is printed; None for words without letters."""
    count = len(words.members)
    if not words.letters.size:
        return [None] * count
    number = numpy.bincount(words.owner, minlength=count)
    likely = _inked(words, page)
    inked = numpy.bincount(words.owner, likely, count) / numpy.maximum(number, 1)
    filled = (inked >= _MOST_LETTERS) & (number > 0)
    texts = numpy.array([ord(runs[place].text[0]) for place in words.letters])
    fits: list[PrintLikeness] = [
        compare(cells, texts, page.ink.depth, page.ink.contrast, likely) for cells in (words, spread(words))
    ]
    clear = filled & (number > 2)
    if scanned and all(numpy.isnan(fit.shape).all() for fit in fits):
        return _told(filled, number)
    fit = max(fits, key=lambda fit: _usual(fit.nearer, clear, 0.0))
    nearer = numpy.nan_to_num(fit.nearer)
    shape = fit.shape / _usual(fit.shape, clear, _LEAST_USUAL)
    shaped = filled & (shape >= _ALIKE)
    least = _least(number)
    if clear.sum() >= _MANY and (shaped & (nearer >= least))[clear].sum() < _TELLING * clear.sum():
        # Print or layer is too poor for letters to be told by their shapes.
        return _told(filled, number)
    failing = float((nearer < least)[shaped & (number > 2)].mean()) if (shaped & (number > 2)).any() else 0.0
    least -= min(max(failing - _LABELLED, 0.0) * _LENIENCE, _MOST_LENIENT)
    alike = shaped & (nearer >= least)
    alike &= ~_beside(words, ~alike & (number > 0)) | (nearer >= least + _STRICTER)
    return _told(alike, number)


def _told(shown: NDArray[Any], number: NDArray[Any]) -> list[bool | None]:
    """Whether each word is shown, which has a number of letters."""
    return [bool(is_shown) if letters else None for is_shown, letters in zip(shown, number, strict=True)]


def _beside(words: LayerWords, hidden: NDArray[Any]) -> NDArray[Any]:
    """Which words stand on one line beside one that is `hidden`."""
    beside = numpy.zeros(len(hidden), bool)
    places = words.places
    level = numpy.abs(numpy.diff(places[:, 2])) < _LEVEL * places[1:, 3]
    near = numpy.abs(places[1:, 0] - places[:-1, 1]) < _BESIDE * places[1:, 3]
    beside[1:] |= level & near & hidden[:-1]
    beside[:-1] |= level & near & hidden[1:]
    return beside


def _inked(words: LayerWords, page: _Page) -> NDArray[Any]:
    """Which letters have ink in their cells, and are under no box."""
    cells = words.cells()
    boxed = _share_of(cells, page.boxes) > _COVERED
    inked: NDArray[Any] = (_share_of(cells, page.ink.strokes) > _INKED) & (_share_of(cells, page.dark) < _DARK) & ~boxed
    return inked


def _usual(values: NDArray[Any], clear: NDArray[Any], least: float) -> float:
    """What the words reach that are clearly printed; those of a layer that is rubble are to reach more."""
    told = values[clear & ~numpy.isnan(values)]
    return max(float(numpy.percentile(told, _CLEARLY)), least) if told.size else numpy.inf


def _least(number: NDArray[Any]) -> NDArray[Any]:
    return numpy.array([_NEARER.get(int(letters), _LONG_NEARER) for letters in number])


def _covers(words: LayerWords, runs: Sequence[TextRun], hidden: set[int]) -> list[Cover]:
    """A cover for each stretch of hidden words, as a reader sees it."""
    covers: list[Cover] = []
    ordered = [place for members in words.members for place in members]
    for concealed, places in groupby(ordered, lambda place: place in hidden):
        if not concealed:
            continue
        for _, found in groupby(places, lambda place: round(runs[place].y / max(runs[place].size, 1.0))):
            cells = [runs[place].cell for place in found]
            covers.append(Cover([Cover(cells, 0).box], len(cells)))
    return covers


def _shifted(box: Box, corner: tuple[float, float]) -> Box:
    return Box(box.x0 + corner[0], box.top + corner[1], box.x1 + corner[0], box.bottom + corner[1])
