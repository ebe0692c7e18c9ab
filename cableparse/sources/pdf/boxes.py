"""Boxes drawn over a page: which are redactions, and which text still stands under one."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from cableparse.pages import Box, DrawnBox
from cableparse.sources.pdf.canvas import Canvas, Shape
from cableparse.sources.pdf.margin import is_code
from cableparse.sources.pdf.picture import FLAT, Picture
from cableparse.sources.pdf.rows import Type
from cableparse.sources.pdf.run import Run

# In points. What is smaller covers no letter; a redaction is at least a short word.
_LEAST_COVER = 3.0
_LEAST_WIDTH = 10.0
_LEAST_HEIGHT = 6.0
_LEAST_LINE = 0.6  # of the height of the type around
_DARK = 0.4
_SAME_INK = 0.1
_WHOLE_PAGE = 0.9  # of its area
_BORDER = 2.5  # between a box and the line around it
_LINE_SPACING = 0.6  # of a box's height, between the boxes of two lines
_NEAR = 8
_MOST_BOXES = 1000
# Greys of a box in a scan: black all over.
_BLACK = 90
# Letters of a text layer: it takes a thick line for one, and may miss the print it belongs to. Where it often misses,
# blanks under it tell nothing.
_LEAST_STRETCH = {"black": 4, "blank": 8}
_MOST_MISSES = 0.15
# The depth of a page is kept for so many points at most.
_MOST_POINTS = 4_000_000
_ROUNDS = 4


class Cover(NamedTuple):
    """A box drawn over the page, in one or more parts, with the number of characters that stand under it."""

    parts: list[Box]
    concealed: int

    @property
    def box(self) -> Box:
        """The place of all parts."""
        x0s, tops, x1s, bottoms = zip(*self.parts, strict=True)
        return Box(min(x0s), min(tops), max(x1s), max(bottoms))

    def drawn(self, page: int, kind: Type) -> DrawnBox:
        """The box, with an estimate of what it covers in type of this kind."""
        characters = sum(
            max(round((part.x1 - part.x0) / kind.pitch), 1) * max(round((part.bottom - part.top) / kind.leading), 1)
            for part in self.parts
        )
        return DrawnBox(page, self.box, characters, self.concealed)


class Covered(NamedTuple):
    """What the boxes of a page do to its text.

    `visible` are the runs that can be seen, `labels` the codes that are printed on boxes, and `covers` the boxes that
    are redactions, from the top.
    """

    visible: list[Run]
    labels: list[list[Run]]
    covers: list[Cover]


def uncover(canvas: Canvas, overlays: Sequence[Shape], picture: Picture) -> Covered:
    """Part the text of a page from what is drawn over it; `overlays` are painted after everything else."""
    scanned = canvas.scanned
    shapes = [s for s in (*canvas.shapes, *overlays) if _is_area(s) and not (scanned and s.image)]
    runs, found = canvas.runs, list[Cover]()
    if shapes:
        runs, hidden = _under_shapes(canvas, shapes, picture)
        redactions, labels = _redactions(canvas, shapes, hidden, runs, picture)
        found += redactions
    else:
        labels = []
    if scanned and runs:
        runs, printed = _under_print(runs, picture)
        found += printed
    taken = {run.order for label in labels for run in label}
    return Covered([run for run in runs if run.order not in taken] if taken else runs, labels, _merge(found))


def _is_area(shape: Shape) -> bool:
    return shape.width >= _LEAST_COVER and shape.height >= _LEAST_COVER


def _center(run: Run) -> tuple[float, float]:
    """The middle of a glyph, whichever way it is turned."""
    length = math.hypot(run.dx, run.dy) or 1.0
    rise = 0.3 * run.size / length
    return run.x + run.dx / 2 + run.dy * rise, run.y + run.dy / 2 - run.dx * rise


def _cell(run: Run) -> Box:
    """The place of a glyph, whichever way it is turned."""
    if run.dy == 0 and run.dx >= 0:
        return Box(*run.cell)
    x, y = _center(run)
    half = max(abs(run.dx), abs(run.dy), run.size) / 2
    return Box(x - half, y - half, x + half, y + half)


def _under_shapes(canvas: Canvas, shapes: list[Shape], picture: Picture) -> tuple[list[Run], dict[Shape, list[Run]]]:
    """The runs that can be seen and those under each shape.

    The shapes are laid over each other in the order of painting. Those through which most of the text below can be seen
    in the picture, such as a highlighter's, are taken off and the rest looked at again.
    """
    opaque = [s for s in shapes if s.image or s.fill is not None]
    printed = [run for run in canvas.runs if run.text.strip()]
    under: dict[Shape, list[Run]] = {}
    for _ in range(_ROUNDS):
        under = _beneath(canvas, opaque, printed)
        clear = [shape for shape, runs in under.items() if not _hides(shape, runs, picture)]
        if not clear:
            break
        for shape in clear:
            del under[shape]
        opaque = [s for s in opaque if s not in set(clear)]
    concealed = {run.order for runs in under.values() for run in runs}
    return [run for run in canvas.runs if run.order not in concealed], under


def _beneath(canvas: Canvas, shapes: list[Shape], runs: list[Run]) -> dict[Shape, list[Run]]:
    """The runs under the topmost shape at their place, and those on it in its own colour or drawn invisibly."""
    from PIL import Image, ImageDraw

    under: dict[Shape, list[Run]] = defaultdict(list)
    if not shapes or not runs:
        return under
    scale = min(1.0, math.sqrt(_MOST_POINTS / max(canvas.width * canvas.height, 1)))
    width, height = math.ceil(canvas.width * scale) + 1, math.ceil(canvas.height * scale) + 1
    depth = Image.new("I", (width, height), 0)
    draw = ImageDraw.Draw(depth)
    ordered = sorted(shapes, key=lambda s: s.order)
    for index, shape in enumerate(ordered, 1):
        x0, top, x1, bottom = (round(min(max(side, -1), 1e6) * scale) for side in shape.box)
        draw.rectangle((x0, top, max(x1, x0), max(bottom, top)), fill=index)
    levels = depth.load()
    if levels is None:
        return under
    area = canvas.width * canvas.height
    for run in runs:
        x, y = _center(run)
        column, row = round(x * scale), round(y * scale)
        level = levels[column, row] if 0 <= column < width and 0 <= row < height else 0
        if not isinstance(level, int) or not level:
            continue
        shape = ordered[level - 1]
        whole = shape.width * shape.height > _WHOLE_PAGE * area
        same = shape.fill is not None and run.ink is not None and abs(shape.fill - run.ink) < _SAME_INK
        if run.order < shape.order or (not whole and (run.hidden or same)):
            under[shape].append(run)
    return under


def _hides(shape: Shape, runs: list[Run], picture: Picture) -> bool:
    """Whether the text under a shape cannot be seen. Where the picture does not tell, it is taken as hidden."""
    if shape.opaque:
        return True
    flat = [picture.is_flat(*_common(_cell(run), shape.box)) for run in runs]
    told = [f for f in flat if f is not None]
    return not told or 2 * sum(told) >= len(told)


def _common(cell: Box, box: Box) -> Box:
    return Box(max(cell.x0, box.x0), max(cell.top, box.top), min(cell.x1, box.x1), min(cell.bottom, box.bottom))


def _under_print(runs: list[Run], picture: Picture) -> tuple[list[Run], list[Cover]]:
    """The text layer of a scan parted from the stretches that the scan itself does not show.

    Where they stand it is black all over, or blank all over.
    """
    hidden: set[int] = set()
    covers: list[Cover] = []
    printed = [run for run in runs if run.text.strip()]
    grounds = [(_ground(run, picture), round(run.y / run.size)) for run in printed]
    misses = sum(ground == "blank" for ground, _ in grounds) > _MOST_MISSES * len(printed)
    for (ground, _), pairs in groupby(zip(grounds, printed, strict=True), lambda pair: pair[0]):
        found = [run for _, run in pairs]
        if ground is None or (ground == "blank" and misses):
            continue
        if sum(run.text.isalnum() for run in found) >= _LEAST_STRETCH[ground]:
            hidden.update(run.order for run in found)
            covers.append(Cover([Cover([_cell(run) for run in found], 0).box], len(found)))
    return [run for run in runs if run.order not in hidden], covers


def _ground(run: Run, picture: Picture) -> str | None:
    """What stands in a scan where its text layer has a glyph, if it is no print."""
    greys = picture.greys(*_cell(run))
    if greys is None or greys[1] - greys[0] > FLAT:
        return None
    return "black" if greys[1] < _BLACK else "blank"


def _redactions(
    canvas: Canvas, shapes: list[Shape], hidden: dict[Shape, list[Run]], visible: list[Run], picture: Picture
) -> tuple[list[Cover], list[list[Run]]]:
    """The shapes that are redactions, and the text printed on each: those that cover text, and those that look so."""
    covers: list[Cover] = []
    labels: list[list[Run]] = []
    page = _WHOLE_PAGE * canvas.width * canvas.height
    frames = [s.box for s in shapes if s.stroke is not None]
    ordered = sorted((run for run in visible if run.text.strip()), key=lambda run: run.y)
    levels = [run.y for run in ordered]
    least = max(_LEAST_HEIGHT, _LEAST_LINE * median([run.size for run in ordered])) if ordered else _LEAST_HEIGHT
    large = [s for s in shapes if s.width >= _LEAST_WIDTH and s.height >= least and s.width * s.height < page]
    large.sort(key=lambda s: -s.width * s.height)
    for shape in {**dict.fromkeys(hidden), **dict.fromkeys(large[:_MOST_BOXES])}:
        label = _on(shape, ordered, levels)
        text = "".join(run.text for run in label)
        concealed = len(hidden.get(shape, ()))
        if concealed or _looks_redacted(shape, text, frames, picture):
            covers.append(Cover([shape.box], concealed))
            if text and is_code(text):
                labels.append(label)
    return covers, labels


def _on(shape: Shape, ordered: list[Run], levels: list[float]) -> list[Run]:
    """The visible runs inside a shape; `ordered` is sorted by `levels`, their baselines."""
    x0, top, x1, bottom = shape.box
    near = ordered[bisect_left(levels, top) : bisect_right(levels, bottom + (ordered[-1].size if ordered else 0.0))]
    inside = [run for run in near if x0 <= _center(run)[0] <= x1 and top <= _center(run)[1] <= bottom]
    return sorted(inside, key=lambda run: (round(run.y), run.x))


def _looks_redacted(shape: Shape, text: str, frames: list[Box], picture: Picture) -> bool:
    """Whether a shape that covers no text of the layer is a redaction.

    It bears nothing but a code, if anything, and is black, or white with a border, or no more than a border around a
    code.
    """
    if text and not is_code(text):
        return False
    if shape.image:
        greys = picture.greys(*shape.box)
        return greys is not None and greys[1] - greys[0] <= FLAT and (greys[1] < _BLACK or bool(text))
    if shape.fill is not None and shape.fill < _DARK:
        return True
    bordered = any(max(map(_distance, zip(shape.box, frame, strict=True))) <= _BORDER for frame in frames)
    return bool(text) if shape.fill is None or not bordered else True


def _distance(sides: tuple[float, float]) -> float:
    return abs(sides[0] - sides[1])


def _merge(covers: list[Cover]) -> list[Cover]:
    """Boxes that touch, or lie under each other a line apart, are one redaction."""
    merged: list[Cover] = []
    for cover in sorted(covers, key=lambda c: (c.box.top, c.box.x0)):
        first = max(len(merged) - _NEAR, 0)
        above = next((i for i in range(first, len(merged)) if _joins(merged[i], cover)), None)
        if above is None:
            merged.append(cover)
            continue
        held = merged[above]
        new = [p for p in cover.parts if not any(_covers(q, p) for q in held.parts)]
        old = [q for q in held.parts if not any(_covers(p, q) for p in new)]
        merged[above] = Cover([*old, *new], held.concealed + cover.concealed)
    return merged


def _joins(above: Cover, below: Cover) -> bool:
    """Whether `below` goes on with the redaction `above`: it overlaps it, or its last line, or follows on that line."""
    a, b = above.parts[-1], below.parts[0]
    apart = b.top - a.bottom
    height = min(a.bottom - a.top, b.bottom - b.top)
    common = min(a.x1, b.x1) - max(a.x0, b.x0)
    if common > 0:
        return apart <= _LINE_SPACING * height
    return -apart >= height / 2 and -common <= _BORDER


def _covers(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - _BORDER <= inner.x0
        and outer.top - _BORDER <= inner.top
        and outer.x1 + _BORDER >= inner.x1
        and outer.bottom + _BORDER >= inner.bottom
    )
