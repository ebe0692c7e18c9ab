"""Every line and every word is accounted for, and each field says how likely it is right."""

from __future__ import annotations

import re

import pytest
from corpus import Sample, records, samples
from hypothesis import given
from hypothesis import strategies as st

from cableparse import parse_text
from cableparse.account import COVERAGE, Account, settle
from cableparse.cli import application
from cableparse.confidence import calibrated, confidence
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.grade import grade
from cableparse.lines import Labelled, LabelledMessage, LineKind
from cableparse.pages import Span, split_lines


def message_of(text: str, sure: float = 1.0) -> tuple[LabelledMessage, Draft]:
    """A heading of lines like `[TAGS: |{PE}, PFOR]`: a stretch in brackets, its value behind the bar, {read}."""
    draft = Draft()
    parts: list[Labelled] = []
    for line, marked in zip(split_lines(re.sub(r"[\[\]{}|]", "", text)), text.splitlines(), strict=True):
        at = start = value = read = 0
        for character in marked:
            if character == "[":
                start = at
            elif character == "|":
                value = at
            elif character == "]":
                parts.append(Labelled(line, start, at, "tags", LineKind.HEADER, value, sure))
            elif character == "{":
                read = at
            elif character == "}":
                draft.add("tags", {"code": line.text[read:at]}, [line.span(read, at)])
            else:
                at += 1
    return LabelledMessage("cable", "electronic", parts), draft


def account(text: str) -> Account:
    message, draft = message_of(text)
    return settle(message, draft)


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("[TAGS: |{PE}]", (1, 1, 0, 0), []),
        ("[TAGS: |{PE}, {PFOR}]", (1, 2, 0, 0), []),
        ("[TAGS: |{PE} / {PFOR}]", (1, 2, 1, 0), []),
        ("[TAGS: |{PE} QX7 {PFOR}]", (1, 2, 0, 1), ["QX7"]),
        ("[TAGS: |{PE} QX7 - RUBBLE {PFOR} X]", (1, 2, 1, 3), ["QX7 - RUBBLE", "X"]),
        ("[TAGS: |QX7 (Y)]", (1, 0, 0, 2), ["QX7 (Y)"]),
        ("[TAGS:|{PE}]", (0, 1, 0, 0), []),
        ("[TAGS: |{ARA}-10]", (1, 0, 0, 1), ["10"]),
        ("[TAGS: |{PE}.]", (1, 1, 0, 0), []),
        ("B1 [TAGS: |{PE}] ~ X", (1, 1, 1, 2), ["B1", "X"]),
        ("* [TAGS: |{PE}]", (1, 1, 1, 0), []),
        ("[TAGS: |]", (1, 0, 0, 0), []),
        ("[|{PE}]", (0, 1, 0, 0), []),
        ("[TAGS: |{PE}] [SUBJ: |{X} Y]", (2, 2, 0, 1), ["Y"]),
    ],
)
def test_every_word_is_label_value_separator_or_left(
    text: str, words: tuple[int, int, int, int], left: list[str]
) -> None:
    found = account(text)
    counts = found.coverage["words"]
    assert (counts["label"], counts["value"], counts["separator"], counts["left"]) == words
    assert counts["printed"] == sum(words) == len(re.sub(r"[\[\]{}|]", "", text).split())
    assert [kept.text for kept in found.leftover] == left


def test_what_is_left_is_told_at_its_place() -> None:
    message, draft = message_of("[TAGS: |{PE}]\n[SUBJ: |RUBBLE]")
    settle(message, draft)
    (note,) = draft.diagnostics
    assert (note["code"], note["severity"], note["span"]) == ("words-left", "warning", Span(1, 2, 15, 21))
    assert "`RUBBLE`" in note["message"]


def test_a_line_of_several_stretches_is_counted_once() -> None:
    (line,) = split_lines("TAGS: PE 1. TEXT OF IT.")
    header = Labelled(line, 0, 8, "tags", LineKind.HEADER, 6)
    text = Labelled(line, 9, len(line.text), "text", LineKind.BODY, 9)
    found = settle(LabelledMessage("cable", "electronic", [header, text]), Draft())
    assert (found.coverage["lines"], found.coverage["header"], found.coverage["body"]) == (1, 1, 0)
    assert found.coverage["words"] == {"printed": 2, "label": 1, "value": 0, "separator": 0, "left": 1}


def test_messages_on_one_line_count_their_own_words_each() -> None:
    (line,) = split_lines("TAGS: PE TAGS: PFOR TAGS: PA")
    parts = [Labelled(line, at, end, "tags", LineKind.HEADER, at + 5) for at, end in ((0, 8), (9, 19), (20, 28))]
    joined = [(False, True), (True, True), (True, False)]
    for part, (above, below) in zip(parts, joined, strict=True):
        message = LabelledMessage("cable", "electronic", [part], joined_above=above, joined_below=below)
        found = settle(message, Draft())
        assert found.coverage["words"]["printed"] == 2
        assert [kept.text for kept in found.leftover] == [part.text.split()[1]]


def test_a_sure_field_is_sure_and_doubts_multiply() -> None:
    message, draft = message_of("[TAGS: |{PE} {PFOR}]", sure=0.8)
    draft.repaired("PF0R", "PFOR", 0.5, draft.provenance["tags[1]"])
    draft.agreement["tags[0]"] = 0.75
    assert confidence(message, draft, []) == {
        "kind": calibrated(0.8),
        "tags[0]": calibrated(0.6),
        "tags[1]": calibrated(0.4),
    }


def test_a_field_is_as_sure_as_its_line_was_recognised() -> None:
    message, draft = message_of("[TAGS: |{PE}]")
    (part,) = message.lines
    message.lines[:] = [part._replace(line=part.line._replace(confidence=0.9))]
    assert confidence(message, draft, [])["tags[0]"] == calibrated(0.9)


def test_what_is_left_in_a_block_makes_its_fields_less_sure() -> None:
    message, draft = message_of("[TAGS: |{PE} QX7]\n[REF: |{X}]")
    found = confidence(message, draft, settle(message, draft).leftover)
    assert (found["tags[0]"], found["tags[1]"]) == (calibrated(0.5), calibrated(1.0))


@pytest.mark.parametrize(("text", "sure"), [("[TAGS: |]", 0.9), ("[TAGS: |QX7]", 0.0)])
def test_a_null_has_a_confidence_where_its_label_stands(text: str, sure: float) -> None:
    message, draft = message_of(text, sure=0.9)
    assert confidence(message, draft, settle(message, draft).leftover)["tags"] == calibrated(sure)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_calibration_keeps_the_order(one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert 0 <= calibrated(low) <= calibrated(high) <= 1


CORE = {
    "kind": "cable",
    "id": "1974LIMA00042",
    "from": {"name": "AMEMBASSY LIMA"},
    "to": [{"name": "SECSTATE WASHDC"}],
    "dtg": {"utc": "1974-05-13T12:15Z"},
    "classification": {"level": "SECRET"},
    "subject": "TRADE",
}


def graded(left: int = 0, unparsed: int = 0, codes: tuple[str, ...] = (), **changed: object) -> str:
    coverage = {"share": 1 - unparsed / 20, "unparsed": unparsed, "words": {"printed": 40, "left": left}}
    notes = [{"code": code} for code in codes]
    record = {**CORE, "confidence": {}, "diagnostics": notes, "coverage": coverage, **changed}
    return grade(record)


def test_a_grade_says_how_much_checking_a_record_wants() -> None:
    assert graded() == "A"
    assert graded(confidence={"references[0]": 0.1, "to[0]": 0.97}) == "A"
    assert graded(left=1) == graded(unparsed=1) == graded(subject=None) == graded(confidence={"to[1]": 0.9}) == "B"
    assert graded(left=10) == graded(subject=None, to=[]) == graded(confidence={"kind": 0.6}) == "C"
    assert graded(left=30) == graded(confidence={"subject": 0.4}) == graded(codes=("possible-cable",)) == "D"
    assert graded(subject=None, to=[], dtg={}, id=None) == "D"
    assert graded(kind="not_a_cable", subject=None) == "A"


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_no_word_of_a_heading_is_lost_without_a_report(sample: Sample) -> None:
    document = sample.document()
    for cable in records(sample):
        words = cable.coverage.words
        assert words.printed == words.label + words.value + words.separator + words.left
        assert bool(words.left) == bool(cable.leftover)
        told = [d.span for d in cable.diagnostics if d.code == Code.WORDS_LEFT.code]
        assert [(s.start, s.end) for s in told if s] == [(item.start, item.end) for item in cable.leftover]
        for item in cable.leftover:
            assert document.text[item.start : item.end] == item.text
        assert set(cable.provenance) <= set(cable.confidence)
        assert all(0 <= sure <= 1 for sure in cable.confidence.values())
        assert cable.grade is not None


@given(st.text(alphabet="AB19-/., ()", max_size=60))
def test_any_words_behind_a_label_are_counted(words: str) -> None:
    text = (
        f"R 131215Z MAY 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\nCONFIDENTIAL LIMA 0042\nTAGS: {words}\nSUBJECT: X\n"
    )
    for cable in parse_text(text + "1. TEXT OF IT.\n"):
        found = cable.coverage.words
        assert found.printed == found.label + found.value + found.separator + found.left


# What is said of a line


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_inspect_and_the_record_say_the_same_of_each_line(sample: Sample, capfd: pytest.CaptureFixture[str]) -> None:
    """A line is what its first stretch is; one that was taken out of the text is print in both."""
    application(["inspect"])(["inspect", str(sample.path)], standalone_mode=False)
    shown = re.findall(r"^ *(\d+) ([a-z]+)\b.* \| ", capfd.readouterr().out, re.MULTILINE)
    firsts = {int(number): LineKind(kind) for number, kind in reversed(shown)}
    found = records(sample)
    coverage = [one.coverage.model_dump() for one in found]
    for name in set(COVERAGE.values()):
        assert sum(COVERAGE.get(kind) == name for kind in firsts.values()) == sum(one[name] for one in coverage)
    places = [place for one in found for place in one.provenance.items()]
    read = {span.line for path, spans in places if path.startswith("body.") for span in spans}
    taken = {d.span.line for one in found for d in one.diagnostics if d.span and d.code == Code.BANNER_IN_TEXT.code}
    assert {number for number in taken if firsts[number] is LineKind.BODY} <= read
