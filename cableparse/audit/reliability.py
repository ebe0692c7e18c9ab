"""Whether confidences are true of a collection: of the fields with such a confidence, how many are right.

The bins are those of the grades (`cableparse/grade.py`): what decides how much checking a record wants must hold, and
in bins of equal width nearly all fields of a clean collection would be in one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cableparse.audit.drawn_sample import Drawn
from cableparse.audit.estimate import Estimate
from cableparse.audit.findings import Findings
from cableparse.audit.judgement import FieldVerdict
from cableparse.audit.units import Units
from cableparse.record import Cable

# Most fields have confidences near 1, of which a small difference tells much: bins are narrower there.
_BOUNDS = (0.0, 0.5, 0.8, 0.95, 1.0)


class Bin(NamedTuple):
    """The fields with a confidence from `low` up to `high`: what share the program expected to be right, and is."""

    low: float
    high: float
    expected: float
    found: Estimate


class CalibratedShare(NamedTuple):
    """Of how many records of a sample the confidences are of a calibration, and how many were checked for that one."""

    records: int
    own: int

    @property
    def leaks(self) -> bool:
        """Whether the confidences are measured on what they were made of."""
        return self.own > 0


def reliability(found: Findings) -> list[Bin]:
    """The bins of which any field was judged. A field without a confidence is in none."""
    units = Units(found.sample, found.judged, ())
    return [made for low, high in pairwise(_BOUNDS) if (made := _bin(found, units, low, high))]


def calibrated(drawn: Iterable[tuple[Drawn, Cable]]) -> CalibratedShare:
    """What the records of a sample say of their calibration."""
    told = [cable.calibration for _, cable in drawn if cable.calibration]
    return CalibratedShare(len(told), sum(one.own for one in told))


def _bin(found: Findings, units: Units, low: float, high: float) -> Bin | None:
    judged = [
        one
        for one in found.judged
        if one.confidence is not None and (low <= one.confidence < high or one.confidence == high == _BOUNDS[-1])
    ]
    estimated = units.among(judged)
    if estimated is None:
        return None
    weights = units.weights()
    told = [
        (one.confidence or 0.0, weights[one.drawn.stratum]) for one in judged if one.verdict is not FieldVerdict.UNCLEAR
    ]
    expected = sum(sure * weight for sure, weight in told) / sum(weight for _, weight in told)
    return Bin(low, high, expected, estimated)
