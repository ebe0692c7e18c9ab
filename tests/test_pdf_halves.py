"""Two pages copied side by side onto one sheet."""

from __future__ import annotations

import pytest
from make_pdf import QUITO_4711, Sheet, pdf

from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.sources.options import OcrChoice
from cableparse.sources.pdf.reader import read_pdf

LEFT = f"{QUITO_4711}MORNING, AND SPOKE OF THE HARVEST AND OF THE NEW ROAD.\n\nNORTON".splitlines()
RIGHT = [line.replace("4711", "4712").replace("TALKS WITH", "LUNCH WITH") for line in LEFT]
APART = 75  # columns


def two_up(sheet: Sheet) -> None:
    for column, lines in ((0, LEFT), (APART, RIGHT)):
        for place, line in enumerate(lines, 1):
            sheet.type(place + (0.4 if column else 0), column, line)


def read(data: bytes) -> Document:
    return read_pdf("cable.pdf", data, ocr=OcrChoice.NEVER)


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_each_is_read_by_itself(rotation: int) -> None:
    cables = parse_document(read(pdf([two_up], width=1000, height=700, rotation=rotation)))
    assert [(cable.id, cable.subject) for cable in cables] == [
        ("1974QUITO04711", "TALKS WITH THE MINISTER"),
        ("1974QUITO04712", "LUNCH WITH THE MINISTER"),
    ]
    assert [cable.body.signature for cable in cables] == ["NORTON", "NORTON"]


def test_what_runs_across_both_comes_first_or_last() -> None:
    def draw(sheet: Sheet) -> None:
        two_up(sheet)
        sheet.type(-1, 50, "DECLASSIFIED AUTHORITY NND 12345")
        sheet.type(30, 50, "REPRODUCED AT THE NATIONAL ARCHIVES")

    document = read(pdf([draw], width=1000, height=700))
    texts = [line.text.strip() for line in document.lines if line.text]
    assert (texts[0], texts[-1]) == ("DECLASSIFIED AUTHORITY NND 12345", "REPRODUCED AT THE NATIONAL ARCHIVES")


def test_a_wide_table_is_one_page() -> None:
    cells = ["1974QUITO04711", "CONFIDENTIAL", "TALKS WITH THE MINISTER", "AMEMBASSY QUITO", "4 PAGES"]

    def draw(sheet: Sheet) -> None:
        for row in range(20):
            for place, cell in enumerate(cells):
                sheet.type(row, 28 * place, cell)

    document = read(pdf([draw], width=1000, height=700))
    assert [line.text.split("  ")[0] for line in document.lines] == ["1974QUITO04711"] * 20
