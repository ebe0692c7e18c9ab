"""Pictures of a source's pages: what a reader of the file sees, its redactions painted over once more."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from io import BytesIO
from typing import NamedTuple

from PIL.Image import Image, Resampling

from cableparse.diagnostics import Code
from cableparse.pages import INCH, Document
from cableparse.sources.file_kind import pdf_start
from cableparse.sources.image import frames
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.paint.drawing import Drawing, cover_up
from cableparse.sources.pdf.structure.revisions import mended

# Dots an inch: enough to read a typed page by.
_RESOLUTION = 110
_LONGEST_SIDE = 2400
_QUALITY = 60
_GREYS = 16


class PageImage(NamedTuple):
    """A page of `width` by `height` points as an image in a data URI."""

    uri: str
    width: float
    height: float


def pictures(document: Document, data: bytes, pages: Collection[int], limits: PdfLimits) -> dict[int, PageImage]:
    """The pictures of some pages of a PDF or a page image by their numbers; none of a text, or of a damaged page.

    Every redaction is painted over: one that is only marked in a PDF and not applied is not drawn by a viewer, and a
    box that lets its text shine through must not do so here.
    """
    found = {}
    for number, image, resolution in _drawn(document, data, pages, limits):
        cover_up(image, [drawn.box for drawn in document.boxes if drawn.page == number], resolution)
        found[number] = PageImage(_uri(image), image.width * INCH / resolution, image.height * INCH / resolution)
    return found


def _drawn(
    document: Document, data: bytes, pages: Collection[int], limits: PdfLimits
) -> Iterator[tuple[int, Image, float]]:
    """The number of each page, its picture in greys, and the picture's dots an inch."""
    if document.media_type == "application/pdf":
        data = data[pdf_start(data) :]
        if any(note.code is Code.DAMAGED_PDF for note in document.notes):
            data = mended(data).data  # a viewer might show an earlier revision
        with closing(Drawing(data, min(limits.max_pixels, _LONGEST_SIDE**2))) as drawing:
            for number in sorted(pages):
                image, resolution = drawing.page(number, _RESOLUTION)
                if image is not None:
                    yield number, image, resolution
    elif document.media_type.startswith("image/"):
        for number, frame in enumerate(frames([document.path], [data], limits), 1):
            if number in pages:
                yield number, *_reduced(frame)


def _reduced(image: Image) -> tuple[Image, float]:
    resolution = float(image.info["dpi"][0])
    share = min(1.0, _RESOLUTION / resolution, _LONGEST_SIDE / max(image.size))
    size = max(round(image.width * share), 1), max(round(image.height * share), 1)
    return image.resize(size, Resampling.LANCZOS), resolution * size[0] / image.width


def _uri(image: Image) -> str:
    """The smaller of two: typed pages are as PNG, scans as JPEG."""
    kinds: dict[str, Callable[[BytesIO], None]] = {
        "png": lambda file: image.quantize(_GREYS).save(file, "PNG", optimize=True),
        "jpeg": lambda file: image.save(file, "JPEG", quality=_QUALITY, optimize=True),
    }
    uris = []
    for kind, save in kinds.items():
        file = BytesIO()
        save(file)
        uris.append(f"data:image/{kind};base64,{b64encode(file.getvalue()).decode()}")
    return min(uris, key=len)
