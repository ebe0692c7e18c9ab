"""Officers that share a line: a stroke parts them, and parts of an office as well."""

from __future__ import annotations

import pytest

from cableparse.fields.officer import each_on_a_line, parse
from cableparse.pipeline import parse_text

TELEGRAM = """CONFIDENTIAL
PAGE 01  STATE 104455
ORIGIN EUR-12
INFO  OCT-01  ISO-00  /013 R
DRAFTED BY {drafted}
APPROVED BY EUR:ABPOE
{cleared}
                     --------------------- 076122
P 061945Z MAY 75
FM SECSTATE WASHDC
TO AMEMBASSY LISBON PRIORITY
C O N F I D E N T I A L STATE 104455
E.O. 11652: GDS
TAGS: PFOR, PO
SUBJECT: VISIT OF DELEGATION
1. DEPARTMENT CONCURS. KISSINGER
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PM:FCOE/IO:KLOE", [("PM", "FCOE"), ("IO", "KLOE")]),
        ("PM:FCOE (DRAFT)/L/EUR:KLOE/EB:JROE:AB", [("PM", "FCOE"), ("L/EUR", "KLOE"), ("EB", "JROE")]),
        ("S/S:RSAMPLE/DMOE", [("S/S", "RSAMPLE"), ("S/S", "DMOE")]),
        ("EUR/WE:Doe, Jane/EUR/WE:Roe, Henry", [("EUR/WE", "Doe, Jane"), ("EUR/WE", "Roe, Henry")]),
        ("IO - Mr. Poe (subs) / White House - Mr. Coe", [("IO", "Mr. Poe"), ("White House", "Mr. Coe")]),
        ("POL - ECON/OPS:Doe, Jane", [("POL - ECON/OPS", "Doe, Jane")]),
        ("STR/RSAMPLE/MFD", [("STR", "RSAMPLE")]),
    ],
)
def test_a_stroke_parts_officers_and_offices(text: str, found: list[tuple[str | None, str]]) -> None:
    lines = each_on_a_line(text)
    assert len(lines) == len(text)
    officers = [officer for line in lines.split("\n") for officer in parse(line.strip())[0]]
    assert [(officer.office, officer.name) for officer in officers] == found


def test_joined_officers_have_their_own_places() -> None:
    text = TELEGRAM.format(drafted="EUR/RPM:JDOE/L:MROE:AB", cleared="PM:FCOE/IO:KLOE\nS/S-O:RWOE/DMOE")
    cable = parse_text(text)[0]
    printed = {
        path: "".join(
            text.splitlines()[span.line - 1][slice(*places(text, span.line, span.start, span.end))] for span in spans
        )
        for path, spans in cable.provenance.items()
        if path.startswith("drafting.cleared_by")
    }
    assert [one.name for one in cable.drafting.drafted_by] == ["JDOE", "MROE"]
    assert [(one.office, one.name) for one in cable.drafting.cleared_by] == [
        ("PM", "FCOE"), ("IO", "KLOE"), ("S/S-O", "RWOE"), ("S/S-O", "DMOE"),
    ]  # fmt: skip
    assert list(printed.values()) == ["PM:FCOE", "IO:KLOE", "S/S-O:RWOE", "DMOE"]


def places(text: str, line: int, start: int, end: int) -> tuple[int, int]:
    """Characters of a line where a span counts those of the text."""
    before = sum(map(len, text.splitlines(keepends=True)[: line - 1]))
    return start - before, end - before


@pytest.mark.parametrize("word", ["None", "NONE", "n/a"])
def test_a_word_for_nobody_is_no_officer(word: str) -> None:
    smart = (
        "MRN: 12 STATE 44556\nDate/DTG: May 04, 2012 / 041530Z MAY 12\nFrom: SECSTATE WASHDC\n"
        "Action: LISBON, AMEMBASSY PRIORITY\nE.O.: 13526\nTAGS: PREL, PO\nSubject: Consultations\n\n"
        f"1. Post should confirm dates.\n\nSignature: Clinton\n\nDrafted By: EUR:Doe, Jane\nCleared By: {word}\n"
    )
    cable = parse_text(smart)[0]
    assert cable.drafting.cleared_by == []
    assert cable.labelled["cleared"] == word
    assert cable.leftover == []
