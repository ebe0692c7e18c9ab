"""The lines of a page image, read by rapidocr. Its models lie in its wheel: nothing is fetched."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from cableparse.pages import INCH
from cableparse.sources.pdf.paint.text_run import TextRun

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots an inch at which a page is read: typescript's letters are then some 20 dots high, as those are that the models
# were trained on.
RESOLUTION = 180
# Reading takes time and memory by the dot.
_MOST_DOTS = 12_000_000
# Shares of the height of a recognised line's box, which has some air around the type.
_TYPE_HEIGHT = 0.8
_BASELINE = 0.76
_LEAST_CONFIDENCE = 0.3


def recognize(image: Image, resolution: float) -> list[TextRun]:
    """The lines of a page image of `resolution` dots an inch, read by rapidocr.

    Each stretch of a line is a run, with its confidence from 0 to 1.
    """
    import numpy

    scale = min(1.0, RESOLUTION / resolution, math.sqrt(_MOST_DOTS / (image.width * image.height)))
    if scale < 1:
        image = image.resize((max(round(image.width * scale), 1), max(round(image.height * scale), 1)))
    found = _rapidocr()(numpy.asarray(image.convert("RGB")), use_cls=False)
    if found.boxes is None:
        return []
    points = INCH / (resolution * scale)
    return [
        _run(corners.tolist(), normalize("NFKC", text), float(confidence), points)  # the model also knows wide commas
        for corners, text, confidence in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip()
    ]


@cache
def _rapidocr() -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else onnxruntime tells its maker of each start
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": _LEAST_CONFIDENCE,
            "Global.max_side_len": _MOST_DOTS,  # images are scaled before
        }
    )


def _run(corners: Sequence[Sequence[float]], text: str, confidence: float, points: float) -> TextRun:
    """A recognised stretch: its corners are in dots, clockwise from the top left."""
    (ax, ay), (bx, by), _, (dx, dy) = corners
    down_x, down_y = (dx - ax) * points, (dy - ay) * points
    height = (down_x**2 + down_y**2) ** 0.5
    return TextRun(
        text,
        ax * points + _BASELINE * down_x,
        ay * points + _BASELINE * down_y,
        (bx - ax) * points,
        (by - ay) * points,
        _TYPE_HEIGHT * height,
        confidence,
    )
