"""Invisible text over visible text that says the same: what recognition adds to a page that needed none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

from rapidfuzz import fuzz

from cableparse.sources.pdf.paint.text_run import TextRun

# In heights of the type: how far a line of one layer may lie beside that of the other.
_BESIDE = 0.5
# Of 100: recognised text is more like what it was made from than two words that share letters by chance.
_ALIKE = 45.0


def repeating(hidden: Sequence[TextRun], seen: Sequence[TextRun]) -> list[TextRun]:
    """The hidden runs whose strings repeat what is seen at their place."""
    ordered = sorted(seen, key=lambda run: run.center[1])
    levels = [run.center[1] for run in ordered]
    found: list[TextRun] = []
    for _, string in groupby(hidden, lambda run: run.string):
        glyphs = list(string)
        beneath = _beneath(glyphs, ordered, levels)
        if beneath and fuzz.ratio("".join(run.text for run in glyphs), beneath) >= _ALIKE:
            found += glyphs
    return found


def _beneath(glyphs: Sequence[TextRun], ordered: Sequence[TextRun], levels: Sequence[float]) -> str:
    """What is seen where a string stands; `ordered` are the runs by `levels`, their middles."""
    xs, ys = zip(*(run.center for run in glyphs), strict=True)
    around = _BESIDE * max(run.size for run in glyphs)
    near = ordered[bisect_left(levels, min(ys) - around) : bisect_right(levels, max(ys) + around)]
    inside = [run for run in near if min(xs) - around <= run.center[0] <= max(xs) + around]
    return "".join(run.text for run in sorted(inside, key=lambda run: run.x))
