"""How inputs are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from time import monotonic
from typing import TYPE_CHECKING

from cableparse.sources.limits import Limits
from cableparse.sources.pdf.paint.bounds import PdfLimits

if TYPE_CHECKING:
    from cableparse.calibration import Calibration

# The share of an input's time in which its pages are recognised; what is left, a minute of 300 seconds, is for the last
# page, which may take several times as long as those before it, and for reading the rest and making the records.
_RECOGNISING = 0.8


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

    `release_basis` says of a collection that was released as a whole by whom, and what it is; `calibration` makes the
    confidences those of the collection.
    `seconds` is what an input may take until it is given up, None where nobody does that.
    """

    ocr: OcrChoice = OcrChoice.AUTO
    text_column: str | None = None
    pdf: PdfLimits = field(default_factory=PdfLimits)
    release_basis: str | None = None
    calibration: Calibration | None = None
    seconds: float | None = None

    def begun(self) -> SourceOptions:
        """These options for an input that is begun now: its pages are recognised while enough time is left."""
        if self.seconds is None:
            return self
        return replace(self, pdf=replace(self.pdf, until=monotonic() + _RECOGNISING * self.seconds))
