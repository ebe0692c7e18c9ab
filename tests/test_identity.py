"""The message number: what a classification line says, and what the prints of the number agree on."""

from __future__ import annotations

import pytest
from headings import codes, read
from hypothesis import given
from hypothesis import strategies as st

from cableparse.fields import class_line
from cableparse.fields.identity import agreed, joinable_id


@pytest.mark.parametrize(
    ("printed", "level", "name", "serial"),
    [
        ("C O N F I D E N T I A L LIMA 0042", "CONFIDENTIAL", "LIMA", "0042"),
        ("C O N F I D F N T I A L LIMA 0042", "CONFIDENTIAL", "LIMA", "0042"),
        ("CONFIDEN T I A L LUSAKA D668", "CONFIDENTIAL", "LUSAKA", "D668"),
        ("C ONFI DENT1AL ROME 12", "CONFIDENTIAL", "ROME", "12"),
        ("S E C R F T ROME 12", "SECRET", "ROME", "12"),
        ("CON Fl DENTIALLISBON004321", "CONFIDENTIAL", "LISBON", "004321"),
        ("UNCLASNAIROBI 77", "UNCLASSIFIED", "NAIROBI", "77"),
        ("UNCLAS E F T O LIMA 42", "UNCLASSIFIED", "LIMA", "42"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY STATE 12", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "STATE", "12"),
        ("UNCLAS FOUO STATE 12", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "STATE", "12"),
        ("LIMA TED OFFICTAL USE STATE 123", "LIMITED OFFICIAL USE", "STATE", "123"),
        ("S E C R E T NODIS STATE 123456", "SECRET", "STATE", "123456"),
        ("UNCLAS STATE 150591 TOSEC 12345", "UNCLASSIFIED", "STATE", "150591"),
        ("SECRET PORT AU PRINCE 12", "SECRET", "PORT AU PRINCE", "12"),
    ],
)
def test_a_classification_line(printed: str, level: str, name: str, serial: str) -> None:
    parsed = class_line.parse(printed)
    assert parsed.level == level
    assert parsed.numbered is not None
    assert (parsed.numbered.name, parsed.numbered.serial) == (name, serial)


@pytest.mark.parametrize(
    ("printed", "section"),
    [
        ("UNCLAS SECTION 01 OF 03 QUITO 12", (1, 3)),
        ("UNCLAS SCTION O1 0F 03 QUITO 12", (1, 3)),
        ("UNCLAS ECTION ONE OF TWO QUITO 12", (1, 2)),
        ("S E C R E T FINAL SECTION OF 3 QUITO 12", (3, 3)),
        ("UNCLAS QUITO 12 SECTION 2 OF 2", (2, 2)),
    ],
)
def test_a_section(printed: str, section: tuple[int, int]) -> None:
    parsed = class_line.parse(printed)
    assert parsed.section is not None
    assert parsed.section[:2] == section
    assert parsed.numbered is not None
    assert (parsed.numbered.name, parsed.numbered.serial) == ("QUITO", "12")


@pytest.mark.parametrize("printed", ["CONFIDENTIAL Page 3 of 5", "CONFIDENTIAL", "----", "", "1 2 3"])
def test_a_line_without_a_message_number(printed: str) -> None:
    parsed = class_line.parse(printed)
    assert parsed.section is None
    assert parsed.numbered is None or not parsed.numbered.name


@given(st.text(max_size=80))
def test_a_classification_line_may_hold_anything(text: str) -> None:
    class_line.parse(text)


@pytest.mark.parametrize(
    ("prints", "number"),
    [
        (("0240",), 240),
        (("0240", "00240", "00240"), 240),
        (("00240", "0248", "0248"), 248),
        (("D668", "D0668"), 668),
        (("0668", "D0668"), 668),
        (("D668", "00668"), 668),
        (("[587", "81567", "O1567"), 1567),
        (("0240", "80240"), 240),
        (("D668",), None),
        (("B1567",), None),
        (("160817", "19017", "12017"), None),
        (("?", "!"), None),
        (("9" * 30,), None),
        ((), None),
    ],
)
def test_what_prints_of_a_number_agree_on(prints: tuple[str, ...], number: int | None) -> None:
    assert agreed(prints) == number


@given(st.lists(st.text(max_size=9), max_size=5).map(tuple))
def test_no_print_raises(prints: tuple[str, ...]) -> None:
    agreed(prints)


PAGE = ("page", "PAGE 01 LUSAKA 00668 161130Z")
SENDER = ("fm", "FM |AMEMBASSY LUSAKA")


@pytest.mark.parametrize(
    ("lines", "originator", "number", "identifier"),
    [
        ([PAGE, SENDER, ("class_line", "UNCLAS LUSAKA 0668")], "LUSAKA", 668, "1974LUSAKA00668"),
        ([PAGE, SENDER], "LUSAKA", 668, "1974LUSAKA00668"),
        ([SENDER, ("class_line", "UNCLAS LUSAXA 0668")], "LUSAKA", 668, "1974LUSAKA00668"),
        ([SENDER, ("class_line", "UNCLAS LUSAKA D668"), ("end_mark", "#0668")], "LUSAKA", 668, "1974LUSAKA00668"),
        ([("fm", "FM |SECSTATE WASHDC"), ("class_line", "UNCLAS STATES 053577")], "STATE", 53577, "1974STATE053577"),
        ([("fm", "FM |AMEMBASSY TOKYO"), ("class_line", "UNCLAS TOKUO 01586")], "TOKYO", 1586, "1974TOKYO01586"),
        ([("class_line", "UNCLAS TOKUO 01586")], None, None, None),
        ([("class_line", "UNCLAS PAGE 00009")], None, None, None),
        ([SENDER, ("class_line", "UNCLAS LUSAKA D668")], "LUSAKA", None, None),
        ([SENDER], "LUSAKA", None, None),
        ([("page", "PAGE 01"), ("place", "STATE 282549 081315Z")], "STATE", 282549, "1974STATE282549"),
        ([("release", "Document Number: 1997STATE231842")], "STATE", 231842, "1974STATE231842"),
    ],
)  # fmt: skip
def test_the_message_number(
    lines: list[tuple[str, str]], originator: str | None, number: int | None, identifier: str | None
) -> None:
    draft = read(*lines, year=1974)
    assert draft.get("message.originator") == originator
    assert draft.get("message.number") == number
    assert draft.get("id") == identifier


def test_the_majority_of_prints_and_its_share() -> None:
    pages = [("page", f"PAGE 0{page} LUSAKA 00668 161130Z") for page in (1, 2, 3)]
    draft = read(*pages, ("class_line", "UNCLAS LUSAKA 0669"), year=1974)
    assert draft.get("message.number") == 668
    assert draft.agreement["message.number"] == 0.75
    assert [d["printed"] for d in draft.diagnostics] == ["0669"]


def test_the_unknown_originator_is_named() -> None:
    draft = read(("class_line", "UNCLAS TOKUO 01586"), year=1974)
    assert codes(draft) == ["unknown-originator"]
    assert "TOKUO 01586" in draft.diagnostics[0]["message"]


def test_a_damaged_number_is_named() -> None:
    draft = read(SENDER, ("class_line", "UNCLAS LUSAKA D668"), year=1974)
    assert codes(draft) == ["damaged-number"]
    assert "D668" in draft.diagnostics[0]["message"]


@pytest.mark.parametrize("quoted", ["UNCLAS QUITO 5", "QUOTE UNCLAS QUITO 5", "UNCLAS LUSAKA 0668"])
def test_the_own_classification_line_counts(quoted: str) -> None:
    draft = read(("class_line", "S E C R E T LUSAKA 0668"), ("text", "1. TEXT."), ("class_line", quoted), year=1974)
    assert draft.get("id") == "1974LUSAKA00668"
    assert draft.get("classification.level") == "SECRET"


def test_an_mrn() -> None:
    draft = read(("mrn", "MRN: |11 PORT AU PRINCE 504"), layout="smart")
    assert draft.get("id") == "2011PORTA00504"


def test_the_number_of_a_de_line() -> None:
    draft = read(SENDER, ("routing", "DE RUEHLS #0668/01 0731503"), ("class_line", "UNCLAS LUSAKA O668"), year=1974)
    assert draft.get("message.number") == 668


def test_the_place_of_the_number() -> None:
    draft = read(("class_line", "UNCLAS LUSAKA 0668"), year=1974)
    line = "UNCLAS LUSAKA 0668"
    for path, printed in (("message.number", "0668"), ("message.originator", "LUSAKA"), ("id", "0668")):
        assert [line[span.start : span.end] for span in draft.provenance[path]] == [printed]


@pytest.mark.parametrize(
    ("originator", "number", "year", "identifier"),
    [
        ("STATE", 173977, 1974, "1974STATE173977"),
        ("PHNOM PENH", 10625, 1973, "1973PHNOM10625"),
        ("USUN NEW YORK", 5062, 1976, "1976USUNN05062"),
        (None, 1, 1974, None),
        ("LIMA", None, 1974, None),
        ("LIMA", 1, None, None),
    ],
)
def test_joinable_ids(originator: str | None, number: int | None, year: int | None, identifier: str | None) -> None:
    assert joinable_id(originator, number, year) == identifier
