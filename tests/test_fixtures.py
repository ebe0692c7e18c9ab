"""Every text of fixtures/ gives the record and the layout that stand beside it; `--regen-all` accepts new ones."""

from __future__ import annotations

import json

import pytest
from corpus import FIXTURES, SEEDS, Sample, gold, records, samples, sources
from pytest_regressions.file_regression import FileRegressionFixture

from cableparse.layout import place


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_record(sample: Sample, file_regression: FileRegressionFixture) -> None:
    cables = [json.loads(cable.to_json()) for cable in records(sample)]
    shown = cables[0] if len(cables) == 1 else cables
    text = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
    file_regression.check(
        text, encoding="utf-8", fullpath=sample.expected.with_name(sample.expected.name + ".record.json")
    )


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_layout(sample: Sample, file_regression: FileRegressionFixture) -> None:
    text = "".join(f"{p.line.number} {p.kind.value} {p.rule}\n" for p in place(sample.document()))
    file_regression.check(
        text, encoding="utf-8", fullpath=sample.expected.with_name(sample.expected.name + ".lines.txt")
    )


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
        for suffix in (".record.json", ".lines.txt")
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
