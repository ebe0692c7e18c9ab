"""What people found of the fields of a sample: right, wrong, or not to be told from the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

from cableparse.audit.counted import asked
from cableparse.audit.drawn_sample import Drawn
from cableparse.corrections import CorrectedRecord, Corrections, Key
from cableparse.errors import CableparseError
from cableparse.form_fields import held
from cableparse.record import Cable


class FieldVerdict(str, Enum):
    """What one person found of one field."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"


class OtherValue(CableparseError):
    """A field was checked as it is not in the sample; the message says which."""


class Judgement(NamedTuple):
    """A field with what was found of it.

    `row` is its row of the form; `value` is what the field should hold; `confidence` is the program's, of a list its
    least sure item's, null where it has none.
    """

    drawn: Drawn
    row: str
    path: str
    verdict: FieldVerdict
    value: Any
    by: str
    at: str
    confidence: float | None

    @property
    def field(self) -> tuple[Key, str]:
        """What tells the field from all others of the sample."""
        return self.drawn.source.key, self.path


class _Found(NamedTuple):
    verdict: FieldVerdict
    value: Any
    by: str
    at: str


def judgements(
    drawn: Iterable[tuple[Drawn, Cable]], rows: Sequence[str], files: Iterable[Corrections]
) -> tuple[list[Judgement], list[tuple[Drawn, str, str]]]:
    """All judgements of the drawn records' fields, in their order, of a field the earliest first.

    With them the fields that nobody judged, each with its row and path.

    Raises:
        OtherValue: a field was checked or corrected that held something else, or no record is one of the sample.
    """
    by_key: dict[Key, list[CorrectedRecord]] = {}
    for record in (record for file in files for record in file.records):
        by_key.setdefault(record.source.key, []).append(record)
    found: list[Judgement] = []
    left: list[tuple[Drawn, str, str]] = []
    for one, cable in drawn:
        record = json.loads(cable.to_json())
        told = _told(by_key.get(one.source.key, ()), record, one)
        for row, path in asked(cable, rows):
            sure = _confidence(cable.confidence, path)
            verdicts = sorted(told.get(path, {}).values(), key=lambda v: v.at)
            found += [Judgement(one, row, path, *verdict, sure) for verdict in verdicts]
            if not verdicts:
                left.append((one, row, path))
    if by_key and not found:
        raise OtherValue("none of the corrections is of a field of this sample; is it another sample's file?")
    return found, left


def settled(judgements: Iterable[Judgement]) -> list[Judgement]:
    """One judgement a field: the latest."""
    latest: dict[tuple[Key, str], Judgement] = {}
    for judgement in judgements:
        latest[judgement.field] = judgement
    return list(latest.values())


def _told(records: Iterable[CorrectedRecord], held_by: Any, drawn: Drawn) -> dict[str, dict[str, _Found]]:
    """By path and person what each found last."""
    found: dict[str, dict[str, _Found]] = {}
    for path, verdict in _verdicts(records, held_by, drawn):
        before = found.setdefault(path, {}).get(verdict.by)
        # Whoever corrects a field has checked it, too: at one time the correction counts.
        if before is None or (before.at, before.verdict is FieldVerdict.WRONG) <= (verdict.at, True):
            found[path][verdict.by] = verdict
    return found


def _verdicts(records: Iterable[CorrectedRecord], record: Any, drawn: Drawn) -> Iterator[tuple[str, _Found]]:
    for one in records:
        corrected = {(c.path, c.by) for c in one.corrections}
        for check in one.checked:
            if (check.path, check.by) not in corrected:
                _must_hold(record, check.path, check.value, drawn)
                yield check.path, _Found(FieldVerdict.RIGHT, check.value, check.by, check.at)
        for correction in one.corrections:
            _must_hold(record, correction.path, correction.was, drawn)
            verdict = FieldVerdict.RIGHT if correction.was == correction.now else FieldVerdict.WRONG
            yield correction.path, _Found(verdict, correction.now, correction.by, correction.at)
        for doubt in one.unclear:
            yield doubt.path, _Found(FieldVerdict.UNCLEAR, None, doubt.by, doubt.at)


def _must_hold(record: Any, path: str, value: Any, drawn: Drawn) -> None:
    if held(record, path) != value:
        raise OtherValue(
            f"{drawn.source.name}: {path}: was checked as {json.dumps(value)}, and the sample has "
            f"{json.dumps(held(record, path))}: these are not the corrections of this sample"
        )


def _confidence(confidence: Mapping[str, float], path: str) -> float | None:
    return min((sure for at, sure in confidence.items() if at == path or at.startswith(f"{path}[")), default=None)
