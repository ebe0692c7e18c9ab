"""The accuracy gate: F1 of each field over the labelled fixtures may rise freely and fall only when told so.

`pytest tests/test_accuracy.py --raise-floors` takes better scores as the new floors; `--lower-floors` takes worse ones,
too, and the floors of labels that were added or corrected.
"""

from __future__ import annotations

import hashlib
import json
import random
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import accuracy
import noise
import pytest
from corpus import gold, samples

from cableparse.evaluation import Evaluation, FieldTally, evaluate
from cableparse.pages import LINE_END

FLOORS = Path(__file__).with_name("accuracy_floors.json")
# Floors are kept to so many digits; a score is rounded before it is compared.
DIGITS = 4


@cache
def evaluation() -> Evaluation:
    """Each message read with the weights that the project comes with, as tests/accuracy.py reports it."""
    return evaluate(pair for of_text in accuracy.pairs(0, 0.0).values() for pair in of_text)


def digest() -> str:
    """Of the labels and of the texts they belong to: floors of another set say nothing."""
    texts = {sample.name: sample.document().sha256 for sample in samples()}
    labelled = {name: [labels, texts[labels["file"]]] for name, labels in gold().items()}
    return hashlib.sha256(json.dumps(labelled, sort_keys=True).encode()).hexdigest()


def scores() -> dict[str, float]:
    found = {name: round(tally.f1, DIGITS) for name, tally in evaluation().fields.items() if tally.counts}
    return {"mean": round(evaluation().mean_f1, DIGITS), **dict(sorted(found.items()))}


def read_floors() -> dict[str, Any]:
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", autouse=True)
def accepted(request: pytest.FixtureRequest) -> None:
    """Write the floors anew where an option asks for it."""
    lower = request.config.getoption("--lower-floors")
    if not lower and not request.config.getoption("--raise-floors"):
        return
    floors = scores()
    if not lower:
        held = read_floors()
        assert held["digest"] == digest(), "the labels changed: read the scores, then use --lower-floors"
        floors = {name: max(score, held["floors"].get(name, 0.0)) for name, score in floors.items()}
    FLOORS.write_text(json.dumps({"digest": digest(), "floors": floors}, indent=1) + "\n", encoding="utf-8")


def test_floors_belong_to_these_labels() -> None:
    assert read_floors()["digest"] == digest(), "labels or texts changed: read the scores, then use --lower-floors"
    assert set(read_floors()["floors"]) == set(scores())


def test_no_score_is_under_its_floor() -> None:
    floors = read_floors()["floors"]
    fallen = {name: (score, floors[name]) for name, score in scores().items() if score < floors.get(name, 0.0)}
    told = [d for d in evaluation().differences if d.field in fallen]
    assert fallen == {}, "\n".join(f"{d.field} {d.label}: missing {d.missing}, extra {d.extra}" for d in told)


def test_f1_counts_a_wrong_value_twice() -> None:
    labels = {"subject": "TRADE", "tags": [{"code": "ETRD"}, {"code": "PE"}], "message": {"number": 12}}
    record = {"subject": "trade.", "tags": [{"code": "ETRD"}, {"code": "PK"}], "message": {"number": None}}
    found = evaluate([("one", labels, record)])
    assert found.fields["subject"] == FieldTally(records=1, right=1)
    assert found.fields["tags"] == FieldTally(records=1, right=1, missing=1, extra=1)
    assert found.fields["message.number"] == FieldTally(records=1, missing=1)
    assert (found.fields["tags"].f1, found.fields["message.number"].f1) == (0.5, 0.0)
    assert found.mean_f1 == 0.5
    assert (found.whole, found.records) == (0, 1)


def test_a_cable_that_was_not_found_scores_as_missing() -> None:
    found = evaluate([("one", {"subject": "TRADE", "to": [{"name": "A"}]}, {})])
    assert found.fields["subject"] == FieldTally(records=1, missing=1)
    assert found.fields["to"] == found.fields["to+precedence"] == FieldTally(records=1, missing=1)


@pytest.mark.parametrize(
    ("text", "cut", "right"),
    [
        ("The whole text of it.", False, 1),
        ("The whole\n text of IT", False, 1),
        ("The whole text of it, and more", False, 0),
        ("The whole text of it, and more", True, 1),
        ("Another text of it.", False, 0),
    ],
)
def test_paragraphs_are_compared_by_their_ends(text: str, cut: bool, right: int) -> None:
    labels = {"truncated": cut, "body": {"paragraphs": [{"number": "1", "starts": "The whole", "ends": "of it."}]}}
    record = {"body": {"paragraphs": [{"number": "1", "classification": None, "text": text}]}}
    assert evaluate([("one", labels, record)]).fields["body.paragraphs"].right == right


def test_fields_without_values_do_not_count() -> None:
    found = evaluate(
        [("one", {"subject": None, "captions": [], "id": "X"}, {"subject": None, "captions": [], "id": "X"})]
    )
    assert not found.fields["subject"].counts
    assert not found.fields["captions"].counts
    assert (found.mean_f1, found.whole) == (1.0, 1)


def test_free_text_of_a_damaged_print_agrees_by_likeness() -> None:
    labels = {"subject": "FISHING LIMITS", "id": "1974LIMA00042", "to": [{"name": "SECSTATE WASHDC"}]}
    record = {"subject": "F1SHING LlMITS", "id": "1974LIMA00043", "to": [{"name": "SECSTATE WASHDG"}]}
    to_the_letter, alike = evaluate([("one", labels, record)]), evaluate([("one", labels, record)], likeness=0.75)
    assert [to_the_letter.fields[name].right for name in ("subject", "id", "to")] == [0, 0, 0]
    assert [alike.fields[name].right for name in ("subject", "id", "to")] == [1, 0, 1]


def test_a_label_is_alike_to_one_value_only() -> None:
    labels = {"to": [{"name": "AMEMBASSY LIMA"}]}
    record = {"to": [{"name": "AMEMBASSY LINA"}, {"name": "AMEMBASSY LIMO"}]}
    assert evaluate([("one", labels, record)], likeness=0.75).fields["to"] == FieldTally(records=1, right=1, extra=1)


def test_damage_keeps_the_lines_and_comes_again() -> None:
    text = "PAGE 01  LIMA 00042\r\nTAGS: PFOR, PE\fSUBJECT: FISHING LIMITS\n" * 20
    damaged = noise.damaged(text, 0.1, "one")
    ends = [LINE_END.findall(text), LINE_END.findall(damaged)]
    assert damaged != text and ends[0] == ends[1]
    assert noise.damaged(text, 0.1, "one") == damaged != noise.damaged(text, 0.1, "two")
    assert noise.damaged(text, 0.0, "one") == text


@pytest.mark.parametrize("rate", [0.02, 0.1])
def test_so_many_characters_are_damaged(rate: float) -> None:
    characters = "".join(random.Random(1).choices("ABCDEFGHIJKLMNOPRSTUVWXYZ0123456789", k=20_000))
    lines = [characters[start : start + 50] for start in range(0, len(characters), 50)]
    damaged = noise.damaged("\n".join(lines), rate, 1).split("\n")
    kept = sum(
        block.size
        for line, other in zip(lines, damaged, strict=True)
        for block in SequenceMatcher(None, line, other, autojunk=False).get_matching_blocks()
    )
    assert abs(1 - kept / len(characters) - rate) < rate / 3
