"""Every line of an input is labelled, in order, and stays; whatever the input is, parse raises nothing."""

from __future__ import annotations

from functools import cache
from itertools import groupby

import pytest
from corpus import Sample, records, samples
from hypothesis import given
from hypothesis import strategies as st

from cableparse.lines import Labelled, LabelledMessage, LineKind, arrange
from cableparse.pages import LINE_END, Document, Line
from cableparse.pipeline import parse_document
from cableparse.record import Cable
from cableparse.sources.text import text_document

KINDS = ("header", "body", "furniture", "envelope", "release", "attributes", "unparsed")
LINE_ENDS = ("\n", "\r\n", "\r", "\f", "\n\n", "")


@cache
def cable_lines() -> list[str]:
    """The different lines of all fixtures."""
    return sorted({line.text for sample in samples() for line in sample.document().lines})


def texts() -> st.SearchStrategy[str]:
    """Real lines, torn lines and characters of any kind, with every line end."""
    real = st.deferred(lambda: st.sampled_from(cable_lines()))
    torn = st.builds(lambda a, b, cut: a[:cut] + b[cut:], real, real, st.integers(0, 60))
    wild = st.text(max_size=40)
    line = st.one_of(
        real, real, torn, wild, st.sampled_from(["\x00", "PAGE 01", "MRN:", "REF:", "TAGS:", "1.", "\ufeff"])
    )
    ended = st.builds(str.__add__, line, st.sampled_from(LINE_ENDS))
    return st.lists(ended, max_size=60).map("".join)


def rebuilt(document: Document, messages: list[LabelledMessage]) -> str:
    """The text made of the labelled lines and the line ends between them."""
    parts, position = [], 0
    marked = any(line.places is not None for line in document.lines)
    for line in lines_of(messages):
        begin, end = place(line, 0), place(line, len(line.text))
        gap = document.text[position:begin]
        assert gap == "" or marked or LINE_END.fullmatch(gap), "only a line end may stand between two lines"
        position = end
        parts += [gap, document.text[begin:end]]
    return "".join([*parts, document.text[position:]])


def place(line: Line, at: int) -> int:
    """Where a character of the line stands in the document."""
    return line.offset + (at if line.places is None else line.places[at])


def lines_of(messages: list[LabelledMessage]) -> list[Line]:
    """The lines in order; one that was cut into several stretches once."""
    return [line for line, _ in groupby(part.line for message in messages for part in message.lines)]


def check_messages(document: Document, messages: list[LabelledMessage]) -> None:
    lines = lines_of(messages)
    assert lines == document.lines
    assert rebuilt(document, messages) == document.text
    tail = document.text[place(lines[-1], len(lines[-1].text)) :] if lines else document.text
    assert tail == "" or LINE_END.fullmatch(tail)
    for line, parts in groupby((part for message in messages for part in message.lines), key=lambda part: part.line):
        check_stretches(line, list(parts))


def check_stretches(line: Line, parts: list[Labelled]) -> None:
    """The stretches stand in order, none over another, and leave out nothing but blanks and signs."""
    position = 0
    for part in parts:
        assert type(part.kind) is LineKind and part.label
        assert position <= part.start <= part.value <= part.end <= len(line.text)
        assert not any(map(str.isalnum, line.text[position : part.start]))
        position = part.end
    assert not any(map(str.isalnum, line.text[position:]))


def check_coverage(document: Document, cables: list[Cable]) -> None:
    printed = [line for line in document.lines if line.text.strip()]
    assert sum(cable.coverage.lines for cable in cables) == len(printed)
    for cable in cables:
        counts = [getattr(cable.coverage, kind) for kind in KINDS]
        assert sum(counts) == cable.coverage.lines
        assert cable.coverage.unparsed == len(cable.unparsed)
    assert [cable.source.index for cable in cables] == list(range(len(cables)))


def check_unparsed(document: Document, cables: list[Cable]) -> None:
    lines = {line.number: line for line in document.lines}
    seen = [entry.line for cable in cables for entry in cable.unparsed]
    assert len(seen) == len(set(seen))
    for cable in cables:
        for entry in cable.unparsed:
            line = lines[entry.line]
            place = (line.text, line.page, line.offset, line.offset + len(line.text))
            assert (entry.text, entry.page, entry.start, entry.end) == place


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_fixture_is_whole(sample: Sample) -> None:
    document = sample.document()
    check_messages(document, arrange(document))
    check_coverage(document, records(sample))
    check_unparsed(document, records(sample))


@given(texts())
def test_any_text_is_whole(text: str) -> None:
    document = text_document(text)
    check_messages(document, arrange(document))
    cables = parse_document(document)
    check_coverage(document, cables)
    check_unparsed(document, cables)
    assert all(Cable.model_validate_json(cable.to_json()) == cable for cable in cables)


@given(st.text(max_size=2000))
def test_any_characters_are_whole(text: str) -> None:
    document = text_document(text)
    check_messages(document, arrange(document))
    check_coverage(document, parse_document(document))


@given(st.data())
def test_slices_and_shuffles_of_cables_are_whole(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from([s for s in samples() if "not-cables" not in s.name]))
    text = sample.document().text
    start = data.draw(st.integers(0, len(text)))
    lines = text[start : start + 4000].splitlines(keepends=True)
    document = text_document("".join(data.draw(st.permutations(lines))))
    check_messages(document, arrange(document))
    check_coverage(document, parse_document(document))
