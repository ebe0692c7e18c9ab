"""What a checked sample tells of its collection: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cableparse.audit.agreement import Agreement
from cableparse.audit.estimate import Estimate
from cableparse.audit.findings import Findings
from cableparse.audit.judgement import Judgement
from cableparse.audit.reliability import CalibratedShare, reliability
from cableparse.controls import visible
from cableparse.form_fields import names

_WHOLE = "the whole record"
_LEAK = " (of a calibration that these very records were checked for: it must fit them better than others)"


def as_table(found: Findings, calibrated: CalibratedShare, show: int) -> Iterator[str]:
    """Lines without line ends: the shares that are right, least first, by family, by confidence; then differences."""
    sample = found.sample
    if not found.is_complete:
        yield f"Not finished: {found.left} fields of the sample are not judged; what follows may mislead."
        yield ""
    interval = f"{100 * sample.level:g} % interval"
    yield f"{'field':<30}{'checked':>9}{'wrong':>7}{'unclear':>9}{'right':>9}   {interval}"
    for row, estimate in sorted(found.rows.items(), key=lambda item: item[1].right):
        yield _line(names()[row], estimate)
    if found.whole:
        yield _line(_WHOLE, found.whole)
    yield (
        f"of {sample.records} records in {sample.documents} documents; "
        f"checked by {', '.join(f'{visible(by)} ({count} fields)' for by, count in found.checkers.items())}"
    )
    if len(found.families) > 1:
        for family, rows in found.families.items():
            yield ""
            yield f"{family}:"
            for row, estimate in sorted(rows.items(), key=lambda item: item[1].right):
                yield _line(names()[row], estimate)
    yield from _reliability(found, calibrated)
    for agreement in found.agreements:
        yield ""
        yield from _agreement(agreement, show)


def _reliability(found: Findings, calibrated: CalibratedShare) -> Iterator[str]:
    """By confidence, how much was expected to be right before what is."""
    bins = reliability(found)
    if bins:
        yield ""
        yield f"by confidence{_LEAK if calibrated.leaks else ''}:"
    for each in bins:
        yield _line(f"{each.low:g} to {each.high:g}, expected {100 * each.expected:.1f} %", each.found)


def _line(name: str, found: Estimate) -> str:
    return (
        f"{name:<30}{found.checked:>9}{found.wrong:>7}{found.unclear:>9}{100 * found.right:>7.1f} %"
        f"   {100 * found.low:.1f} to {100 * found.high:.1f} %"
    )


def _agreement(found: Agreement, show: int) -> Iterator[str]:
    kappa = "all answers alike, so no kappa" if found.kappa is None else f"Cohen's kappa {found.kappa:.2f}"
    one, other = map(visible, found.people)
    yield f"{one} and {other} agree on {found.agreed} of {found.both} fields that both checked; {kappa}"
    for first, second in found.differing[:show]:
        yield visible(f"  {first.drawn.source.name}: {first.path}: {_answer(first)}; {_answer(second)}")
    if len(found.differing) > show:
        yield f"  and {len(found.differing) - show} more; see --show"


def _answer(judgement: Judgement) -> str:
    value = "" if judgement.value is None else f", {json.dumps(judgement.value, ensure_ascii=False)}"
    return f"{judgement.by} says {judgement.verdict.value}{value}"


def as_json(found: Findings, calibrated: CalibratedShare, show: int) -> str:
    """The same as one object; each agreement has `show` of the fields on which people differ."""
    sample = found.sample
    return json.dumps(
        {
            "complete": found.is_complete,
            "left": found.left,
            "level": sample.level,
            "records": sample.records,
            "documents": sample.documents,
            "drawn": len(sample.drawn),
            "checkers": found.checkers,
            "whole": found.whole and found.whole._asdict(),
            "fields": _plain(found.rows),
            "families": {family: _plain(rows) for family, rows in found.families.items()},
            "confidences": [
                {"from": each.low, "to": each.high, "expected": each.expected, **each.found._asdict()}
                for each in reliability(found)
            ],
            "calibrated": calibrated._asdict(),
            "agreements": [
                {
                    "people": list(agreement.people),
                    "both": agreement.both,
                    "agreed": agreement.agreed,
                    "kappa": agreement.kappa,
                    "differing": [
                        {
                            "source": first.drawn.source.model_dump(mode="json"),
                            "path": first.path,
                            "answers": [
                                {"by": one.by, "at": one.at, "verdict": one.verdict.value, "value": one.value}
                                for one in (first, second)
                            ],
                        }
                        for first, second in agreement.differing[:show]
                    ],
                }
                for agreement in found.agreements
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _plain(rows: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {row: estimate._asdict() for row, estimate in rows.items()}
