"""Every printed word of a heading is label, value, separator or left over, and what is left over is told."""

from __future__ import annotations

import re

import pytest
from corpus import Sample, records, samples
from hypothesis import given
from hypothesis import strategies as st
from test_lossless import place

from cableparse.diagnostics import Code
from cableparse.lines import Labelled, LineKind, arrange
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.record import MESSAGES, Cable
from cableparse.sources.text import text_document

HEADING = """R 131202Z JUL 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 1234
UNCLAS LIMA 0042
{}
SUBJECT: SHIPMENTS IN AUGUST
1. THE SHIP ARRIVED ON JULY 12.
"""
# Labels of the subject block, whose values may be anything.
LABELS = ("E.O. 11652:", "TAGS:", "REF:", "CLASSIFIED BY")


def check_words(document: Document, cables: list[Cable]) -> None:
    for message, cable in zip(arrange(document), cables, strict=False):
        if message.kind not in MESSAGES:
            continue
        heading = [part for part in message.lines if part.kind is LineKind.HEADER]
        found = cable.coverage.words
        assert found.printed == found.label + found.value + found.separator + found.left
        assert found.printed >= len({at for part in heading for at in word_places(part)})
        left = {at for stretch in cable.leftover for at in range(stretch.start, stretch.end)}
        assert sorted(bare(heading, cable) - left) == []
        check_told(document, cable)


def word_places(part: Labelled) -> list[int]:
    """Where the words begin that a stretch has a share of."""
    found = re.finditer(r"\S+", part.line.text)
    return [place(part.line, word.start()) for word in found if word.start() < part.end and word.end() > part.start]


def bare(heading: list[Labelled], cable: Cable) -> set[int]:
    """Where the letters and digits stand that are behind a label and in no value's span."""
    spans = [span for found in cable.provenance.values() for span in found]
    values = {at for span in spans for at in range(span.start, span.end)}
    places = {place(part.line, at): part.line.text[at] for part in heading for at in range(part.value, part.end)}
    return {at for at, character in places.items() if character.isalnum()} - values


def check_told(document: Document, cable: Cable) -> None:
    """Each stretch that is left over has its diagnostic."""
    notes = [note for note in cable.diagnostics if note.code == Code.WORDS_LEFT.code]
    assert [note.span and (note.span.start, note.span.end) for note in notes] == [
        (stretch.start, stretch.end) for stretch in cable.leftover
    ]
    assert all(document.text[stretch.start : stretch.end] == stretch.text for stretch in cable.leftover)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_no_word_of_a_fixture_is_dropped(sample: Sample) -> None:
    check_words(sample.document(), records(sample))


@given(st.sampled_from(LABELS), st.text("ABC12 -/.,;:()'\"*\n", max_size=50))
def test_no_word_behind_a_label_is_dropped(label: str, value: str) -> None:
    document = text_document(HEADING.format(f"{label} {value}"))
    check_words(document, parse_document(document))
