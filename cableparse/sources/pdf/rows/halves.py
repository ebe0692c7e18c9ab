"""Two pages copied side by side onto one sheet: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from cableparse.sources.pdf.paint.text_run import TextRun

# In widths of a character: what parts two pages is wider than what parts words.
_GUTTER = 4.0
# Where the gutter is looked for, as shares of the text's width: the margins of the two pages need not be the same.
_FROM, _TO, _STEPS = 0.35, 0.65, 61
# A page has more lines than a caption or a stamp; of these so many may run across both.
_FEWEST_LINES = 8
_MOST_ACROSS = 2
# In widths of a character: a page's longest line has more, a column of labels or figures fewer.
_LONGEST_LINE = 40.0


def halves(runs: Sequence[TextRun], lines: Sequence[Sequence[TextRun]]) -> list[list[TextRun]]:
    """The runs of a sheet that is wider than high, in parts in reading order; one part where they are one page's.

    `lines` are the same runs by baseline, from the top. What runs across both pages comes before them or after.
    """
    inked = [run for run in runs if run.text.strip() and run.dx > 0]
    if not inked:
        return [list(runs)]
    gutter = _gutter(inked, lines)
    if gutter is None:
        return [list(runs)]
    x, width = gutter
    above: list[TextRun] = []
    left: list[TextRun] = []
    right: list[TextRun] = []
    below: list[TextRun] = []
    for line in lines:
        if _crosses(line, x, width):
            (below if left or right else above).extend(line)
            continue
        left += [run for run in line if run.x < x]
        right += [run for run in line if run.x >= x]
    return [part for part in (above, left, right, below) if part]


def _gutter(inked: Sequence[TextRun], lines: Sequence[Sequence[TextRun]]) -> tuple[float, float] | None:
    """The middle and the width of an upright gap with a page's lines on either side; None where there is none."""
    width = _GUTTER * median(run.dx / len(run.text) for run in inked)
    start, end = min(run.x for run in inked), max(run.x + run.dx for run in inked)
    places = (start + (end - start) * (_FROM + (_TO - _FROM) * step / (_STEPS - 1)) for step in range(_STEPS))
    across, x = min((sum(_crosses(line, x, width) for line in lines), x) for x in places)
    if across > _MOST_ACROSS:
        return None
    whole = [line for line in lines if not _crosses(line, x, width)]
    left = [[run for run in line if _is_ink(run) and run.x < x] for line in whole]
    right = [[run for run in line if _is_ink(run) and run.x >= x] for line in whole]
    return (x, width) if all(_is_page(list(filter(None, side)), width) for side in (left, right)) else None


def _is_page(lines: Sequence[Sequence[TextRun]], width: float) -> bool:
    """Whether lines are a page's: long ones, and not most of them parted as those of a table are."""
    if len(lines) < _FEWEST_LINES or max(map(_length, lines)) < _LONGEST_LINE / _GUTTER * width:
        return False
    return 2 * sum(_is_parted(line, width) for line in lines) < len(lines)


def _length(line: Sequence[TextRun]) -> float:
    return line[-1].x + line[-1].dx - line[0].x


def _is_parted(line: Sequence[TextRun], width: float) -> bool:
    return any(after.x - before.x - before.dx >= width for before, after in pairwise(line))


def _crosses(line: Sequence[TextRun], x: float, width: float) -> bool:
    return any(_is_ink(run) and run.x < x + width / 2 and run.x + run.dx > x - width / 2 for run in line)


def _is_ink(run: TextRun) -> bool:
    return not run.text.isspace()
