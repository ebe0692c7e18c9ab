from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from office_files import reversed_zip, saved, with_member, workbook_with
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from source_files import TELEGRAM, documents, facts, members, zip_of

from cableparse.diagnostics import Code
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.sources.text import read_text

ROWS: list[list[str | None]] = [
    ["Doc. Number", "Body", "Sent"],
    ["1", "FM AMEMBASSY LIMA", None],
    ["2", "FM AMEMBASSY QUITO", None],
]
BLACK = PatternFill("solid", fgColor="FF000000")


def read_all(tmp_path: Path, data: bytes, **options: Any) -> list[Document]:
    path = tmp_path / "cables.xlsx"
    path.write_bytes(data)
    return documents(path, **options)


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    return sheet


def cell_of(sheet: Worksheet, place: str) -> Cell:
    cell = sheet[place]
    assert isinstance(cell, Cell)
    return cell


@pytest.mark.parametrize("order", [bytes, reversed_zip])
def test_a_row_gives_the_record_of_its_text(order: type, tmp_path: Path) -> None:
    text = read_text(TELEGRAM).text
    [document] = read_all(tmp_path, order(workbook_with([["id", "text"], [7, text]])))
    assert (document.member, document.attributes) == ("sheet Cables/row 1", {"id": "7"})
    assert document.media_type.endswith("spreadsheetml.sheet")
    assert [facts(cable) for cable in parse_document(document)] == [
        facts(cable) for cable in parse_document(read_text(TELEGRAM))
    ]


def test_cells_are_printed_as_they_are_shown(tmp_path: Path) -> None:
    values = [
        12.0,
        1.5,
        True,
        datetime(1974, 5, 13),
        datetime(1974, 5, 13, 12, 15),
        date(1974, 5, 13),
        "A_x000D_\nB",
        None,
    ]
    [document] = read_all(tmp_path, workbook_with([["body", *"abcdefgh"], ["FM LIMA", *values, "more"]]))
    shown = ["12", "1.5", "TRUE", "1974-05-13", "1974-05-13 12:15:00", "1974-05-13", "A B"]
    assert document.attributes == {**dict(zip("abcdefg", shown, strict=True)), "column_10": "more"}


def test_each_sheet_is_a_table_and_empty_ones_are_none(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book)
    book.create_sheet("Empty")
    other = book.create_sheet("More")
    other.append(["remarks"])
    other.append(["FM LIMA"])
    path = tmp_path / "cables.xlsx"
    path.write_bytes(saved(book))
    found, said = members(path)
    assert found == ["sheet Sheet/row 1", "sheet Sheet/row 2"]
    [reason] = said
    assert reason.startswith("sheet More: has no column") and "remarks" in reason
    assert members(path, text_column="remarks")[0] == ["sheet More/row 1"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_withheld_and_told(state: str, tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book)
    other = book.create_sheet("Other")
    other.sheet_state = state
    other.append(["body"])
    other.append(["SPIES"])
    first, second = read_all(tmp_path, saved(book))
    [note] = first.notes
    assert note == (Code.CONCEALED_TEXT, "9 letters of the workbook, hidden by being on a hidden sheet.", None)
    assert not second.notes


@pytest.mark.parametrize("way", [{"hidden": True}, {"height": 0.5}])
def test_hidden_rows_are_withheld_and_told(way: dict[str, Any], tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    for name, value in way.items():
        setattr(sheet.row_dimensions[2], name, value)
    [document] = read_all(tmp_path, saved(book))
    assert document.text == "FM AMEMBASSY QUITO"
    [note] = document.notes
    assert note.detail == "16 letters of the workbook, hidden by being in a hidden row."


def test_hidden_columns_are_withheld_and_told_with_each_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book).column_dimensions["A"].hidden = True
    found = read_all(tmp_path, saved(book))
    assert [document.attributes for document in found] == [{}, {}]
    said = [[note.detail for note in document.notes] for document in found]
    of_row = "1 letters of the row, hidden by being in a hidden column."
    assert said == [[of_row, "10 letters of the workbook, hidden by being in a hidden column."], [of_row]]


@pytest.mark.parametrize(
    ("font", "fill", "number_format", "way"),
    [
        (Font(color="FFFFFFFF"), None, None, "its colour"),
        (Font(color="FF000000"), BLACK, None, "its colour"),
        (Font(size=1), None, None, "its size"),
        (None, None, ";;;", "a format that shows nothing"),
    ],
)
def test_cells_that_are_not_seen_are_withheld_and_told(
    font: Font | None, fill: PatternFill | None, number_format: str | None, way: str, tmp_path: Path
) -> None:
    book = Workbook()
    cell = cell_of(sheet_of(book), "A2")
    for name, value in {"font": font, "fill": fill, "number_format": number_format}.items():
        if value is not None:
            setattr(cell, name, value)
    first, second = read_all(tmp_path, saved(book))
    assert (first.attributes, second.attributes) == ({}, {"doc_number": "2"})
    assert [note.detail for note in first.notes] == [f"1 letters of the row, hidden by {way}."]


def test_white_letters_on_a_dark_cell_are_read(tmp_path: Path) -> None:
    book = Workbook()
    cell = cell_of(sheet_of(book), "A2")
    cell.font, cell.fill = Font(color="FFFFFFFF"), BLACK
    first, _ = read_all(tmp_path, saved(book))
    assert (first.attributes, first.notes) == ({"doc_number": "1"}, [])


def test_a_workbook_of_which_nothing_is_seen_is_a_failure_that_says_so(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    for number in (1, 2, 3):
        sheet.row_dimensions[number].hidden = True
    path = tmp_path / "cables.xlsx"
    path.write_bytes(saved(book))
    found, [said] = members(path)
    assert not found
    assert said.startswith("holds no row that is seen; ") and said.endswith("hidden by being in a hidden row.")


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


@pytest.mark.parametrize(
    "data",
    [
        workbook_with(ROWS)[:-400],
        zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        zip_of({"[Content_Types].xml": b"", "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY a "a">]><a>&a;</a>'}),
    ],
)
def test_a_damaged_workbook_is_one_clear_failure(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cables.xlsx"
    path.write_bytes(data)
    found, [said] = members(path)
    assert not found
    assert said.startswith("is a damaged Excel workbook: ")


def test_a_row_that_no_sheet_has_is_refused(tmp_path: Path) -> None:
    data = workbook_with(ROWS)
    path = tmp_path / "cables.xlsx"
    path.write_bytes(
        with_member(
            data, "xl/worksheets/sheet1.xml", SHEET % b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>'
        )
    )
    found, [said] = members(path)
    assert not found
    assert "more rows than Excel opens" in said


def test_a_larger_workbook_is_read_from_disk(tmp_path: Path) -> None:
    data = workbook_with(ROWS)
    found = read_all(tmp_path, data, max_bytes=len(data) - 1)
    assert [document.text for document in found] == ["FM AMEMBASSY LIMA", "FM AMEMBASSY QUITO"]


def test_concealed_rows_are_in_no_output(tmp_path: Path, run: Run) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(["3", "SPIES"])
    sheet.row_dimensions[4].hidden = True
    (tmp_path / "cables.xlsx").write_bytes(saved(book))
    done = run("parse", "--format", "jsonl", "cables.xlsx")
    assert done.returncode == 0
    assert b"concealed-text" in done.stdout.splitlines()[0]
    assert b"SPIES" not in done.stdout + done.stderr
