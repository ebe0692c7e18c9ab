"""Labelled texts given as office documents are read as well as the texts themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from corpus import Sample, gold, records, samples
from office_files import rtf_with, word_with, workbook_with, writable
from source_files import documents

from cableparse.evaluation import Evaluation, evaluate
from cableparse.pipeline import parse_document

Records = Callable[[Sample], list[dict[str, Any]]]
# Every so many of the labelled texts, which are sorted by family.
STEP = 5
MOST = 0.005


@cache
def chosen() -> list[Sample]:
    labelled = {labels["file"] for labels in gold().values()}
    return [sample for sample in samples() if sample.name in labelled][::STEP]


def scores(read: Records) -> Evaluation:
    pairs = []
    for sample in chosen():
        cables = read(sample)
        for name, labels in gold().items():
            if labels["file"] == sample.name:
                index = labels.get("index", 0)
                pairs.append((name, labels, cables[index] if index < len(cables) else {}))
    return evaluate(pairs)


@cache
def scores_of_texts() -> Evaluation:
    return scores(lambda sample: [json.loads(cable.to_json()) for cable in records(sample)])


def workbook(text: str) -> bytes:
    return workbook_with([["id", "body"], [1, writable(text, keep="\n\r")]])


@pytest.mark.parametrize(
    ("make", "name"), [(word_with, "a.docx"), (rtf_with, "a.rtf"), (workbook, "a.xlsx")], ids=["docx", "rtf", "xlsx"]
)
def test_an_office_document_is_read_as_well_as_the_text(
    make: Callable[[str], bytes], name: str, tmp_path: Path
) -> None:
    def read(sample: Sample) -> list[dict[str, Any]]:
        path = tmp_path / name
        path.write_bytes(make(sample.document().text))
        [document] = documents(path)
        assert not document.notes
        return [json.loads(cable.to_json()) for cable in parse_document(document)]

    found, of_texts = scores(read), scores_of_texts()
    fields = {field: tally.f1 for field, tally in of_texts.fields.items() if tally.counts}
    worse = {field: (f1, found.fields[field].f1) for field, f1 in fields.items() if found.fields[field].f1 < f1 - MOST}
    assert abs(found.mean_f1 - of_texts.mean_f1) <= MOST, worse
