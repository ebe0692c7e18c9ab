"""Pages that can conceal nothing: dark type on bare paper, which nothing else touches."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from cableparse.pages import Box
from cableparse.sources.pdf.paint.canvas import Canvas
from cableparse.sources.pdf.paint.painted import Object, PaintedPage, is_clipped
from cableparse.sources.pdf.sight.seen_glyphs import LEAST_SIZE
from cableparse.sources.pdf.sight.sheets import MEETING

Lengths = NDArray[numpy.float64]

_FILLED = 0  # text rendering mode, ISO 32000-1, 9.3.6
_OPAQUE = 255  # of an eight-bit channel
# Of 255, for each of the three colours: all darker ones stand out on paper.
_DARK = 100
# In points: what comes so near to a text may touch it.
_NEAR = 1.0
# Drawing a page takes less time than looking at more objects.
_MOST_OBJECTS = 1_000


def is_plain(canvas: Canvas, page: PaintedPage, layered: bool) -> bool:
    """Whether every glyph that `canvas` has of a page is sure to be seen on it.

    A `layered` file has layers that can be switched off.
    """
    if layered or canvas.cut or canvas.outside or canvas.stacked or canvas.drawn_type or page.has_marks:
        return False
    if len(page.objects) > _MOST_OBJECTS or any(run.hidden or run.size < LEAST_SIZE for run in canvas.runs):
        return False
    texts = [item for item in page.objects if item.is_text]
    if len(texts) != canvas.strings or not all(map(_is_plain, texts)):
        return False
    inked = [item.box for item in texts if item.box.x1 > item.box.x0 and item.box.bottom > item.box.top]
    if len(inked) < len({run.string for run in canvas.runs if not run.text.isspace()}):
        return False
    others = [item.box for item in page.objects if not item.is_text]
    return not _touch(inked, others) and not _meet(inked)


def _is_plain(item: Object) -> bool:
    """Whether a text is painted in a dark colour, and nothing is cut off it."""
    handle = item.handle
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return (
        pdfium.FPDFTextObj_GetTextRenderMode(handle) == _FILLED
        and bool(pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha))
        and max(red.value, green.value, blue.value) <= _DARK
        and alpha.value == _OPAQUE
        and not any(pdfium.FPDFPageObj_HasTransparency(part) or is_clipped(part) for part in (handle, *item.owners))
    )


def _touch(texts: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether any of two groups of places come near each other."""
    if not texts or not others:
        return False
    across, down = _common(texts, others)
    return bool(((across > -_NEAR) & (down > -_NEAR)).any())


def _meet(texts: Sequence[Box]) -> bool:
    """Whether any texts lie on each other."""
    if len(texts) < 2:
        return False
    across, down = _common(texts, texts)
    common = numpy.maximum(across, 0) * numpy.maximum(down, 0)
    areas = common.diagonal().copy()
    numpy.fill_diagonal(common, 0)
    return bool((common > MEETING * numpy.minimum(areas[:, None], areas)).any())


def _common(one: Sequence[Box], other: Sequence[Box]) -> tuple[Lengths, Lengths]:
    """By how much each of the one group's places and each of the other's have in common, across and down."""
    left, top, right, bottom = numpy.array(one).T[:, :, None]
    x0, y0, x1, y1 = numpy.array(other).T[:, None, :]
    return numpy.minimum(right, x1) - numpy.maximum(left, x0), numpy.minimum(bottom, y1) - numpy.maximum(top, y0)
