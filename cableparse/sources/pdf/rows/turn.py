"""Text that lies on its side, on its head or askew, turned upright."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from cableparse.pages import Box
from cableparse.sources.pdf.paint.text_run import TextRun

_SKEW = 0.003  # radians over which a line of type leaves its row
# Text is turned by quarters, and stamps by any angle; the words that recognition finds on one line differ by less.
_STEPS = 72
_STEP = 2 * math.pi / _STEPS
_ASKEW = math.radians(3)
# How far neighbours on an askew line may lie apart, in heights of the type.
_NEXT_ON_LINE = 0.35
# The share of neighbours that climb, on a page of words each drawn level.
_CLIMBING = 0.05


def upright(runs: Sequence[TextRun]) -> list[tuple[float, list[TextRun]]]:
    """The runs by the way they are turned, most of them first: the angle in radians, clockwise, and the runs level."""
    ways: dict[int, list[TextRun]] = defaultdict(list)
    for run in runs:
        ways[0 if run.dy == 0 and run.dx >= 0 else _way(run)].append(run)
    return [_level(ways[way], way * _STEP) for way in sorted(ways, key=lambda way: -len(ways[way]))]


def turned(box: Box, angle: float) -> Box:
    """The place on the page of a box among runs that were turned upright by `angle`."""
    if not angle:
        return box
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [(x * cos - y * sin, x * sin + y * cos) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _way(run: TextRun) -> int:
    """The steps, clockwise, by which a run is turned; what is near a quarter turn is one that is askew."""
    angle = math.atan2(run.dy, run.dx)
    quarter = round(angle / (math.pi / 2)) * math.pi / 2
    return round((quarter if abs(angle - quarter) <= _ASKEW else angle) / _STEP) % _STEPS


def _level(runs: list[TextRun], angle: float) -> tuple[float, list[TextRun]]:
    level = [_turn(run, -angle) for run in runs] if angle else runs
    skew = _skew(level)
    if not skew:
        return angle, level
    return angle + skew, [_turn(run, -angle - skew) for run in runs]


def _turn(run: TextRun, angle: float) -> TextRun:
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = run.x * cos - run.y * sin, run.x * sin + run.y * cos
    return run._replace(x=x, y=y, dx=run.dx * cos - run.dy * sin, dy=run.dx * sin + run.dy * cos)


def _skew(runs: Sequence[TextRun]) -> float:
    """The angle of the lines in radians.

    It is that of the runs where they are drawn askew, else the one at which the baselines of neighbours climb.
    """
    askew = sum(run.dy != 0 for run in runs)
    if 2 * askew > len(runs):
        angle = median(math.atan2(run.dy, run.dx) for run in runs)
        return angle if abs(angle) > _SKEW else 0.0
    pairs = list(pairwise(runs))
    if sum(a.y != b.y for a, b in pairs) < _CLIMBING * len(runs):
        return 0.0
    steps = [(b.y - a.y, b.x - a.x) for a, b in pairs if b.x > a.x and abs(b.y - a.y) < _NEXT_ON_LINE * a.size]
    angle = math.atan2(sum(dy for dy, _ in steps), sum(dx for _, dx in steps))
    return angle if abs(angle) > _SKEW else 0.0
