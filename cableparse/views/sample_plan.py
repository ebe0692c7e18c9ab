"""What a sample will show, in plain words: what was drawn of what, how long it takes, how near the answer comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cableparse.audit.counted import counted
from cableparse.audit.design import margin_for
from cableparse.audit.drawn_sample import Sample, Stratum
from cableparse.audit.frame import Frame
from cableparse.audit.take import DrawnFields
from cableparse.controls import visible
from cableparse.form_fields import names

_POOLED = "too few to draw from alone"
# From so many on hours are told: of fewer than two an hour more or less matters.
_MINUTES_LONG = 120
_MINUTE = _HOUR = 60  # of seconds, of minutes


def plan(sample: Sample, taken: DrawnFields, frame: Frame, folder: Path) -> Iterator[str]:
    """Lines without line ends."""
    drawn = len(sample.drawn)
    documents = sum(stratum.drawn_documents for stratum in sample.strata)
    yield (
        f"{drawn:,} of {sample.records:,} records are drawn at random (seed {sample.seed}), from {documents:,} of "
        f"{sample.documents:,} documents{', each with all its records' if sample.whole_documents else ''}."
    )
    yield ""
    yield from _strata(sample)
    yield ""
    yield from _fields(sample, taken, frame)
    yield ""
    if drawn == sample.records:
        yield "All records are drawn: when they are checked, the shares are known and not estimated."
    else:
        yield (
            f"Told to within: of 100 such samples about {100 * sample.level:.0f} tell a share as near as this to that "
            "of the whole collection."
        )
        yield "It is reckoned for as many right as the confidences expect, and at one half where they say nothing."
    if sample.whole_documents:
        yield "Records of one document may be alike: then it is wider."
    yield f"To check them open {visible(str(folder / 'index.html'))} in Chrome, Chromium or Edge."


def _strata(sample: Sample) -> Iterator[str]:
    named = [(_name(stratum), stratum) for stratum in sample.strata]
    width = max(len(name) for name, _ in named) + 2
    yield f"{', '.join(sample.by) or 'all':<{width}}{'records':>10}{'drawn':>8}{'documents':>12}{'drawn':>8}"
    for name, stratum in sorted(named, key=lambda one: (one[1].names is None, one[0])):
        yield (
            f"{name:<{width}}{stratum.records:>10,}{stratum.drawn_records:>8,}"
            f"{stratum.documents:>12,}{stratum.drawn_documents:>8,}"
        )


def _name(stratum: Stratum) -> str:
    return visible(", ".join(stratum.names)) if stratum.names is not None else _POOLED


def _fields(sample: Sample, taken: DrawnFields, frame: Frame) -> Iterator[str]:
    yield f"{'field':<42}{'to check':>10}{'expected right':>16}{'told to within':>16}"
    for row in sample.fields:
        expected = frame.expected(row)
        told = f"{100 * expected:.1f} %" if expected is not None else "not known"
        margin = margin_for(row, taken.records[row], len(sample.drawn), sample.level, frame)
        within = f"± {100 * margin:.1f} %" if taken.records[row] else "nothing"
        yield f"{f'{names()[row]} ({row})':<42}{taken.fields[row]:>10,}{told:>16}{within:>16}"
    seconds = sum(counted(row).seconds * number for row, number in taken.fields.items())
    yield f"{'all':<42}{taken.fields.total():>10,}   about {_time(seconds)} for one person"


def _time(seconds: float) -> str:
    minutes = max(round(seconds / _MINUTE), 1)
    return f"{minutes} minutes" if minutes < _MINUTES_LONG else f"{minutes / _HOUR:.0f} hours"
