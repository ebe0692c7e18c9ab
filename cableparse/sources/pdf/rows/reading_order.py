"""Runs of text become printed rows: in reading order, with the blanks and empty lines that their places show."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.rows.halves import halves
from cableparse.sources.pdf.rows.margin import insert_beside, is_code, take_codes
from cableparse.sources.pdf.rows.printed_row import MOST_BLANKS, PrintedRow, set_row
from cableparse.sources.pdf.rows.turn import turned, upright

# Shares of the type's height.
_SAME_LINE = 0.35  # how far apart baselines of one line may lie
_WORD_GAP = 0.18  # a gap is a blank: the narrowest blank of a common face is 0.25
_SPACED_WORD_GAP = 0.35  # the same on a page that prints its blanks
_LEAST_PITCH = 0.3  # a page of nothing but narrow letters

# In points, where glyphs have neither width nor height.
_NO_PITCH = 0.1

# An empty line is left where baselines lie so many usual distances apart.
_EMPTY_LINE = 1.45
_SINGLE_SPACED = 1.2
_LEAST_LEADING = 0.9
# A page is double-spaced where no more than this share of its lines stand closer.
_SINGLE_SHARE = 0.12
_FEW_GAPS = 5
_SPACED = 0.08  # the share of blanks among the glyphs of a page that prints them
_SHARED_EDGE = 0.08  # of the rows
_HANGING = 12  # columns: further in than the margins of two pages differ


class Type(NamedTuple):
    """The type of a page, in points: the width of a character, the usual distance of baselines, the left edge."""

    pitch: float
    leading: float
    left: float


# Of a page without text, when there is none before: twelve characters and six lines an inch.
_TYPEWRITTEN = Type(6.0, 12.0, 0.0)


def set_rows(
    runs: Sequence[TextRun], before: Type | None = None, *, wide: bool = False
) -> tuple[list[PrintedRow], Type]:
    """The rows of a page from top to bottom; `before` is the type of the page before.

    A sheet that is `wide`, more than high, may be two pages: the left one comes first. Text that is turned against most
    of the page comes last, apart from codes, which stand beside their line.
    """
    rows: list[PrintedRow] = []
    kind = before or _TYPEWRITTEN
    for place, (angle, level) in enumerate(upright(runs)):
        if place == 0:
            is_quarter = abs(math.sin(angle)) > math.sin(math.pi / 4)
            rows, kind = _pages(level, before) if wide is not is_quarter else _set(level, before)
            rows = [row._replace(box=turned(row.box, angle)) for row in rows] if angle else rows
            continue
        others = [row._replace(box=turned(row.box, angle)) for row in _set(level, None)[0]]
        codes = [row._replace(base=row.box.bottom) for row in others if is_code(row.text)]
        insert_beside(rows, codes, kind.leading / 2)
        rows += [row for row in others if not is_code(row.text)]
    return rows, kind


def _pages(runs: list[TextRun], before: Type | None) -> tuple[list[PrintedRow], Type]:
    """The rows of the pages that stand side by side among runs that are level."""
    found: list[PrintedRow] = []
    kind = before
    for part in halves(runs, _baselines(runs)):
        rows, kind = _set(part, kind)
        found += [row._replace(empty_before=True) for row in rows[:1]] + rows[1:]
    return found, kind or _type(runs)


def _set(runs: list[TextRun], before: Type | None) -> tuple[list[PrintedRow], Type]:
    """The rows of runs that are level."""
    kind = _type(runs)
    spaced = sum(run.text == " " for run in runs) > _SPACED * len(runs)
    gap = _SPACED_WORD_GAP if spaced else _WORD_GAP
    found = [set_row(cells, kind.pitch, gap) for cells in _baselines(runs)]
    rows, codes = take_codes([row for row in found if row is not None])
    if rows:
        kind = kind._replace(left=_left(rows, before.left if before else None, kind.pitch))
    distances = [below.base - above.base for above, below in pairwise(rows)]
    kind = kind._replace(leading=_leading([d for d in distances if d > 0], kind))
    placed = []
    for row, distance in zip(rows, [0.0, *distances], strict=False):
        indent = min(max(round((row.segments[0].x0 - kind.left) / kind.pitch), 0), MOST_BLANKS)
        placed.append(row._replace(text=" " * indent + row.text, empty_before=distance > _EMPTY_LINE * kind.leading))
    insert_beside(placed, codes, kind.leading / 2)
    return placed, kind


def _type(runs: Sequence[TextRun]) -> Type:
    """The usual width of a character; glyphs of no width are none."""
    widths = [run.dx / len(run.text) for run in runs if run.dx > 0 and run.text]
    size = median([run.size for run in runs])
    return Type(max(median(widths) if widths else 0.0, _LEAST_PITCH * size, _NO_PITCH), _SINGLE_SPACED * size, 0.0)


def _baselines(runs: Iterable[TextRun]) -> list[list[TextRun]]:
    """The runs of each line, lines from the top, each from the left."""
    levels: dict[float, list[TextRun]] = defaultdict(list)
    for run in runs:
        levels[round(run.y, 1)].append(run)
    lines: list[list[TextRun]] = []
    last, size = -math.inf, 0.0
    for level in sorted(levels):
        found = levels[level]
        if level - last <= _SAME_LINE * min(size, found[0].size):
            lines[-1] += found
        else:
            lines.append(found)
            last, size = level, found[0].size
    for line in lines:
        line.sort(key=_x)
    return lines


def _x(run: TextRun) -> float:
    return run.x


def _left(rows: Sequence[PrintedRow], before: float | None, pitch: float) -> float:
    """Where the text's left edge is: the first place at which several rows begin.

    A page of nothing but continued lines begins far to the right of the page before, whose edge then holds.
    """
    starts = Counter(round(row.segments[0].x0) for row in rows)
    shared = [x for x in sorted(starts) if starts[x] + starts[x + 1] > max(1, _SHARED_EDGE * len(rows))]
    left = float(shared[0] if shared else min(starts))
    return before if before is not None and left - before > _HANGING * pitch else left


def _leading(distances: Sequence[float], kind: Type) -> float:
    if len(distances) < _FEW_GAPS:
        return kind.leading
    return max(sorted(distances)[int(_SINGLE_SHARE * len(distances))], _LEAST_LEADING / _SINGLE_SPACED * kind.leading)
