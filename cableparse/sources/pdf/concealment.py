"""Text of a page that cannot be seen: under a shape, or where the picture of the page shows no print."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import groupby

from cableparse.pages import Box
from cableparse.sources.pdf.canvas import Canvas, Shape
from cableparse.sources.pdf.cover import Cover
from cableparse.sources.pdf.picture import BLACK, FLAT, Picture
from cableparse.sources.pdf.run import Run

_SAME_INK = 0.1
_PALE = 0.9
_WHOLE_PAGE = 0.9  # of its area
# The depth of a page is kept for so many points at most.
_MOST_POINTS = 4_000_000
_ROUNDS = 4
# Letters of a scan's text layer: it takes a thick line for one, and may miss the print it belongs to. Where it often
# misses, blanks under it tell nothing.
_LEAST_STRETCH = {"black": 4, "blank": 8}
_MOST_MISSES = 0.15


def under_shapes(canvas: Canvas, shapes: list[Shape], picture: Picture) -> tuple[list[Run], dict[Shape, list[Run]]]:
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
        taken_off = set(clear)
        opaque = [s for s in opaque if s not in taken_off]
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
        x0, top, x1, bottom = (round(side * scale) for side in shape.box)
        draw.rectangle((x0, top, max(x1, x0), max(bottom, top)), fill=index)
    levels = depth.load()
    if levels is None:
        return under
    area = canvas.width * canvas.height
    for run in runs:
        x, y = run.center
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
    flat = [picture.is_flat(*_common(run.cell, shape.box)) for run in runs]
    told = [f for f in flat if f is not None]
    return not told or 2 * sum(told) >= len(told)


def _common(cell: Box, box: Box) -> Box:
    return Box(max(cell.x0, box.x0), max(cell.top, box.top), min(cell.x1, box.x1), min(cell.bottom, box.bottom))


def under_print(runs: list[Run], canvas: Canvas, picture: Picture) -> tuple[list[Run], list[Cover]]:
    """The runs parted from those that the picture of the page does not show.

    On a scan these are stretches of its text layer where it is black all over, or blank. On other pages only text in a
    pale ink, or drawn invisibly, is in doubt, or all of it where what comes after it could not be read.
    """
    scanned = canvas.scanned
    everything = scanned or canvas.cut
    doubted = [run for run in runs if (everything or run.hidden or _is_pale(run)) and run.text.strip()]
    if not doubted:
        return runs, []
    grounds = [(_ground(run, picture), round(run.y / max(run.size, 1.0))) for run in doubted]
    misses = scanned and sum(ground == "blank" for ground, _ in grounds) > _MOST_MISSES * len(doubted)
    hidden: set[int] = set()
    covers: list[Cover] = []
    for (ground, _), pairs in groupby(zip(grounds, doubted, strict=True), lambda pair: pair[0]):
        found = [run for _, run in pairs]
        if ground is None or (ground == "blank" and misses):
            continue
        if not scanned or sum(run.text.isalnum() for run in found) >= _LEAST_STRETCH[ground]:
            hidden.update(run.order for run in found)
            covers.append(Cover([Cover([run.cell for run in found], 0).box], len(found)))
    return [run for run in runs if run.order not in hidden], covers


def _is_pale(run: Run) -> bool:
    return run.ink is not None and run.ink > _PALE


def _ground(run: Run, picture: Picture) -> str | None:
    """What the page shows where a glyph should be, if it is no print."""
    greys = picture.greys(*run.cell)
    if greys is None or greys[1] - greys[0] > FLAT:
        return None
    return "black" if greys[1] < BLACK else "blank"
