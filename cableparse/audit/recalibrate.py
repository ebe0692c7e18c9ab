"""A calibration made of a checked sample: isotonic regression of what was right over the program's confidence.

Each field weighs as many of the collection as it stands for. Where isotonic regression finds one level for a run of
confidences, that level stands at their mean, and lines join the levels (centred isotonic regression: Oron and Flournoy,
Statistics in Biopharmaceutical Research 9, 2017): steps would put a cliff where the sample has a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from typing import NamedTuple

from cableparse.audit import figures
from cableparse.audit.findings import Findings
from cableparse.audit.judgement import FieldVerdict, Judgement
from cableparse.audit.reliability import CalibratedShare
from cableparse.audit.units import Units
from cableparse.calibration import Calibration, Point, record_name
from cableparse.corrections import Key
from cableparse.errors import CableparseError

# A curve is drawn of no fewer fields: of 50 that are all right the share lies between 93 % and all.
_FEWEST = 50
# Nor with fewer wrong ones: of none that is wrong the unsure fields would be as sure as all others.
_FEWEST_WRONG = 5
# Of a point: a sample that tells a share to within as little would be of ten thousands.
_DECIMALS = 4


class NoCalibration(CableparseError):
    """No calibration can be made of a sample; the message says why."""


class _Judged(NamedTuple):
    confidence: float
    right: bool
    weight: float


def fit(found: Findings, calibrated: CalibratedShare) -> Calibration:
    """The calibration of the collection that a sample was drawn from.

    `calibrated` is what the records of the sample say of an earlier one.

    Raises:
        NoCalibration: too few fields were judged, or the confidences are of a calibration already.
        MissingProgram: the extra `statistics` is not installed.
    """
    if calibrated.records:
        raise NoCalibration(
            "the records of the sample were read with --calibration, and a calibration is made of the program's own "
            "confidences: draw a sample of records that were read without it"
        )
    weights = Units(found.sample, found.judged, ()).weights()
    by_row: defaultdict[str, list[_Judged]] = defaultdict(list)
    for judgement in _told(found.judged):
        right = judgement.verdict is FieldVerdict.RIGHT
        by_row[judgement.row].append(_Judged(judgement.confidence or 0.0, right, weights[judgement.drawn.stratum]))
    judged = [one for row in by_row.values() for one in row]
    if not _is_enough(judged):
        raise NoCalibration(
            f"{len(judged)} fields with a confidence were judged, {_wrong(judged)} of them wrong: a calibration takes "
            f"{_FEWEST} or more, {_FEWEST_WRONG} of them wrong, or it would not tell where errors lie"
        )
    return Calibration(
        program=found.sample.program,
        made_on=f"{datetime.now(UTC):%Y-%m-%d}",
        sample_drawn_on=found.sample.drawn_on,
        fields=len(judged),
        wrong=_wrong(judged),
        points=_curve(judged),
        rows={row: _curve(of_row) for row, of_row in by_row.items() if _is_enough(of_row)},
        records=sorted({_name(judgement.drawn.source.key) for judgement in _told(found.judged)}),
    )


def _told(judged: Iterable[Judgement]) -> list[Judgement]:
    return [one for one in judged if one.confidence is not None and one.verdict is not FieldVerdict.UNCLEAR]


def _name(key: Key) -> str:
    return record_name(key.sha256, key.member, key.index)


def _is_enough(judged: Sequence[_Judged]) -> bool:
    return len(judged) >= _FEWEST and _wrong(judged) >= _FEWEST_WRONG


def _wrong(judged: Iterable[_Judged]) -> int:
    return sum(not one.right for one in judged)


class _Level(NamedTuple):
    """A run of confidences of which isotonic regression finds one share right: their mean, and of how many fields."""

    middle: float
    right: float
    fields: int


def _curve(judged: Sequence[_Judged]) -> list[Point]:
    """A point a level; by Laplace's rule where none or all of its fields are right: the next one may be otherwise."""
    levels = _levels(judged)
    points = [Point(round(level.middle, _DECIMALS), round(level.right, _DECIMALS)) for level in levels]
    first, last = levels[0], levels[-1]
    if first.right == 0.0:
        next_right = levels[1].right if len(levels) > 1 else 1.0
        points[0] = Point(points[0].confidence, round(min(1 / (first.fields + 2), next_right), _DECIMALS))
    if last.right == 1.0:
        before = points[-2].right if len(points) > 1 else 0.0
        points[-1] = Point(points[-1].confidence, round(max((last.fields + 1) / (last.fields + 2), before), _DECIMALS))
    return points


def _levels(judged: Sequence[_Judged]) -> list[_Level]:
    by_confidence: defaultdict[float, list[_Judged]] = defaultdict(list)
    for one in judged:
        by_confidence[one.confidence].append(one)
    steps = [_level(by_confidence[confidence]) for confidence in sorted(by_confidence)]
    weights = [sum(one.weight for one in by_confidence[confidence]) for confidence in sorted(by_confidence)]
    begins = figures.levels([step.right for step in steps], weights)
    ordered = sorted(judged, key=lambda one: one.confidence)
    ends = [0, *accumulate(step.fields for step in steps)]
    return [_level(ordered[ends[first] : ends[after]]) for first, after in pairwise(begins)]


def _level(judged: Sequence[_Judged]) -> _Level:
    total = sum(one.weight for one in judged)
    middle = sum(one.confidence * one.weight for one in judged) / total
    return _Level(middle, sum(one.weight for one in judged if one.right) / total, len(judged))
