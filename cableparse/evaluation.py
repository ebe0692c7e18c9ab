"""How well records agree with hand-made labels, field by field.

A label file holds the record's own paths, only those that were labelled. Text is compared folded: case, white space
and closing punctuation do not count. A wrong value is both extra and missing, a value not found is missing only.
Of a print with damage put in, free text may be compared by likeness: its values are damaged themselves.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from cableparse.field_path import NoSuchField, value_at

Json = Mapping[str, Any]
Key = Hashable

SCALARS = (
    *("kind", "layout", "id"),
    *("message.originator", "message.number", "message.year", "message.section"),
    *("classification.level", "classification.current"),
    *("dtg.as_printed", "dtg.utc", "from.name"),
    *("distribution.role", "distribution.total", "drafting.drafted_on"),
    *("executive_order.number", "executive_order.instruction"),
    *("executive_order.declassify_on", "executive_order.classified_by"),
    *("subject", "body.signature"),
    *("release.status", "release.authority", "release.date", "release.case_id", "release.document_id"),
)
# What holds words of the print, and so its damage; all other values are read and agree to the letter or do not.
FREE_TEXT = frozenset(
    {
        *("dtg.as_printed", "from.name", "to", "to+precedence", "info", "subject", "references"),
        *("drafting.drafted_by", "drafting.approved_by", "drafting.cleared_by"),
        *("executive_order.instruction", "executive_order.classified_by"),
        *("body.signature", "body.paragraphs", "release.authority"),
    }
)
# Paragraphs are labelled by how they start and end.
_PARAGRAPH_LETTERS = 24


@dataclass
class FieldTally:
    """How many values of a field were right, missing and extra, in how many labelled records."""

    records: int = 0
    right: int = 0
    missing: int = 0
    extra: int = 0

    @property
    def precision(self) -> float:
        """Share of the values read that are right; 1 where none was read."""
        read = self.right + self.extra
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled values that were read; 1 where none was labelled."""
        labelled = self.right + self.missing
        return self.right / labelled if labelled else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, right: int, missing: int, extra: int) -> None:
        """Count one more record."""
        self.records += 1
        self.right += right
        self.missing += missing
        self.extra += extra

    @property
    def counts(self) -> bool:
        """Whether the field says anything: nothing labelled and nothing read does not."""
        return bool(self.right + self.missing + self.extra)


class Difference(NamedTuple):
    """What a record lacks and what it has too much in one field."""

    field: str
    label: str
    missing: list[Key]
    extra: list[Key]


@dataclass
class Evaluation:
    """The agreement of many records with their labels, by field and by the labels' names.

    `likeness` is the share of letters in common from which free text agrees, 1 to the letter.
    """

    likeness: float = 1.0
    fields: defaultdict[str, FieldTally] = field(default_factory=lambda: defaultdict(FieldTally))
    labels: defaultdict[str, FieldTally] = field(default_factory=lambda: defaultdict(FieldTally))
    differences: list[Difference] = field(default_factory=list)
    records: int = 0
    whole: int = 0

    @property
    def mean_f1(self) -> float:
        """Mean F1 over the fields that say anything."""
        scores = [tally.f1 for tally in self.fields.values() if tally.counts]
        return sum(scores) / len(scores) if scores else 0.0

    @property
    def all_f1(self) -> float:
        """F1 over the values of all fields."""
        tallies = self.fields.values()
        right = sum(tally.right for tally in tallies)
        wrong = sum(tally.missing + tally.extra for tally in tallies)
        return 2 * right / (2 * right + wrong) if right else 0.0

    @property
    def worst(self) -> list[tuple[str, FieldTally]]:
        """The labelled records that are not wholly right with their tallies over all fields, the worst first."""
        wrong = [(name, tally) for name, tally in self.labels.items() if tally.missing or tally.extra]
        return sorted(wrong, key=lambda item: (item[1].f1, item[0]))

    def add(self, label: str, gold: Json, record: Json) -> None:
        """Compare one record with its labels; `label` names them in `differences`."""
        agrees = True
        for name, expected, found in _compare(gold, record):
            if self.likeness < 1 and name in FREE_TEXT:
                found = _settled(expected, found, self.likeness)
            want, have = Counter(expected), Counter(found)
            missing, extra = want - have, have - want
            for tally in (self.fields[name], self.labels[label]):
                tally.add((want & have).total(), missing.total(), extra.total())
            if missing or extra:
                agrees = False
                self.differences.append(Difference(name, label, [*missing.elements()], [*extra.elements()]))
        self.records += 1
        self.whole += agrees


def evaluate(pairs: Iterable[tuple[str, Json, Json]], *, likeness: float = 1.0) -> Evaluation:
    """The agreement of `(label, gold, record)` triples; the record of a cable that was not found is `{}`."""
    evaluation = Evaluation(likeness)
    for label, gold, record in pairs:
        evaluation.add(label, gold, record)
    return evaluation


def _compare(gold: Json, record: Json) -> Iterator[tuple[str, list[Key], list[Key]]]:
    """For each labelled field its name, the labelled and the read values in comparable form."""
    for path in SCALARS:
        if _has(gold, path):
            yield path, _scalar(_get(gold, path)), _scalar(_get(record, path))
    for name, (path, key) in _LISTS.items():
        if _has(gold, path):
            yield name, [key(item) for item in _get(gold, path) or []], [key(item) for item in _get(record, path) or []]
    if _has(gold, "attributes"):
        yield "attributes", *_attributes(_get(gold, "attributes"), _get(record, "attributes") or {})
    if _has(gold, "body.paragraphs"):
        expected = _get(gold, "body.paragraphs") or []
        found = _get(record, "body.paragraphs") or []
        yield "body.paragraphs", *_paragraphs(expected, found, cut=bool(gold.get("truncated")))


def _get(record: Json, path: str) -> Any:
    """The value at a path, null where there is none."""
    return value_at(record, path) if _has(record, path) else None


def _has(record: Json, path: str) -> bool:
    try:
        value_at(record, path)
    except NoSuchField:
        return False
    return True


def _fold(value: Any) -> str | None:
    if value is None:
        return None
    text = json.dumps(value, sort_keys=True) if isinstance(value, (Mapping, list)) else str(value)
    return " ".join(text.split()).strip(".,;").strip().casefold() or None


def _letters(value: Any) -> str:
    """Letters and digits only: how lines were joined does not count."""
    return re.sub(r"[^0-9a-z]", "", str(value or "").casefold())


def _scalar(value: Any) -> list[Key]:
    folded = _fold(value)
    return [folded] if folded else []


def _office(item: Json) -> Key:
    return _fold(item["symbol"]), item.get("copies")


def _officer(item: Json) -> Key:
    return _letters(item.get("office")), _letters(item.get("name"))


def _addressee(item: Json) -> Key:
    return _fold(item["name"])


_LISTS: dict[str, tuple[str, Callable[[Any], Key]]] = {
    "captions": ("captions", _fold),
    "precedence": ("precedence", _fold),
    "to": ("to", _addressee),
    "to+precedence": ("to", lambda item: (_addressee(item), _fold(item.get("precedence")))),
    "info": ("info", _addressee),
    "distribution.offices": ("distribution.offices", _office),
    "distribution.info": ("distribution.info", _office),
    "drafting.drafted_by": ("drafting.drafted_by", _officer),
    "drafting.approved_by": ("drafting.approved_by", _officer),
    "drafting.cleared_by": ("drafting.cleared_by", _officer),
    "tags": ("tags", lambda item: _fold(item["code"])),
    "references": ("references", lambda item: _letters(item.get("id") or item.get("as_printed"))),
    "executive_order.reasons": ("executive_order.reasons", _fold),
    "release.exemptions": ("release.exemptions", _fold),
    "redactions": ("redactions", lambda item: tuple(sorted(str(_fold(code)) for code in item.get("codes", [])))),
}


def _attributes(gold: Json, record: Json) -> tuple[list[Key], list[Key]]:
    """Only the labelled keys; the quotes that NARA's export puts around some values do not count."""

    def entries(attributes: Json) -> list[Key]:
        folded = {key: _fold(attributes.get(key)) for key in gold}
        return [(key, value.strip("'")) for key, value in folded.items() if value]

    return entries(gold), entries(record)


class _Outline(NamedTuple):
    """A paragraph's number and portion mark with the letters of its start and end."""

    number: str | None
    classification: str | None
    start: str
    end: str

    def fits(self, other: _Outline) -> bool:
        """Whether `other` starts and ends like this label, which may show fewer letters."""
        return self[:2] == other[:2] and other.start.startswith(self.start) and other.end.endswith(self.end)


def _paragraphs(gold: Sequence[Json], record: Sequence[Json], *, cut: bool) -> tuple[list[Key], list[Key]]:
    """Outlines of the labelled and the read paragraphs; the last one of a text that is cut off has no end."""
    want = [_outline(p, p["starts"], p["ends"], cut and i == len(gold) - 1) for i, p in enumerate(gold)]
    have = [_outline(p, p["text"], p["text"], cut and i == len(record) - 1) for i, p in enumerate(record)]
    return list(want), [next((w for w in want if w.fits(h)), h) for h in have]


def _outline(paragraph: Json, start: str, end: str, endless: bool) -> _Outline:
    return _Outline(
        _fold(paragraph.get("number")),
        _fold(paragraph.get("classification")),
        _letters(start)[:_PARAGRAPH_LETTERS],
        "" if endless else _letters(end)[-_PARAGRAPH_LETTERS:],
    )


def _settled(expected: Sequence[Key], found: Sequence[Key], likeness: float) -> list[Key]:
    """The values read, each that is like a labelled one in its place; a labelled one is taken once."""
    free, settled = list(expected), []
    for value in found:
        like = next((key for key in free if key == value), None)
        if like is None:
            like = next((key for key in free if _alike(key, value, likeness)), None)
        if like is not None:
            free.remove(like)
        settled.append(value if like is None else like)
    return settled


def _alike(one: Any, other: Any, likeness: float) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_alike(a, b, likeness) for a, b in zip(one, other, strict=True))
    if isinstance(one, str) and isinstance(other, str) and one and other:
        return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= likeness
    return bool(one == other)
