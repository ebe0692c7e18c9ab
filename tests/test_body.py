"""From labelled lines to paragraphs: what body.read makes of texts whose labels are known."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import gutter
import pytest
from corpus import samples
from hypothesis import given
from hypothesis import strategies as st

from cableparse import body
from cableparse.body import inline_furniture
from cableparse.draft import Draft
from cableparse.lines import Labelled, LabelledMessage, LineKind, labels
from cableparse.pages import split_lines
from cableparse.record import Layout

HEAD = "text | TALKS WILL GO ON IN THE AUTUMN AND WE WILL REPORT FURTHER."


def sheet(rows: str, layout: Layout = "electronic") -> LabelledMessage:
    """A message of rows `label | line`, as in a gutter file; a row without a label is text, an empty one blank."""
    parts = [row.partition("| ")[::2] if "|" in row else ("", row) for row in rows.strip("\n").split("\n")]
    return labelled([(label.strip() or "text", text) for label, text in parts], layout)


def labelled(rows: list[tuple[str, str]], layout: Layout) -> LabelledMessage:
    lines = split_lines("\n".join([*(text for _, text in rows), ""]))
    found = []
    for line, (label, _) in zip(lines, rows, strict=True):
        start, end = len(line.text) - len(line.text.lstrip()), len(line.text.rstrip())
        kind = labels.kind(label) if end > start else LineKind.BLANK
        found.append(Labelled(line, min(start, end), end, label, kind, min(start, end)))
    return LabelledMessage("cable", layout, found)


def read(rows: str, layout: Layout = "electronic") -> Draft:
    draft = Draft(layout)
    body.read(sheet(rows, layout), draft)
    return draft


def paragraphs(draft: Draft) -> list[dict[str, Any]]:
    return draft.get("body.paragraphs") or []


def texts(draft: Draft) -> list[str]:
    return [paragraph["text"] for paragraph in paragraphs(draft)]


def codes(draft: Draft) -> list[str]:
    return [diagnostic["code"] for diagnostic in draft.diagnostics]


def numbers(rows: str) -> list[str | None]:
    return [paragraph["number"] for paragraph in paragraphs(read(rows))]


# Numbers


@pytest.mark.parametrize(
    ("printed", "read_as", "notes"),
    [
        ("1. 2. 3.", "1 2 3", []),
        ("1. 2. 3. 6. 7.", "1 2 3 6 7", ["paragraph-out-of-order"]),
        ("1. 2. 3. 7.", "1 2 3 7", ["paragraph-out-of-order"]),
        ("1. 2. 3. 1. 2.", "1 2 3 1 2", ["paragraph-out-of-order"]),
        ("1. 2. 3. 3. 4.", "1 2 3 3 4", ["paragraph-out-of-order"]),
        ("3. 4. 5.", "3 4 5", []),
        ("l. 2, 3. 4 . S. 6.", "1 2 3 4 5 6", ["repaired", "repaired"]),
        ("I. 2. 3.", "1 2 3", ["repaired"]),
        ("1. Z. 3.", "1 2 3", ["repaired"]),
        ("8. 9. 1O. ll. 12.", "8 9 10 11 12", ["repaired", "repaired"]),
        ("1. 2. 8. 4. 5.", "1 2 8 4 5", ["paragraph-out-of-order"]),
        ("1. 2 3.", "1 2 3", []),
        ("1) 2) 3)", "1 2 3", []),
        ("1. 2. 3. 15. 4.", "1 2 3 4", []),
    ],
)
def test_numbers_that_open_paragraphs(printed: str, read_as: str, notes: list[str]) -> None:
    marks = re.findall(r"\S+(?: \.)?", printed)
    draft = read("\n".join(f"{mark} THE MINISTER SAID THAT HE WOULD\nLEAVE THE TOWN." for mark in marks))
    assert [p["number"] for p in paragraphs(draft)] == read_as.split()
    assert codes(draft) == notes


@pytest.mark.parametrize(
    ("rows", "read_as"),
    [
        ("1. POINTS ARE:\n1. FOO.\n2. BAR.\n3. BAZ.\n2. NEXT.\n3. LAST.", "1 2 3"),
        ("1. POINTS:\n1. FOO.\n2. BAR.\nAND THESE:\n1. FOO.\n2. BAR.\n2. NEXT.", "1 2"),
        ("1. POINTS:\n\n1. FOO.\n\n2. BAR.\n\n2. NEXT.\n\n3. LAST.", "1 2 3"),
        ("1. POINTS:\n1) FOO.\n2) BAR.\n2. NEXT.", "1 2"),
        ("1. A.\n2. B.\n3. POINTS.\n    1. FOO.\n    2. BAR.\n4. NEXT.", "1 2 3 4"),
        ("7. POINTS.\nA. FOO.\nB. BAR.\nC. BAZ.", "7"),
        ("1. HE CAME IN MAY\n2, 1975 AND LEFT.\n2. THEN.", "1 2"),
        ("1. IT GREW BY\n2.5 PERCENT.\n2. THEN.", "1 2"),
        ("1. THERE WERE.\n2 MEN.\n2. THEN.", "1 2"),
        ("1. HE SAID THAT IT WAS NO.\n7. THAT WAS ALL.\n2. NEXT.", "1 2"),
    ],
)
def test_numbers_that_open_none(rows: str, read_as: str) -> None:
    assert numbers(rows) == read_as.split()


def test_section_number_in_roman_figures() -> None:
    assert numbers("I. BACKGROUND: NOTHING IS KNOWN.\nIT MAY BECOME SO.") == ["I"]


def test_number_alone_on_its_line() -> None:
    draft = read("1.\n(C) ONE.\n2.\n(U) TWO.\n3.")
    assert [(p["number"], p["classification"], p["text"]) for p in paragraphs(draft)] == [
        ("1", "C", "ONE."),
        ("2", "U", "TWO."),
        ("3", None, ""),
    ]


def test_numbers_of_a_line_whose_breaks_were_lost() -> None:
    sentence = "DOCK WORKERS STAYED AWAY FROM WORK ON JANUARY 28 AND THE SHIPS STAYED WHERE THEY WERE."
    draft = read(f"1. {sentence} 2. (IN PART) {sentence} SEE PARA 7. 3. THE UNION HAS 5. MEN.")
    assert [p["number"] for p in paragraphs(draft)] == ["1", "2", "3"]
    assert texts(draft)[2] == "THE UNION HAS 5. MEN."


# Portion marks


@pytest.mark.parametrize(
    ("printed", "mark"),
    [
        *[("(C", "C"), ("C)", "C"), ("{U)", "U"), ("(SBU/N F)", "SBU/NF"), ("'(SBU)", "SBU"), ("(S8U)", "SBU")],
        *[("(CJ", "C"), ("(~)", None), ("(e)", None), ("§@)", None), ("42)", None), ("{@f", None), ("(5844", None)],
    ],
)
def test_damaged_portion_mark_beside_a_whole_one(printed: str, mark: str | None) -> None:
    draft = read(f"1. (U) ONE WAS SAID.\n2. {printed} COMMENT: TWO (OR MORE).")
    assert [(p["classification"], p["text"]) for p in paragraphs(draft)] == [
        ("U", "ONE WAS SAID."),
        (mark, "COMMENT: TWO (OR MORE)."),
    ]
    assert codes(draft) == ["repaired"]


@pytest.mark.parametrize("words", ["(A) FIRST", "(1) FIRST", "(NEW) LAW", "(HE SAYS", "THE LAW (OLD)"])
def test_words_that_are_no_damaged_portion_mark(words: str) -> None:
    draft = read(f"1. (U) ONE.\n2. {words} IS.")
    assert texts(draft) == ["ONE.", f"{words} IS."]


def test_marks_that_are_struck_throughout() -> None:
    draft = read("1. {@f SUMMARY: ONE.\n2. 42) TWO.\n3. §@) COMMENT: THREE.")
    assert texts(draft) == ["SUMMARY: ONE.", "TWO.", "COMMENT: THREE."]


def test_parenthesis_of_a_message_without_marks_stays() -> None:
    assert texts(read("1. ONE.\n2. 42) TWO.\n3. THREE.")) == ["ONE.", "42) TWO.", "THREE."]


# Furniture


@pytest.mark.parametrize(
    "printed",
    [
        "UNCLASSIFIED Page 2 of 3",
        "CONFIDENTIAL  Pagel of 3  CONFIDENTIAL",
        "SECRET NODIS Page 2of3",
        "PAGE 02 STATE 023763 071504Z",
        "LIMITED OFFICIAL USE LIMITED OFFICIAL USE PAGE 03 PORT L 00665 02 OF 02 141230Z",
        "UNCLASSIFIED UNCLASSIFIED",
        "PORT AU PR 00002230 001.2 OF 003",
        "UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05793211 Date: 08/31/2015",
        "NW 65990 DocId:32423995 Page 135",
    ],
)
@pytest.mark.parametrize(("before", "after"), [("HE SAID", "IT."), ("HE SAID THAT 3", "MEN LEFT.")])
def test_furniture_inside_a_line_is_cut_out(printed: str, before: str, after: str) -> None:
    draft = read(f"1. {before} {printed} {after}\n2. NEXT.")
    assert texts(draft) == [f"{before} {after}", "NEXT."]
    assert set(codes(draft)) == {"banner-in-text"}


@pytest.mark.parametrize(
    "sentence",
    [
        "SEE PAGE 2 OF 3 PAGES.",
        "THE SECRET AND CONFIDENTIAL PAPERS.",
        "PAGE 12 OF THE REPORT.",
        "ONE OF 300 MEN.",
        "THE DEPARTMENT OF STATE CASE.",
    ],
)
def test_words_that_are_no_furniture(sentence: str) -> None:
    assert texts(read(f"1. {sentence}\n2. NEXT.")) == [sentence, "NEXT."]


def test_banner_joined_to_the_last_line_of_its_page() -> None:
    draft = read("1. HE SAID THAT CONFIDENTIAL\npage | PAGE 02 QUITO 00123\nIT WAS SO.")
    assert texts(draft) == ["HE SAID THAT IT WAS SO."]


def test_header_of_a_section_does_not_break_the_sentence() -> None:
    draft = read(
        "1. WE WILL REPORT ON THE\n\nfm | FM AMEMBASSY QUITO\nto | TO SECSTATE WASHDC 7342\n"
        "class_line | C O N F I D E N T I A L SECTION 2 OF 2 QUITO 3173\n\nRESULTS AS THEY COME.\n2. NEXT.\nDOE"
    )
    assert texts(draft) == ["WE WILL REPORT ON THE RESULTS AS THEY COME.", "NEXT."]
    assert draft.get("body.signature") == "DOE"


@pytest.mark.parametrize("text", ["AB " * 30_000, "A PAGE 0 A " * 9_000, "UNCLASSIFIED " * 9_000, "1. " * 30_000])
def test_furniture_of_a_hostile_line_takes_linear_time(text: str) -> None:
    assert list(inline_furniture.find(text)) is not None


# Margin and tabs


def test_codes_in_the_margin_mark_a_place_of_their_paragraph() -> None:
    draft = read("1. ONE WAS SAID      B1\nmargin | 1.4(D)\nTWICE.\n2. NEXT.\nmargin | B6")
    assert [(r["codes"], r["paragraph"]) for r in draft.get("redactions")] == [(["B1", "1.4(D)"], "1"), (["B6"], "2")]
    assert [p["redactions"] for p in paragraphs(draft)] == [[0], [1]]
    assert texts(draft) == ["ONE WAS SAID TWICE.", "NEXT."]


def test_tabs_are_wreckage_where_they_stand_for_no_blanks() -> None:
    assert codes(read("1. THE\tUNION\tWILL\tMEET\tTHE\tMINISTER.")) == []
    assert codes(read("2. CHARG\tE SHOULD\tRAIS\t\tE ISSUE\tWITH.")) == ["wreckage"]


# Headings


@pytest.mark.parametrize(
    "rows",
    ["1. ONE.\n\nHARBOR STRIKE\n\n2. TWO.", "1. One.\nHarbor Strike\n\n2. Two.", "1. ONE.\nHARBOR STRIKE 2. (C) TWO."],
)
def test_heading_belongs_to_the_next_paragraph(rows: str) -> None:
    found = paragraphs(read(rows))
    assert [p["text"].upper() for p in found] == ["ONE.", "TWO."]
    assert [(p["heading"] or "").upper() for p in found] == ["", "HARBOR STRIKE"]


# Signature


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("DOE", "DOE"),
        ("VANDEN HEUVEL", "VANDEN HEUVEL"),
        ("VAN DER BERG", "VAN DER BERG"),
        ("O'NEILL", "O'NEILL"),
        ("McCLOY", "McCLOY"),
        ("AMBASSADOR DOE", "DOE"),
        ("DOE (ACTING)", "DOE"),
        ("ACTING", "ACTING"),
        ("\nDOE\nend_mark | BT\nend_mark | #0077\nend_mark | NNNN", "DOE"),
        ("DOE\nBT\n#0077\nNNNN\nSECTION: 01 OF 01\n0077\nSIT: NSC ROE SUM\nLIBRARY PHOTOCOPY", "DOE"),
        ("DOE\nUNCLASSIFIED NNN", "DOE"),
        ("DOE\nNOTE BY OC/T: NOT PASSED ABOVE\nADDRESSEES.", "DOE"),
        ("UNQUOTE\nDOE", "DOE"),
    ],
)
def test_signature_alone_on_its_line(rows: str, name: str) -> None:
    draft = read(f"{HEAD}\n{rows}")
    assert draft.get("body.signature") == name
    assert "DOE" not in " ".join(texts(draft))


@pytest.mark.parametrize(
    ("end", "name", "left"),
    [
        ("SHALL WE. DOE", "DOE", "SHALL WE."),
        ("SHALL WE. VANDEN HOEK", "VANDEN HOEK", "SHALL WE."),
        ("DOE UNQUOTE KISSINGER", "KISSINGER", "DOE UNQUOTE"),
        ("SHALL WE. GP-4. DOE.", "DOE", "SHALL WE. GP-4."),
        ("SHALL WE, BRUCE", "BRUCE", "SHALL WE,"),
    ],
)
def test_signature_behind_the_last_sentence(end: str, name: str, left: str) -> None:
    draft = read(f"1. ONE.\n2. {end}\nbanner | UNCLASSIFIED")
    assert draft.get("body.signature") == name
    assert texts(draft) == ["ONE.", left]


@pytest.mark.parametrize(
    "end",
    [
        "THE SHIPS SAIL ON\nMONDAY",
        "SHALL WE.\nEND SUMMARY",
        "SHALL WE.\nCOMMENT",
        "SHALL WE. THE",
        "SHALL WE. PRESS INFORMED.",
        "STATE (ARMY. ACSI)",
        "DOE\nTHE MINISTER WILL LEAVE FOR THE NORTH ON MONDAY.",
    ],
)
def test_text_that_is_no_signature(end: str) -> None:
    draft = read(f"1. THE MINISTER SAID SO.\n2. {end}\nbanner | UNCLASSIFIED")
    assert draft.get("body.signature") is None
    assert texts(draft)[1] == " ".join(end.split())


@pytest.mark.parametrize(
    "rows",
    [
        "\nSMITH\n\ntypist | ABC/7",
        "\ngroup | GP- 1\nSMITH",
        "GP-3\nSMITH\nABC:DE",
        "\nSMITH\n\nACTION: STATE (ARMY ACSI)\nINFO: DCSOP, JCS\n\nABC/7",
        "Neen ee a ee\nSMITH\nMFD",
        "\nSM1TH",
    ],
)
def test_signature_of_a_form(rows: str) -> None:
    said = "Minister told me today harvest will be late.\nHe asked for two ships of grain."
    draft = read(f"{said}\n{rows}\nbanner | SECRET", "form")
    assert draft.get("body.signature") == "SMITH"
    assert " ".join(texts(draft)).startswith(" ".join(said.split()))


def test_damaged_signature_is_repaired_in_the_open() -> None:
    draft = read(f"{HEAD}\nK1SSINGER")
    assert draft.get("body.signature") == "KISSINGER"
    assert codes(draft) == ["repaired"]


# All that is printed


def words_of(draft: Draft) -> str:
    parts = [f"{p['heading'] or ''} {p['text']}" for p in paragraphs(draft)]
    return " ".join([*parts, draft.get("body.signature") or ""])


@cache
def bodies() -> list[tuple[Layout, list[tuple[str, str]]]]:
    """The labels and lines of each message of the fixtures that has text, from its first line of text on."""
    found: list[tuple[Layout, list[tuple[str, str]]]] = []
    for sample in samples():
        if not sample.gutter.is_file():
            continue
        for message in gutter.messages(gutter.read(sample.gutter)):
            rows = [(row.labels[0], row.text) for row in message]
            first = next((i for i, (label, text) in enumerate(rows) if label == "text" and text.strip()), None)
            if first is not None:
                layout: Layout = "form" if "pre-1973" in sample.name else "electronic"
                found.append((layout, rows[first:]))
    return found


@given(st.data())
def test_a_sentence_between_two_lines_of_text_is_not_lost(data: st.DataObject) -> None:
    layout, rows = data.draw(st.sampled_from(bodies()))
    between = [i for i in range(1, len(rows)) if rows[i - 1][0] == rows[i][0] == "text" and rows[i - 1][1].strip()]
    if not between:
        return
    at = data.draw(st.sampled_from(between))
    sentence = data.draw(st.sampled_from(["The old harbour of Xanadu was closed.", "XANADU CLOSED ITS OLD HARBOUR."]))
    draft = Draft(layout)
    body.read(labelled([*rows[:at], ("text", sentence), *rows[at:]], layout), draft)
    assert sentence in words_of(draft)


@given(st.data())
def test_every_word_is_text_or_told(data: st.DataObject) -> None:
    layout, rows = data.draw(st.sampled_from(bodies()))
    draft = Draft(layout)
    message = labelled(rows, layout)
    body.read(message, draft)
    covered = [span for spans in draft.provenance.values() for span in spans]
    covered += [diagnostic["span"] for diagnostic in draft.diagnostics if diagnostic["span"]]
    headings = " ".join(p["heading"] or "" for p in paragraphs(draft))
    for part in message.lines:
        if part.kind is LineKind.BODY and not any(_touches(span, part) for span in covered):
            assert " ".join(part.text.split()) in headings or _NUMBER_ALONE.fullmatch(part.text)


# A paragraph whose text was all withheld has its number, and perhaps its portion mark, and no span.
_NUMBER_ALONE = re.compile(r"\W*\w{1,3} ?[.,)»]?(?: ?\([A-Z/]{1,6}\))?\s*")


def _touches(span: Any, part: Labelled) -> bool:
    return bool(span.line == part.line.number and span.start < span.end)
