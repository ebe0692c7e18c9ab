"""Whether confidences are true of a collection: of the fields with such a confidence, how many are right.

The bins are those of the grades (`cableparse/grade.py`): what decides how much checking a record wants must hold, and
in bins of equal width nearly all fields of a clean collection would be in one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from cableparse.audit.estimate import Estimate, Unit, estimate
from cableparse.audit.findings import Findings
from cableparse.audit.judgement import Judgement, Verdict
from cableparse.audit.sample import Drawn, Sample
from cableparse.record import Cable

_BOUNDS = (0.0, 0.5, 0.8, 0.95, 1.0)


class Bin(NamedTuple):
    """The fields with a confidence from `low` up to `high`: what share the program expected to be right, and is."""

    low: float
    high: float
    expected: float
    found: Estimate


class Calibrated(NamedTuple):
    """Of how many records of a sample the confidences are of a calibration, and how many were checked for that one."""

    records: int
    own: int

    @property
    def leaks(self) -> bool:
        """Whether the confidences are measured on what they were made of."""
        return self.own > 0


def reliability(found: Findings) -> list[Bin]:
    """The bins of which any field was judged. A field without a confidence is in none."""
    weights = weight_by_stratum(found)
    return [made for low, high in pairwise(_BOUNDS) if (made := _bin(found, low, high, weights))]


def calibrated(drawn: Iterable[tuple[Drawn, Cable]]) -> Calibrated:
    """What the records of a sample say of their calibration."""
    told = [cable.calibration for _, cable in drawn if cable.calibration]
    return Calibrated(len(told), sum(one.own for one in told))


def weight_by_stratum(found: Findings) -> dict[int, float]:
    """How many units of the collection each one stands for, by stratum: of those of which anything was judged."""
    units = Counter(stratum for _, stratum in _judged_units(found.sample, found.judged))
    sizes = _sizes(found.sample)
    return {stratum: sizes[stratum] / count for stratum, count in units.items()}


def _bin(found: Findings, low: float, high: float, weights: Mapping[int, float]) -> Bin | None:
    judged = [
        one
        for one in found.judged
        if one.confidence is not None and (low <= one.confidence < high or one.confidence == high == _BOUNDS[-1])
    ]
    estimated = estimate(_sizes(found.sample), _units(found, judged), found.sample.level)
    if estimated is None:
        return None
    told = [(one.confidence or 0.0, weights[one.drawn.stratum]) for one in judged if one.verdict is not Verdict.UNCLEAR]
    expected = sum(sure * weight for sure, weight in told) / sum(weight for _, weight in told)
    return Bin(low, high, expected, estimated)


def _units(found: Findings, judged: Iterable[Judgement]) -> list[Unit]:
    """All units of which anything was judged, those that have no field in `judged`, too."""
    counted: defaultdict[tuple[Hashable, int], Counter[Verdict]] = defaultdict(Counter)
    for one in judged:
        counted[_unit(found.sample, one.drawn)][one.verdict] += 1
    made = []
    for unit in _judged_units(found.sample, found.judged):
        verdicts = counted[unit]
        right, unclear = verdicts[Verdict.RIGHT], verdicts[Verdict.UNCLEAR]
        made.append(Unit(unit[1], right + verdicts[Verdict.WRONG], right, unclear))
    return made


def _judged_units(sample: Sample, judged: Iterable[Judgement]) -> list[tuple[Hashable, int]]:
    return list(dict.fromkeys(_unit(sample, one.drawn) for one in judged))


def _unit(sample: Sample, drawn: Drawn) -> tuple[Hashable, int]:
    """What tells a unit from all others, and its stratum."""
    return drawn.document if sample.whole_documents else drawn.source.key, drawn.stratum


def _sizes(sample: Sample) -> list[int]:
    return [stratum.documents if sample.whole_documents else stratum.records for stratum in sample.strata]
