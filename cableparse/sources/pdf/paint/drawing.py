"""Pages drawn by PDFium, for OCR and for a look at what can be seen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pypdfium2

from cableparse.pages import INCH, Box
from cableparse.sources.pdf.paint.canvas import Canvas
from cableparse.sources.pdf.paint.painted import PaintedPage

if TYPE_CHECKING:
    from PIL.Image import Image

# Of 255: nearly black, as print is.
_INK = 20
# In points, some 35 metres: longer than any sheet. Viewers refuse pages of more than 14,400 (ISO 32000-1, annex C).
_LARGEST = 100_000
# In points, around a box: a letter may stand out of the box that was drawn over it.
_MARGIN = 1.5


def cover_up(image: Image, boxes: Iterable[Box], resolution: float) -> None:
    """Paint boxes, in points, black on the grey picture of a page of `resolution` dots an inch."""
    from PIL import ImageDraw

    scale = resolution / INCH
    draw = ImageDraw.Draw(image)
    for x0, top, x1, bottom in boxes:
        corners = (x0 - _MARGIN, top - _MARGIN, x1 + _MARGIN, bottom + _MARGIN)
        draw.rectangle([side * scale for side in corners], fill=_INK)


class Drawing:
    """Draws the pages of one file; `max_pixels` bounds each picture."""

    def __init__(self, data: bytes, max_pixels: int) -> None:
        self._data = data
        self._max_pixels = max_pixels
        self._pdf: pypdfium2.PdfDocument | None = None

    def page(self, number: int, resolution: float) -> tuple[Image | None, float]:
        """Page `number`, from 1, in greys at `resolution` dots an inch or as much as `max_pixels` leaves.

        The resolution is given with it. There is no image where PDFium cannot draw the page.
        """
        try:
            page = self._page(number)
            width, height = page.get_size()
            scale = min(resolution / INCH, math.sqrt(self._max_pixels / (width * height)))
            picture: Image = page.render(scale=scale, grayscale=True).to_pil()
            page.close()
        except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, MemoryError):
            return None, resolution
        return picture.convert("L"), INCH * scale

    def painted(self, number: int, canvas: Canvas) -> PaintedPage | None:
        """Page `number`, from 1, as PDFium paints it, in the places of `canvas`; None where it cannot."""
        if max(canvas.width, canvas.height) > _LARGEST:
            return None
        try:
            return PaintedPage(lambda: self._page(number), canvas.box, (canvas.width, canvas.height))
        except (pypdfium2.PdfiumError, ValueError):
            return None

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if self._pdf is None:
            self._pdf = pypdfium2.PdfDocument(self._data)
            self._pdf.init_forms()
        return self._pdf[number - 1]

    def close(self) -> None:
        """Let go of the file."""
        if self._pdf is not None:
            self._pdf.close()
