"""Which of PDFium's text objects each glyph that pdfminer read belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cableparse.sources.pdf.paint.painted import Object
from cableparse.sources.pdf.paint.text_run import TextRun

# Both programs take the strings of a page in its own order; one may pass over so many that the other does not.
_REACH = 20
# Shares of the type's height: the font's own measures and its ink differ by so much.
_AROUND = 0.75


def objects_of(runs: Sequence[TextRun], objects: Sequence[Object]) -> list[int | None]:
    """The place in `objects` of the text that each run is part of; None where there is none at its place."""
    texts = [place for place, item in enumerate(objects) if item.is_text]
    found: list[int | None] = []
    next_text = 0
    for _, string in groupby(runs, lambda run: run.string):
        glyphs = list(string)
        near = texts[next_text : next_text + _REACH]
        place = next((place for place in near if _holds(objects[place], glyphs)), None)
        if place is not None:
            next_text = texts.index(place, next_text) + 1
        found += [place] * len(glyphs)
    return found


def _holds(item: Object, glyphs: Sequence[TextRun]) -> bool:
    """Whether most of a string's glyphs stand in the place of a text."""
    x0, top, x1, bottom = item.box
    inside = 0
    for run in glyphs:
        x, y = run.center
        around = _AROUND * run.size
        inside += x0 - around <= x <= x1 + around and top - around <= y <= bottom + around
    return 2 * inside >= len(glyphs)
