from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Run
from corpus import FIXTURES
from make_pdf import scanned, typed

from cableparse.diagnostics import Code
from cableparse.evaluation import evaluate
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.sources import OcrChoice, SourceOptions, read, read_as_one
from cableparse.sources.page_choice import is_choice, is_chosen
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.reader import read_pdf
from cableparse.sources.pdf.scan import read_scan

pytest.importorskip("rapidocr", reason="text recognition takes the extra `ocr`")
pytest.importorskip("onnxruntime", reason="text recognition takes the extra `ocr`")

PAGES = [str(FIXTURES / "scans" / f"png-cable-{number}.png") for number in (1, 2, 3)]
HEADING = (FIXTURES / "aad-1973-79" / "1975CARACA06154.txt").read_text().splitlines()[:20]


def test_page_images_of_one_cable_give_the_record_of_its_text() -> None:
    document = read_as_one(PAGES)
    (cable,) = parse_document(document)
    gold = json.loads((FIXTURES / "foia-1980s" / "1985PORTM00199.gold.json").read_text())
    assert evaluate([("1985PORTM00199", gold, json.loads(cable.to_json()))]).mean_f1 >= 0.95
    assert (cable.source.layer, cable.source.pages) == ("rapidocr", 3)
    assert cable.source.confidence is not None
    assert all(0 <= sure <= 1 for sure in cable.source.confidence.values())
    assert all(span.bbox is not None for span in cable.provenance["subject"])


def scan(tmp_path: Path, *, skew: float, speckle: int, ocr: OcrChoice) -> Document:
    """A heading as an askew and specked scan in a PDF without text."""
    first, *_ = scanned(typed("\n".join(HEADING)), dpi=200, skew=skew, speckle=speckle)
    file = BytesIO()
    first.save(file, "PDF", resolution=200)
    path = tmp_path / "scan.pdf"
    path.write_bytes(file.getvalue())
    (document,) = read(path, options=SourceOptions(ocr=ocr))
    assert isinstance(document, Document)
    return document


def test_an_askew_and_specked_scan_is_recognised(tmp_path: Path) -> None:
    (cable,) = parse_document(scan(tmp_path, skew=1.0, speckle=40, ocr=OcrChoice.AUTO))
    assert (cable.id, cable.subject) == (
        "1975CARACA06154",
        "SEARCH FOR CONSENSUS ON PETROLEUM NATIONALIZATION",
    )
    assert [tag.code for tag in cable.tags] == ["ENRG", "PINT", "VE"]


@pytest.mark.parametrize(("turned", "back"), [(90, 270), (180, 180), (270, 90)])
def test_a_page_that_lies_on_its_side_or_head_is_turned(turned: int, back: int) -> None:
    page = scanned(typed("\n".join(HEADING)), dpi=150)[0].rotate(turned, expand=True)
    found = read_scan(page, 150)
    assert found.turned == back
    assert [row.text.strip() for row in found.rows if "FM" in row.text] == ["FM AMEMBASSY CARACAS"]


def test_a_scan_that_is_not_to_be_recognised_says_so(tmp_path: Path) -> None:
    document = scan(tmp_path, skew=0, speckle=0, ocr=OcrChoice.NEVER)
    assert (document.text.strip(), document.layer) == ("", None)
    assert [note.code for note in document.notes] == [Code.NO_TEXT]


@pytest.mark.parametrize(
    ("pages", "chosen"), [("2", [2]), ("1-3", [1, 2, 3]), ("1,3-4", [1, 3, 4]), ("4-", [4, 5]), (None, [1, 2, 3, 4, 5])]
)
def test_pages_are_chosen(pages: str | None, chosen: list[int]) -> None:
    assert [number for number in range(1, 6) if is_chosen(pages, number)] == chosen


@pytest.mark.parametrize("pages", ["", "0", "3-1", "a", "1,,2", "-3", "12 3"])
def test_what_names_no_pages(pages: str) -> None:
    assert not is_choice(pages)


def test_only_the_chosen_pages_of_a_pdf_are_read() -> None:
    document = read_pdf("x.pdf", typed("ONE\fTWO\fTHREE"), limits=PdfLimits(pages="2"))
    assert [(line.text.strip(), line.page) for line in document.lines if line.text.strip()] == [("TWO", 2)]
    assert document.pages == 3
    assert [note.code for note in document.notes] == [Code.LIMIT_REACHED]


def test_only_the_chosen_pages_of_images_are_recognised() -> None:
    limits = PdfLimits(pages="3")
    document = read_as_one(PAGES, options=SourceOptions(ocr=OcrChoice.RAPIDOCR, pdf=limits))
    assert {line.page for line in document.lines if line.text.strip()} == {3}
    assert Code.LIMIT_REACHED in [note.code for note in document.notes]


def test_other_pages_are_another_batch(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cable.pdf").write_bytes(typed("ONE\fTWO"))
    once = ("batch", tmp_path / "in", "--output", tmp_path / "out", "--jobs", "1")
    assert run(*once, "--pages", "1").returncode == 0
    refused = run(*once, "--pages", "2")
    assert refused.returncode == 4
    assert b"was made with --pages 1, not 2; name another --output, or start over with --force" in refused.stderr
    assert run(*once, "--pages", "1", "--timeout", "900").returncode == 0
