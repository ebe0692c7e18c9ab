"""Labelled texts given as office documents are read as well as the texts themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from given_as import MOST, WAYS, given, labelled, scores, themselves, worse
from source_files import documents

from cableparse.evaluation import Evaluation

# Every so many of the labelled texts.
STEP = 5


@cache
def scores_of_texts() -> Evaluation:
    return scores(themselves, labelled(STEP))


@pytest.mark.parametrize("name", ["docx", "rtf", "xlsx", "json", "csv"])
def test_a_document_is_read_as_well_as_the_text(name: str, tmp_path: Path) -> None:
    found, own = scores(given(WAYS[name], tmp_path), labelled(STEP)), scores_of_texts()
    assert abs(found.mean_f1 - own.mean_f1) <= MOST, worse(found, own)


@pytest.mark.parametrize("name", ["docx", "rtf", "xlsx"])
def test_nothing_is_noted_of_a_sound_document(name: str, tmp_path: Path) -> None:
    for sample in labelled(STEP):
        path = tmp_path / WAYS[name].name
        path.write_bytes(WAYS[name].make(sample.document().text))
        assert not [note for document in documents(path) for note in document.notes], sample.name
