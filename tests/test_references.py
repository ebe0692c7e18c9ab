"""One fixture for each way in which references are written: they resolve, or are typed as what they are."""

from __future__ import annotations

import json
import time

import pytest
from corpus import FIXTURES
from headings import read
from hypothesis import given
from hypothesis import strategies as st

from cableparse import parse_file
from cableparse.fields.cited import take_apart
from cableparse.vocabulary import reference_words

HOSTILE = [
    *(
        "ALPHA BRAVO ",
        "A",
        "1",
        "A/",
        "(",
        "(A",
        "A. ",
        "=- ",
        "A-1/",
        "STATE/1",
        "A - ",
        " .",
        "STATE 1 ",
        "A) STATE 1 ",
    ),
    *("STATE 1 AND ", "OF ", "MEMO ", "1 ", "1A", "LETTER 1 ", "MAY 3, ", "(1)", "(STATE 1", "AND ", "LIMA A-1 ", "1/"),
]
CASES = sorted(path.name.removesuffix(".gold.json") for path in FIXTURES.glob("references/*.gold.json"))


@pytest.mark.parametrize("name", CASES)
def test_references_are_those_labelled(name: str) -> None:
    labels = json.loads((FIXTURES / "references" / f"{name}.gold.json").read_text(encoding="utf-8"))
    cables = parse_file(FIXTURES / "references" / f"{name}.txt")
    assert [[r.model_dump() for r in cable.references] for cable in cables] == [labels["references"]]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("garbled-digits", "repaired"),
        ("unknown-sender", "unknown-sender"),
        ("own-number", "own-number-referenced"),
    ],
)
def test_what_was_inferred_is_told(name: str, code: str) -> None:
    cable = parse_file(FIXTURES / "references" / f"{name}.txt")[0]
    assert code in {d.code for d in cable.diagnostics}


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("EXAMPLE-SAMPLE E-MAIL OF MAY 3", "email"),
        ("Sample e-mail", "email"),
        ("EMBASSY NOTE NO. 123", "note"),
        ("MY CONVERSATION WITH DIRECTOR", "conversation"),
        ("DEPTEL 12", "telegram"),
        ("WASHINGTON", None),
    ],
)
def test_a_word_tells_the_kind(printed: str, kind: str | None) -> None:
    assert reference_words.kind(printed) == kind


@pytest.mark.parametrize(
    ("word", "role"), [("AND", "joins"), ("RPTD", "repeats"), ("MAY", "month"), ("NOTAL", "remark"), ("LIMA", "")]
)
def test_what_a_word_does(word: str, role: str) -> None:
    assert reference_words.role(word) == role


def ids(*printed: str) -> list[str | None]:
    """The ids of the references of a telegram of 1974."""
    lines = [("ref", f"REF: |{printed[0]}"), *(("ref", line) for line in printed[1:])]
    return [reference["id"] for reference in read(*lines, year=1974).get("references") or []]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("(STATE 12 AND 14)", ["1974STATE000012", "1974STATE000014"]),
        ("STATE 12345 DTG 031200Z MAY 74", ["1974STATE012345"]),
        ("LIMA 41 PARAS 2 AND 3; QUITO 5", ["1974LIMA00041", "1974QUITO00005"]),
        ("STATE 93410, LIMA 41 (BOTH NOTAL)", ["1974STATE093410", "1974LIMA00041"]),
        ("STATE 93410 (NODIS) AND LIMA 41 (DTG 121345Z MAY 74)", ["1974STATE093410", "1974LIMA00041"]),
        ("STATE NO. 93410; LIMA'S TELEGRAM 41", ["1974STATE093410", "1974LIMA00041"]),
        ("AMEMBASSY QUITO 41 / STATE-93410", ["1974QUITO00041", "1974STATE093410"]),
        ("EXAMPLE LETTER OF MAY 3 AND STATE 93410", [None, "1974STATE093410"]),
        ("A) Valletta 70 (Notal), b) 75 Rome 66", ["1974VALLET00070", "1975ROME00066"]),
        ("AMMAN 07718 99", ["1999AMMAN07718"]),
        ("KUWAIT (C)02293", ["1974KUWAIT02293"]),
        ("STATE (01) 201265", ["2001STATE201265"]),
        ("GUANGZHOU 11657 and 7743, 12155", ["1974GUANGZ11657", "1974GUANGZ07743", "1974GUANGZ12155"]),
        ("KABUL 936/935", ["1974KABUL00936", "1974KABUL00935"]),
        ("STATE 123456/01", ["1974STATE123456"]),
        ("HARARE 811-90", ["1990HARARE00811"]),
        ("DEPARTMENT A-4945 (21 JULY 1975)", [None]),
        ("76 STATE A-142", [None]),
        ("TEHRAN 1091: TEHRAN 263: MOSCOW 1603", ["1974TEHRAN01091", "1974TEHRAN00263", "1974MOSCOW01603"]),
        ("A. A) SECSTATE 54183 B. B) 07 BRASILIA 1868", ["1974STATE054183", "2007BRASIL01868"]),
        ("LONDON 1792 REPEATED STATE 23144, PARIS 5", ["1974LONDON01792", "1974PARIS00005"]),
        ("PARIS 754; STATE 62744 - JOHN DOE", ["1974PARIS00754", "1974STATE062744"]),
        ("USCINCEUR 311345 Z MAY 73", [None]),
        ("SAIG0N 1234", ["1974SAIGON01234"]),
        ("STATE 0322001. SUMMARY. HARVEST WILL BE LATE.", [None]),
        ("N/A", []),
    ],
)
def test_forms_of_references(printed: str, found: list[str | None]) -> None:
    assert ids(printed) == found


def test_labels_read_first_and_references_later() -> None:
    draft = read(("ref", "REF: |A."), ("ref", "B."), ("ref", "STATE 12"), ("ref", "LIMA 14"), year=1974)
    found = [(reference["label"], reference["as_printed"]) for reference in draft.get("references")]
    assert found == [("A", "STATE 12"), ("B", "LIMA 14")]


@pytest.mark.parametrize(
    ("printed", "kind", "whole"),
    [
        ("E-MAIL SMITH-JONES 05/11/07", "email", "E-MAIL SMITH-JONES 05/11/07"),
        (
            "MEMCON BETWEEN DOE AND ROE, MAY 3, 1974; STATE 12",
            "conversation",
            "MEMCON BETWEEN DOE AND ROE, MAY 3, 1974",
        ),
        ("SECDEF MSG DTG 301601Z SEP 08", "dtg", "SECDEF MSG DTG 301601Z SEP 08"),
        ("PARIS POINTS JULY 15", "unknown", "PARIS POINTS JULY 15"),
        ("EMBTEL 12", "telegram", "EMBTEL 12"),
        ("REFTEL", "telegram", "REFTEL"),
        ("3912", "number", "3912"),
    ],
)
def test_references_without_an_id(printed: str, kind: str, whole: str) -> None:
    reference = read(("ref", f"REF: |{printed}"), year=1974).get("references")[0]
    assert (reference["kind"], reference["as_printed"], reference["id"]) == (kind, whole, None)


def test_what_is_said_of_a_reference_is_covered() -> None:
    line = "REF: A) STATE 12 (NOTAL) AND LIMA 14"
    draft = read(("ref", line.replace(": ", ": |")), year=1974)
    covered = [line[span.start : span.end] for spans in draft.provenance.values() for span in spans]
    assert sorted(covered) == ["A)", "LIMA 14", "STATE 12 (NOTAL) AND"]


@pytest.mark.parametrize("part", HOSTILE)
def test_time_is_linear(part: str) -> None:
    """Ten times the text takes ten times as long, give or take what else the machine does."""
    shorter, longer = (_seconds(part * (length // len(part))) for length in (10_000, 100_000))
    assert longer < 60 * max(shorter, 0.005)


def _seconds(text: str) -> float:
    start = time.perf_counter()
    take_apart(text)
    return time.perf_counter() - start


@given(st.one_of(st.text(max_size=80), st.from_regex(r"(?:[A-Z0-9(),.:;/ '-]{1,30}\n?){1,4}", fullmatch=True)))
def test_anything_may_be_referred_to(text: str) -> None:
    for reference in take_apart(text):
        assert 0 <= reference.start < reference.end <= len(text)
        assert reference.end <= reference.covered <= len(text)
