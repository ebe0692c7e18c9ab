"""How much of a PDF is read: bounds that a hostile file cannot pass and no cable comes near."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """Each limit is named in the message that says it was reached.

    `max_pages` counts pages of a file, `max_objects` glyphs and shapes of a page, `max_content_bytes` the decompressed
    drawing instructions of a page with all the forms they draw, of which each counts as a thousand bytes more,
    `max_form_depth` forms inside forms, `max_pixels` those of a page image. `pages` are
    those to be read (`1,3-5`), None for all; the others are there without text, so that numbers stay the file's.
    `until` is the time, by `time.monotonic`, to which pages are recognised; what was is kept.
    """

    max_pages: int = 20_000
    # Some twenty times the glyphs of a line printer's sheet: 66 lines of 132 characters.
    max_objects: int = 200_000
    # Fifty bytes for each of these objects.
    max_content_bytes: int = 10_000_000
    # Fewer than the 28 at which PDFium stops, so that nothing is read that cannot be looked at.
    max_form_depth: int = 20
    # A legal sheet at 600 dots an inch has 43 million.
    max_pixels: int = 60_000_000
    pages: str | None = None
    until: float | None = None
