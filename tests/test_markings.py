from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableparse.vocabulary import (
    captions,
    classifications,
    executive_orders,
    exemptions,
)
from cableparse.vocabulary.tables import rows

# Captions


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("S E N S I T I V E", "SENSITIVE"),
        ("C O R R E C T E D  C O P Y", "CORRECTED COPY"),
        ("C O R R R E C T E D C O P Y", "CORRECTED COPY"),
        ("SI PDIS", "SIPDIS"),
        ("NO FORN", "NOFORN"),
        ("exdis", "EXDIS"),
        ("TM CHANNEL", "TM CHANNEL"),
        ("CHEROKEE", "CHEROKEE"),
    ],
)
def test_caption_however_it_is_spaced(printed: str, name: str) -> None:
    caption = captions.find(printed)
    assert caption is not None
    assert caption.name == name


def test_damaged_caption() -> None:
    assert captions.repair("NOFORON") == ("NOFORN", 0.87)
    assert captions.repair("LIMDlS") == ("LIMDIS", 0.97)
    assert captions.repair("N0DIS") == ("NODIS", 0.96)


@pytest.mark.parametrize("word", ["MODEL", "CHOSE", "NODES", "FOR AMBASSADOR", "EXDIS", ""])
def test_words_that_are_no_damaged_captions(word: str) -> None:
    assert captions.repair(word) is None


def test_captions_that_stand_on_their_own() -> None:
    names = captions.names()
    assert {"NODIS", "EXDIS", "SIPDIS", "SENSITIVE", "ROGER CHANNEL", "TERREP"} <= set(names)
    assert not {"ONLY", "NATO", "OECD", "MAINTAIN", "INFORM CONSULS", "SECTO", "NOTAL", "LOU"} & set(names)
    assert list(names) == sorted(names, key=len, reverse=True)
    assert [name for name in names if captions.find(name) is None] == []


def test_meaning_of_a_caption() -> None:
    meaning = captions.meaning("NOFORN", 1975)
    assert meaning is not None
    assert "foreign nationals" in meaning
    assert captions.meaning("HELLO", 1975) is None


# Exemptions


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        *((printed, "B1") for printed in ("B1", "(b)(1)", "b(1)", "B-1", "BI", "(B) (1)", "\u04121")),
        *((printed, "1.4(D)") for printed in ("1.4(D)", "1.4D", "1.4 (d)", "1.4 d")),
        *((printed, "B7(C)") for printed in ("(b)(7)(C)", "b7c", "B7(C)")),
        ("1.5(C)", "1.5(C)"),
        ("25X1", "25X1"),
        ("25 X6", "25X6"),
        ("3.3(b)(1)", "25X1"),
        ("1.3(a)(5)", "1.3(A)(5)"),
        ("PA", "PA"),
        ("(k)(2)", "PA (k)(2)"),
    ],
)
def test_exemption_code(printed: str, code: str) -> None:
    assert exemptions.normalise(printed) == code


@pytest.mark.parametrize(
    "printed", ["81", "B10", "BIG", "1.4", "1.4(Z)", "B1, B5", "BI-LATERAL", "11.4(D)", "PAGE", ""]
)
def test_what_is_no_single_exemption_code(printed: str) -> None:
    assert exemptions.normalise(printed) is None


def test_lenient_reading_of_a_code_that_stands_alone() -> None:
    assert exemptions.normalise("81", lenient=True) == "B1"
    assert exemptions.normalise("l.4(0)", lenient=True) == "1.4(D)"
    assert exemptions.normalise("1985", lenient=True) is None


@pytest.mark.parametrize(
    ("marking", "codes"),
    [
        ("B1, 1.4(D)", ["B1", "1.4(D)"]),  # 2000STATE185645
        ("1.4(B),B1,1.4(D)", ["1.4(B)", "B1", "1.4(D)"]),  # 2012PORTAUPRINCE01954
        ("B5,B6", ["B5", "B6"]),
        ("1.5 (B) (C) (D)", ["1.5(B)", "1.5(C)", "1.5(D)"]),
        ("1.4 (b) and (d)", ["1.4(B)", "1.4(D)"]),
        ("1.4 (b, d)", ["1.4(B)", "1.4(D)"]),
        ("REASON: 1.5 B AND D", ["1.5(B)", "1.5(D)"]),
        ("1.4B,1.4D, 25X6", ["1.4(B)", "1.4(D)", "25X6"]),
        ("B7(C) B1", ["B7(C)", "B1"]),
        ("RELEASED IN PART", []),
        ("RELEASE IN PART B6, PA", ["B6", "PA"]),
        ("NSC-10 PA-03 RSC-01", []),
        ("PA GERMANY", []),
    ],
)
def test_codes_of_a_marking(marking: str, codes: list[str]) -> None:
    assert [code for code, _, _ in exemptions.find_all(marking)] == codes


@given(st.text(alphabet="Bb1475(). ,ADANDXP\u0412\u00df") | st.text())
def test_places_of_codes_lie_in_the_text_and_in_order(text: str) -> None:
    end = 0
    for code, start, stop in exemptions.find_all(text):
        assert end <= start < stop <= len(text)
        assert exemptions.normalise(code) == code
        end = stop


def test_meaning_of_an_exemption() -> None:
    assert exemptions.meaning("B6", 2000) == "Personal privacy"
    assert exemptions.meaning("1.3(A)(5)", 1990) == "Foreign relations or foreign activities"
    assert exemptions.meaning("Q9", 2000) is None


# Classification


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("UNCLAS", "UNCLASSIFIED"),
        ("C O N F I D E N T I A L", "CONFIDENTIAL"),
        ("cONF IDEN TIAL", "CONFIDENTIAL"),
        ("S E C R E T", "SECRET"),
        ("SECRET//NOFORN", "SECRET"),
        ("TOP SECRET", "TOP SECRET"),
        ("L I M I T E D OFFICIAL USE", "LIMITED OFFICIAL USE"),
        ("SBU", "SENSITIVE BUT UNCLASSIFIED"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        ("UNCLAS FOUO", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        ("OFFICIAL USE ONLY", "OFFICIAL USE ONLY"),
    ],
)
def test_level(printed: str, level: str) -> None:
    assert classifications.level(printed) == level
    assert classifications.repair_level(printed) is None


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("LIMA TED OFFICTAL USE", "LIMITED OFFICIAL USE"),
        ("SECRFT", "SECRET"),
        ("SEGRET", "SECRET"),
        ("C0NFIDENTIAL", "CONFIDENTIAL"),
        ("CONFIDENTAL", "CONFIDENTIAL"),
        ("UNCLASSIFED", "UNCLASSIFIED"),
    ],
)
def test_damaged_level(printed: str, level: str) -> None:
    assert classifications.level(printed) is None
    found = classifications.repair_level(printed)
    assert found is not None
    assert found[0] == level
    assert 0.7 < found[1] < 1


@pytest.mark.parametrize(
    "word", ["SECRETARY", "SECRETS", "CLASSIFIED", "DECLASSIFIED", "CONFIDENTIALITY", "OFFICE USE", "UNRESTRICTED", ""]
)
def test_words_that_are_no_level(word: str) -> None:
    assert classifications.level(word) is None
    assert classifications.repair_level(word) is None


@given(st.sampled_from(sorted({row["record_level"] for row in rows("classifications") if row["record_level"]})))
def test_a_level_is_its_own_level(level: str) -> None:
    assert classifications.level(level) == level
    assert classifications.level(" ".join(level)) == level


def test_levels_are_ranked() -> None:
    levels = ["UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"]
    assert [classifications.rank(level) for level in levels] == [0, 1, 2, 3, 4]
    assert classifications.rank("LIMITED OFFICIAL USE") == 0


@pytest.mark.parametrize(
    "mark",
    [
        "U",
        "C",
        "S",
        "TS",
        "SBU",
        "LOU",
        "FOUO",
        "S/NF",
        "C//NF",
        "SBU/NF",
        "S/REL",
        "S/ REL",
        "S//REL TO USA, GBR",
        "u",
    ],
)
def test_portion_marks(mark: str) -> None:
    assert classifications.portion(mark)


@pytest.mark.parametrize("mark", ["A", "1", "NF", "USA", "SECRET", "S/P", "C - ENTIRE TEXT", "SUBS", "US", ""])
def test_what_is_no_portion_mark(mark: str) -> None:
    assert not classifications.portion(mark)


# Executive orders


@pytest.mark.parametrize("order", ["11652", "12065", "12356", "12958", "13526", "13292"])
def test_known_order(order: str) -> None:
    assert executive_orders.number(order) == (order, False)
    assert executive_orders.number(f"E.O. {order}:") == (order, False)


@pytest.mark.parametrize(
    ("printed", "order"),
    [
        ("11653", "11652"),
        ("16652", "11652"),
        ("1295", "12958"),
        ("1 2958", "12958"),
        ("l2065", "12065"),
        ("12985", "12958"),
    ],
)
def test_damaged_order(printed: str, order: str) -> None:
    assert executive_orders.number(printed) == (order, True)


@pytest.mark.parametrize("printed", ["12345", "12365", "99999", "N/A", "GDS", "5", ""])
def test_unknown_order(printed: str) -> None:
    assert executive_orders.number(printed) is None
