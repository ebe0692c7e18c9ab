"""How inputs are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cableparse.sources.limits import Limits


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
    """The limits of an input, when its page images are recognised, and which column of a table has the text."""

    ocr: OcrChoice = OcrChoice.AUTO
    text_column: str | None = None
