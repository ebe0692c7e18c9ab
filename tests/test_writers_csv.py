from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_record import every_record, full, made
from hypothesis import given
from hypothesis import strategies as st

from cableparse.record import Body, Cable, Paragraph
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.csv import COLUMNS, cell, guarded, write

FORMULA = "=+-@\t\r"
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@pytest.fixture(autouse=True)
def long_cells() -> Iterator[None]:
    before = csv.field_size_limit(sys.maxsize)
    yield
    csv.field_size_limit(before)


def rows(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline=""), strict=True))


def written(path: Path, *cables: Cable, excel: bool = False) -> list[dict[str, str]]:
    write(cables, path, WriterOptions(excel=excel))
    return rows(path, "utf-8-sig" if excel else "utf-8")


def test_every_record_is_a_row(tmp_path: Path) -> None:
    cables = every_record()
    found = written(tmp_path / "a.csv", *cables)
    assert [row["id"] for row in found] == [cable.id or "" for cable in cables]
    assert [row["subject"] for row in found] == [cable.subject or "" for cable in cables]
    for row, cable in zip(found, cables, strict=True):
        assert all(paragraph.text in row["body"] for paragraph in cable.body.paragraphs)
        assert row["tags"].split("; ") == ([tag.code for tag in cable.tags] or [""])


def test_cells_of_a_full_record(tmp_path: Path) -> None:
    (row,) = written(tmp_path / "a.csv", full())
    assert row["body"] == "SUMMARY\n\n1. (C) ALPHA\nBRAVO.\n\n=CHARLIE"
    assert row["offices"] == "ARA-10"
    assert row["info_offices"] == "L"
    assert (row["drafted_by"], row["cleared_by"]) == ("S/CT:JDOE", "ROE")
    assert (row["captions"], row["references"], row["reference_ids"]) == (
        "EXDIS; NOFORN",
        "STATE 12; MEMO",
        "1985STATE000012",
    )
    assert row["attributes"] == '{"film_number": "D750001-0001"}'
    assert (row["section"], row["sections"]) == ("1", "2")
    assert row["from_name"] == "AMEMBASSY LIMA"


def test_the_columns_are_in_the_file(tmp_path: Path) -> None:
    write([], tmp_path / "a.csv", WriterOptions())
    (header,) = csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines())
    assert header == [column.name for column in COLUMNS]
    assert len(set(header)) == len(header)


def test_lines_end_as_rfc_4180_says_and_no_byte_order_mark(tmp_path: Path) -> None:
    write([full()], tmp_path / "a.csv", WriterOptions())
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"key,id,")
    assert data.endswith(b'=CHARLIE"\r\n')


def test_a_long_cell_is_kept(tmp_path: Path) -> None:
    text = "ALPHA BRAVO " * 20_000
    (row,) = written(tmp_path / "a.csv", made(body=Body(paragraphs=[Paragraph(text=text)])))
    assert row["body"] == text


@given(text=ANY_TEXT)
def test_any_text_survives_a_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    (row,) = written(path, made(subject=text, body=Body(paragraphs=[Paragraph(text=text)])))
    expected = text.replace("\0", "\ufffd").encode(errors="backslashreplace").decode()
    assert (row["subject"], row["body"]) == (expected, expected)


@given(text=ANY_TEXT | st.builds(str.__add__, st.sampled_from(FORMULA), ANY_TEXT))
def test_no_cell_is_run_as_a_formula(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    (row,) = written(path, made(subject=text, captions=[text]), excel=True)
    assert not any(value.startswith(tuple(FORMULA)) for value in row.values())
    assert guarded(text) in (text, "'" + text)


def test_formulas_stay_as_printed_without_excel(tmp_path: Path) -> None:
    (row,) = written(tmp_path / "a.csv", made(subject="-SECTION"))
    assert row["subject"] == "-SECTION"


def test_excel_gets_a_byte_order_mark(tmp_path: Path) -> None:
    write([full()], tmp_path / "a.csv", WriterOptions(excel=True))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfkey,")


def test_what_excel_cuts_off_is_noted_and_kept(tmp_path: Path) -> None:
    fits = made(subject="A" * 32_767)
    pairs = made(subject="\U0001f4dc" * 16_384)  # two units each
    assert write([fits], tmp_path / "a.csv", WriterOptions(excel=True)) == Notes()
    (note,) = write([pairs, pairs], tmp_path / "a.csv", WriterOptions(excel=True)).items()
    assert note[0].startswith("subject is longer than the 32,767 characters")
    assert note[1] == 2
    assert rows(tmp_path / "a.csv", "utf-8-sig")[0]["subject"] == pairs.subject
    assert write([pairs], tmp_path / "a.csv", WriterOptions()) == Notes()


def test_nul_is_replaced_and_noted(tmp_path: Path) -> None:
    notes = write([made(subject="A\0B", captions=["\0"])], tmp_path / "a.csv", WriterOptions())
    assert list(notes.values()) == [1]
    assert b"\0" not in (tmp_path / "a.csv").read_bytes()


def test_cells() -> None:
    assert [cell(None), cell([]), cell({}), cell(0), cell(["A", "B"])] == ["", "", "", "0", "A; B"]
