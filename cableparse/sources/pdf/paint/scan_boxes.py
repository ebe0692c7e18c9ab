"""Redactions painted into a page picture: filled, hatched or framed boxes, told from what else is dark or framed."""

from __future__ import annotations

from math import hypot, pi
from typing import Any

import cv2
import numpy
from numpy.typing import NDArray
from PIL.Image import Image

from cableparse.pages import Box
from cableparse.sources.pdf.paint.ink import Ink, read_ink

# In dots, of which there are 150 an inch at most: what evens out grain and leaves strokes, and what joins strokes that
# a dot or two of white part.
_EVENED, _JOINED = 5, 3
# What follows is in heights of the page's type, unless it says otherwise: a redaction is as high as a line, or some.
# Smeared bold letters are as high as type, and one of a headline is thinner.
_LEAST_HEIGHT, _LEAST_WIDTH = 1.1, 1.2
_THICK = 0.75
_FRAME_HEIGHT, _FRAME_WIDTH = 1.0, 2.2
# Shares of the page: more is a dark page, or the frame around all of it.
_MOST = 0.6
# Black that reaches the edge of the picture is the scanner's.
_EDGE = 0.3
# A grey box is darker than the paper by so much of 255; less is a stain or a shadow.
_GREY = 36
# How much of its outline's rectangle a box fills: one askew or drawn by hand, and a small one, which a hole nearly
# fills.
_FILLED, _SMALL_FILLED = 0.8, 0.9
_SMALL = 4.0
_SQUARE = 1.6  # times as wide as high: a hole is no wider
# How much of a filled box is of its colour; the rest is noise or a label.
_EVEN, _NEARLY = 0.55, 45
# The ink of a label differs from the colour by more, in such steps of it. Near the edge paper mixes with the colour.
_OTHER = 1.5
_RIM = 0.2
# How much around a box may be as dark as it is, and how far around. In photographs all is.
_AROUND, _BESIDE = 0.35, 0.5
# How much of what hangs together is as thick as a box: of a headline's letters little is.
_MASSIVE = 0.6
# The lines of a frame are darker than paper by so much of what print is, and by so much of 255.
_FAINT, _LEAST_CONTRAST = 0.25, 14
# How much of its outline's rectangle a frame encloses; a loop of a pen encloses less.
_STRAIGHT = 0.94
# A part of what hangs together is no box unless it is most of it: it is a stroke of a headline's letter, which is no
# larger than this, or of the scanner's black edge.
_MOST_OF, _LETTER = 0.6, 12.0
# A small frame is level, and wider than high; the loops of a signature and of large letters are not.
_LEVEL_FILLED, _OBLONG = 0.85, 1.2
# Letters of a label: `REDACTED (b)(1), (b)(3)` has most. More is a line of print, white on black or in a frame.
_MOST_LETTERS = 18
# What has one hole and is higher than a line is a letter of a headline.
_LINE = 2.2
# What is lower is a mark or a speck; what is higher is no letter of a label.
_LOWEST_LETTER, _HIGHEST_LETTER = 0.4, 1.35
_DASH = 6.0  # times as wide as high: no letters that touch each other, but a line or a gap
# The border of a frame is so thick where a label touches it, and at most. Its rough inner edge is no letter.
_THIN_FRAME, _THICK_FRAME = 0.25, 0.45
_ROUGH = 0.15
# Print with a border takes more of a frame than a label does; so does a smeared word.
_BARE = 0.4
# Boxes drawn as one: more frames that touch are a table or a form.
_MOST_FRAMES = 3
# Strokes of hatching are longer than those of letters, and not so far apart that a letter fits between.
_LONG = 1.25
_APART = 0.6
# A framed box has print within so much of it.
_NEAR = 3.0
# A box that leaves its line by more is given in pieces, unless it nearly fills its rectangle: side by side where it
# fills the one that leans as it does, or else in slabs, of which those that are lower are the ragged ends of others.
_LEVEL = 0.35
_ONE_PIECE, _LEANING = 0.9, 0.85
_RAGGED = 0.5
# A slab that is about as high as a line counts as part of a box of several.
_SLAB = 0.9
# In points, the width and height of two letters of small print: what is smaller covers none that can be told.
_WORD = 8.0, 5.5

Place = tuple[int, int, int, int]  # left, top, right and bottom, in dots
Pieces = list[Place]  # of one redaction


def find_boxes(image: Image, resolution: float) -> list[Box]:
    """The redactions in a grey page image of `resolution` dots an inch, in points from the top.

    One that is askew, or goes on over several lines, is given in pieces.
    """
    ink = read_ink(image, resolution)
    boxes = [Box(*(side / ink.scale for side in piece)) for pieces in find_painted(ink) for piece in pieces]
    return sorted(boxes, key=lambda box: (box.top, box.x0))


def find_painted(ink: Ink) -> list[Pieces]:
    """The redactions in a page picture."""
    smooth = cv2.medianBlur(ink.grey, _EVENED)
    dark = cv2.threshold(smooth, max(ink.paper - _GREY, 0), 1, cv2.THRESH_BINARY_INV)[1]
    if dark.mean() > _MOST:
        return []
    found = _filled(ink, smooth, dark) + _hatched(ink) + _framed(ink)
    kept: list[Pieces] = []
    for box in sorted(found, key=lambda box: -sum(map(_area, box))):
        if _is_as_large_as_a_word(box, ink.scale) and not any(_within(box, other) for other in kept):
            kept.append(box)
    return kept


def _is_as_large_as_a_word(box: Pieces, scale: float) -> bool:
    lefts, tops, rights, bottoms = zip(*box, strict=True)
    wide, high = max(rights) - min(lefts), max(bottoms) - min(tops)
    return bool(wide >= _WORD[0] * scale and high >= _WORD[1] * scale)


def _filled(ink: Ink, smooth: NDArray[Any], dark: NDArray[Any]) -> list[Pieces]:
    """Boxes of one colour, with a label or without."""
    found: list[Pieces] = []
    kernel = _kernel(_LEAST_WIDTH * ink.height, _THICK * ink.height)
    for contour in cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        left, top, wide, high = cv2.boundingRect(contour)
        if wide < kernel.shape[1] or high < _LEAST_HEIGHT * ink.height or _is_round(contour, ink.height):
            continue
        edge = _EDGE * ink.height
        at_edge = min(left, top, dark.shape[1] - left - wide, dark.shape[0] - top - high) < edge
        region = numpy.zeros((high, wide), numpy.uint8)
        cv2.drawContours(region, [contour], -1, 1, -1, offset=(-left, -top))
        inside = dark[top : top + high, left : left + wide] & region
        whole = region if inside.sum() > _EVEN * region.sum() else inside
        opened = cv2.morphologyEx(whole, cv2.MORPH_OPEN, kernel, borderValue=0)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
        if opened.sum() < _MASSIVE * whole.sum():
            continue
        for number in range(1, count):
            x, y, w, h, area = stats[number].tolist()
            part = (labels[y : y + h, x : x + w] == number).astype(numpy.uint8)
            place = left + x, top + y, left + x + w, top + y + h
            if area < _MOST_OF * whole.sum() and (at_edge or max(wide, high) < _LETTER * ink.height):
                continue
            if _is_box(ink, part, place, area) and _is_alone(dark, part, place, ink.height):
                colour = _evenness(smooth, part, place, ink.height)
                letters = _letters_on(ink, smooth, part, place)
                if colour > _EVEN and letters <= _MOST_LETTERS and not (letters == 1 and h > _LINE * ink.height):
                    found.append(_pieces(part, place, ink.height))
    return found


def _is_box(ink: Ink, part: NDArray[Any], place: Place, area: int) -> bool:
    """Whether a dark area has the size, place and straight sides of a box."""
    height, width = ink.grey.shape
    left, top, right, bottom = place
    edge = _EDGE * ink.height
    if min(left, top, width - right, height - bottom) < edge or area > _MOST * width * height:
        return False
    high = bottom - top
    if high < _LEAST_HEIGHT * ink.height:
        return False
    (contour, *_), _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    sides = cv2.minAreaRect(contour)[1]
    if area >= _FILLED * (sides[0] + 1) * (sides[1] + 1):
        return True
    slabs = _slabs(part, (0, 0), _LEVEL * ink.height)
    tall = sum(bottom - top for _, top, _, bottom in slabs if bottom - top > _SLAB * ink.height)
    return tall > _FILLED * high and area >= _FILLED * sum(map(_area, slabs))


def _is_round(contour: NDArray[Any], type_height: float) -> bool:
    """Whether an outline is that of a punched hole or a seal: about as wide as high, and without corners."""
    _, _, wide, high = cv2.boundingRect(contour)
    area = cv2.contourArea(contour)
    small = max(wide, high) < _SMALL * type_height and wide < _SQUARE * high
    if small and area < _SMALL_FILLED * (wide - 1) * (high - 1):
        return True
    return wide < _SQUARE * high and area > _SMALL_FILLED * pi * cv2.minEnclosingCircle(contour)[1] ** 2


def _is_alone(dark: NDArray[Any], part: NDArray[Any], place: Place, type_height: float) -> bool:
    """Whether there is paper around a dark area."""
    reach = max(round(_BESIDE * type_height), 2)
    left, top, right, bottom = place
    y0, x0 = max(top - reach, 0), max(left - reach, 0)
    around = dark[y0 : bottom + reach, x0 : right + reach]
    held = numpy.zeros(around.shape, numpy.uint8)
    held[top - y0 : top - y0 + part.shape[0], left - x0 : left - x0 + part.shape[1]] = part
    ring = cv2.dilate(held, _kernel(2 * reach - 1, 2 * reach - 1)) - cv2.dilate(held, _kernel(_JOINED, _JOINED))
    return float((around * ring).sum()) <= _AROUND * float(ring.sum())


def _evenness(smooth: NDArray[Any], part: NDArray[Any], place: Place, type_height: float) -> float:
    """How much of an area is nearly of its middle grey."""
    left, top, right, bottom = place
    inner = cv2.erode(part, _kernel(_RIM * type_height, _RIM * type_height), borderValue=0)
    greys = smooth[top:bottom, left:right][inner > 0].astype(numpy.int16)
    if not greys.size:
        return 0.0
    return float((numpy.abs(greys - numpy.median(greys)) < _NEARLY).mean())


def _letters_on(ink: Ink, smooth: NDArray[Any], part: NDArray[Any], place: Place) -> int:
    """How many letters are printed on a filled box, in white or black."""
    left, top, right, bottom = place
    inner = cv2.erode(part, _kernel(_RIM * ink.height, _RIM * ink.height), borderValue=0)
    greys = smooth[top:bottom, left:right].astype(numpy.int16)
    middle = numpy.median(greys[inner > 0]) if inner.any() else 0
    other = ((numpy.abs(greys - middle) > _OTHER * _NEARLY) & (inner > 0)).astype(numpy.uint8)
    return len(_letters(other, ink.height))


def _letters(strokes: NDArray[Any], type_height: float) -> list[int]:
    """The heights of what may be letters, in dots; what hangs together counts as so many as are as wide."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(strokes)
    sizes = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].tolist()
    tall = [(wide, high) for wide, high in sizes if high >= _LOWEST_LETTER * type_height and wide <= _DASH * high]
    return [high for wide, high in tall for _ in range(max(round(wide / high), 1))]


def _hatched(ink: Ink) -> list[Pieces]:
    """Boxes of parallel or crossing strokes, which are longer than those of letters."""
    length = round(_LONG * ink.height) | 1
    line = numpy.eye(length, dtype=numpy.uint8)
    level = numpy.ones((1, length), numpy.uint8)
    long = numpy.zeros_like(ink.strokes)
    for kernel in (line, line[::-1].copy(), level, level.T.copy()):
        long |= cv2.morphologyEx(ink.strokes, cv2.MORPH_OPEN, kernel)
    closed = cv2.morphologyEx(long, cv2.MORPH_CLOSE, _kernel(_APART * ink.height, _APART * ink.height))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, _kernel(_LEAST_WIDTH * ink.height, _THICK * ink.height))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    found: list[Pieces] = []
    for number in range(1, count):
        x, y, w, h, area = stats[number].tolist()
        part = (labels[y : y + h, x : x + w] == number).astype(numpy.uint8)
        place = x, y, x + w, y + h
        if h >= ink.height and _is_box(ink, part, place, area) and _is_alone(closed, part, place, ink.height):
            found.append(_pieces(part, place, ink.height))
    return found


def _framed(ink: Ink) -> list[Pieces]:
    """White boxes with a border, empty or with a label."""
    # The lines of a frame may be fainter than the print beside them.
    faint = cv2.threshold(ink.depth, max(_FAINT * ink.contrast, _LEAST_CONTRAST), 1, cv2.THRESH_BINARY)[1]
    closed = cv2.morphologyEx(faint | ink.strokes, cv2.MORPH_CLOSE, _kernel(_JOINED, _JOINED))
    contours, links = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    inside: dict[int, list[Place]] = {}
    outlines: dict[int, Place] = {}
    for number, (contour, (_, _, _, parent)) in enumerate(zip(contours, links[0] if contours else [], strict=True)):
        x, y, w, h = cv2.boundingRect(contour)
        if w < _FRAME_WIDTH * ink.height or h < _FRAME_HEIGHT * ink.height:
            continue
        (_, sides, _) = cv2.minAreaRect(contour)
        level = _LEVEL_FILLED * w * h if h < _SMALL * ink.height else 0
        if w > _OBLONG * h and cv2.contourArea(contour) >= max(_STRAIGHT * sides[0] * sides[1], level):
            if parent < 0:
                outlines[number] = x, y, x + w, y + h
            else:
                inside.setdefault(parent, []).append((x, y, x + w, y + h))
    found: list[Pieces] = []
    for number in inside | outlines:
        places = inside.get(number, [])
        outline = outlines.get(number)
        if outline and sum(map(_area, places)) < _MOST * _area(outline):
            places = [_inner(ink, outline)]  # a label that touches its frame leaves no rectangle inside it
        if len(places) <= _MOST_FRAMES and all(_is_labelled_at_most(ink, place) for place in places):
            found += [[place] for place in places if _is_frame(ink, place)]
    return found


def _inner(ink: Ink, outline: Place) -> Place:
    """What a thin border encloses."""
    thick = round(_THIN_FRAME * ink.height)
    return outline[0] + thick, outline[1] + thick, outline[2] - thick, outline[3] - thick


def _run(strokes: NDArray[Any]) -> float:
    """How many dots of most columns are set from the top on; letters may touch a border here and there."""
    gaps = strokes == 0
    return float(numpy.median(numpy.where(gaps.any(0), gaps.argmax(0), len(gaps)))) if strokes.size else 0.0


def _is_labelled_at_most(ink: Ink, place: Place) -> bool:
    """Whether nothing but a label is printed in a frame, if anything."""
    if (
        place[3] - place[1] < _FRAME_HEIGHT * ink.height
        or ink.strokes[place[1] : place[3], place[0] : place[2]].mean() > _BARE
    ):
        return False
    inset = max(round(_ROUGH * ink.height), 1)
    left, top, right, bottom = place
    letters = _letters(ink.strokes[top + inset : bottom - inset, left + inset : right - inset], ink.height)
    return len(letters) <= _MOST_LETTERS and max(letters, default=0) <= _HIGHEST_LETTER * ink.height


def _is_frame(ink: Ink, place: Place) -> bool:
    """Whether a framed area has a thin border, and stands in a text."""
    height, width = ink.grey.shape
    if _area(place) > _MOST / 2 * width * height:
        return False
    left, top, right, bottom = place
    if _border(ink, place) > _THICK_FRAME * ink.height:
        return False
    reach = round(_NEAR * ink.height)
    around = ink.strokes[max(top - reach, 0) : bottom + reach, max(left - reach, 0) : right + reach].sum()
    edge = round(_THICK_FRAME * ink.height)
    own = ink.strokes[max(top - edge, 0) : bottom + edge, max(left - edge, 0) : right + edge].sum()
    return int(around) - int(own) > ink.height**2


def _border(ink: Ink, place: Place) -> float:
    """How thick the border around an area is at its thickest side, in dots; the area's edge is part of it."""
    left, top, right, bottom = place
    reach = round(ink.height)
    above, below = ink.strokes[max(top + 1 - reach, 0) : top + 1, left:right], ink.strokes[bottom - 1 :, left:right]
    before, after = ink.strokes[top:bottom, max(left + 1 - reach, 0) : left + 1], ink.strokes[top:bottom, right - 1 :]
    return max(map(_run, (above[::-1], below[:reach], before.T[::-1], after.T[:reach])))


def _pieces(part: NDArray[Any], place: Place, type_height: float) -> list[Place]:
    """A box as one rectangle; one that is askew in pieces side by side, and one of several lines in slabs."""
    left, top, right, _ = place
    if part.sum() >= _ONE_PIECE * _area(place):
        return [place]
    (contour, *_), _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    corners = cv2.boxPoints(cv2.minAreaRect(contour))
    sides = corners - numpy.roll(corners, 1, 0)
    run, rise = max(sides.tolist(), key=lambda side: abs(side[0]))
    if cv2.contourArea(contour) < _LEANING * cv2.contourArea(corners) or abs(rise) < _LEVEL * type_height:
        slabs = _slabs(part, (left, top), type_height)
        return [slab for slab in slabs if slab[3] - slab[1] > _RAGGED * type_height] or slabs
    step = max(round(abs(run / rise) * type_height * _LEVEL), 1)
    pieces = []
    for x in range(0, right - left, step):
        rows = numpy.flatnonzero(part[:, x : x + step].any(1))
        pieces.append((left + x, top + int(rows[0]), min(left + x + step, right), top + int(rows[-1]) + 1))
    return pieces


def _slabs(part: NDArray[Any], corner: tuple[int, int], apart: float) -> list[Place]:
    """The level slabs of an area; what is below another and ends not more than so many dots `apart` goes with it."""
    step = max(round(_LEVEL * apart), 1)
    slabs: list[Place] = []
    for top in range(0, part.shape[0], step):
        rows = part[top : top + step]
        columns = numpy.flatnonzero(rows.any(0))
        if not columns.size:
            continue
        new = int(columns[0]), top, int(columns[-1]) + 1, top + len(rows)
        if slabs and hypot(slabs[-1][0] - new[0], slabs[-1][2] - new[2]) < apart:
            old = slabs.pop()
            new = min(old[0], new[0]), old[1], max(old[2], new[2]), new[3]
        slabs.append(new)
    return [(x0 + corner[0], y0 + corner[1], x1 + corner[0], y1 + corner[1]) for x0, y0, x1, y1 in slabs]


def _kernel(wide: float, high: float) -> NDArray[Any]:
    return numpy.ones((max(round(high), 1), max(round(wide), 1)), numpy.uint8)


def _area(place: Place) -> int:
    return (place[2] - place[0]) * (place[3] - place[1])


def _within(box: Pieces, other: Pieces) -> bool:
    """Whether most of a box lies in another."""
    common = 0
    for a in box:
        for b in other:
            wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            common += max(wide, 0) * max(high, 0)
    return 2 * common > sum(map(_area, box))
