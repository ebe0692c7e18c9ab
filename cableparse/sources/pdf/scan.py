"""A page image becomes rows, read by rapidocr; the boxes painted into it are redactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cableparse.pages import Box
from cableparse.sources.pdf import layer
from cableparse.sources.pdf.cover import Cover
from cableparse.sources.pdf.margin import insert_beside, is_code
from cableparse.sources.pdf.rapid import recognize
from cableparse.sources.pdf.row import Row
from cableparse.sources.pdf.rows import Type, set_rows
from cableparse.sources.pdf.run import Run
from cableparse.sources.pdf.scan_boxes import find_boxes

if TYPE_CHECKING:
    from PIL.Image import Image

# Of lines that are read lying on their side or their head, hardly any is read with more confidence.
_SURE = 0.8


class Scan(NamedTuple):
    """What was read from a page image; places are in points from the top left corner of the page as it is read.

    `confidence` is the mean over the characters, from 0 to 1; `turned` the degrees, counter-clockwise, by which the
    image was turned to be read.
    """

    rows: list[Row]
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
    upright = _read(image, resolution, 0)
    if not upright.rows or upright.confidence > _SURE:
        return upright
    return max([upright, *(_read(image, resolution, turn) for turn in (180, 90, 270))], key=lambda scan: scan.worth)


def _read(image: Image, resolution: float, turn: int) -> Scan:
    image = image.rotate(turn, expand=True) if turn else image
    runs = recognize(image, resolution)
    boxes = find_boxes(image, resolution)
    printed = [run for run in runs if is_code(run.text) and any(_stands_in(run, box) for box in boxes)]
    rows, kind = set_rows([run for run in runs if run not in printed], wide=image.width > image.height)
    insert_beside(rows, set_rows(printed)[0], kind.leading / 2)
    length = sum(len(run.text) for run in runs)
    confidence = sum(len(run.text) * (run.confidence or 0.0) for run in runs) / max(length, 1)
    return Scan(rows, kind, [Cover([box], 0) for box in boxes], confidence, turn)


def _stands_in(run: Run, box: Box) -> bool:
    x, y = run.center
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
