"""How likely each field is right: from the sureness of its lines, what was repaired, what agrees, what was left."""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from cableparse.account import Unassigned
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.lines import Labelled, LabelledMessage, LineKind
from cableparse.pages import Span
from cableparse.record import MESSAGES

# The field that a label stands for: where the label is printed and the field is null, the null has a confidence too.
FIELDS = {
    "approved": "drafting.approved_by",
    "captions": "captions",
    "class_line": "classification.level",
    "classification": "classification.level",
    "classified": "executive_order.classified_by",
    "cleared": "drafting.cleared_by",
    "drafted": "drafting.drafted_by",
    "dtg": "dtg.utc",
    "eo": "executive_order.number",
    "exempted": "exempted",
    "fm": "from.name",
    "info": "info",
    "mrn": "message.number",
    "number": "message.number",
    "pass_line": "passing",
    "precedence": "precedence",
    "reason": "executive_order.reasons",
    "ref": "references",
    "signature": "body.signature",
    "subject": "subject",
    "tags": "tags",
    "to": "to",
}
# What an id is made of.
_ID = ("message.originator", "message.number", "message.year")
# What was measured: of the fields with such a raw figure, how many were right.
_TABLE = Path(__file__).with_name("calibration.csv")
_STEPS = 100


def confidence(message: LabelledMessage, draft: Draft, leftover: Sequence[Unassigned]) -> dict[str, float]:
    """The confidence of every field that was read, and of each null whose label stands on the page, from 0 to 1."""
    doubts = _doubts(message, leftover)
    heading = [part for part in message.lines if part.kind is LineKind.HEADER]
    found = _sureness(draft.provenance, doubts)
    repairs = _repairs(draft)
    if repairs:
        for path in found:
            found[path] *= _repaired(draft.provenance[path], repairs)
    for path, share in draft.agreement.items():
        if path in found:
            found[path] *= share
    if "id" in found:
        found["id"] = min([found["id"], *(found.get(path, 1.0) for path in _ID)])
    if heading and message.kind in MESSAGES:
        found["kind"] = max([part.sure for part in heading])
    found |= _nulls(heading, draft, doubts)
    right = _calibration()
    whole = right[_STEPS]
    return {path: whole if raw == 1.0 else right[round(raw * _STEPS)] for path, raw in found.items()}


def calibrated(raw: float) -> float:
    """The share of fields with this raw figure that were right, between the points that were measured."""
    points = _points()
    at = max(1, min(bisect_right(points, (raw, 1.0)), len(points) - 1))
    (left, low), (right, high) = points[at - 1], points[at]
    return round(low + (high - low) * (raw - left) / (right - left), 2)


@cache
def _calibration() -> list[float]:
    """`calibrated` of each hundredth, for it is asked of every field."""
    return [calibrated(step / _STEPS) for step in range(_STEPS + 1)]


@cache
def _points() -> list[tuple[float, float]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return [(float(row["raw"]), float(row["right"])) for row in csv.DictReader(file)]


def _doubts(message: LabelledMessage, leftover: Sequence[Unassigned]) -> dict[int, float]:
    """How sure each line is that is not quite: what it is, how it was recognised, how many of its words were taken."""
    found: dict[int, float] = {}
    for part in message.lines:
        if part.sure < 1.0 or part.line.confidence is not None:
            sure = part.sure * (1.0 if part.line.confidence is None else part.line.confidence)
            found[part.line.number] = min(sure, found.get(part.line.number, 1.0))
    places = [kept.line.offset + kept.start for kept in leftover]
    words = [0, *accumulate(len(kept.text.split()) for kept in leftover)]
    for block in message.blocks() if leftover else ():
        ends = [(part.line.offset + part.value, part.line.offset + part.end) for part in block.lines]
        left = sum([words[bisect_left(places, end)] - words[bisect_left(places, start)] for start, end in ends])
        if left:
            share = 1 - left / max(left, len(block.value.text.split()))
            for part in block.lines:
                found[part.line.number] = share * found.get(part.line.number, 1.0)
    return found


def _sureness(provenance: Mapping[str, list[Span]], doubts: Mapping[int, float]) -> dict[str, float]:
    """Each field as sure as the least sure of its lines."""
    if not doubts:
        return dict.fromkeys([path for path, spans in provenance.items() if spans], 1.0)
    found = {}
    for path, spans in provenance.items():
        if len(spans) == 1:
            found[path] = doubts.get(spans[0].line, 1.0)
        elif spans:
            found[path] = min([doubts.get(span.line, 1.0) for span in spans])
    return found


def _repairs(draft: Draft) -> list[tuple[int, int, float]]:
    """Where something was repaired and how close print and reading are, in the order of the input."""
    return sorted(
        (found["span"].start, found["span"].end, found["score"])
        for found in draft.diagnostics
        if found["code"] == Code.REPAIRED.code and found["score"] is not None and found["span"]
    )


def _repaired(spans: Iterable[Span], repairs: list[tuple[int, int, float]]) -> float:
    """The product of the scores of all repairs at these places."""
    product = 1.0
    for span in (span for span in spans if span.column is None):
        first = bisect_left(repairs, (span.start,))
        if first and repairs[first - 1][1] > span.start:
            first -= 1
        for _, _, score in repairs[first : bisect_left(repairs, (span.end,))]:
            product *= score
    return product


def _nulls(heading: Sequence[Labelled], draft: Draft, doubts: Mapping[int, float]) -> dict[str, float]:
    """Nulls behind a printed label: as sure as the label where nothing follows it, else something was not read."""
    found: dict[str, float] = {}
    printed = {part.label for part in heading}
    for label, path in FIELDS.items():
        if label in printed and path not in draft.provenance and not draft.get(path):
            parts = [part for part in heading if part.label == label]
            words = any(part.end > part.value for part in parts)
            found[path] = 0.0 if words else min(doubts.get(part.line.number, 1.0) for part in parts)
    return found
