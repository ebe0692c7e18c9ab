"""What a release stamp says, and what its lines look like, whatever OCR made of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableparse import parse_text
from cableparse.fields import release_stamp
from cableparse.lines.evidence import stamp, withdrawal
from cableparse.vocabulary.tables import rows

HEADING = """CONFIDENTIAL
PAGE 01 QUITO 04321 071530Z
ACTION ARA-01
INFO LOG-00 PM-00 /001W
------------------392433 071531Z /38
O 071519Z APR 94
FM AMEMBASSY QUITO
TO SECSTATE WASHDC IMMEDIATE 6325
C O N F I D E N T I A L QUITO 004321
E.O. 12356: DECL: OADR
TAGS: PREL, EC
SUBJECT: FISHING LIMITS
1. THE MINISTRY TOLD US THAT THE TALKS WOULD RESUME.
EXAMPLE
CONFIDENTIAL
"""


def test_each_marking_names_its_source() -> None:
    assert [row for row in rows("release_markings") if not row["source"] or None in row or None in row.values()] == []


def values(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in release_stamp.values(text)[0]:
        found.setdefault(value.field, []).append(value.value)
    return found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((text, "RELEASED IN FULL") for text in ("RELEASED IN FULL", "[Released in Full", "RELEASE IN\nFULL")),
        *((text, "RELEASED IN FULL") for text in ("RELEASEO 1N FULL", "REL EASED IN FULL", "RELEASEDIN FULL")),
        *((text, "RELEASED IN PART") for text in ("RELEASE IN PART", "Declassified in Part", "PAGE DENIED")),
        ("DENIED IN FULL", "DENIED IN FULL"),
        *((text, "DECLASSIFIED") for text in ("DECLASSIFIED", "DECLASS1FIED", "DECLASSlFlED")),
        ("Declassified/Released US Department of State EO Systematic Review 30 JUN 2005", "DECLASSIFIED"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert values(text)["status"][0] == status


@pytest.mark.parametrize("border", ["", "I", "1", "|", "[", "l"])
def test_box_of_officer_and_date(border: str) -> None:
    found = values(f"{border}Released in Full\n{border}Jane Poe, Acting-Director\nUS Department of State\n2/25/2026")
    assert found == {"status": ["RELEASED IN FULL"], "authority": ["Jane Poe"], "date": ["2026-02-25"]}


@pytest.mark.parametrize(
    ("text", "authority", "date", "case"),
    [
        ("REVIEW AUTHORITY: JANE R POE\nDATE/CASE ID: 10 JAN 2006 200103014", "JANE R POE", "2006-01-10", "200103014"),
        ("REVIEW AUTH0RITY: JANE R POE DATE/CASE 1D: 10 JAN 2006 20O1O3O14", "JANE R POE", "2006-01-10", "200103014"),
    ],
)
def test_review_line(text: str, authority: str, date: str, case: str) -> None:
    assert values(text) == {"authority": [authority], "date": [date], "case_id": [case]}


def test_reviewers_title_is_no_part_of_the_name() -> None:
    assert values("REVIEW AUTHORITY: Jane Poe, Senior\nReviewer") == {"authority": ["Jane Poe"]}


def test_name_before_the_systematic_review() -> None:
    text = "20 MAR 2014\nJane P. Poe\nDeclassified/Released\nUS Department of State\nEO Systematic Review\n20 Mar 2014"
    assert values(text) == {"status": ["DECLASSIFIED"], "authority": ["Jane P. Poe"], "date": ["2014-03-20"]}


@pytest.mark.parametrize(
    "banner",
    [
        "UNCLASSIFIED U.S. Department of State Case No. F-2014-99999 Doc No. C05999999 Date: 03/26/2014",
        "UNCLASSIFIED U S Department of State Case No F-2014-99999 Doc No C05999999 Date 03/26/2014",
        "UNCLASS1FIED U.S. Departrnent of State Case No. F-2014-99999 Doc No. 005999999 Date: 03126/2014",
        "UNCLASSIFIED U.S. Department of State Case N0. F-2O14-99999 Doc No. C0599999g Date: 03/2612014",
    ],
)
def test_banner(banner: str) -> None:
    found = values(banner)
    assert found == {"case_id": ["F-2014-99999"], "document_id": ["C05999999"], "date": ["2014-03-26"]}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("RELEASED IN PART B1, 1.4(D)", ["B1", "1.4(D)"]),
        ("RELEASED IN PART\nBl, l.4(B)", ["B1", "1.4(B)"]),
        ("RELEASE IN PART 1.5 (C) and (D), B6", ["1.5(C)", "1.5(D)", "B6"]),
        ("RELEASE IN PART (b)(1), PA", ["B1", "PA"]),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    assert values(text)["exemptions"] == codes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NW 65990 Docld:32395493 Page 2", "32395493"),
        ("# DOCID-32395493", "32395493"),
        ('CSP-2025-00040   B-00002707027   "UNCLASSIFIED"   3/2/2026', "B-00002707027"),
    ],
)
def test_document_number(text: str, number: str) -> None:
    assert values(text)["document_id"] == [number]


def test_most_prints_of_a_number_win() -> None:
    banner = "UNCLASSIFIED U.S. Department of State Case No. F-2014-99999 Doc No. {} Date: 03/26/2014\n"
    text = banner.format("C05999990") + HEADING + 2 * banner.format("C05999999")
    (cable,) = parse_text(text)
    assert cable.release.document_id == "C05999999"


def test_repair_is_told() -> None:
    (cable,) = parse_text("RELEASEO IN FULL\n" + HEADING)
    assert cable.release.status == "RELEASED IN FULL"
    assert "RELEASEO IN FULL" in {d.printed for d in cable.diagnostics if d.code == "repaired"}


def test_unmarked_cable_may_not_be_public() -> None:
    (cable,) = parse_text(HEADING)
    assert cable.release.status is None
    assert "no-release-marking" in {d.code for d in cable.diagnostics}


@pytest.mark.parametrize(
    "line",
    [
        "RELEASEO IN PART", "Declassified in Full / Release in Full", "REVIEW AUTHORITY: JANE POE", "DECLASSIFIED",
        "UNCLASSIFIED U.S. Department of State Case No. F-2014-99999 Doc No. C05999999 Date: 03/26/2014",
        "DATE/CASE ID: 10 JAN 2006 200103014", "NW 65990 Docld:32395493 Page 2", "104-10438-10210", "13-00000",
        "2023 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992", "RELEASE IN",
        "Approved For Release 2002/05/09 : CIA-RDP84-00499R000600040154-7",
    ],
)  # fmt: skip
def test_line_that_is_a_stamp(line: str) -> None:
    assert stamp.is_stamp(line) > 0.6


@pytest.mark.parametrize(
    "line",
    [
        "1. THE PRISONERS WERE RELEASED IN FULL VIEW OF THE PRESS.", "UNTIL THE CASE IS REVIEWED BY THE MINISTRY",
        "THE DEPARTMENT OF STATE WILL REVIEW THE DOCUMENTS", "E.O. 12958: DECL: 9/22/10", "",
        "CLASSIFIED BY JANE POE, REASON: 1.5(B)", "WERE DECLASSIFIED LAST YEAR AND MAY BE QUOTED",
    ],
)  # fmt: skip
def test_line_that_is_no_stamp(line: str) -> None:
    assert stamp.is_stamp(line) < 0.5


def test_box_below_a_decision() -> None:
    lines = ["Released in Full", "", "IJane Poe, Director", "of Records", "iS Department of State", "2/25/2026", "KIND"]
    assert stamp.run_on(lines) == {2, 3, 4, 5}
    assert stamp.run_on(["RELEASE IN", "FULL", "CONFIDENTIAL"]) == {1}
    assert stamp.run_on(["RELEASED IN FULL", "POE, JANE P. AND", "THE MINISTER"]) == set()


@pytest.mark.parametrize("line", ["B1", "(b)(1)", "1.4(D)", "25X1", "PA", "NR", "BI", "Bl, 1.4(B)", "B5,B6"])
def test_line_of_codes(line: str) -> None:
    assert stamp.is_margin(line)


@pytest.mark.parametrize("line", ["81", "1985", "B", "BUT", "1. THE TALKS", "PAGE", "BE", "5", "12"])
def test_line_that_is_no_code(line: str) -> None:
    assert not stamp.is_margin(line)


@pytest.mark.parametrize(
    "line",
    [
        "CONFIDENTIAL", "C O N F I D E N T I A L", "C0NFIDENT1AL", "SECRE T.", "-SECRET-", "SECRET NODIS", "SBU",
        "LIMITED OFFICIAL. USE", "i LIMITED OFFICIAL USE", "CONFIDENTIAL CONFIDENTIAL", "CLASSIFICATION: Secret",
    ],
)  # fmt: skip
def test_banner_line(line: str) -> None:
    assert stamp.is_banner(line) > 0.8


@pytest.mark.parametrize("line", ["SECRETARY", "OFFICIAL VISIT", "1. (C) THE TALKS", "THE SECRET TALKS", "hu", ""])
def test_line_that_is_no_banner(line: str) -> None:
    assert stamp.is_banner(line) == 0


@pytest.mark.parametrize(
    "line", ["CONFIDENTIAL          Page 3 of 5", "UNCLASSIFIED Pagel of 3", "Page 3 of 5", "SBU Page 2 0f 5"]
)
def test_footer(line: str) -> None:
    assert stamp.is_footer(line) >= 0.7
    assert stamp.is_banner(line) < 0.8


@pytest.mark.parametrize("line", ["SECTION 1 OF 3", "TWO OF 3", "CONFIDENTIAL QUITO 4321", "PAGE 02 QUITO 04321"])
def test_line_that_is_no_footer(line: str) -> None:
    assert stamp.is_footer(line) == 0


@pytest.mark.parametrize(
    "text",
    [
        "WITHDRAWAL SHEET\nDate: March 5, 1962",
        "The item identified below has been withdrawn from this file:\nDate",
        "ACCESS RESTRICTED\nThe document described below was removed from the folder by the agency.",
        "In the review of this file\nthis record was rem0ved because access to it is restricted.",
    ],
)
def test_withdrawal(text: str) -> None:
    assert withdrawal.is_withdrawal(text.split("\n"))


@pytest.mark.parametrize("text", [HEADING, "THE TROOPS HAVE BEEN WITHDRAWN FROM THE BORDER BY BOTH SIDES", ""])
def test_no_withdrawal(text: str) -> None:
    assert not withdrawal.is_withdrawal(text.split("\n"))


@given(st.text(alphabet="RELASEDINFUPT10BC.()/,:- \nxé\u0412\u2028") | st.text())
def test_any_text_is_read(text: str) -> None:
    for value in release_stamp.values(text)[0]:
        assert 0 <= value.start < value.end <= len(text)
    for line in text.split("\n"):
        assert 0 <= stamp.is_stamp(line) <= 1
        assert 0 <= stamp.is_banner(line) <= 1
        assert 0 <= stamp.is_footer(line) <= 1
        stamp.is_margin(line)


@pytest.mark.parametrize("part", ["RELEASE ", "(", "B1, ", "CASE NO ", "A-", "1", "RELEASED IN ", "I", "9/", "A b"])
def test_time_is_linear(part: str) -> None:
    start = time.process_time()
    release_stamp.values(part * (60_000 // len(part)))
    assert time.process_time() - start < 5
