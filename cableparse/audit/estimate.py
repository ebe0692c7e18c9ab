"""How many fields of a collection are right, from a sample: shares with intervals that fit how it was drawn.

The share is a ratio of two totals, of the right fields and of the judged ones, each summed up over the strata. Its
variance is that of the linearised ratio between the units of each stratum, with the correction for finite populations
(Cochran, Sampling Techniques, 6.13). What that variance is worth in independent draws goes into Wilson's interval. So a
unit may be a record or a document with many, and may have no field, one, or several of the kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import inf
from statistics import fmean, variance
from typing import NamedTuple

from cableparse.audit.figures import interval


class Estimate(NamedTuple):
    """The share of the collection's fields of one kind that are right, and between what it lies at the sample's level.

    `checked`, `wrong` and `unclear` count fields of the sample; those that are unclear are not among `checked`.
    """

    right: float
    low: float
    high: float
    checked: int
    wrong: int
    unclear: int


class Unit(NamedTuple):
    """A unit that was drawn from a stratum, and how many of its fields of one kind were judged, and found right."""

    stratum: int
    judged: int
    right: int
    unclear: int = 0


class _Drawn(NamedTuple):
    """What was drawn from a stratum of `size` units."""

    size: int
    units: list[Unit]

    @property
    def weight(self) -> float:
        """How many units of the collection each drawn one stands for."""
        return self.size / len(self.units)

    @property
    def judged(self) -> float:
        """How many such fields the stratum has, as far as can be told."""
        return self.weight * sum(unit.judged for unit in self.units)

    @property
    def right(self) -> float:
        """How many of them are right."""
        return self.weight * sum(unit.right for unit in self.units)


def estimate(sizes: Sequence[int], units: Iterable[Unit], level: float) -> Estimate | None:
    """The estimate from all units that were drawn, from strata of so many units; null where nothing was judged.

    Raises:
        MissingProgram: the extra `statistics` is not installed.
    """
    by_stratum: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        by_stratum[unit.stratum].append(unit)
    drawn = [_Drawn(sizes[stratum], found) for stratum, found in by_stratum.items()]
    total = sum(part.judged for part in drawn)
    if not total:
        return None
    share = sum(part.right for part in drawn) / total
    spread = sum(_spread(part, share) for part in drawn) / total**2
    count = share * (1 - share) / spread if 0 < share < 1 and spread else _count(drawn, total)
    freedom = sum(max(sum(unit.judged > 0 for unit in part.units) - 1, 0) for part in drawn)
    low, high = interval(share, count, level, freedom)
    told = [unit for part in drawn for unit in part.units]
    checked = sum(unit.judged for unit in told)
    return Estimate(
        share, low, high, checked, checked - sum(unit.right for unit in told), sum(unit.unclear for unit in told)
    )


def _spread(part: _Drawn, share: float) -> float:
    """The variance that a stratum adds to the total of the residuals."""
    count = len(part.units)
    residuals = [unit.right - share * unit.judged for unit in part.units]
    # Of one unit there is no spread: it is taken as that of independent fields.
    squares = variance(residuals) if count > 1 else share * (1 - share) * fmean(unit.judged for unit in part.units)
    return part.size**2 * (1 - count / part.size) * squares / count


def _count(drawn: Iterable[_Drawn], total: float) -> float:
    """What the sample is worth where all of it is right, or all wrong: its fields, weighted as their strata are."""
    parts = [part for part in drawn if part.judged]
    lost = sum((part.judged / total) ** 2 * (1 - len(part.units) / part.size) / _fields(part) for part in parts)
    return 1 / lost if lost else inf


def _fields(part: _Drawn) -> int:
    return sum(unit.judged for unit in part.units)
