"""Text under a box that was drawn over it is withheld from all that is written."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from make_pdf import QUITO_4711, Sheet, image_bytes, one_page, pdf, scanned, typed
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc

from cableparse.diagnostics import Code
from cableparse.pages import Document
from cableparse.sources.options import OcrChoice
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.reader import read_pdf

SECRET = "ZEBRAFINCH"
LINE, COLUMN, LENGTH = 26, 24, len(SECRET)
CABLE = f"""{QUITO_4711}\
MORNING. HE SPOKE OF THE HARVEST AND OF THE NEW ROAD.

2.  HE DID NOT SPEAK OF THE ELECTION.
"""
Conceal = Callable[[Sheet], None]


def black(sheet: Sheet) -> None:
    sheet.black_box(LINE, COLUMN, LENGTH)


def white(sheet: Sheet) -> None:
    sheet.white_box(LINE, COLUMN, LENGTH)


def black_with_code(sheet: Sheet) -> None:
    black(sheet)
    sheet.canvas.setFillGray(1)
    sheet.type(LINE, COLUMN + 4, "B1")


def white_without_border(sheet: Sheet) -> None:
    sheet.draw("1 g {} {} {} {} re f".format(*sheet.area(LINE, COLUMN, LENGTH)))


def image(sheet: Sheet) -> None:
    sheet.image_box(LINE, COLUMN, LENGTH)


def patterned_image(sheet: Sheet) -> None:
    x, y, width, height = sheet.area(LINE, COLUMN, LENGTH)
    stripes = Image.new("L", (8, 8), 255)
    ImageDraw.Draw(stripes).rectangle((0, 0, 3, 7), fill=0)
    sheet.canvas.drawImage(ImageReader(BytesIO(image_png(stripes))), x, y, width, height)


def image_png(picture: Image.Image) -> bytes:
    picture.info["dpi"] = (72, 72)
    return image_bytes(picture)


def image_mask(sheet: Sheet) -> None:
    x, y, width, height = sheet.area(LINE, COLUMN, LENGTH)
    place = f"q 0 g {width} 0 0 {height} {x} {y} cm"
    sheet.draw(f"{place} BI /W 8 /H 8 /IM true /BPC 1 /D [0 1] ID {chr(0) * 8} EI Q")


def thick_line(sheet: Sheet) -> None:
    sheet.canvas.setLineWidth(11)
    sheet.canvas.line(sheet.x(COLUMN), sheet.y(LINE) + 2.5, sheet.x(COLUMN + LENGTH), sheet.y(LINE) + 3)


def old_fill_operator(sheet: Sheet) -> None:
    sheet.draw("0 g {} {} {} {} re F".format(*sheet.area(LINE, COLUMN, LENGTH)))


def round_corners(sheet: Sheet) -> None:
    sheet.canvas.roundRect(*sheet.area(LINE, COLUMN, LENGTH), 2, stroke=0, fill=1)


def inside_a_form(sheet: Sheet) -> None:
    sheet.canvas.beginForm("box")
    black(sheet)
    sheet.canvas.endForm()
    sheet.canvas.doForm("box")


def separation(sheet: Sheet) -> None:
    """Black ink as a spot colour, whose number for black is that of white."""
    from reportlab.lib.colors import CMYKColorSep

    sheet.canvas.setFillColor(CMYKColorSep(0, 0, 0, 1, spotName="Black"))
    sheet.canvas.rect(*sheet.area(LINE, COLUMN, LENGTH), stroke=0, fill=1)


def square_annotation(sheet: Sheet) -> None:
    sheet.annotate("Square", LINE, COLUMN, LENGTH)


def redaction_not_applied(sheet: Sheet) -> None:
    sheet.annotate("Redact", LINE, COLUMN, LENGTH, IC=None)


def black_on_black(sheet: Sheet) -> None:
    """The text over the box and as black as the box."""
    black(sheet)
    sheet.type(LINE, COLUMN, SECRET)


KINDS = [
    black,
    white,
    black_with_code,
    white_without_border,
    image,
    patterned_image,
    image_mask,
    thick_line,
    old_fill_operator,
    round_corners,
    inside_a_form,
    separation,
    square_annotation,
    redaction_not_applied,
    black_on_black,
]


def planted(conceal: Conceal | None = None, **options: Any) -> bytes:
    def decorate(number: int, sheet: Sheet) -> None:
        sheet.type(LINE, 0, "3.  THE MINISTER CALLED")
        sheet.type(LINE, COLUMN, SECRET)
        sheet.type(LINE, COLUMN + LENGTH + 1, "HIS FRIEND.")
        sheet.type(LINE + 2, 0, "4.  HE THEN LEFT.")
        if conceal is not None:
            conceal(sheet)

    return typed(CABLE, decorate, **options)


def read(data: bytes) -> Document:
    return read_pdf("cable.pdf", data, ocr=OcrChoice.NEVER)


def test_what_is_not_covered_is_read() -> None:
    document = read(planted())
    assert f"3.  THE MINISTER CALLED {SECRET} HIS FRIEND." in document.text
    assert document.boxes == []


@pytest.mark.parametrize("conceal", KINDS)
def test_covered_text_is_in_no_line(conceal: Conceal) -> None:
    document = read(planted(conceal))
    assert SECRET not in repr(document)
    assert "3.  THE MINISTER CALLED" in document.text
    assert "HIS FRIEND." in document.text
    (box,) = document.boxes
    assert (box.page, box.concealed >= LENGTH) == (1, True)
    assert abs(box.characters - LENGTH) <= 1


@pytest.mark.parametrize("pageCompression", [0, 1])
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_on_turned_pages(rotation: int, pageCompression: int) -> None:
    document = read(planted(black, rotation=rotation, pageCompression=pageCompression))
    assert SECRET not in repr(document)
    assert "THE MINISTER CALLED" in document.text
    assert [box.concealed for box in document.boxes] == [LENGTH]


def test_recognition_does_not_see_what_is_marked_for_redaction() -> None:
    """A redaction that is not applied is not drawn, either."""
    pytest.importorskip("rapidocr")
    document = read_pdf("cable.pdf", planted(redaction_not_applied), ocr=OcrChoice.FORCE)
    assert SECRET not in repr(document)
    assert "CALLED" in document.text


def test_a_highlighter_conceals_nothing() -> None:
    def highlight(sheet: Sheet) -> None:
        sheet.canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
        sheet.canvas.rect(*sheet.area(LINE, COLUMN, LENGTH), stroke=0, fill=1)

    document = read(planted(highlight))
    assert f"CALLED {SECRET} HIS" in document.text
    assert [box.concealed for box in document.boxes] == []


def test_a_frame_conceals_nothing() -> None:
    def frame(sheet: Sheet) -> None:
        sheet.draw("0 g 40 40 530 710 re 46 46 518 698 re f*")

    assert SECRET in read(planted(frame)).text


def test_text_on_a_box_is_read() -> None:
    """A stamp is text on a white box with a border; the box comes first."""

    def stamp(sheet: Sheet) -> None:
        sheet.white_box(40, 20, 30, 3)
        sheet.type(41, 21, "RELEASED IN FULL")

    document = read(planted(stamp))
    assert "RELEASED IN FULL" in document.text
    assert document.boxes == []


def test_invisible_text_is_withheld() -> None:
    for operators in ("3 Tr", "1 g"):
        content = f"BT /F1 10 Tf 72 700 Td (PAGE 01 STATE) Tj 0 -20 Td {operators} ({SECRET}) Tj ET"
        document = read(one_page(content.encode()))
        assert document.text == "PAGE 01 STATE"
        assert [box.concealed for box in document.boxes] == [LENGTH]


def test_text_beside_the_visible_page_is_withheld() -> None:
    content = f"BT /F1 10 Tf 72 700 Td (PAGE 01 STATE) Tj 700 0 Td ({SECRET}) Tj ET"
    document = read(one_page(content.encode()))
    assert document.text == "PAGE 01 STATE"
    assert (Code.TEXT_OFF_PAGE, "Page 1: 10 characters.") in [note[:2] for note in document.notes]


def scan_with_layer(ink: int) -> bytes:
    """A scan whose picture was redacted and whose text layer was not."""
    (picture,) = scanned(planted())
    draw = ImageDraw.Draw(picture)
    scale = 200 / 72

    def page(sheet: Sheet) -> None:
        x, y, width, height = sheet.area(LINE, COLUMN, LENGTH)
        corners = (x * scale, (sheet.height - y - height) * scale, (x + width) * scale, (sheet.height - y) * scale)
        draw.rectangle(corners, fill=ink)
        sheet.canvas.drawImage(ImageReader(BytesIO(image_bytes(picture))), 0, 0, sheet.width, sheet.height)
        text = sheet.canvas.beginText()
        text.setFont("Courier", 10)
        text.setTextRenderMode(3)
        typed_lines = [*enumerate(CABLE.splitlines()), (LINE, f"3.  THE MINISTER CALLED {SECRET} HIS FRIEND.")]
        for line, printed in typed_lines:
            text.setTextOrigin(sheet.x(0), sheet.y(line))
            text.textOut(printed)
        sheet.canvas.drawText(text)

    return pdf([page])


@pytest.mark.parametrize("ink", [0, 255])
def test_a_text_layer_that_knows_more_than_its_scan(ink: int) -> None:
    document = read(scan_with_layer(ink))
    assert SECRET not in repr(document)
    assert "THE MINISTER CALLED" in document.text
    assert [box.concealed for box in document.boxes] == [LENGTH]


def test_a_mark_for_redaction_is_a_box_however_low() -> None:
    """Over a picture without a text layer, too: no picture of it may be shown."""
    (picture,) = scanned(planted())

    def page(sheet: Sheet) -> None:
        sheet.canvas.drawImage(ImageReader(BytesIO(image_bytes(picture))), 0, 0, sheet.width, sheet.height)
        x, y, width, _ = sheet.area(LINE, COLUMN, LENGTH)
        sheet.annotate("Redact", LINE, COLUMN, LENGTH, IC=None, Rect=pdfdoc.PDFArray([x, y, x + width, y + 2]))

    (box,) = read(pdf([page])).boxes
    assert (round(box.box.x1 - box.box.x0), round(box.box.bottom - box.box.top)) == (61, 2)


def test_the_command_line_writes_it_nowhere(run: Run, tmp_path: Path) -> None:
    paths = [tmp_path / f"{conceal.__name__}.pdf" for conceal in KINDS]
    for path, conceal in zip(paths, KINDS, strict=True):
        path.write_bytes(planted(conceal))
    runs = [run("parse", *paths, "--format", form, "--ocr", "never") for form in ("json", "jsonl", "table")]
    runs += [run("inspect", path, "--ocr", "never") for path in paths[:3]]
    for done in runs:
        assert done.returncode == 0, done.stderr
        assert b"TALKS WITH THE MINISTER" in done.stdout
        assert SECRET.encode() not in done.stdout + done.stderr


def test_the_record_says_where_and_how_much(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cable.pdf"
    path.write_bytes(planted(black))
    record = json.loads(run("parse", path, "--ocr", "never").stdout)
    (told,) = [d for d in record["diagnostics"] if d["code"] == "concealed-text"]
    assert told["severity"] == "error"
    assert "10 characters on page 1" in told["message"]
    (redaction,) = record["redactions"]
    assert (redaction["page"], redaction["paragraph"], redaction["characters"]) == (1, "3", 10)
    assert redaction["bbox"] == pytest.approx(told["span"]["bbox"])
    paragraphs = {p["number"]: p for p in record["body"]["paragraphs"]}
    assert paragraphs["3"]["text"] == "THE MINISTER CALLED HIS FRIEND."
    assert [paragraphs[n]["redactions"] for n in ("1", "2", "3", "4")] == [[], [], [0], []]


def test_errors_and_logs_do_not_quote_the_page(caplog: pytest.LogCaptureFixture) -> None:
    """Operands that are none, a font that is none, a page cut short by a limit: the libraries would quote them."""
    caplog.set_level(logging.DEBUG)
    quoted = b"(" + SECRET.encode() + b")"
    broken = quoted.join((b"", b" w ", b" 0 m [", b" (x)] d ", b" Tj /F1 10 Tf ", b" Td"))
    documents = [read(one_page(broken)), read_pdf("x.pdf", planted(black), limits=PdfLimits(max_objects=600))]
    assert SECRET not in repr(documents)
    with pytest.raises(Exception) as caught:
        read(b"%PDF-1.4\n" + quoted * 100)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert SECRET not in caplog.text
