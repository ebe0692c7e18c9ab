"""No number is wider than its format allows: a record goes into 64 bits, however many digits a cable prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import batch, records
from corpus import samples
from hostile import HEADER

from cableparse.pipeline import parse_text
from cableparse.record import Cable

FORM = "INCOMING TELEGRAM\nFROM: LIMA\nTO: Secretary of State\nNO: 12"
# No telegram prints a number of more digits.
WIDEST = 10**7
PLACES = {
    "the page": HEADER.replace("PAGE 01", "PAGE {0}"),
    "the number of the page line": HEADER.replace("00042", "{0}"),
    "copies": HEADER.replace("ISO-00", "ISO-{0}"),
    "the total": HEADER.replace("/011", "/{0}"),
    "an addressee's serial": HEADER.replace("1234", "{0}"),
    "the number": HEADER.replace("LIMA 0042", "LIMA {0}"),
    "a section": HEADER.replace("LIMA 0042", "SECTION {0} OF 2 LIMA 0042"),
    "both counts of a section": HEADER.replace("LIMA 0042", "LIMA 0042 SECTION {0} OF {0}"),
    "a reference": HEADER + "REF: LIMA {0}\n",
    "a paragraph": HEADER + "{0}. TEXT.\n",
    "a routing line": HEADER.replace("TO SEC", "OP IMMED\nUTS083\nBE RUESBA #{0}/1 2701915\nTO SEC"),
    "a form's section": FORM + ", SECTION {0} OF {0}\n",
    "a form's section in brackets": FORM + " (SECTION {0} OF {0})\n",
    "a form's addressee": FORM + ", INFORMATION USUN 1846, LONDON {0}, BRUSSELS 1700\n",
    "a year": "MRN: {0} LIMA 42\nFrom: AMEMBASSY LIMA\n",
    "a serial of SMART": "MRN: 12 LIMA {0}\nFrom: AMEMBASSY LIMA\n",
}


def numbers(value: object) -> Iterator[int]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, int):
        yield value


def check_numbers(cables: list[Cable]) -> None:
    for cable in cables:
        assert all(number < WIDEST for number in numbers(cable.model_dump()))


@pytest.mark.parametrize("digits", [8, 19, 20, 5000])
@pytest.mark.parametrize("place", PLACES)
def test_no_number_is_too_wide(place: str, digits: int) -> None:
    check_numbers(parse_text(PLACES[place].format("9" * digits)))


def test_one_wide_number_leaves_no_file_without_tables(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(PLACES.values()):
        (folder / f"{number}.txt").write_text(text.format("9" * 20))
    figures = batch(folder, tmp_path / "out", "sqlite", "parquet")
    assert figures.sources.failed == 0
    assert len(records(tmp_path / "out")) == len(PLACES)


def test_wide_numbers_in_real_cables() -> None:
    for sample in samples()[::20]:
        text = sample.document().text
        for found in list(re.finditer(r"\d+", text[:2000]))[::9]:
            check_numbers(parse_text(text[: found.start()] + "9" * 5000 + text[found.end() :]))
