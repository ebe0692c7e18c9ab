"""One letter of one label damaged in each text: the record stays the same, or tells where it lost something."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any, NamedTuple

import noise
import pytest
from corpus import Sample, family, records, samples

from cableparse.lines import LineKind, arrange
from cableparse.pipeline import parse_document
from cableparse.record import Cable
from cableparse.sources.text import text_document

# The labels whose loss nobody would notice, and what they are the labels of.
LABELS = frozenset(
    {
        "origin",
        "action",
        "copies",
        "drafted",
        "approved",
        "fm",
        "to",
        "info",
        "eo",
        "tags",
        "subject",
        "ref",
        "class_line",
    }
    | {"mrn", "dtg", "captions"}
)
FIELDS = {
    "kind",
    "layout",
    "id",
    "message",
    "classification",
    "captions",
    "precedence",
    "dtg",
    "from",
    "to",
    "info",
} | {"distribution", "drafting", "executive_order", "tags", "subject", "references"}
SEEDS = range(1, 4)
# Of each family the least share of records that stay the same, and the largest share of silent losses, as measured.
FLOORS = {"1973-79": (0.99, 0.005), "FOIA prints": (0.88, 0.02), "SMART": (0.98, 0.015)}


class Damaged(NamedTuple):
    """A text with one damaged letter, and the number of its line."""

    text: str
    line: int


def places(sample: Sample) -> list[int]:
    """Where the letters of printed labels stand; of a classification line those of all its words."""
    parts = [part for message in arrange(sample.document()) for part in message.lines if part.kind is LineKind.HEADER]
    return [
        part.line.offset + at
        for part in parts
        if part.label in LABELS
        for at in range(part.start, part.end if part.label == "class_line" else part.value)
        if part.line.text[at].isalpha()
    ]


def one_letter(sample: Sample, seed: int) -> Damaged | None:
    """The text with one letter of one label damaged, as tests/noise.py does it; None where no label is printed."""
    letters = places(sample)
    if not letters:
        return None
    rng = random.Random(f"{seed} {sample.name}")
    at = rng.choice(letters)
    text = sample.document().text
    line = next(line.number for line in reversed(sample.document().lines) if line.offset <= at)
    return Damaged(text[:at] + noise.character(text[at], rng) + text[at + 1 :], line)


def values(cables: list[Cable]) -> list[dict[str, Any]]:
    return [cable.model_dump(by_alias=True, include=FIELDS) for cable in cables]


def is_told(cables: list[Cable], line: int) -> bool:
    """Whether a diagnostic stands at the line or beside it; what is left over or unparsed has one."""
    spans = (note.span for cable in cables for note in cable.diagnostics)
    return any(span is not None and abs(span.line - line) <= 1 for span in spans)


def outcome(sample: Sample, seed: int) -> str | None:
    damaged = one_letter(sample, seed)
    if damaged is None:
        return None
    found = parse_document(text_document(damaged.text, sample.path.name))
    if values(found) == values(records(sample)):
        return "same"
    return "told" if is_told(found, damaged.line) else "silent"


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_damaged_label_loses_nothing_in_silence(name: str) -> None:
    texts = [sample for sample in samples() if family(sample) == name]
    outcomes = {f"{sample.name} {seed}": outcome(sample, seed) for sample in texts for seed in SEEDS}
    counts = Counter(filter(None, outcomes.values()))
    silent = [text for text, what in outcomes.items() if what == "silent"]
    least_same, most_silent = FLOORS[name]
    assert counts["same"] >= least_same * counts.total(), counts
    assert len(silent) <= most_silent * counts.total(), silent
