"""The options of every command that reads inputs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.sources.options import OcrChoice, SourceOptions
from cableparse.sources.page_choice import is_choice
from cableparse.sources.pdf.paint.bounds import PdfLimits

if TYPE_CHECKING:
    from cableparse.calibration import Calibration

_DEFAULTS = SourceOptions()


def _pages(given: str | None) -> str | None:
    if given is not None and not is_choice(given):
        raise typer.BadParameter("names no pages; write 2, 1-3, 4- or 1,3-5")
    return given


def _calibration(path: Path) -> Calibration:
    from cableparse.calibration import read

    return read(path)


def source_options(
    ocr: Annotated[
        OcrChoice, typer.Option(help="When page images are recognised, and by what program.")
    ] = _DEFAULTS.ocr,
    pages: Annotated[
        str | None,
        typer.Option(callback=_pages, help="Read only these pages of a PDF or an image: 2, 1-3, 4- or 1,3-5."),
    ] = None,
    text_column: Annotated[
        str | None,
        typer.Option(help="The column of a table that has the text. Without it its name or its rows tell which."),
    ] = None,
    release_basis: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Of a collection that was released as a whole: by whom, and what it is. Each record gets it, and is "
            "not asked for a release marking.",
        ),
    ] = None,
    calibration: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Make confidences those of your collection, as `evaluate --write-calibration` found them in a sample.",
        ),
    ] = None,
    max_bytes: Annotated[
        int, typer.Option(min=1, help="Refuse a file, member, message or row of more bytes than this.")
    ] = _DEFAULTS.max_bytes,
    max_unpacked: Annotated[
        int, typer.Option(min=1, help="Unpack no more bytes than this from one archive.")
    ] = _DEFAULTS.max_unpacked,
    max_ratio: Annotated[
        int, typer.Option(min=1, help="Unpack no more than this many times an archive's own size.")
    ] = _DEFAULTS.max_ratio,
    max_depth: Annotated[
        int, typer.Option(min=1, help="How many archives may lie inside each other.")
    ] = _DEFAULTS.max_depth,
    max_pages: Annotated[
        int, typer.Option(min=1, help="Read no more pages than this of a PDF or an image.")
    ] = _DEFAULTS.pdf.max_pages,
    max_objects: Annotated[
        int, typer.Option(min=1, help="Read no more glyphs and shapes than this of a PDF's page.")
    ] = _DEFAULTS.pdf.max_objects,
    max_content_bytes: Annotated[
        int, typer.Option("--max-content-bytes", min=1, help="Unpack no more of a page than this.")
    ] = _DEFAULTS.pdf.max_content_bytes,
    max_form_depth: Annotated[
        int, typer.Option("--max-form-depth", min=1, help="How deep forms may be nested in a page.")
    ] = _DEFAULTS.pdf.max_form_depth,
    max_pixels: Annotated[
        int, typer.Option(min=1, help="Refuse a page image of more pixels than this.")
    ] = _DEFAULTS.pdf.max_pixels,
) -> SourceOptions:
    """How inputs are read."""
    pdf = PdfLimits(max_pages, max_objects, max_content_bytes, max_form_depth, max_pixels, pages)
    own = _calibration(calibration) if calibration else None
    return SourceOptions(max_bytes, max_unpacked, max_ratio, max_depth, ocr, text_column, pdf, release_basis, own)
