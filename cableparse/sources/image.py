"""Page images (PNG, JPEG, TIFF) become a `Document`, several files of one cable together."""

from __future__ import annotations

import dataclasses
import hashlib
import warnings
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from cableparse.diagnostics import Code
from cableparse.errors import CableparseError, UnreadableInput
from cableparse.pages import Document, DrawnBox
from cableparse.sources import ocr as recognition
from cableparse.sources.library_errors import LibraryErrors
from cableparse.sources.marks import even_gaps
from cableparse.sources.ocr import Engine
from cableparse.sources.options import OcrChoice
from cableparse.sources.pace import LATE, Pace
from cableparse.sources.page_choice import is_chosen
from cableparse.sources.part import writable
from cableparse.sources.pdf.page_notes import LOW_CONFIDENCE, UNSURE, PageNotes, not_all
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.reader import read_pdf
from cableparse.sources.pdf.rows.assembly import Assembly

if TYPE_CHECKING:
    from PIL.Image import Image

    from cableparse.sources.pdf.scan import Scan

_FORMATS = ("PNG", "JPEG", "TIFF")
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
_JOIN = " + "
# In `Image.info`: whether the library that unpacked it told of damage.
_IS_DAMAGED = "is damaged"
# Resolutions in dots an inch. Cameras and screens write 72 into every file, which says nothing.
_LEAST_RESOLUTION, _MOST_RESOLUTION = 90, 1200
_PAGE_WIDTH = 8.5  # inches, of letter paper
_DEFAULT_LIMITS = PdfLimits()


def read_images(
    paths: list[str], datas: list[bytes], *, ocr: OcrChoice = OcrChoice.AUTO, limits: PdfLimits = _DEFAULT_LIMITS
) -> Document:
    """The document of page images, in the order given; a TIFF may hold several pages.

    Paths and names are joined by ` + `, and `Document.sha256` is that of all the bytes one after the other. Where an
    image does not say its resolution it is taken for a page 8.5 inches wide.

    Raises:
        UnreadableInput: an image is damaged, in another format, or passes `max_pixels` or `max_pages`.
        MissingProgram: no text recognition is installed, or not the one that `ocr` asks for.
    """
    path, name = (writable(_JOIN.join(parts)) for parts in (paths, [PurePath(p).name for p in paths]))
    engine = recognition.find_engine(ocr)
    if engine is None and ocr is OcrChoice.AUTO:
        raise recognition.missing(path)
    sha256 = hashlib.sha256(b"".join(datas)).hexdigest()
    media_type = _media_type(datas[0])
    pages, boxes, findings = Assembly(), list[DrawnBox](), PageNotes()
    drawn = _noted(frames(paths, datas, limits), findings)
    if engine is Engine.OCRMYPDF:
        document = read_pdf(path, _as_pdf(drawn), limits=limits, ocr=ocr)
        notes = [*findings.notes, *document.notes]
        return dataclasses.replace(document, name=name, sha256=sha256, media_type=media_type, notes=notes)
    pace = Pace(path, limits.until)
    for number, frame in enumerate(drawn, 1):
        scan = _scan(frame, number, engine, pace, findings) if is_chosen(limits.pages, number) else None
        pages.add_page(scan.rows if scan else [])
        boxes += [cover.drawn(number, scan.kind) for cover in scan.covers] if scan else []
    if limits.pages is not None:
        findings.add(*not_all(limits.pages, pages.count))
    return Document(
        text=pages.text,
        lines=even_gaps(pages.lines, pages.text),
        pages=pages.count,
        path=path,
        name=name,
        sha256=sha256,
        media_type=media_type,
        layer=engine.value if engine else None,
        boxes=boxes,
        notes=findings.notes,
    )


def _noted(frames: Iterable[Image], findings: PageNotes) -> Iterator[Image]:
    for number, frame in enumerate(frames, 1):
        if frame.info[_IS_DAMAGED]:
            findings.add(Code.DAMAGED_IMAGE, "not all of the picture could be unpacked.", number)
        yield frame


def _scan(frame: Image, number: int, engine: Engine | None, pace: Pace, findings: PageNotes) -> Scan | None:
    """A page as it is recognised; None where nothing recognises it, or not in time."""
    if engine is None or not pace.has_time:
        findings.add(Code.NO_TEXT, LATE if engine else "a page image, which was not recognised.", number)
        return None
    from cableparse.sources.pdf.scan import read_scan

    with pace.timed():
        scan = read_scan(frame, _resolution(frame))
    pace.tell(number)
    if scan.rows and scan.confidence < UNSURE:
        findings.add(*LOW_CONFIDENCE, number)
    return scan


def _media_type(data: bytes) -> str:
    kinds = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG"}
    return _MEDIA_TYPES[next((kind for start, kind in kinds.items() if data.startswith(start)), "TIFF")]


def frames(paths: Sequence[str], datas: Sequence[bytes], limits: PdfLimits) -> Iterator[Image]:
    """The pages of the images in greys, upright as their camera says.

    `info["dpi"]` is their resolution, `info["is damaged"]` says whether some of a page could not be unpacked.

    Raises:
        UnreadableInput: an image is damaged, in another format, or passes `max_pixels` or `max_pages`.
    """
    from PIL import Image, ImageOps, ImageSequence

    count = 0
    for path, data in zip(paths, datas, strict=True):
        try:
            # Pillow warns of large images; the limit is ours.
            with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=_FORMATS) as image:
                for frame in ImageSequence.Iterator(image):
                    count += 1
                    if frame.width * frame.height > limits.max_pixels:
                        raise _too_large(path, f"{limits.max_pixels:,} pixels (max_pixels)")
                    if count > limits.max_pages:
                        raise _too_large(path, f"{limits.max_pages:,} pages (max_pages)")
                    resolution, errors = _resolution(frame), LibraryErrors()
                    with errors.listening():
                        page = ImageOps.exif_transpose(frame).convert("L")
                    page.info["dpi"] = (resolution, resolution)
                    page.info[_IS_DAMAGED] = errors.told
                    yield page
        except (CableparseError, MemoryError):
            raise
        except Exception as error:  # Pillow raises of any type where tags or blocks are damaged
            raise UnreadableInput(f"{writable(path)}: is a damaged image ({type(error).__name__})") from error


def _too_large(path: str, limit: str) -> UnreadableInput:
    return UnreadableInput(f"{writable(path)}: has more than {limit}")


def _resolution(image: Image) -> float:
    """In dots an inch."""
    said = image.info.get("dpi")
    resolution = float(said[0]) if isinstance(said, tuple) and said else 0.0
    if _LEAST_RESOLUTION <= resolution <= _MOST_RESOLUTION:
        return resolution
    return min(image.size) / _PAGE_WIDTH


def _as_pdf(frames: Iterator[Image]) -> bytes:
    first, *others = frames
    file = BytesIO()
    first.save(file, "PDF", save_all=True, append_images=others, resolution=_resolution(first))
    return file.getvalue()
