"""Boxes drawn over a page: which are redactions, and which text still stands under one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from cableparse.pages import Box
from cableparse.sources.pdf.paint.canvas import Canvas, Shape
from cableparse.sources.pdf.paint.painted import PaintedPage
from cableparse.sources.pdf.paint.picture import BLACK, FLAT, Picture
from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.rows.cover import Cover, merge
from cableparse.sources.pdf.rows.margin import is_code
from cableparse.sources.pdf.sight.concealment import Parted, part

# In points. What is smaller covers no letter; a redaction is at least a short word.
_LEAST_COVER = 3.0
_LEAST_WIDTH = 10.0
_LEAST_HEIGHT = 6.0
_LEAST_LINE = 0.6  # of the height of the type around
_DARK = 0.4
_WHOLE_PAGE = 0.9  # of its area
_BORDER = 2.5  # between a box and the line around it
_MOST_BOXES = 1000


class Covered(NamedTuple):
    """What the boxes of a page do to its text.

    `visible` are the runs that can be seen, `labels` the codes that are printed on boxes, and `covers` the boxes that
    are redactions, from the top. `repeated` tells of a layer that says the same as what is seen, and was left out.
    """

    visible: list[TextRun]
    labels: list[list[TextRun]]
    covers: list[Cover]
    repeated: bool


def uncover(
    canvas: Canvas, overlays: Sequence[Shape], page: PaintedPage | None, picture: Picture, layered: bool
) -> Covered:
    """Part the text of a page from what is drawn over it; `overlays` are painted after everything else.

    There is no `page` where it cannot be painted. A `layered` file has layers that can be switched off.
    """
    scanned = canvas.scanned
    shapes = [s for s in canvas.shapes if _is_area(s) and not (scanned and s.image)]
    marks = [s for s in overlays if s.marked]
    parted = part(canvas, shapes, overlays, page, layered)
    covers, labels = _redactions(canvas, [*shapes, *overlays], marks, parted, picture)
    taken = {run.order for label in labels for run in label}
    visible = [run for run in parted.visible if run.order not in taken] if taken else parted.visible
    return Covered(visible, labels, merge(covers + parted.covers), parted.repeated)


def _is_area(shape: Shape) -> bool:
    return shape.width >= _LEAST_COVER and shape.height >= _LEAST_COVER


def _redactions(
    canvas: Canvas, shapes: list[Shape], marks: list[Shape], parted: Parted, picture: Picture
) -> tuple[list[Cover], list[list[TextRun]]]:
    """The shapes that are redactions, and the text printed on each.

    They are what marks text for redaction, what lies over text, and what looks so.
    """
    covers: list[Cover] = []
    labels: list[list[TextRun]] = []
    page = _WHOLE_PAGE * canvas.width * canvas.height
    frames = [s.box for s in shapes if s.stroke is not None]
    ordered = sorted((run for run in parted.visible if run.text.strip()), key=lambda run: run.y) if shapes else []
    levels = [run.y for run in ordered]
    least = max(_LEAST_HEIGHT, _LEAST_LINE * median([run.size for run in ordered])) if ordered else _LEAST_HEIGHT
    large = [s for s in shapes if s.width >= _LEAST_WIDTH and s.height >= least and s.width * s.height < page]
    large.sort(key=lambda s: -s.width * s.height)
    sure = dict.fromkeys([*parted.under, *marks])
    for shape in {**sure, **dict.fromkeys(large[:_MOST_BOXES])}:
        label = _on(shape, ordered, levels)
        text = "".join(run.text for run in label)
        concealed = len(parted.under.get(shape, ()))
        if shape in sure or _looks_redacted(shape, text, frames, picture):
            covers.append(Cover([shape.box], concealed))
            if text and is_code(text):
                labels.append(label)
    return covers, labels


def _on(shape: Shape, ordered: list[TextRun], levels: list[float]) -> list[TextRun]:
    """The visible runs inside a shape; `ordered` is sorted by `levels`, their baselines."""
    x0, top, x1, bottom = shape.box
    near = ordered[bisect_left(levels, top) : bisect_right(levels, bottom + (ordered[-1].size if ordered else 0.0))]
    inside = [run for run in near if x0 <= run.center[0] <= x1 and top <= run.center[1] <= bottom]
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
        return greys is not None and greys[1] - greys[0] <= FLAT and (greys[1] < BLACK or bool(text))
    if shape.fill is not None and shape.fill < _DARK:
        return True
    bordered = any(max(map(_distance, zip(shape.box, frame, strict=True))) <= _BORDER for frame in frames)
    return bool(text) if shape.fill is None or not bordered else True


def _distance(sides: tuple[float, float]) -> float:
    return abs(sides[0] - sides[1])
