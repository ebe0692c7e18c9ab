"""How many to draw, and from which stratum: the size that a margin asks for, shared out in proportion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, floor, sqrt
from statistics import NormalDist
from typing import NamedTuple

from cableparse.audit import figures
from cableparse.audit.frame import Frame

# Of one unit no spread can be told.
_LEAST = 2
# Of a field without a confidence nothing is expected; at one half a margin asks for the most.
_UNKNOWN = 0.5
# A share that is expected to be nearer to all than this is not planned for: one in a hundred is always possible.
_SUREST = 0.99


def size_for(margin: float, level: float, frame: Frame, rows: Sequence[str]) -> int:
    """How many records tell the share of every row that is right to within `margin`, by simple random sampling.

    The row that is expected to be nearest to one half decides, by what the confidences say of it; one of which they say
    nothing decides only where there is no other, since it would ask for the most. Of a small collection fewer will do
    (the correction for finite populations of Cochran, Sampling Techniques, 4.3).

    Raises:
        MissingProgram: the extra `statistics` is not installed.
    """
    known = [row for row in rows if frame.expected(row) is not None] or rows
    wanted = max(figures.size(_planned(frame, row), margin, level) for row in known)
    records = len(frame.stratum)
    return min(records, ceil(wanted / (1 + (wanted - 1) / records)))


def margin_for(row: str, having: int, drawn: int, level: float, frame: Frame) -> float:
    """To within what `having` of the `drawn` records, those with fields of the row, tell its share that is right.

    It is `size_for` turned round: for records that are drawn by themselves. Those of one document may be more alike.
    """
    if not having:
        return 1.0
    share, records = _planned(frame, row), len(frame.stratum)
    left = (records - drawn) / max(records - 1, 1)
    return NormalDist().inv_cdf((1 + level) / 2) * sqrt(share * (1 - share) / having * left)


def _planned(frame: Frame, row: str) -> float:
    return min(frame.expected(row) or _UNKNOWN, _SUREST)


class StratumUnits(NamedTuple):
    """The units of a stratum, or of several that are pooled, by their numbers in the frame; and how many to draw."""

    strata: frozenset[int]
    units: int
    drawn: int


def share_out(size: int, units: Mapping[int, int]) -> list[StratumUnits]:
    """`size` units over strata of so many units each, in proportion, at least two of each.

    Strata whose share would be less than one unit are drawn from together.
    """
    total = sum(units.values())
    size = min(size, total)
    small = frozenset(stratum for stratum, count in units.items() if size * count < total)
    groups = {frozenset({stratum}): count for stratum, count in units.items() if stratum not in small}
    if small:
        groups[small] = sum(units[stratum] for stratum in small)
    least = {group: min(_LEAST, count) for group, count in groups.items()}
    shares = {group: max(size * count / total - least[group], 0.0) for group, count in groups.items()}
    spare = max(size - sum(least.values()), 0)
    scale = spare / (sum(shares.values()) or 1)
    drawn = Counter({group: least[group] + floor(share * scale) for group, share in shares.items()})
    rest = sorted(groups, key=lambda group: (-(shares[group] * scale % 1), min(group)))
    for group in rest[: max(size - drawn.total(), 0)]:
        drawn[group] += 1
    return [StratumUnits(group, count, min(drawn[group], count)) for group, count in groups.items()]
