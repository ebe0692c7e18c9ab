"""Text of a page that a reader of it cannot see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import cv2
from PIL import Image

from cableparse.pages import INCH, Box
from cableparse.sources.pdf.paint.canvas import Canvas, Shape
from cableparse.sources.pdf.paint.painted import PaintedPage
from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.rows.cover import Cover
from cableparse.sources.pdf.sight.plain import is_plain
from cableparse.sources.pdf.sight.repeated import repeating
from cableparse.sources.pdf.sight.scan_layer import parted
from cableparse.sources.pdf.sight.seen_glyphs import look

# Dots an inch at which the print beneath a layer of invisible text is looked at, and the most dots of that picture.
_RESOLUTION = 150
_MOST_DOTS = 30_000_000
# The share of text on top of a page's picture, its stamps, where the rest lies beneath.
_STRAY = 0.3
# In heights of the type: what is hidden so near on one line is hidden together.
_BESIDE = 1.5
_LEVEL = 0.5


class Parted(NamedTuple):
    """The runs of a page that are seen, and those that are not: under a shape, or as places with their numbers."""

    visible: list[TextRun]
    under: dict[Shape, list[TextRun]]
    covers: list[Cover]
    repeated: bool = False  # whether a layer was left out that says no more than what is seen


def part(
    canvas: Canvas, shapes: Sequence[Shape], overlays: Sequence[Shape], page: PaintedPage | None, layered: bool
) -> Parted:
    """Part what can be seen of a page from what cannot be.

    `shapes` are drawn areas, of which one over hidden text is taken for what hides it, and `overlays` annotations; what
    lies under a marked one is hidden, whatever a viewer paints. Of a page that cannot be painted all is hidden; a
    `layered` file has layers that can be switched off.
    """
    if page is None:
        return _all_hidden(canvas, shapes)
    try:
        if not overlays and is_plain(canvas, page, layered):
            return Parted(canvas.runs, {}, [])
        return _judged(canvas, shapes, overlays, page)
    except Exception:  # PDFium and OpenCV raise whatever a page makes them raise
        return _all_hidden(canvas, shapes)


def _all_hidden(canvas: Canvas, shapes: Sequence[Shape]) -> Parted:
    """What nobody can judge is not seen."""
    return _told(canvas, _inked(canvas), shapes, [])


def _inked(canvas: Canvas) -> list[TextRun]:
    return [run for run in canvas.runs if run.text.strip()]


def _judged(canvas: Canvas, shapes: Sequence[Shape], overlays: Sequence[Shape], page: PaintedPage) -> Parted:
    inked = _inked(canvas)
    unmarked = [run for run in inked if not any(s.marked and s.holds(run.center) for s in overlays)]
    sights = zip(unmarked, look(unmarked, page), strict=True)
    seen = {run.order for run, is_seen in sights if is_seen and not _is_blocked(run, canvas)}
    beneath = canvas.scanned and _is_all_unseen(unmarked, seen)
    inkless = [run for run in unmarked if run.order not in seen and (run.hidden or beneath)]
    again = repeating(inkless, [run for run in unmarked if run.order in seen])
    left_out = {run.order for run in again}
    layer = [run for run in inkless if run.order not in left_out]
    shown, covers = _shown_by_picture(layer, page, canvas.scanned) if layer else ([], [])
    seen.update(run.order for run in shown)
    placed = {run.order for run in inkless}
    hidden = [run for run in inked if run.order not in seen and run.order not in placed]
    told = _told(canvas, hidden, [*shapes, *overlays], covers, placed - seen)
    return told._replace(repeated=bool(again))


def _is_all_unseen(runs: Sequence[TextRun], seen: Collection[int]) -> bool:
    """Whether text is drawn beneath the picture of the page, and not covered here and there."""
    drawn = [run.order in seen for run in runs if not run.hidden]
    return sum(drawn) <= _STRAY * len(drawn)


def _is_blocked(run: TextRun, canvas: Canvas) -> bool:
    """Whether a string may have blocks among its glyphs, drawn over the others."""
    if run.string not in canvas.stacked:
        return False
    return any(s.order > run.order and s.fill is not None and s.holds(run.center) for s in canvas.shapes)


def _shown_by_picture(runs: list[TextRun], page: PaintedPage, scanned: bool) -> tuple[list[TextRun], list[Cover]]:
    """Part a layer of invisible text by the picture that it lies over, or under."""
    width, height = page.size
    resolution = min(_RESOLUTION, INCH * (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
    texts = [item for item in page.objects if item.is_text]
    colors = page.seen(Box(0.0, 0.0, width, height), resolution, texts)
    grey = Image.fromarray(cv2.cvtColor(colors, cv2.COLOR_BGR2GRAY))
    return parted(runs, grey, resolution, scanned=scanned)


def _told(
    canvas: Canvas,
    hidden: Sequence[TextRun],
    shapes: Sequence[Shape],
    covers: list[Cover],
    placed: Collection[int] = (),
) -> Parted:
    gone = {run.order for run in hidden}.union(placed)
    under: dict[Shape, list[TextRun]] = defaultdict(list)
    loose = list(covers)
    for stretch in _stretches(hidden):
        over = next((s for s in reversed(shapes) if s.order > stretch[0].order and _lies_over(s, stretch)), None)
        if over is None:
            loose.append(Cover([Cover([run.cell for run in stretch], 0).box], len(stretch)))
        else:
            under[over] += stretch
    silent = {run.string for run in canvas.runs if run.order in gone}
    silent -= {run.string for run in canvas.runs if run.order not in gone and run.text.strip()}
    visible = [run for run in canvas.runs if run.order not in gone and run.string not in silent]
    return Parted(visible, under, loose)


def _lies_over(shape: Shape, stretch: Sequence[TextRun]) -> bool:
    return all(shape.holds(run.center) for run in (stretch[0], stretch[-1]))


def _stretches(runs: Sequence[TextRun]) -> Iterator[list[TextRun]]:
    """The runs that are hidden side by side."""
    stretch: list[TextRun] = []
    for run in runs:
        if stretch and not _follows(stretch[-1], run):
            yield stretch
            stretch = []
        stretch.append(run)
    if stretch:
        yield stretch


def _follows(before: TextRun, run: TextRun) -> bool:
    (ax, ay), (bx, by) = before.center, run.center
    reach = abs(before.dx) + _BESIDE * run.size
    return abs(bx - ax) <= reach and abs(by - ay) <= _LEVEL * run.size if run.dy == 0 else before.string == run.string
