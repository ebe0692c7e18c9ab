"""Pages are recognised as long as there is time, kept and told; by a stand-in for the program that recognises."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from make_pdf import Sheet, pdf
from PIL import Image

from cableparse.batch.job import Job
from cableparse.batch.task import FilePlace, TaskItem, parse
from cableparse.diagnostics import Code
from cableparse.pages import Box, Document
from cableparse.record import Cable
from cableparse.sources import OcrChoice, SourceOptions
from cableparse.sources import ocr as recognition
from cableparse.sources import pace as timing
from cableparse.sources.image import read_images
from cableparse.sources.ocr import Engine
from cableparse.sources.pdf import reader, scan
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.reader import read_pdf
from cableparse.sources.pdf.rows.printed_row import PrintedRow, Segment
from cableparse.sources.pdf.rows.reading_order import Type
from cableparse.sources.pdf.scan import Scan
from cableparse.views.recognition import pages_shown

WORDS = "THE MINISTER RECEIVED THE AMBASSADOR FOR AN HOUR THIS MORNING"


class Clock:
    """Goes on only when pages are recognised."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timing, "monotonic", clock)
    return clock


@pytest.fixture
def rapidocr(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> list[tuple[int, int]]:
    """Recognises a page in ten seconds; the sizes of the images that it was given."""
    given = []

    def read_scan(image: Image.Image, resolution: float) -> Scan:
        clock.now += 10
        given.append(image.size)
        row = PrintedRow(WORDS, Box(0, 0, 100, 10), 10, 10, [Segment(WORDS, 0, 100)], 0.9)
        return Scan([row], Type(6, 12, 0), [], 0.9)

    monkeypatch.setattr(scan, "read_scan", read_scan)
    monkeypatch.setattr(recognition, "find_engine", lambda _: Engine.RAPIDOCR)
    return given


@pytest.fixture
def ocrmypdf(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Callable[[Callable[[Sequence[int]], bool]], None]:
    """Recognises two pages in ten seconds, where what it is given says so."""

    def use(works: Callable[[Sequence[int]], bool]) -> None:
        layered: set[int] = set()

        def add_layer(data: bytes, pages: Sequence[int], seconds: float | None) -> bytes | None:
            clock.now += 10
            if seconds is not None and seconds < 10:
                raise TimeoutError
            if not works(pages):
                return None
            layered.update(pages)
            return pages_of(6, layered)

        monkeypatch.setattr(recognition, "add_layer", add_layer)
        monkeypatch.setattr(recognition, "find_engine", lambda _: Engine.OCRMYPDF)
        monkeypatch.setattr(reader, "_GROUP", 2)

    return use


def pages_of(count: int, layered: set[int] | frozenset[int] = frozenset()) -> bytes:
    """A PDF of pictures, some with a text layer."""

    def page(number: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.canvas.drawInlineImage(Image.new("L", (8, 8), 200), 0, 0, sheet.width, sheet.height)
            if number in layered:
                layer = sheet.canvas.beginText(sheet.x(0), sheet.y(0))
                layer.setFont("Courier", 10)
                layer.setTextRenderMode(3)  # invisible, as ocrmypdf writes it
                layer.textOut(WORDS)
                sheet.canvas.drawText(layer)

        return draw

    return pdf([page(number) for number in range(1, count + 1)])


def recognised(document: Document) -> list[int]:
    return [line.page for line in document.lines if line.text.strip() == WORDS]


def told(document: Document) -> list[tuple[Code, str]]:
    return [(note.code, note.detail) for note in document.notes]


def late(pages: str) -> tuple[Code, str]:
    return Code.NO_TEXT, f"{pages}: not recognised within the time limit; raise --timeout."


def tiff(widths: Sequence[int]) -> bytes:
    file = BytesIO()
    first, *others = (Image.new("L", (width, 300), 255) for width in widths)
    first.save(file, "TIFF", save_all=True, append_images=others)
    return file.getvalue()


# Of 25 seconds a third page would take 10, of which 5 are left; a page of which nothing is known is begun.
@pytest.mark.parametrize(
    ("until", "pages", "rest"), [(None, [1, 2, 3, 4], None), (25, [1, 2], "Pages 3-4"), (1, [1], "Pages 2-4")]
)
@pytest.mark.parametrize("is_pdf", [True, False])
@pytest.mark.usefixtures("rapidocr")
def test_pages_recognised_in_time_are_kept(
    is_pdf: bool, until: float | None, pages: list[int], rest: str | None
) -> None:
    limits = PdfLimits(until=until)
    if is_pdf:
        document = read_pdf("x.pdf", pages_of(4), limits=limits)
    else:
        document = read_images(["x.tif"], [tiff([200] * 4)], limits=limits)
    assert (recognised(document), document.pages) == (pages, 4)
    assert told(document) == ([late(rest)] if rest else [])


def test_groups_recognised_in_time_are_kept(ocrmypdf: Callable[..., None]) -> None:
    ocrmypdf(lambda pages: True)
    document = read_pdf("x.pdf", pages_of(6), limits=PdfLimits(until=25))
    assert (recognised(document), document.layer) == ([1, 2, 3, 4], "tesseract")
    assert told(document) == [late("Pages 5-6")]


def test_a_group_that_is_ended_by_the_limit(ocrmypdf: Callable[..., None]) -> None:
    ocrmypdf(lambda pages: True)
    document = read_pdf("x.pdf", pages_of(6), limits=PdfLimits(until=5))
    assert (recognised(document), document.layer) == ([], None)
    assert told(document) == [late("Pages 1-6")]


def test_a_group_that_fails_costs_itself(ocrmypdf: Callable[..., None]) -> None:
    ocrmypdf(lambda pages: 3 not in pages)
    document = read_pdf("x.pdf", pages_of(6))
    assert recognised(document) == [1, 2, 5, 6]
    assert told(document) == [(Code.NO_TEXT, "Pages 3-4: ocrmypdf could not recognise the text.")]


def test_only_chosen_pages_of_a_tiff_are_recognised(rapidocr: list[tuple[int, int]]) -> None:
    document = read_images(["x.tif"], [tiff([200, 210, 220])], limits=PdfLimits(pages="2-"))
    assert [width for width, _ in rapidocr] == [210, 220]
    assert (recognised(document), document.pages) == ([2, 3], 3)
    assert told(document) == [(Code.LIMIT_REACHED, "of 3 pages only these were read: 2- (pages).")]


def test_only_chosen_pages_of_a_tiff_are_given_to_ocrmypdf(ocrmypdf: Callable[..., None]) -> None:
    given = []

    def works(pages: Sequence[int]) -> bool:
        given.append(list(pages))
        return False

    ocrmypdf(works)
    document = read_images(["x.tif"], [tiff([200] * 6)], limits=PdfLimits(pages="2,5"))
    assert (given, document.pages) == ([[2, 5]], 6)


@pytest.mark.usefixtures("rapidocr")
def test_each_page_is_logged_and_none_of_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, timing.LOG.name):
        read_pdf("x.pdf", pages_of(2))
        read_images(["x.tif"], [tiff([200] * 2)])
    assert [record.getMessage() for record in caplog.records] == [
        "x.pdf: page 1 of 2 recognised",
        "x.pdf: page 2 of 2 recognised",
        "x.tif: page 1 recognised",
        "x.tif: page 2 recognised",
    ]


@pytest.mark.usefixtures("rapidocr")
@pytest.mark.parametrize("is_terminal", [True, False])
def test_pages_are_shown_on_a_terminal(
    is_terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    with pages_shown():
        read_pdf("x.pdf", pages_of(1))
    read_pdf("y.pdf", pages_of(1))
    assert capsys.readouterr().err == ("cableparse: x.pdf: page 1 of 1 recognised\n" if is_terminal else "")


@pytest.mark.usefixtures("rapidocr")
def test_a_batch_gives_each_source_its_own_time(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cableparse.sources.options.monotonic", clock)
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path in paths:
        path.write_bytes(pages_of(3))
    items = [TaskItem(number, FilePlace(str(path), str(path))) for number, path in enumerate(paths, 1)]
    for found in parse(items, SourceOptions(seconds=30)):
        assert found.reason is None
        (cable,) = [Cable.model_validate_json(line) for line in found.records.splitlines()]
        detail = "Page 3: not recognised within the time limit; raise --timeout."
        assert [d.message for d in cable.diagnostics if d.code == "no-text"] == [f"{Code.NO_TEXT.sentence} {detail}"]


def test_time_is_no_part_of_what_an_output_depends_on(tmp_path: Path) -> None:
    def identity(**options: object) -> dict[str, object]:
        return Job([], tmp_path, None, sources=SourceOptions(**options)).identity  # type: ignore[arg-type]

    assert identity(seconds=300.0) == identity(seconds=2.0) == identity()
    assert identity(pdf=PdfLimits(pages="2")) != identity()
    assert identity(ocr=OcrChoice.NEVER) != identity()
