"""`cableparse corpus join`: sections become whole messages, and nothing else changes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from conftest import Run
from corpus import FIXTURES, records, samples
from hypothesis import given
from hypothesis import strategies as st

from cableparse import parse_file
from cableparse.corpus.join import is_section, join
from cableparse.corpus.joined import whole
from cableparse.corpus.message_key import message_key
from cableparse.record import Cable, Section
from cableparse.records import Records

NAMES = [f"1976OTTAWA04419_section{number}" for number in (1, 2, 3)]


@cache
def sections() -> list[Cable]:
    return [parse_file(FIXTURES / "sections" / f"{name}.txt")[0] for name in NAMES]


@cache
def uncut() -> Cable:
    return parse_file(FIXTURES / "aad-1973-79" / "1976OTTAWA04419.txt")[0]


def codes(cable: Cable) -> list[str]:
    return [d.code for d in cable.diagnostics if d.code.startswith("section")]


def numbered(cable: Cable, number: int, of: int | None) -> Cable:
    message = cable.message.model_copy(update={"section": Section(number=number, of=of)})
    return cable.model_copy(update={"message": message})


def with_text(cable: Cable, *texts: str) -> Cable:
    paragraphs = [cable.body.paragraphs[0].model_copy(update={"text": text, "number": None}) for text in texts]
    return cable.model_copy(update={"body": cable.body.model_copy(update={"paragraphs": paragraphs})})


def test_three_sections_make_the_message_that_was_cut() -> None:
    joined = whole(sections())
    assert joined.body == uncut().body
    assert (joined.id, joined.subject, joined.tags) == (uncut().id, uncut().subject, uncut().tags)
    assert joined.references == uncut().references
    assert joined.message.section is None
    assert codes(joined) == []


def test_every_span_says_where_it_was_read() -> None:
    """A span of part N, applied to the text of part N, gives text of the field."""
    joined = whole(sections())
    parts = joined.source.parts or []
    assert [part.name for part in parts] == [f"{name}.txt" for name in NAMES]
    texts = [Path(part.path).read_text() for part in parts]
    for index, paragraph in enumerate(joined.body.paragraphs):
        path = f"body.paragraphs[{index}]"
        places = [joined.provenance, *(part.provenance for part in parts[1:])]
        printed = [
            " ".join(text[span.start : span.end].split())
            for text, spans in zip(texts, places, strict=True)
            for span in spans.get(path, [])
        ]
        assert " ".join(printed).endswith(paragraph.text)
    assert any("body.paragraphs[1]" in part.provenance for part in parts[1:]), "paragraph 2 runs over the break"


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_a_missing_section_is_named(missing: int) -> None:
    joined = whole([cable for cable in sections() if cable.message.section and cable.message.section.number != missing])
    notes = [d.message for d in joined.diagnostics if d.code == "section-missing"]
    assert len(notes) == 1
    assert f"Section {missing} of 3." in notes[0]


def test_a_repeated_section_is_used_once() -> None:
    again = with_text(sections()[1], "ASSURANCES, DESPITE")
    joined = whole([*sections(), again])
    assert joined.body == uncut().body
    assert codes(joined) == ["section-repeated"]
    assert [part.used for part in joined.source.parts or []] == [True, True, True, False]


def test_words_confidence_and_grade_are_those_of_all_sections() -> None:
    joined = whole(sections())
    for name in ("printed", "label", "value", "separator", "left"):
        assert getattr(joined.coverage.words, name) == sum(getattr(c.coverage.words, name) for c in sections())
    assert len(joined.leftover) == sum(len(c.leftover) for c in sections())
    read = {path for part in joined.source.parts or [] for path in part.provenance} | set(joined.provenance)
    assert read <= set(joined.confidence)
    assert joined.grade == uncut().grade
    doubtful = sections()[1].model_copy(update={"confidence": {**sections()[1].confidence, "body.paragraphs[0]": 0.3}})
    joined = whole([sections()[0], doubtful, sections()[2]])
    assert min(sure for path, sure in joined.confidence.items() if path.startswith("body.paragraphs")) == 0.3


def test_another_total_is_told() -> None:
    joined = whole([sections()[0], numbered(sections()[1], 2, 4), sections()[2]])
    assert codes(joined) == ["sections-disagree"]
    assert joined.body == uncut().body


def test_a_later_section_fills_what_the_first_lacks() -> None:
    first = sections()[0].model_copy(update={"subject": None})
    second = sections()[1].model_copy(update={"subject": "POTASH"})
    joined = whole([first, second, sections()[2]])
    assert joined.subject == "POTASH"
    changed = second.classification.model_copy(update={"level": "SECRET"})
    joined = whole([first, second.model_copy(update={"classification": changed}), sections()[2]])
    assert joined.classification.level == "CONFIDENTIAL"
    assert codes(joined) == ["sections-disagree"]


@pytest.mark.parametrize(
    ("before", "after", "whole_text"),
    [
        ("The price END OF SECTION 1", "of potash.", ["The price of potash."]),
        ("The price. END SECTION ONE.", "2. More.", ["The price.", "2. More."]),
        ("The price (CONTINUED IN SECTION 2)", "BEGIN SECTION 02 OF 02 of potash.", ["The price of potash."]),
        ("The govern-", "ment.", ["The govern-ment."]),
    ],
)
def test_the_marks_of_a_section_break_are_gone(before: str, after: str, whole_text: list[str]) -> None:
    joined = whole([numbered(with_text(sections()[0], before), 1, 2), numbered(with_text(sections()[1], after), 2, 2)])
    assert [paragraph.text for paragraph in joined.body.paragraphs] == whole_text


def test_sections_in_one_file_are_joined(tmp_path: Path) -> None:
    texts = [(FIXTURES / "sections" / f"{name}.txt").read_text() for name in NAMES]
    (tmp_path / "all.txt").write_text("".join(texts))
    cables = parse_file(tmp_path / "all.txt")
    assert [cable.source.index for cable in cables] == [0, 1, 2]
    joined = whole(cables)
    assert joined.body == uncut().body
    assert [part.index for part in joined.source.parts or []] == [0, 1, 2]


@given(st.permutations(range(3)), st.sets(st.sampled_from(range(3)), max_size=2))
def test_the_order_of_the_input_does_not_matter(order: list[int], left_out: set[int]) -> None:
    chosen = [sections()[index] for index in order if index not in left_out]
    assert whole(chosen) == whole(sorted(chosen, key=lambda cable: cable.source.name))


def write(path: Path, cables: list[Cable]) -> Path:
    path.write_text("".join(cable.to_json() + "\n" for cable in cables), encoding="utf-8")
    return path


def test_joining_what_is_joined_changes_nothing(tmp_path: Path) -> None:
    cables = [cable for sample in samples() for cable in records(sample)]
    once, twice = tmp_path / "once.jsonl", tmp_path / "twice.jsonl"
    done = join(cables, once)
    assert done.records == len(cables)
    assert done.sections == sum(is_section(cable) and message_key(cable) is not None for cable in cables) > 3
    join(Records([once]), twice)
    assert once.read_bytes() == twice.read_bytes()


def test_what_is_no_section_passes_unchanged(tmp_path: Path) -> None:
    cables = [cable for sample in samples() for cable in records(sample) if not is_section(cable)]
    source = write(tmp_path / "records.jsonl", cables)
    join(Records([source]), tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == source.read_bytes()


def test_on_the_command_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "records.jsonl", sections()[::-1])
    done = run("corpus", "join", "records.jsonl", "-o", "out/joined.jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"3 sections of 3 records joined; messages: 1, 0 of which lack a section" in done.stderr
    record = json.loads((tmp_path / "out" / "joined.jsonl").read_text())
    assert len(record["source"]["parts"]) == 3
    assert run("corpus", "join", "none.jsonl", "-o", "x.jsonl").returncode == 3
