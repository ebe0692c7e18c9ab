"""A picture that cannot be unpacked whole is told of: libtiff says so on standard error, and nowhere else."""

from __future__ import annotations

import os
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from cableparse.diagnostics import Code
from cableparse.pages import Document
from cableparse.sources import OcrChoice
from cableparse.sources.image import read_images
from cableparse.sources.library_errors import LibraryErrors


def fax(pages: int) -> bytes:
    """Pages of print, packed as a fax is."""
    page = Image.new("1", (800, 400), 1)
    for row in range(10):
        ImageDraw.Draw(page).text((50, 30 + 30 * row), "THE MINISTER RECEIVED THE AMBASSADOR", fill=0)
    file = BytesIO()
    page.save(file, "TIFF", save_all=True, append_images=[page] * (pages - 1), compression="group4")
    return file.getvalue()


def damaged(data: bytes, page: int) -> bytes:
    """The bytes with some of a page's strip overwritten."""
    with Image.open(BytesIO(data)) as image:
        image.seek(page - 1)
        start, size = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    middle = start + size // 2
    return data[:middle] + b"\x00" * 8 + data[middle + 8 :]


def read(data: bytes) -> Document:
    return read_images(["x.tif"], [data], ocr=OcrChoice.NEVER)


def test_a_damaged_page_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    notes = read(damaged(fax(2), 2)).notes
    assert [note.detail for note in notes if note.code is Code.DAMAGED_IMAGE] == [
        "Page 2: not all of the picture could be unpacked."
    ]
    assert capfd.readouterr().err == ""


def test_a_sound_page_is_not() -> None:
    assert Code.DAMAGED_IMAGE not in {note.code for note in read(fax(2)).notes}


def test_what_else_is_written_meanwhile_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    errors = LibraryErrors()
    with errors.listening():
        os.write(2, b"3 of 7 files\nTIFFReadDirectory: Warning, Unknown field with tag 1.\n")
    assert capfd.readouterr().err == "3 of 7 files\n"
    assert not errors.told
