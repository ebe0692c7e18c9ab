"""A page image becomes rows, read by rapidocr; the boxes painted into it are redactions."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from cableparse.pages import INCH, Box
from cableparse.sources.pdf.paint.scan_boxes import find_boxes
from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.rapid import recognize
from cableparse.sources.pdf.rows import layer
from cableparse.sources.pdf.rows.cover import Cover
from cableparse.sources.pdf.rows.margin import insert_beside, is_code
from cableparse.sources.pdf.rows.printed_row import PrintedRow
from cableparse.sources.pdf.rows.reading_order import Type, set_rows

if TYPE_CHECKING:
    from PIL.Image import Image

# Of lines that are read lying on their side or their head, hardly any is read with more confidence.
_SURE = 0.8
# In dots: the engine makes smaller pictures larger.
_PROBED = 750


class Scan(NamedTuple):
    """What was read from a page image; places are in points from the top left corner of the page as it is read.

    `confidence` is the mean over the characters, from 0 to 1; `turned` the degrees, counter-clockwise, by which the
    image was turned to be read.
    """

    rows: list[PrintedRow]
    kind: Type
    covers: list[Cover]
    confidence: float
    turned: int = 0

    @property
    def worth(self) -> float:
        """How much text was read, and how sure it is."""
        texts = [row.text for row in self.rows]
        return self.confidence * layer.score(texts) * layer.letters(texts)


def read_scan(image: Image, resolution: float) -> Scan:
    """Read a page image of `resolution` dots an inch; one that lies on its side or its head is turned."""
    runs = recognize(image, resolution)
    found = _scan(image, resolution, runs, 0)
    if _is_sideways(runs):
        # The engine reads what is higher than wide as if the page were turned by 90 degrees.
        turn = 90 if found.confidence > _SURE else 270
    elif not runs or found.confidence > _SURE or _probe(image, resolution, runs) <= found.confidence:
        return found
    else:
        turn = 180
    image = image.rotate(turn, expand=True)
    return _scan(image, resolution, recognize(image, resolution), turn)


def _is_sideways(runs: Sequence[TextRun]) -> bool:
    """Whether most of the print is in stretches that are higher than wide."""
    letters = sum(len(run.text) for run in runs)
    return 2 * sum(len(run.text) for run in runs if len(run.text) > 1 and run.size > run.dx) > letters


def _probe(image: Image, resolution: float, runs: Sequence[TextRun]) -> float:
    """How sure the middle of the print is where the page is stood on its head."""
    x, y = (round(median(place) * resolution / INCH) for place in zip(*(run.center for run in runs), strict=True))
    left, top = max(x - _PROBED // 2, 0), max(y - _PROBED // 2, 0)
    square = image.crop((left, top, min(left + _PROBED, image.width), min(top + _PROBED, image.height)))
    return _confidence(recognize(square.rotate(180), resolution))


def _confidence(runs: Sequence[TextRun]) -> float:
    """The mean over the characters."""
    return sum(len(run.text) * (run.confidence or 0.0) for run in runs) / max(sum(len(run.text) for run in runs), 1)


def _scan(image: Image, resolution: float, runs: Sequence[TextRun], turn: int) -> Scan:
    boxes = find_boxes(image, resolution)
    printed = [run for run in runs if is_code(run.text) and any(_stands_in(run, box) for box in boxes)]
    rows, kind = set_rows([run for run in runs if run not in printed], wide=image.width > image.height)
    insert_beside(rows, set_rows(printed)[0], kind.leading / 2)
    return Scan(rows, kind, [Cover([box], 0) for box in boxes], _confidence(runs), turn)


def _stands_in(run: TextRun, box: Box) -> bool:
    x, y = run.center
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
