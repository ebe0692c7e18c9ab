"""Text recognition of page images: rapidocr in this process, or ocrmypdf with Tesseract where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from enum import Enum
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from cableparse.errors import MissingProgram
from cableparse.sources.options import OcrChoice
from cableparse.sources.pdf.run import Run

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots an inch at which a page is drawn for recognition: typescript's letters are then some 20 dots high, as those are
# that the models were trained on, and the longer side of a page is within their 2,000 dots.
RESOLUTION = 180
LONGEST_SIDE = 2000
_INSTALL = "install it with `pip install 'cableparse[ocr]'`, or install ocrmypdf and tesseract"
# Shares of the height of a recognised line's box, which has some air around the type.
_TYPE_HEIGHT = 0.8
_BASELINE = 0.76
_LEAST_CONFIDENCE = 0.3


class Engine(str, Enum):
    """What recognises the text; the value is what `Document.layer` says."""

    RAPIDOCR = "rapidocr"
    OCRMYPDF = "tesseract"


def find_engine(choice: OcrChoice) -> Engine | None:
    """The engine that `choice` comes to here; None where it is `never`, or nothing is installed and `auto` allows that.

    Raises:
        MissingProgram: `choice` asks for recognition that is not installed.
    """
    if choice is OcrChoice.NEVER:
        return None
    if choice is not OcrChoice.OCRMYPDF and find_spec("rapidocr") and find_spec("onnxruntime"):
        return Engine.RAPIDOCR
    if choice is not OcrChoice.RAPIDOCR and shutil.which("ocrmypdf") and shutil.which("tesseract"):
        return Engine.OCRMYPDF
    if choice is OcrChoice.AUTO:
        return None
    wanted = "text recognition" if choice is OcrChoice.FORCE else choice.value
    raise MissingProgram(f"{wanted} is not installed; {_INSTALL}")


def missing(path: str) -> MissingProgram:
    """The error for an image that nothing here can recognise."""
    return MissingProgram(f"{path}: holds page images without text, and no text recognition is installed; {_INSTALL}")


def recognize(image: Image, resolution: float) -> list[Run]:
    """The lines of a page image of `resolution` dots an inch, read by rapidocr.

    Each stretch of a line is a run, with its confidence from 0 to 1.
    """
    import numpy

    scale = min(1.0, LONGEST_SIDE / max(image.size))
    if scale < 1:
        image = image.resize((max(round(image.width * scale), 1), max(round(image.height * scale), 1)))
    found = _rapidocr()(numpy.asarray(image.convert("RGB")), use_cls=False)
    if found.boxes is None:
        return []
    points = 72 / (resolution * scale)
    return [
        _run(corners.tolist(), normalize("NFKC", text), float(confidence), points)  # the model also knows wide commas
        for corners, text, confidence in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip()
    ]


@cache
def _rapidocr() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _LEAST_CONFIDENCE})


def _run(corners: Sequence[Sequence[float]], text: str, confidence: float, points: float) -> Run:
    """A recognised stretch: its corners are in dots, clockwise from the top left."""
    (ax, ay), (bx, by), _, (dx, dy) = corners
    down_x, down_y = (dx - ax) * points, (dy - ay) * points
    height = (down_x**2 + down_y**2) ** 0.5
    return Run(
        text,
        ax * points + _BASELINE * down_x,
        ay * points + _BASELINE * down_y,
        (bx - ax) * points,
        (by - ay) * points,
        _TYPE_HEIGHT * height,
        confidence,
    )


def add_layer(data: bytes, pages: Sequence[int]) -> bytes | None:
    """The PDF with a text layer that ocrmypdf gave these pages in place of theirs; None where it fails."""
    listed = ",".join(map(str, pages))
    command = ["ocrmypdf", "--quiet", "--force-ocr", "--pages", listed, "--output-type", "pdf", "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"%PDF-") else None
