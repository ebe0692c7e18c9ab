"""How inputs are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from cableparse.sources.limits import Limits
from cableparse.sources.pdf.limits import PdfLimits


class OcrChoice(str, Enum):
    """When page images are recognised, and by what.

    `auto` recognises pages without a usable text layer with what is installed, rapidocr first. `rapidocr` and
    `ocrmypdf` do the same with that program only. `force` recognises every page, `never` none.
    """

    AUTO = "auto"
    RAPIDOCR = "rapidocr"
    OCRMYPDF = "ocrmypdf"
    NEVER = "never"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class SourceOptions(Limits):
    """The limits of an input and of its PDFs; when page images are recognised; a table's column with the text.

    `release_basis` says of a collection that was released as a whole by whom, and what it is.
    """

    ocr: OcrChoice = OcrChoice.AUTO
    text_column: str | None = None
    pdf: PdfLimits = field(default_factory=PdfLimits)
    release_basis: str | None = None
