"""E.O., TAGS, SUBJECT, captions and passing lines: what their readers make of a value."""

from __future__ import annotations

import time

import pytest
from headings import codes, read
from hypothesis import given
from hypothesis import strategies as st

from cableparse.fields import executive_order, tags


@pytest.mark.parametrize(
    ("printed", "number", "instruction", "declassify_on"),
    [
        ("11652: GDS", "11652", "GDS", None),
        ("12958: DECL: 9/22/10", "12958", "DECL: 9/22/10", "2010-09-22"),
        ("12356: decl: OADR", "12356", "decl: OADR", None),
        ("12958:DECL:12 MAY 2014", "12958", "DECL:12 MAY 2014", "2014-05-12"),
        ("12065: GDS 6/11/85 (DOE, JANE)", "12065", "GDS 6/11/85 (DOE, JANE)", "1985-06-11"),
        ("12065: RDS-4 6/5/99 (DOE, JANE) OR-M", "12065", "RDS-4 6/5/99 (DOE, JANE) OR-M", None),
        ("11652: ADS, DECLAS 12-31-74", "11652", "ADS, DECLAS 12-31-74", "1974-12-31"),
        ("12958: DECL: 9/22/1O", "12958", "DECL: 9/22/1O", "2010-09-22"),
        ("13526", "13526", None, None),
        ("N / A", None, "N/A", None),
        ("1 2356: N/A", "12356", "N/A", None),
        ("I2958: N/A", "12958", "N/A", None),
        ("11653: GDS", "11652", "GDS", None),
    ],
)
def test_an_executive_order(
    printed: str, number: str | None, instruction: str | None, declassify_on: str | None
) -> None:
    order = read(("eo", f"E.O. |{printed}")).record.get("executive_order") or {}
    found = tuple(order.get(name) for name in ("number", "instruction", "declassify_on"))
    assert found == (number, instruction, declassify_on)


def test_classifier_and_reasons_in_the_value_of_the_order() -> None:
    value = "12958: DECL: 9/22/10 CLASSIFIED BY: JANE DOE, DIRECTOR, SA. REASON: 1.5(B), (C) AND (D)"
    assert read(("eo", f"E.O. |{value}")).record.get("executive_order") == {
        "number": "12958",
        "instruction": "DECL: 9/22/10",
        "declassify_on": "2010-09-22",
        "classified_by": "JANE DOE, DIRECTOR, SA",
        "reasons": ["1.5(B)", "1.5(C)", "1.5(D)"],
    }


def test_classifier_and_reasons_under_their_own_labels() -> None:
    draft = read(
        ("classified", "Classified By: |DCM Jane Doe for reasons 1.4 (b) and (d)"), ("reason", "REASON: |1.4 (b)")
    )
    order = draft.record.get("executive_order")
    assert order == {"classified_by": "DCM Jane Doe", "reasons": ["1.4(B)", "1.4(D)"]}


def test_a_second_order_is_a_quoted_messages() -> None:
    draft = read(("eo", "E.O. |11652: GDS"), ("text", "1. TEXT."), ("eo", "E.O. |12065: N/A"))
    assert draft.record.get("executive_order") == {"number": "11652", "instruction": "GDS"}


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("PFOR, PE", ["PFOR", "PE"]),
        ("pfor pe", ["PFOR", "PE"]),
        ("PFOR/PE", ["PFOR", "PE"]),
        ("PFORPINT, PE", ["PFOR", "PINT", "PE"]),
        ("PF0R, PE", ["PFOR", "PE"]),
        ("P FOR, PIN T", ["PFOR", "PINT"]),
        ("PFOR, PE, PFOR", ["PFOR", "PE"]),
        ("PFOR, PE & y", ["PFOR", "PE"]),
        ("N/A", []),
        ("", []),
    ],
)
def test_codes(printed: str, found: list[str]) -> None:
    assert [tag["code"] for tag in read(("tags", f"TAGS: |{printed}"), year=1974).get("tags") or []] == found


@pytest.mark.parametrize(
    ("printed", "detail"),
    [
        ("OVIP (DOE, JANE B.), PE", "DOE, JANE B."),
        ("OVIP (DOE, JANE", "DOE, JANE"),
        ("OVIP KISSINGER, PE", "KISSINGER"),
    ],
)
def test_a_name_belongs_to_the_code_before_it(printed: str, detail: str) -> None:
    assert read(("tags", f"TAGS: |{printed}"), year=1974).get("tags")[0]["detail"] == detail


def test_an_unknown_code_is_told() -> None:
    draft = read(("tags", "TAGS: |PFOR, QQQQ"), year=1974)
    assert codes(draft) == ["unknown-tag"]
    assert draft.get("tags")[1]["kind"] == "unknown"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (["FISHING LIMITS"], "FISHING LIMITS"),
        (["FISHING  LIMITS AND", "TUNA"], "FISHING LIMITS AND TUNA"),
        (["FISHING SUB-", "JECT"], "FISHING SUB-JECT"),
        (["Harbor Strike", "Harbor Strike"], "Harbor Strike"),
        (["(U) FISHING", "-- TALKS GO ON"], "(U) FISHING -- TALKS GO ON"),
    ],
)
def test_a_subject(lines: list[str], subject: str) -> None:
    assert (
        read(("subject", f"SUBJECT: |{lines[0]}"), *(("subject", line) for line in lines[1:])).get("subject") == subject
    )


@pytest.mark.parametrize(
    ("line", "captions", "passing"),
    [
        ("EXDIS", ["EXDIS"], []),
        ("SI PDIS", ["SIPDIS"], []),
        ("NODIS CHEROKEE", ["NODIS", "CHEROKEE"], []),
        ("LIMDIS; NOFORN", ["LIMDIS", "NOFORN"], []),
        ("CORRECTED COPY (LIMDIS CAPTION DELETED)", ["CORRECTED COPY"], []),
        ("NOFORON", ["NOFORN"], []),
        ("DEPT PASS NSC", [], ["DEPT PASS NSC"]),
    ],
)
def test_captions_and_passing_lines(line: str, captions: list[str], passing: list[str]) -> None:
    draft = read(("handling", line))
    assert (draft.get("captions") or []) == captions
    assert (draft.get("passing") or []) == passing


def test_captions_of_a_sheet_are_kept_though_unknown() -> None:
    assert read(("captions", "Captions: |SENSITIVE, Qqqq"), layout="smart").get("captions") == ["SENSITIVE", "QQQQ"]


def test_the_telegram_below_a_sheet_prevails() -> None:
    draft = read(
        ("mrn", "MRN: |11 LIMA 504"),
        ("subject", "Subject: |Fishing 7imits"),
        ("class_line", "UNCLAS LIMA 000504"),
        ("subject", "SUBJECT: |FISHING LIMITS"),
        layout="smart",
    )
    assert draft.get("subject") == "FISHING LIMITS"


def test_a_signature() -> None:
    assert read(("signature", "Signature:   |DOE"), layout="smart").get("body.signature") == "DOE"


@given(st.text(max_size=80))
def test_values_may_hold_anything(text: str) -> None:
    executive_order.parts(text)
    tags.parts(text)


@pytest.mark.parametrize("part", ["CLASSIFIED ", "FOR ", "REASON ", "1 ", "A/", "(", "N/A ", "A, ", "((A)"])
def test_time_is_linear(part: str) -> None:
    text = part * (100_000 // len(part))
    start = time.perf_counter()
    executive_order.parts(text)
    tags.parts(text)
    assert time.perf_counter() - start < 10
