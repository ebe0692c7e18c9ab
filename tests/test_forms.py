"""The typed forms before 1973: what is read of them, in whatever order and damage OCR leaves them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cableparse.lines import Labelled, arrange, folder_forms, form_lines
from cableparse.pages import split_lines
from cableparse.pipeline import parse_text
from cableparse.record import Cable
from cableparse.sources.text import text_document

COLUMN = ["Action", "EUR", "Info", "SS", "INR"]
TEXT = ["Foreign Minister told me today harvest will be late.", "He asked for two ships of grain."]
TRAILER = ["", "SMITH", "", "ABC/7", "CONFIDENTIAL"]
HEADING = [
    *("INCOMING TELEGRAM", "Department of State", "CONFIDENTIAL", *COLUMN, "Control: 1234", "Rec'd: MARCH 5, 1962"),
    *("4:32 p.m.", "FROM: Lusaka", "TO: Secretary of State", "NO: 88, March 5, 6 p.m.", "", "PRIORITY", ""),
]
FORM = "\n".join([*HEADING, *TEXT, *TRAILER])


def read(text: str) -> Cable:
    """The one record of a text."""
    (cable,) = parse_text(text)
    return cable


def labels(text: str) -> list[Labelled]:
    """The labelled lines of a form."""
    found = form_lines.label(split_lines(text))
    assert found is not None
    return found


def test_all_that_a_form_says_is_read() -> None:
    cable = read(FORM)
    assert (cable.kind, cable.layout, cable.id) == ("cable", "form", "1962LUSAKA00088")
    assert [to.name for to in cable.to] == ["Secretary of State"]
    assert cable.precedence == ["PRIORITY"]
    assert [office.symbol for office in cable.distribution.offices] == ["EUR"]
    assert [office.symbol for office in cable.distribution.info] == ["SS", "INR"]
    assert [paragraph.text for paragraph in cable.body.paragraphs] == [" ".join(TEXT)]
    assert cable.body.signature == "SMITH"


@pytest.mark.parametrize(
    ("printed", "damaged"),
    [
        ("INCOMING TELEGRAM", "1NCOMIMG TELFGRAM"),
        ("INCOMING TELEGRAM", ""),
        ("Department of State", "Lepartnent of Stale"),
        ("Control: 1234", "Contro1 1234"),
        ("Rec'd: MARCH 5, 1962", "Recd! MARCH 5, 1962"),
        ("FROM: Lusaka", "FRON; Lusaka"),
        ("FROM: Lusaka", "Info FROM: Lusaka 4:32 p.m."),
        ("TO: Secretary of State", "T0: Secretarv of State ,"),
        ("NO: 88, March 5, 6 p.m.", "88, March 5, 6 p.m."),
        ("NO: 88, March 5, 6 p.m.", "G  NO: 88, Narch 5, 6 p.m."),
    ],
)
def test_one_line_misread_leaves_the_rest(printed: str, damaged: str) -> None:
    cable = read(FORM.replace(printed, damaged))
    assert (cable.kind, cable.layout, cable.id) == ("cable", "form", "1962LUSAKA00088")


def test_values_in_a_column_of_their_own_go_to_their_labels_by_type() -> None:
    jumbled = ["CONTROL:", "RECD:", "FROM:", "TO:", "NO:", "1234", "MARCH 5, 1962", "4:32 P.M.", "LUSAKA",
               "SECRETARY OF STATE", "88, MARCH 5, 6 P.M.", "SECRET"]  # fmt: skip
    cable = read("\n".join(["INCOMING TELEGRAM", "Department of State", *jumbled, *map(str.upper, TEXT), *TRAILER]))
    assert (cable.id, cable.from_.name) == ("1962LUSAKA00088", "LUSAKA")


def test_the_serial_of_the_department_is_the_number() -> None:
    text = FORM.replace("TO: Secretary of State", "ACTION: Secstate").replace(
        "NO: 88, March 5", "96 PRIORITY\nDATE: March 5"
    )
    cable = read(text)
    assert cable.message.number == 96
    assert [(to.name, to.serial) for to in cable.to] == [("Secstate", 96)]


def test_addressees_with_their_serials_over_two_lines() -> None:
    sent = "ACTION DEPARTMENT 88, INFORMATION PARIS 12,\nLONDON 3, BRAZZAVILLE UNNUMBERED."
    cable = read(FORM.replace("PRIORITY", f"PRIORITY\n\n{sent}"))
    assert [(info.name, info.serial) for info in cable.info] == [("PARIS", 12), ("LONDON", 3), ("BRAZZAVILLE", None)]
    assert [to.name for to in cable.to] == ["Secretary of State"]


def test_the_column_is_taken_off_the_text() -> None:
    offices = ["CIA", "NSA", "OSD", "ARMY", "NAVY"]
    lines = [f"{office}  {line}" for office, line in zip(offices, TEXT * 3, strict=False)]
    cable = read("\n".join([*HEADING, *lines, *TRAILER]))
    assert "CIA" not in " ".join(paragraph.text for paragraph in cable.body.paragraphs)
    assert [office.symbol for office in cable.distribution.info][-5:] == offices


def test_the_head_of_page_two_is_no_text_and_tells_the_number() -> None:
    head = ["SECRET", "-2- 88, MARCH 5, 6 P.M., FROM LUSAKA"]
    cable = read("\n".join([*HEADING, *TEXT, *head, *TEXT, *TRAILER]).replace("NO: 88", "NO: x#8"))
    assert cable.message.number == 88
    assert "FROM LUSAKA" not in " ".join(paragraph.text for paragraph in cable.body.paragraphs)


def test_a_section_is_read_from_the_number_line() -> None:
    cable = read(FORM.replace("6 p.m.", "6 p.m. (SECTION ONE OF TWO)"))
    assert cable.message.section is not None
    assert (cable.message.section.number, cable.message.section.of) == (1, 2)


def test_an_outgoing_form_is_the_departments() -> None:
    box = ["Drafted by:", "AFE:JDoe:ab 2/8/62", "Telegraphic transmission and classification approved by:",
           "AFE - Mr. Roe", "Clearances:", "INR - Mr. Poe"]  # fmt: skip
    lines = ["OUTGOING TELEGRAM Department of State", "INDICATE: COLLECT", "CONFIDENTIAL", "59", "FEB 9 11 17 AM '62",
             "ACTION: Amembassy LUSAKA 41", "INFO: Amembassy OTTAWA 12", *TEXT, "RUSK", *box]  # fmt: skip
    cable = read("\n".join(lines))
    assert (cable.message.originator, cable.message.year, cable.message.number) == ("STATE", 1962, None)
    assert [(to.name, to.serial) for to in cable.to] == [("Amembassy LUSAKA", 41)]
    assert cable.body.signature == "RUSK"
    assert [officer.name for officer in cable.drafting.drafted_by] == ["JDoe"]


def test_another_agencys_routing_below_the_signature_is_no_heading() -> None:
    cable = read(FORM.replace("SMITH", "SMITH\n\nACTION: STATE (ARMY ACSI)\nINFO: DCSOP, JCS"))
    assert [to.name for to in cable.to] == ["Secretary of State"]
    assert not cable.info
    assert cable.body.signature == "SMITH"


def test_each_form_of_a_folder_is_a_message() -> None:
    second = FORM.replace("INCOMING TELEGRAM", "INCOMNG TELEGM").replace("88", "89")
    lines = split_lines(f"{FORM}\n\n{second}")
    first, next_ = folder_forms.starts(lines)
    assert (first, lines[next_].text) == (0, "INCOMNG TELEGM")
    assert [cable.id for cable in parse_text(f"{FORM}\n\n{second}")] == ["1962LUSAKA00088", "1962LUSAKA00089"]


def test_the_record_sheet_is_no_heading_and_its_date_tells_a_lost_year() -> None:
    sheet = ["IDENTIFICATION FORM",
             "AGENCY : NARA", "RECORD NUMBER : 176-1", "RECORD SERIES : Files", "ORIGINATOR : DOS",
             "FROM : Rome", "TO : Rusk", "DATE : 3/5/1962", "CURRENT STATUS :", "COMMENTS :", "---"]  # fmt: skip
    cable = read("\n".join([*sheet, FORM.replace("MARCH 5, 1962", "MARCH")]))
    assert (cable.from_.name, cable.message.year) == ("Lusaka", 1962)
    assert any(diagnostic.code == "year-inferred" for diagnostic in cable.diagnostics)


def test_a_damaged_word_that_begins_the_text_is_no_executive_order() -> None:
    begins = "EOLLOWING HIGHLIGHTS LENGTHY RELEASE."
    cable = read("\n".join([*HEADING, begins, *TEXT, *TRAILER]))
    assert cable.executive_order.instruction is None
    assert cable.body.paragraphs[0].text.startswith(begins)


@pytest.mark.parametrize(
    "sentence",
    [
        "Minister said that reports INDI-",
        "Reports INDICATE that harvest is late.",
        "He asked what Department of State thinks of it.",
        "ACTION: the Ministry has been told of it.",
        "FROM this it follows that talks will fail.",
        "TO date no answer has come from Paris.",
        "No: 5 of the list is still missing.",
        "SECRET talks went on until March 5, 1962.",
        "Reproduction of this text is prohibited here.",
        "Control of the port passed to Army.",
    ],
)
def test_a_sentence_between_two_lines_of_the_text_is_text(sentence: str) -> None:
    document = text_document("\n".join([*HEADING, *TEXT * 2, *TRAILER]), "form")
    (message,) = arrange(document)
    numbers = [line.line.number for line in message.lines if line.label == "text"]
    texts = [line.text for line in document.lines]
    for before, after in pairwise(numbers):
        if after == before + 1:
            cable = read("\n".join([*texts[:before], sentence, *texts[before:]]))
            assert sentence in " ".join(paragraph.text for paragraph in cable.body.paragraphs)


def test_every_line_of_a_form_has_a_label() -> None:
    assert {line.line.number for line in labels(FORM)} == set(range(1, FORM.count("\n") + 2))


@pytest.mark.parametrize("text", ["", "\n" * 50, "FROM:\n" * 50, "March 5 " * 500, "A" * 5000, "NO: 1, March 5\n" * 50])
def test_what_is_no_form_is_left_alone(text: str) -> None:
    lines = split_lines(text)
    assert folder_forms.starts(lines)[0] == 0
    form_lines.label(lines)
    assert form_lines.weight(lines) >= 0
