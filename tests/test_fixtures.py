"""Every text of fixtures/ gives the record that stands beside it, and its lines the labels that a person gave them.

`--regen-all` accepts new records. Labels are no expectation of the engine: they are what it is measured against.
"""

from __future__ import annotations

import json
from collections import defaultdict

import gutter
import pytest
from accuracy import header_f1, label_tallies, total
from corpus import FAMILIES, FIXTURES, SEEDS, Sample, family, gold, groups, records, samples, sources
from pytest_regressions.file_regression import FileRegressionFixture

from cableparse.lines import LineKind, arrange
from cableparse.lines.labels import table
from cableparse.pages import split_lines

# F1 over the header's lines, with the weights that the project comes with; `tests/accuracy.py --learned` measures
# each message with what others teach.
LABEL_FLOORS = {"1973-79": 0.99, "FOIA prints": 0.92, "SMART": 0.99, "before 1973": 0.935}


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_record(sample: Sample, file_regression: FileRegressionFixture) -> None:
    cables = [json.loads(cable.to_json()) for cable in records(sample)]
    shown = cables[0] if len(cables) == 1 else cables
    text = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
    file_regression.check(
        text, encoding="utf-8", fullpath=sample.expected.with_name(sample.expected.name + ".record.json")
    )


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_gutter_stripped_is_the_text(sample: Sample) -> None:
    rows = gutter.read(sample.gutter)
    assert [row.text for row in rows] == [line.text for line in split_lines(sample.document().text)]
    assert all((row.label == LineKind.BLANK.value) is not bool(row.text.strip()) for row in rows)
    assert "".join(f"{row}\n" for row in rows) == sample.gutter.read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_labels_are_in_the_table(sample: Sample) -> None:
    known = {label.name for label in table()} | {LineKind.BLANK.value}
    assert {label for row in gutter.read(sample.gutter) for label in row.labels} <= known


@pytest.mark.parametrize("name", LABEL_FLOORS)
def test_header_lines_are_labelled(name: str) -> None:
    tallies = {
        sample.name: label_tallies(gutter.read(sample.gutter), gutter.of_messages(arrange(sample.document())))
        for sample in samples()
        if family(sample) == name
    }
    worst = sorted(tallies, key=lambda sample: header_f1(tallies[sample]))[:5]
    assert header_f1(total(tallies.values())) >= LABEL_FLOORS[name], worst


def test_every_family_has_a_floor() -> None:
    assert set(LABEL_FLOORS) == set(FAMILIES.values())


def test_prints_of_one_message_are_one_group() -> None:
    by_id: defaultdict[str, set[str]] = defaultdict(set)
    for name, texts in groups().items():
        for sample in texts:
            by_id[sample.name] |= {name}
    assert sorted(by_id) == [sample.name for sample in samples()]
    assert all(len(names) == 1 for names in by_id.values())
    for labels in gold().values():
        if labels.get("id"):
            by_id[labels["id"]] |= by_id[labels["file"]]
    apart = {name: names for name, names in by_id.items() if len(names) > 1}
    assert apart == {}


def test_every_text_has_a_source() -> None:
    listed = [(row["family"], row["name"]) for row in sources()]
    texts = [(s.path.parent.name, s.path.stem) for s in samples() if s.path.parent != SEEDS]
    assert sorted(listed) == sorted(texts)
    assert all(row["source"] and row["note"] for row in sources())


def test_expectations_belong_to_a_text() -> None:
    """An expectation whose text was renamed would be checked no more."""
    stems = {s.expected for s in samples()}
    strays = [
        path.name
        for suffix in (".record.json", gutter.SUFFIX)
        for path in FIXTURES.glob(f"*/*{suffix}")
        if path.with_name(path.name.removesuffix(suffix)) not in stems
    ]
    assert strays == []


@pytest.mark.parametrize("name", gold())
def test_labels_name_a_cable(name: str) -> None:
    labels = gold()[name]
    sample = next(s for s in samples() if s.name == labels["file"])
    index = labels.get("index", 0)
    suffix = f".{index}.gold.json" if index else ".gold.json"
    assert FIXTURES / name == sample.expected.with_name(sample.expected.name + suffix)
