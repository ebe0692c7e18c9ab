"""A page as a viewer paints it, and the same page with some of its objects left out."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Rect, apply_matrix_rect, mult_matrix

from cableparse.pages import INCH, Box

Greys = NDArray[numpy.uint8]
Colors = NDArray[numpy.uint8]

# Of an eight-bit channel.
_OPAQUE = 255
# Corners of the outline of a rectangle, which may end in the first one again.
_RECTANGULAR = (4, 5)
# Of themselves links and the windows of notes paint nothing.
_SILENT = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
# A clip grown so many times about a text's middle cuts nothing off on any page.
_GROWTH = 1000.0
# Forms inside forms: PDFium itself stops at 28.
_DEEPEST = 30


class Object(NamedTuple):
    """Something that is painted: `box` is the place of its ink on the page, in points from the top left corner.

    `owners` are the forms that it is part of, the outermost first; handles are PDFium's.
    """

    handle: Any
    kind: int
    box: Box
    owners: tuple[Any, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is a string."""
        return bool(self.kind == pdfium.FPDF_PAGEOBJ_TEXT)


class PaintedPage:
    """A page of PDFium's; `place` turns a rectangle of the page's own space into a box.

    `size` are the width and height of the page in the points of such boxes. Pictures of it have `resolution` dots an
    inch of them.
    """

    def __init__(
        self,
        load: Callable[[], pypdfium2.PdfPage],
        place: Callable[[Rect], Box],
        size: tuple[float, float],
    ) -> None:
        """`load` gives the page anew each time.

        Raises:
            PdfiumError: the page cannot be read.
        """
        self._load = load
        self._place = place
        self.page = load()
        self.size = size
        self.objects = list(self._listed(self.page))
        self.has_marks = any(_prints(self.page, i) for i in range(pdfium.FPDFPage_GetAnnotCount(self.page)))

    def close(self) -> None:
        """Let go of the page."""
        self.page.close()

    def _listed(self, page: pypdfium2.PdfPage) -> Iterator[Object]:
        """Everything that is painted, in the order of painting; forms are given by their parts."""
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            yield from self._parts(pdfium.FPDFPage_GetObject(page, index), MATRIX_IDENTITY, ())

    def _parts(self, handle: Any, matrix: Matrix, owners: tuple[Any, ...]) -> Iterator[Object]:
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield Object(handle, kind, self._on_page(apply_matrix_rect(matrix, _bounds(handle))), owners)
        elif len(owners) < _DEEPEST:
            inner = mult_matrix(_matrix(handle), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(handle)):
                yield from self._parts(pdfium.FPDFFormObj_GetObject(handle, index), inner, (*owners, handle))

    def _on_page(self, rect: Rect) -> Box:
        """The part of a rectangle that is on the page; what is beside it has none left."""
        box, most = self._place(rect), self.size * 2
        return Box(*(min(max(side, 0.0), end) for side, end in zip(box, most, strict=True)))

    def seen(self, area: Box, resolution: float, without: Collection[Object] = (), marks: bool = True) -> Colors:
        """The colours of an area of the page as a viewer shows it, but for the objects that are left out.

        `marks` are annotations and form fields.
        """
        for item in without:
            pdfium.FPDFPageObj_SetIsActive(item.handle, False)
        try:
            return self._drawn(self.page, area, resolution, marks)
        finally:
            for item in without:
                pdfium.FPDFPageObj_SetIsActive(item.handle, True)

    def ink(self, area: Box, resolution: float, places: Collection[int]) -> Greys:
        """How dark each dot is where the texts at these places of `objects` are painted black, whole and alone."""
        page = self._load()
        try:
            for place, item in enumerate(self._listed(page)):
                if place in places:
                    _blacken(item)
                else:
                    pdfium.FPDFPageObj_SetIsActive(item.handle, False)
            colors = self._drawn(page, area, resolution, marks=False)
        finally:
            page.close()
        return _OPAQUE - numpy.minimum(numpy.minimum(colors[:, :, 0], colors[:, :, 1]), colors[:, :, 2])

    def _drawn(self, page: pypdfium2.PdfPage, area: Box, resolution: float, marks: bool) -> Colors:
        width, height = page.get_size()
        across, down = width / self.size[0], height / self.size[1]
        crop = (
            max(area.x0 * across, 0.0),
            max(height - area.bottom * down, 0.0),
            max(width - area.x1 * across, 0.0),
            max(area.top * down, 0.0),
        )
        scale = resolution / INCH / max(across, down)
        bitmap = page.render(scale=scale, crop=crop, may_draw_forms=marks, draw_annots=marks)
        return numpy.array(bitmap.to_numpy()[:, :, :3], order="C")


def _prints(page: pypdfium2.PdfPage, index: int) -> bool:
    """Whether an annotation may paint something."""
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    silent = pdfium.FPDFAnnot_GetSubtype(annotation) in _SILENT and not pdfium.FPDFAnnot_HasKey(annotation, b"AP")
    pdfium.FPDFPage_CloseAnnot(annotation)
    return not silent


def is_clipped(handle: Any) -> bool:
    """Whether an object has a clip that is not one rectangle around it after another."""
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    return any(not _surrounds([*_corners(clip, path)], _bounds(handle)) for path in range(count))


def _corners(clip: Any, path: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
        yield x.value, y.value


def _surrounds(corners: Sequence[tuple[float, float]], bounds: Rect) -> bool:
    """Whether an outline is a rectangle, and bounds lie in it."""
    if len(corners) not in _RECTANGULAR:
        return False
    xs, ys = {x for x, _ in corners}, {y for _, y in corners}
    left, bottom, right, top = bounds
    return (
        len(xs) == len(ys) == 2
        and min(xs) <= left
        and right <= max(xs)
        and min(ys) <= bottom
        and top <= max(ys)
        and all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(corners))
    )


def _bounds(handle: Any) -> Rect:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    found = left.value, bottom.value, right.value, top.value
    return found if all(map(math.isfinite, found)) else (0.0, 0.0, 0.0, 0.0)


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _blacken(item: Object) -> None:
    """Paint a text black and opaque, and cut nothing off."""
    pdfium.FPDFPageObj_SetFillColor(item.handle, 0, 0, 0, _OPAQUE)
    pdfium.FPDFPageObj_SetStrokeColor(item.handle, 0, 0, 0, _OPAQUE)
    for handle in (item.handle, *item.owners):
        left, bottom, right, top = _bounds(handle)
        x, y = (left + right) / 2, (bottom + top) / 2
        shift = 1 - _GROWTH
        pdfium.FPDFPageObj_TransformClipPath(handle, _GROWTH, 0, 0, _GROWTH, shift * x, shift * y)
