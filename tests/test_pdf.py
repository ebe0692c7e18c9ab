"""PDFs with a text layer: lines, places, columns, margin codes, boxes, layers, and files that mean harm."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from corpus import gold, records, samples
from make_pdf import QUITO_4711, Sheet, form, one_page, pdf, raw, stream, typed
from reportlab.pdfbase import pdfdoc

from cableparse.diagnostics import Code
from cableparse.evaluation import evaluate
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.sources.options import OcrChoice
from cableparse.sources.pdf.reader import read_pdf
from cableparse.sources.pdf.rows.layer import score
from cableparse.sources.pdf.rows.margin import is_code

# Every so many of the labelled texts are typed, all families among them.
_SAMPLE = 3
TEXT = f"""{QUITO_4711}\
MORNING. HE SPOKE OF THE HARVEST AND OF THE NEW ROAD, AND
ASKED WHETHER THE LOAN WOULD COME BEFORE THE RAINS DO.

2.  HE DID NOT SPEAK OF THE ELECTION, WHICH HIS PARTY WILL
LOSE BY ALL ACCOUNTS UNLESS THE PRICE OF BANANAS RISES.
NORTON"""


def read(data: bytes, **options: Any) -> Document:
    return read_pdf("cable.pdf", data, ocr=OcrChoice.NEVER, **options)


def details(document: Document, code: Code) -> list[str]:
    return [note.detail for note in document.notes if note.code == code]


def page(draw: Callable[[Sheet], None]) -> bytes:
    """The text typed on a page, with what `draw` adds."""
    return typed(TEXT, lambda _, sheet: draw(sheet))


def test_a_typed_page_reads_as_its_text() -> None:
    document = read(typed(TEXT))
    assert document.text == TEXT
    assert (document.layer, document.pages, document.boxes, document.notes) == ("text", 1, [], [])


def test_lines_are_places_in_the_text_and_on_the_page() -> None:
    document = read(typed(f"{TEXT}\f{TEXT}"))
    assert document.text == f"{TEXT}\f{TEXT}"
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert [line.page for line in document.lines] == [1] * 21 + [2] * 21
    for line in document.lines:
        assert document.text[line.offset : line.offset + len(line.text)] == line.text
        assert (line.box is None) == (line.text == "")
    first = document.lines[0]
    assert first.box == pytest.approx((72, 64.5, 72 + 12 * 6, 74), abs=0.1)


def test_records_of_pdfs_are_as_good_as_those_of_their_texts() -> None:
    """Labelled fixtures, typed: the mean over the fields may differ by a hundredth."""
    some = list(gold().items())[::_SAMPLE]
    by_name = {sample.name: sample for sample in samples()}
    typed_records: dict[str, list[Any]] = {}

    def record(labels: dict[str, Any], *, from_pdf: bool) -> dict[str, Any]:
        sample = by_name[labels["file"]]
        if from_pdf and sample.name not in typed_records:
            document = read(typed(sample.document().text))
            typed_records[sample.name] = parse_document(document)
        cables = typed_records[sample.name] if from_pdf else records(sample)
        index = labels.get("index", 0)
        return dict(json.loads(cables[index].to_json())) if index < len(cables) else {}

    of_texts = evaluate((name, labels, record(labels, from_pdf=False)) for name, labels in some)
    of_pdfs = evaluate((name, labels, record(labels, from_pdf=True)) for name, labels in some)
    assert of_pdfs.records == of_texts.records > 50
    assert of_pdfs.mean_f1 > of_texts.mean_f1 - 0.01


def test_blanks_and_empty_lines_are_those_of_the_page() -> None:
    text = "FM AMEMBASSY QUITO\n    INDENTED\n\nA      B\nC   D E\nLAST"
    assert read(typed(text)).text == text


def test_a_double_spaced_page_has_no_empty_line_after_every_line() -> None:
    lines = [line for line in TEXT.splitlines() if line]
    spaced = "\n\n".join(lines[:10]) + "\n\n\n\n" + "\n\n".join(lines[10:])
    assert read(typed(spaced)).text == "\n".join(lines[:10]) + "\n\n" + "\n".join(lines[10:])


def test_proportional_type_keeps_words_and_columns() -> None:
    """As SMART prints its labels (fixtures/foia-1980s/1985PORTM00199.txt)."""

    def draw(sheet: Sheet) -> None:
        for place, (label, value) in enumerate(
            [("MRN:", "12 QUITO 199"), ("Date/DTG:", "Jan 28, 2012 / 280000Z Jan 12"), ("From:", "AMEMBASSY QUITO")]
        ):
            sheet.canvas.setFont("Helvetica-Bold", 9)
            sheet.canvas.drawString(72, 700 - 13 * place, label)
            sheet.canvas.setFont("Helvetica", 9)
            sheet.canvas.drawString(180, 700 - 13 * place, value)

    labels = [line.text.split("   ") for line in read(pdf([draw])).lines]
    assert [(parts[0], parts[-1].strip()) for parts in labels] == [
        ("MRN:", "12 QUITO 199"),
        ("Date/DTG:", "Jan 28, 2012 / 280000Z Jan 12"),
        ("From:", "AMEMBASSY QUITO"),
    ]


def test_offices_in_two_columns_read_line_by_line() -> None:
    def draw(sheet: Sheet) -> None:
        for place, symbol in enumerate(["ACTION EUR-12", "INFO  LOG-00", "      CIAE-00"]):
            sheet.type(place, 0, symbol)
        for place, symbol in enumerate(["OCT-01  ISO-00", "NSC-05  INR-07", "SS-15   /040 W"]):
            sheet.type(place, 30, symbol)

    expected = ["ACTION EUR-12 OCT-01 ISO-00", "INFO LOG-00 NSC-05 INR-07", "CIAE-00 SS-15 /040 W"]
    assert [" ".join(line.text.split()) for line in read(pdf([draw])).lines] == expected


def test_words_drawn_one_by_one_in_any_order_become_lines() -> None:
    words = [(72 + 50 * (i % 4), 700 - 12 * (i // 4), f"WORD{i}") for i in range(12)]
    content = "".join(f"BT /F1 10 Tf {x} {y} Td ({word}) Tj ET\n" for x, y, word in reversed(words))
    rows = [" ".join(f"WORD{4 * row + i}" for i in range(4)) for row in range(3)]
    assert [" ".join(line.text.split()) for line in read(one_page(content.encode())).lines] == rows


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages(rotation: int) -> None:
    document = read(typed(TEXT, rotation=rotation))
    assert document.text == TEXT
    box = document.lines[0].box
    assert box is not None
    width, height = box.x1 - box.x0, box.bottom - box.top
    assert (height > width) == (rotation != 180)


def test_a_page_askew() -> None:
    """A degree, as the text layers of scans are drawn."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.rotate(-1)
        for place, line in enumerate(TEXT.splitlines()):
            sheet.type(place - 1, 0, line)

    assert read(pdf([draw])).text == TEXT


def test_a_stamp_on_its_side_comes_after_the_text() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.saveState()
        sheet.canvas.translate(580, 300)
        sheet.canvas.rotate(90)
        sheet.canvas.drawString(0, 0, "DECLASSIFIED")
        sheet.canvas.restoreState()

    assert read(page(draw)).text == f"{TEXT}\nDECLASSIFIED"


def test_letters_printed_twice_are_bold() -> None:
    def draw(sheet: Sheet) -> None:
        for shift in (0, 0.05):
            sheet.type(0, shift, "SECRET")
            sheet.type(1, shift, "ADDRESSEES WILL BE AWARE")

    assert read(pdf([draw])).text == "SECRET\nADDRESSEES WILL BE AWARE"


def test_letters_that_the_layer_has_twice() -> None:
    document = read(typed("SSEECCRREETT QQUUIITTOO\nADDRESSEES WILL BE AWARE OF IT"))
    assert document.text == "SECRET QUITO\nADDRESSEES WILL BE AWARE OF IT"
    assert len(details(document, Code.DOUBLED_LETTERS)) == 1


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("B1", True),
        ("1.4(D)", True),
        ("B1, 1.4(B), 1.4(D)", True),
        ("(b)(6)", True),
        ("1.4(B)(D)", True),
        ("NR", True),
        ("B", False),
        ("PA-01", False),
        ("4711", False),
        ("SECRET", False),
        ("B1 AND MORE TEXT", False),
    ],
)
def test_codes(text: str, known: bool) -> None:
    assert is_code(text) == known


def margin_codes(sheet: Sheet) -> None:
    sheet.type(14, 70, "B1")
    sheet.type(15, 70, "1.4(D)")
    sheet.type(18, 70, "B6")


@pytest.mark.parametrize(("column", "code"), [(-7, "B1"), (70, "B1, 1.4(D)")])
def test_margin_codes_stand_after_their_line(column: int, code: str) -> None:
    document = read(page(lambda sheet: sheet.type(15, column, code)))
    printed = [line.text for line in document.lines]
    place = printed.index(code)
    assert printed[place - 1] == TEXT.splitlines()[15]
    assert "\n".join(printed[:place] + printed[place + 1 :]) == TEXT


def test_margin_codes_become_redactions_of_their_paragraph() -> None:
    document = read(page(margin_codes))
    (record,) = parse_document(document)
    assert [(r.codes, r.page, r.paragraph) for r in record.redactions] == [(["B1", "1.4(D)"], 1, "1"), (["B6"], 1, "2")]
    (plain,) = parse_document(read(typed(TEXT)))
    assert [p.text for p in record.body.paragraphs] == [p.text for p in plain.body.paragraphs]
    assert record.body.signature == plain.body.signature == "NORTON"


def test_boxes_become_redactions() -> None:
    """An empty box on a line, one with its code in it, one beside a margin code."""

    def draw(sheet: Sheet) -> None:
        sheet.black_box(16, 55, 10)
        sheet.white_box(19, 56, 12)
        sheet.type(19, 60, "B6")
        sheet.black_box(13, 0, 57)
        sheet.type(13, 70, "B1")

    document = read(page(draw))
    assert [(box.page, box.characters, box.concealed) for box in document.boxes] == [(1, 57, 0), (1, 10, 0), (1, 12, 0)]
    assert "B6" in [line.text for line in document.lines]


def test_boxes_of_one_redaction_are_one() -> None:
    def draw(sheet: Sheet) -> None:
        for line in (24, 25, 26):
            sheet.black_box(line, 0, 40)
        sheet.black_box(30, 0, 40)

    boxes = read(page(draw)).boxes
    assert [box.characters for box in boxes] == [120, 40]
    assert boxes[0].box.bottom < boxes[1].box.top


@pytest.mark.parametrize(
    "operators",
    [
        "0 g 72 690 400 1 re f",  # a rule
        "0 G 72 100 200 40 re S",  # an empty frame
        "0 g 100 100 3 3 re f",  # a speck
    ],
)
def test_what_is_no_redaction(operators: str) -> None:
    assert read(page(lambda sheet: sheet.draw(f"q {operators} Q"))).boxes == []


@pytest.mark.parametrize("operators", ["1 g 0 0 612 792 re f", "0 G 0.9 g 40 40 532 712 re B"])
def test_the_ground_under_a_text_is_no_redaction(operators: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.draw(f"q {operators} Q")
        sheet.type(0, 0, "PAGE 01 STATE")

    document = read(pdf([draw]))
    assert (document.text, document.boxes) == ("PAGE 01 STATE", [])


def test_annotations_and_fields_are_named_and_not_read() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.annotate("FreeText", 40, 10, 10, Contents=pdfdoc.PDFString("NOT PRINTED"))
        sheet.annotate("Widget", 42, 10, 10)
        sheet.annotate("Link", 44, 10, 10)

    document = read(page(draw))
    assert document.text == TEXT
    assert details(document, Code.ANNOTATIONS_IGNORED) == [
        "Page 1: 1 annotation of the kind FreeText.",
        "Page 1: 1 annotation of the kind Widget.",
    ]


def test_annotations_that_cannot_be_read(caplog: pytest.LogCaptureFixture) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Annots 5 0 R/Resources<<>>>>"
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    broken = b"(NOT PRINTED)"
    document = read(raw({1: catalog, 2: pages, 3: page, 4: stream(b""), 5: broken}))
    assert document.pages == 1
    assert "NOT PRINTED" not in repr(document) + caplog.text


def test_the_better_of_two_layers_is_read() -> None:
    """A hidden layer of poor OCR over the type, in another font."""
    lines = [line for line in TEXT.splitlines() if line]
    rubble = str.maketrans("AEIOUST", "~4|0^$7")

    def layer(font: str, mode: int, shift: float, printed: list[str]) -> str:
        shown = "".join(f"1 0 0 1 {72 + shift} {700 - 12 * i} Tm ({line}) Tj\n" for i, line in enumerate(printed))
        return f"BT /{font} 10 Tf {mode} Tr\n{shown}ET\n"

    content = layer("F1", 0, 0, lines) + layer("F2", 3, 1.7, [line.translate(rubble) for line in lines])
    fonts = b"/F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>/F2<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<<%s>>>>>>" % fonts
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    document = read(raw({1: catalog, 2: pages, 3: page, 4: stream(content.encode())}))
    assert [line.text for line in document.lines] == lines
    assert len(details(document, Code.SEVERAL_TEXT_LAYERS)) == 1


def test_the_score_tells_text_from_rubble() -> None:
    assert score(TEXT.splitlines()) > 0.95
    assert score(["GHIDO DSD~| ,..;:' ¢¢ ~~ 'J1- %%$", "wxqrt zzkkp bdfgh"]) < 0.3
    assert score([]) == 0.0


def test_a_layer_of_rubble_is_told() -> None:
    shifted = "".join(chr(ord(c) + 29) if c.isalpha() else c for c in TEXT)
    document = read(typed(shifted))
    assert len(details(document, Code.POOR_TEXT_LAYER)) == 1


FORM = b"/XObject<</X1 5 0 R>>"


def nested(count: int, calls: int) -> dict[int, bytes]:
    """So many forms, each of which draws the next so many times."""
    forms = {5 + i: form(b"/X1 Do " * calls, b"/XObject<</X1 %d 0 R>>" % (6 + i)) for i in range(count)}
    return {**forms, 5 + count: form(b"")}


HELLO = b"BT /F1 10 Tf 72 700 Td (HELLO) Tj ET /X1 Do"
