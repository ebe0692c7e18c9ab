"""What the readers make of the heading's blocks: distribution, drafting, addressees, date-time group, routing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from corpus import FIXTURES
from hypothesis import assume, given
from hypothesis import strategies as st

from cableparse.draft import Draft
from cableparse.fields import addresses, distribution, drafting, dtg, routing
from cableparse.fields.addressee import parse
from cableparse.grammars import parser
from cableparse.lines import Block, Labelled, LineKind
from cableparse.pipeline import parse_text
from cableparse.reading import Piece, Reading
from cableparse.record import Layout
from cableparse.sources.text import text_document

Reader = Callable[[Draft, Block], None]
GRAMMARS = ("addressee", "distribution", "drafting", "dtg", "routing")
LONG = 20_000
SECONDS = 2.0


def block(text: str) -> Block:
    lines = text_document(text).lines
    parts = [Labelled(line, 0, len(line.text), "", LineKind.HEADER, 0) for line in lines]
    return Block("", parts, Reading([Piece(line, 0, len(line.text)) for line in lines]))


def read(*blocks: tuple[Reader, str], layout: Layout = "electronic") -> Draft:
    draft = Draft(layout)
    for reader, text in blocks:
        reader(draft, block(text))
    return draft


def left(draft: Draft, text: str) -> str:
    """What no span covers."""
    kept = list(text)
    for spans in draft.provenance.values():
        for span in spans:
            kept[span.start : span.end] = " " * (span.end - span.start)
    return " ".join("".join(kept).split())


def repairs(draft: Draft) -> list[str]:
    return [d["printed"] for d in draft.diagnostics if d["code"] == "repaired"]


def copies(draft: Draft) -> dict[str, int | None]:
    listed = [*(draft.get("distribution.offices") or []), *(draft.get("distribution.info") or [])]
    return {office["symbol"]: office["copies"] for office in listed}


def distributed(action: str, info: str) -> Draft:
    draft = read((distribution.action, action), (distribution.copies, info))
    distribution.check(draft)
    return draft


@pytest.mark.parametrize("hyphen", ["-", "–", "−", "\u00ad", " -", "- ", "~", "_"])
def test_any_hyphen_joins_symbol_and_copies(hyphen: str) -> None:
    draft = distributed(f"ARA{hyphen}10", f"OCT{hyphen}01  ISO{hyphen}00  /011 W")
    assert copies(draft) == {"ARA": 10, "OCT": 1, "ISO": 0}
    assert draft.get("distribution.role") == "ACTION"
    assert draft.get("distribution.total") == 11
    assert draft.diagnostics == []


def test_prints_before_1973_have_blanks_and_commas() -> None:
    draft = distributed("AF 12", "SS 20,NSC 1O, 1NR O7,/ O49 W")
    assert copies(draft) == {"AF": 12, "SS": 20, "NSC": 10, "INR": 7}
    assert draft.get("distribution.total") == 49
    assert set(repairs(draft)) == {"NSC 1O", "1NR O7", "O49 W"}


@pytest.mark.parametrize(
    ("info", "total"),
    [
        ("OCT-01 /011 W", 11),
        ("OCT-01 /011R", 11),
        ("OCT-01 / O11 W", 11),
        ("OCT-01\n/011W", 11),
        ("OCT-01 ( ISO ) R", None),
        ("OCT-01", None),
        ("OCT-01\n1011W", 11),
        ("OCT-01\n1012W", None),
    ],
)
def test_the_total(info: str, total: int | None) -> None:
    """A number without a slash is the total only where the copies add up to it."""
    assert distributed("ARA-10", info).get("distribution.total") == total


def test_a_stamp_between_the_columns_is_no_office() -> None:
    draft = distributed("EUR-01\nH 10", "LOG-00 AF-01\nPM-00 /002W")
    assert copies(draft) == {"EUR": 1, "LOG": 0, "AF": 1, "PM": 0}
    assert [span.line for span in draft.provenance["distribution.offices"]] == [1]


def test_an_office_that_lost_its_hyphen_is_kept_where_the_total_counts_it() -> None:
    assert copies(distributed("EUR-01", "LOG-00 AF 12 PM-00 /013W"))["AF"] == 12


def test_the_total_tells_what_one_damaged_number_was() -> None:
    draft = distributed("ARA-1?", "OCT-01 EUR-12 /023 W")
    assert copies(draft)["ARA"] == 10
    assert "copies-do-not-add-up" not in {d["code"] for d in draft.diagnostics}


def test_a_repaired_symbol_does_not_make_its_copies_doubtful() -> None:
    draft = distributed("10-16", "LOG-00 /020 W")
    assert copies(draft) == {"IO": 16, "LOG": 0}
    assert "copies-do-not-add-up" in {d["code"] for d in draft.diagnostics}


@pytest.mark.parametrize(
    ("printed", "symbol"), [("NS.C-07", "NSC"), ("C1AE-00", "CIAE"), ("I8O-00", "ISO"), ("XQZ-02", "XQZ")]
)
def test_symbols_are_repaired_by_the_vocabulary(printed: str, symbol: str) -> None:
    assert list(copies(distributed(printed, "OCT-01"))) == [symbol, "OCT"]


def test_smart_lists_offices_by_commas() -> None:
    draft = read((distribution.action_offices, "HR, IMO"), (distribution.info_offices, "POL_INFO,\nMPR_DIR"))
    assert copies(draft) == {"HR": None, "IMO": None, "POL_INFO": None, "MPR_DIR": None}


def officers(draft: Draft, kind: str) -> list[tuple[str | None, str]]:
    return [(one["office"], one["name"]) for one in draft.get(f"drafting.{kind}") or []]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ARA/ECP:JQEXAMPLE:RS", [("ARA/ECP", "JQEXAMPLE")]),
        ("ARA/ ECP: JQEXAMPLE: RS", [("ARA/ECP", "JQEXAMPLE")]),
        ("ARA/ECP-JQEXAMPLE", [("ARA/ECP", "JQEXAMPLE")]),
        ("ARA=RSAMPLE", [("ARA", "RSAMPLE")]),
        ("EB - MR. DOE", [("EB", "MR. DOE")]),
        ("EB-MR. DOE", [("EB", "MR. DOE")]),
        ("STR/RROE, JR.", [("STR", "RROE, JR.")]),
        ("STR/RSAMPLE/MFD", [("STR", "RSAMPLE")]),
        ("USDA:OGSM:PL480:JDOE:LGR", [("USDA:OGSM:PL480", "JDOE")]),
        ("NEA:IWG:MSAMPLE", [("NEA:IWG", "MSAMPLE")]),
        ("COMMERCE:RROE", [("COMMERCE", "RROE")]),
        ("AID/AFR/ESA:JROE", [("AID/AFR/ESA", "JROE")]),
        ("ACTING SECRETARY:RROE", [("ACTING SECRETARY", "RROE")]),
        ("S/CT:HSAMPLE/SA/PAB:JROE", [("S/CT", "HSAMPLE"), ("SA/PAB", "JROE")]),
        ("EB/AN:JSAMPLE/CAB:JROE:JG", [("EB/AN", "JSAMPLE"), ("CAB", "JROE")]),
        ("S/CT:EROE P:JDOE CIA/CTC:TPOE", [("S/CT", "EROE"), ("P", "JDOE"), ("CIA/CTC", "TPOE")]),
        ("S/S - SAMPLE P - MR. ROE", [("S/S", "SAMPLE"), ("P", "MR. ROE")]),
        ("L/SCAsMSAMPLE", [("L/SCA", "MSAMPLE")]),
        ("EB/AN.MSAMPLE:VLV", [("EB/AN", "MSAMPLE")]),
        ("S/S-O:", []),
    ],
)
def test_officers_of_a_telegram(text: str, found: list[tuple[str | None, str]]) -> None:
    draft = read((drafting.drafted, text))
    assert officers(draft, "drafted_by") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CONS - ACS:Doe, Jane", [("CONS - ACS", "Doe, Jane")]),
        ("PORT AU PRINCE:Doe, Jane (Port-au-Prince)", [("PORT AU PRINCE", "Doe, Jane (Port-au-Prince)")]),
        ("Roe, Richard", [(None, "Roe, Richard")]),
        ("POL:Doe,\nJane\nECON:Poe, Edgar", [("POL", "Doe, Jane"), ("ECON", "Poe, Edgar")]),
        ("IO/UNP: Jane Doe, x-7-2641 or 202-957-2262", [("IO/UNP", "Jane Doe")]),
        ("P:      Jane Doe           ok", [("P", "Jane Doe")]),
    ],
)
def test_officers_of_smart_are_one_a_line(text: str, found: list[tuple[str | None, str]]) -> None:
    draft = read((drafting.cleared, text), layout="smart")
    assert officers(draft, "cleared_by") == found
    assert left(draft, text) == ""


def test_a_forms_drafting_box() -> None:
    draft = read((drafting.drafted, "EUR:BNA:RPoe:mm 8/14/61"), (drafting.cleared, "Roe (NEA)"), layout="form")
    assert officers(draft, "drafted_by") == [("EUR:BNA", "RPoe")]
    assert officers(draft, "cleared_by") == [("NEA", "Roe")]
    assert draft.get("drafting.drafted_on") == "1961-08-14"


def test_those_after_the_approver_cleared() -> None:
    text = "ARA:RSAMPLE\nL/OES:ASPECIMEN (DRAFT)\nAS PER ATTACHED\nEB/OA:JROE, ACTING"
    draft = read((drafting.approved, text))
    assert officers(draft, "approved_by") == [("ARA", "RSAMPLE")]
    assert officers(draft, "cleared_by") == [("L/OES", "ASPECIMEN"), ("EB/OA", "JROE")]
    assert left(draft, text) == "AS PER ATTACHED"


def test_a_title_stands_for_the_approver() -> None:
    draft = read((drafting.approved, "THE DEPUTY SECRETARY\nNSC - MR. ROE"))
    assert officers(draft, "approved_by") == [(None, "THE DEPUTY SECRETARY")]


def test_date_and_telephone_belong_to_the_drafter() -> None:
    text = "S/CT: HSAMPLE -- 09/26/00 647-9413 PAKPOL"
    draft = read((drafting.drafted, text))
    assert draft.get("drafting.drafted_on") == "2000-09-26"
    assert left(draft, text) == ""


@pytest.mark.parametrize(
    ("text", "name", "urgency", "serial", "indicator"),
    [
        ("SECSTATE WASHDC", "SECSTATE WASHDC", None, None, None),
        ("SECSTATE   WASHDC\tIMMEDIATE  1234", "SECSTATE WASHDC", "IMMEDIATE", 1234, None),
        ("SECSTATE WASHDC NIACT IMMEDIATE 3885/3886", "SECSTATE WASHDC", "NIACT IMMEDIATE", 3885, None),
        ("SECSTATE WASHDC lMMEDIATE 1234", "SECSTATE WASHDC", "IMMEDIATE", 1234, None),
        ("SECSTATE WASHDC IMMEDITE6427", "SECSTATE WASHDC", "IMMEDIATE", 6427, None),
        ("Secstate 96 PRIORITY", "Secstate", "PRIORITY", 96, None),
        ("RUEHRO/AMEMBASSY ROME 0000", "AMEMBASSY ROME", None, 0, "RUEHRO"),
        ("RDEHRO/AMEMBASSY ROME 0000", "AMEMBASSY ROME", None, 0, None),
        ("Z/AMEMBASSY WELLINGTON 2734", "AMEMBASSY WELLINGTON", None, 2734, None),
        ("RUEHTU/AMEMBASSY TUNIS 0000 n .. «n«v/too »* n^", "AMEMBASSY TUNIS", None, 0, "RUEHTU"),
        ("AMEMBASSY LONDON faecee [", "AMEMBASSY LONDON", None, None, None),
        ("AMEMBASSY L|MA;", "AMEMBASSY LIMA", None, None, None),
        ("AMCONSUL SÃO PAULO", "AMCONSUL SÃO PAULO", None, None, None),
        ("AmEmbassy QUITO PRIORITY", "AmEmbassy QUITO", "PRIORITY", None, None),
        ("AM EMBASSY ADDIS ABABA", "AM EMBASSY ADDIS ABABA", None, None, None),
        ("USMISSON NATO IMMEDIATE", "USMISSION NATO", "IMMEDIATE", None, None),
        ("MONROVIA, AMEMBASSYRounNE", "MONROVIA, AMEMBASSY", "ROUTINE", None, None),
        ("AMCONSUL GUAYAQUIL BY POUCH", "AMCONSUL GUAYAQUIL", None, None, None),
        ("43SW ANDERSON AFB GU IMMEDIATE", "43SW ANDERSON AFB GU", "IMMEDIATE", None, None),
        ("CDR 1930 INFDE FT LAYTON", "CDR 1930 INFDE FT LAYTON", None, None, None),
        ("HQ CI/SIGSEC SPT BN", "HQ CI/SIGSEC SPT BN", None, None, None),
    ],
)
def test_one_addressee(text: str, name: str, urgency: str | None, serial: int | None, indicator: str | None) -> None:
    (found,) = parse(text)
    assert (found.name, found.precedence, found.serial, found.indicator) == (name, urgency, serial, indicator)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AMEMBASSY ROME AMEMBASSY TUNIS", ["AMEMBASSY ROME", "AMEMBASSY TUNIS"]),
        ("AMEMBASSY ROME PRIORITY 12 AMEMBASSY TUNIS", ["AMEMBASSY ROME", "AMEMBASSY TUNIS"]),
        ("RUEHRO/AMEMBASSY ROME RUEHTU/AMEMBASSY TUNIS", ["AMEMBASSY ROME", "AMEMBASSY TUNIS"]),
        ("ROME,\nAMEMBASSY ROUTINE; Doe, Jane B ROUTINE", ["ROME, AMEMBASSY", "Doe, Jane B"]),
        ("Doe, Jane B IMMEDIATE, Roe, Ann IMMEDIATE", ["Doe, Jane B", "Roe, Ann"]),
    ],
)
def test_several_addressees(text: str, names: list[str]) -> None:
    assert [found.name for found in parse(text)] == names


def names(draft: Draft, path: str) -> list[str]:
    return [one["name"] for one in draft.get(path) or []]


def test_an_addressee_on_several_lines() -> None:
    draft = read((addresses.to, "SECSTATE\nWASHDC\nIMMEDIATE 12\nDIA WASHDC\nCONFIDENTIAL"))
    assert names(draft, "to") == ["SECSTATE WASHDC", "DIA WASHDC"]
    assert draft.get("to")[0]["serial"] == 12


def test_smart_list_over_lines() -> None:
    text = "DNI WASHINGTON DC ROUTINE; ROME,\n    AMEMBASSY ROUTINE; TUNIS, AMEMBASSY"
    draft = read((addresses.info, text), layout="smart")
    assert names(draft, "info") == ["DNI WASHINGTON DC", "ROME, AMEMBASSY", "TUNIS, AMEMBASSY"]
    assert left(draft, text) == "; ;"


def test_a_form_names_the_others_with_their_serials() -> None:
    draft = read(
        (addresses.to, "Secretary of State\nEUR\nINR"),
        (addresses.to, "SENT DEPARTMENT 88, REPEATED INFORMATION PARIS 12,\nL0NDON 3, BRAZZAVILLE UNNUMBERED"),
        layout="form",
    )
    assert names(draft, "to") == ["Secretary of State"]
    assert names(draft, "info") == ["PARIS", "LONDON", "BRAZZAVILLE"]
    assert draft.get("message.number") == 88


def test_the_serial_of_another_post_is_not_the_forms_number() -> None:
    draft = read((addresses.to, "Amembassy LUSAKA PRIORITY 286"), layout="form")
    assert draft.get("to")[0]["serial"] == 286
    assert draft.get("message.number") is None


@pytest.mark.parametrize(
    ("text", "layout", "name", "rest"),
    [
        ("AMEMBASSY LONDON 7", "electronic", "AMEMBASSY LONDON", "7"),
        ("™\nAMEMBASSY LUSAKA", "electronic", "AMEMBASSY LUSAKA", "™"),
        ("P\nHong Kong 8:30 p.m.", "form", "Hong Kong", "P 8:30 p.m."),
    ],
)
def test_the_sender(text: str, layout: Layout, name: str, rest: str) -> None:
    draft = read((addresses.originator, text), (addresses.originator, "AMEMBASSY PARIS"), layout=layout)
    assert draft.get("from.name") == name
    assert left(draft, text) == rest


@pytest.mark.parametrize(
    ("text", "printed", "utc", "urgency"),
    [
        ("O R 051020Z JUL 74 ZFF4", "051020Z JUL 74", "1974-07-05T10:20Z", ["IMMEDIATE", "ROUTINE"]),
        ("0 R 051020Z JUL 74", "051020Z JUL 74", "1974-07-05T10:20Z", ["IMMEDIATE", "ROUTINE"]),
        ("130725 R 072100Z MAY 73", "072100Z MAY 73", "1973-05-07T21:00Z", ["ROUTINE"]),
        ("R. 161100Z APR 69", "161100Z APR 69", "1969-04-16T11:00Z", ["ROUTINE"]),
        ("R\n161100Z APR 69", "161100Z APR 69", "1969-04-16T11:00Z", ["ROUTINE"]),
        ("P 130715Z\nMAY 70", "130715Z MAY 70", "1970-05-13T07:15Z", ["PRIORITY"]),
        ("P 13D715Z MAY 7D", "13D715Z MAY 7D", "1970-05-13T07:15Z", ["PRIORITY"]),
        ("R 431215Z MAY 74", "431215Z MAY 74", None, ["ROUTINE"]),
        ("P 1312155Z MAY 74", "1312155Z MAY 74", None, ["PRIORITY"]),
        ("Apr 07, 2011 / 071322Z APR 11", "071322Z APR 11", "2011-04-07T13:22Z", None),
        ("Apr 07, 2011 1071322Z APR 11", "071322Z APR 11", "2011-04-07T13:22Z", None),
        ("171208Z JAN 95", "171208Z JAN 95", "1995-01-17T12:08Z", None),
    ],
)
def test_date_time_groups(text: str, printed: str, utc: str | None, urgency: list[str] | None) -> None:
    draft = read((dtg.read, text), (dtg.read, "Z 010101Z JAN 01"))
    assert draft.get("dtg.as_printed") == printed
    assert draft.get("dtg.utc") == utc
    assert draft.get("precedence") == urgency
    assert left(draft, text).strip("./ ") == ""


def test_month_and_year_are_left_of_a_lost_group() -> None:
    draft = read((dtg.read, "R () som JUN 68"))
    assert draft.get("message.year") == 1968
    assert draft.get("dtg.as_printed") is None
    assert {d["code"] for d in draft.diagnostics} == {"damaged-dtg"}


def test_routing_lines() -> None:
    text = "VZCZCXRO1234\nPP RUEHGL RUEHBO\nDE RUEHQT #0123/01 0451830\nZNY CCCCC ZZH"
    draft = read((routing.read, text))
    assert draft.record["routing"] == {
        "start_of_transmission": "VZCZCXRO1234",
        "indicators": "PP RUEHGL RUEHBO",
        "station": "DE RUEHQT #0123/01 0451830",
        "security": "ZNY CCCCC ZZH",
    }
    assert left(draft, text) == ""


READERS: list[tuple[Reader, Layout]] = [
    (distribution.action, "electronic"),
    (distribution.copies, "electronic"),
    (distribution.action_offices, "smart"),
    (drafting.drafted, "electronic"),
    (drafting.approved, "electronic"),
    (drafting.cleared, "smart"),
    (addresses.originator, "electronic"),
    (addresses.originator, "form"),
    (addresses.to, "electronic"),
    (addresses.info, "smart"),
    (addresses.to, "form"),
    (dtg.read, "electronic"),
    (routing.read, "acp127"),
]
HEADING = st.from_regex(r"(?:[A-Z0-9(),.:;/ -]{1,30}\n?){1,5}", fullmatch=True)


@given(st.one_of(st.text(max_size=60), HEADING))
def test_no_reader_raises_and_every_span_lies_in_its_line(text: str) -> None:
    assume(text_document(text).lines)
    for reader, layout in READERS:
        draft = read((reader, text), layout=layout)
        distribution.check(draft)
        spans = [span for found in draft.provenance.values() for span in found]
        lines = {line.number: line for line in text_document(text).lines}
        for span in spans:
            line = lines[span.line]
            assert line.offset <= span.start < span.end <= line.offset + len(line.text)


@pytest.mark.parametrize("name", GRAMMARS)
@pytest.mark.parametrize(
    "unit",
    ["A", "a", "1", " ", "A-", "A ", "A:", "A/ ", "(a ", ";", "-", "/", "12 ", "R\n", "EUR-12", "RUEHC/", "Jan 1"],
)
def test_time_is_linear(name: str, unit: str) -> None:
    started = time.process_time()
    parser(name).parse(unit * (LONG // len(unit)))
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("printed", ["NFO", "IFO", "INF\N{DEGREE SIGN}"])
def test_a_damaged_label_alone_opens_the_column_below_it(printed: str) -> None:
    text = (FIXTURES / "foia-1990s" / "1994USUNN02940.txt").read_text(encoding="utf-8")
    offices = parse_text(text)[0].distribution.info
    assert offices
    assert parse_text(text.replace("\nINFO\n", f"\n{printed}\n", 1))[0].distribution.info == offices
