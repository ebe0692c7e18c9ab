"""A PDF becomes a document: page by page, from its text layer or by text recognition."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from cableparse.diagnostics import Code
from cableparse.errors import UnreadableInput
from cableparse.pages import Box, Document, DrawnBox
from cableparse.sources import ocr as recognition
from cableparse.sources.file_kind import pdf_start
from cableparse.sources.marks import even_gaps
from cableparse.sources.ocr import Engine
from cableparse.sources.options import OcrChoice
from cableparse.sources.pace import LATE, Pace
from cableparse.sources.page_choice import is_chosen
from cableparse.sources.part import writable
from cableparse.sources.pdf.page_notes import LOW_CONFIDENCE, UNSURE, PageNotes, not_all
from cableparse.sources.pdf.paint.annotations import read_annotations
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.paint.canvas import Canvas, Shape, paint
from cableparse.sources.pdf.paint.drawing import Drawing, cover_up
from cableparse.sources.pdf.paint.painted import PaintedPage
from cableparse.sources.pdf.paint.picture import Picture
from cableparse.sources.pdf.rows import layer
from cableparse.sources.pdf.rows.assembly import Assembly
from cableparse.sources.pdf.rows.cover import Cover
from cableparse.sources.pdf.rows.margin import insert_beside
from cableparse.sources.pdf.rows.printed_row import PrintedRow
from cableparse.sources.pdf.rows.reading_order import Type, set_rows
from cableparse.sources.pdf.sight.boxes import Covered, uncover
from cableparse.sources.pdf.structure import repair
from cableparse.sources.pdf.structure.embedded import Embedded, find_embedded
from cableparse.sources.pdf.structure.revisions import mended
from cableparse.sources.pdf.structure.self_reference import end_loops
from cableparse.sources.pdf.structure.soundness import is_sound, lists_pages, looked_back

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

    from cableparse.sources.pdf.scan import Scan

_DEFAULT_LIMITS = PdfLimits()
_TEXT = "text"
# So many shapes and hardly a letter: type that was turned into outlines.
_OUTLINES = 200
# What to say of a page that nothing recognised.
_POOR = Code.POOR_TEXT_LAYER, "the text layer is rubble, and no better one was made."
_PICTURE = Code.NO_TEXT, "a picture without text, which was not recognised."
# Pages that ocrmypdf is given at a time: when the time is up those before are there. It starts for some two seconds.
_GROUP = 8


def read_pdf(
    path: str, data: bytes, *, limits: PdfLimits = _DEFAULT_LIMITS, ocr: OcrChoice = OcrChoice.AUTO
) -> Document:
    """The document of a PDF's bytes; `path` is only named.

    Pages and their lines stand in reading order, each line with its box. Text that is drawn over is in no line: its
    place is one of `Document.boxes`. What was passed over, repaired or could not be read is in `Document.notes`.

    Raises:
        UnreadableInput: the file is encrypted, no page of it is found, or it is cut off before what is on its pages.
        MissingProgram: `ocr` asks for a program that is not installed, or no page has text and `auto` finds none.
    """
    return read_pdf_and_files(path, data, limits=limits, ocr=ocr)[0]


def read_pdf_and_files(
    path: str, data: bytes, *, limits: PdfLimits = _DEFAULT_LIMITS, ocr: OcrChoice = OcrChoice.AUTO
) -> tuple[Document, list[Embedded]]:
    """The document of a PDF's bytes, as `read_pdf` gives it, and the files that are embedded in it."""
    engine = recognition.find_engine(ocr)
    how = _How(limits, engine, ocr is OcrChoice.FORCE, Pace(writable(path), limits.until))
    with _quiet():
        reading = _read(path, data[pdf_start(data) :], how)
        if engine is Engine.OCRMYPDF and reading.unread:
            reading = _read_recognized(path, how, reading)
    reading.tell_unread()
    if reading.is_blank and not reading.files and not repair.is_whole(data):
        raise UnreadableInput(f"{writable(path)}: is a PDF that is cut off; nothing is left of what was on its pages")
    if reading.unread and ocr is OcrChoice.AUTO and engine is None and not reading.layers:
        raise recognition.missing(writable(path))
    document = Document(
        text=reading.pages.text,
        lines=even_gaps(reading.pages.lines, reading.pages.text),
        pages=reading.pages.count,
        path=writable(path),
        name=writable(PurePath(path).name),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        layer="+".join(name for name, _ in reading.layers.most_common()) or None,
        boxes=reading.boxes,
        notes=reading.findings.notes,
    )
    return document, reading.files


class _How(NamedTuple):
    """How a file is read; with `force` each of its pages is recognised."""

    limits: PdfLimits
    engine: Engine | None
    force: bool
    pace: Pace


def _read(path: str, data: bytes, how: _How, layered: Container[int] = ()) -> _Reading:
    findings, limits = PageNotes(), how.limits
    with _opened(path, data, findings, limits.max_pixels) as (pdf, drawing, mended_data):
        reading = _Reading(how, findings, drawing, mended_data, layered)
        pages = pdf.pages
        how.pace.count = len(pages)
        if len(pages) > limits.max_pages:
            reading.findings.add(
                Code.LIMIT_REACHED,
                f"only the first {limits.max_pages:,} of {len(pages):,} pages were read (max_pages).",
            )
        if limits.pages is not None:
            findings.add(*not_all(limits.pages, len(pages)))
        for page in pages[: limits.max_pages]:
            if is_chosen(limits.pages, page.page_number):
                reading.read(page)
            else:
                reading.pass_over()
            page.close()
        reading.files = find_embedded(pdf.doc, [page.page_obj.annots for page in pages[: limits.max_pages]])
        if looked_back(pdf.doc):
            reading.findings.add(Code.DAMAGED_PDF, "an object cannot be read; an earlier revision's was not taken.")
    return reading


def _read_recognized(path: str, how: _How, before: _Reading) -> _Reading:
    """Read a file again with the text layer that ocrmypdf gives the pages without one.

    It draws those pages as they are seen, so what lay under a box is gone; the boxes are those of the file itself.
    """
    data, layered = _layered(how.pace, before)
    reading = _read(path, data, how._replace(engine=None, force=False), layered) if layered else before
    if reading.pages.count != before.pages.count:
        return before
    reading.boxes = before.boxes
    reading.files = before.files
    reading.unread = {number: why for number, why in before.unread.items() if number not in layered}
    return reading


def _layered(pace: Pace, before: _Reading) -> tuple[bytes, set[int]]:
    """The file with the layers that ocrmypdf gave pages while there was time, and those pages."""
    data, layered = before.data, set[int]()
    pages = list(before.unread)
    for group in (pages[start : start + _GROUP] for start in range(0, len(pages), _GROUP)):
        found, why = None, LATE
        if pace.has_time:
            with suppress(TimeoutError), pace.timed():
                found, why = recognition.add_layer(data, group, pace.left), "ocrmypdf could not recognise the text."
        for number in group:
            if found is None:
                before.unread[number] = before.unread[number][0], why
            else:
                pace.tell(number)
        if found is not None:
            data = found
            layered.update(group)
    return data, layered


class _Reading:
    """A document in the making."""

    def __init__(self, how: _How, findings: PageNotes, drawing: Drawing, data: bytes, layered: Container[int]) -> None:
        self.how = how
        self.findings = findings
        self.drawing = drawing
        self.data = data
        self.layered = layered  # the pages whose text layer is that of recognition
        self.pages = Assembly()
        self.boxes: list[DrawnBox] = []
        self.layers: Counter[str] = Counter()
        self.kind: Type | None = None  # of the page before
        self.unread: dict[int, tuple[Code, str]] = {}  # pages that want recognition, and what to say of them
        self.files: list[Embedded] = []
        self.is_blank = True  # nothing is on any page

    def read(self, page: Page) -> None:
        """Add a page."""
        number = page.page_number
        canvas, trouble = paint(page.page_obj, page.pdf.rsrcmgr, self.how.limits)
        if trouble is not None:
            self.findings.add(*trouble, number)
        self.is_blank = self.is_blank and not (canvas.runs or canvas.shapes or canvas.outside)
        if canvas.outside:
            self.findings.add(Code.TEXT_OFF_PAGE, f"{canvas.outside} characters.", number)
        overlays = self._annotations(page, canvas)
        picture = Picture(lambda dpi: self.drawing.page(number, dpi)[0], canvas.width, canvas.height)
        switchable = "OCProperties" in page.pdf.doc.catalog
        if number in self.layered and not overlays and not switchable:
            # The layer is what recognition saw of the painted page, and all viewers show that alike: it is all seen.
            visible, labels, covers, repeated = Covered(canvas.runs, [], [], False)
        else:
            with self._painted(number, canvas) as painted:
                visible, labels, covers, repeated = uncover(canvas, overlays, painted, picture, switchable)
        runs, layers = layer.choose(visible)
        layers += repeated
        if layers:
            detail = f"{layers} text layers under or over a better one were left out."
            self.findings.add(Code.SEVERAL_TEXT_LAYERS, detail, number)
        rows, kind = set_rows(runs, self.kind, wide=canvas.width > canvas.height)
        for label in labels:
            insert_beside(rows, set_rows(label)[0], kind.leading / 2)
        if any(row.doubled for row in rows):
            self.findings.add(Code.DOUBLED_LETTERS, "letters that the text layer has twice were taken once.", number)
        marked = [shape.box for shape in overlays if shape.marked]
        rows, kind, covers = self._recognized(number, canvas, rows, kind, covers, marked)
        self.kind = kind
        self.boxes += [cover.drawn(number, kind) for cover in covers]
        self.pages.add_page(rows)

    def pass_over(self) -> None:
        """Add a page that is not to be read."""
        self.is_blank = False
        self.pages.add_page([])

    @contextmanager
    def _painted(self, number: int, canvas: Canvas) -> Iterator[PaintedPage | None]:
        """The page as it is painted; None of one without text, which is not to be judged, and where that fails."""
        wanted = any(run.text.strip() for run in canvas.runs)
        page = self.drawing.painted(number, canvas) if wanted else None
        if wanted and page is None:
            detail = "it cannot be drawn, so nobody sees its text, which is withheld."
            self.findings.add(Code.DAMAGED_PDF, detail, number)
        yield page
        if page is not None:
            page.close()

    def _annotations(self, page: Page, canvas: Canvas) -> list[Shape]:
        try:
            counts, overlays = read_annotations(page.page_obj.annots, canvas, "AcroForm" in page.pdf.doc.catalog)
        except Exception:  # pdfminer raises whatever it reads makes it raise
            self.findings.add(Code.DAMAGED_PDF, "its annotations could not be read.", page.page_number)
            canvas.cut = True
            return []
        for kind, count in sorted(counts.items()):
            detail = f"{count} annotation{'s' * (count > 1)} of the kind {kind}."
            self.findings.add(Code.ANNOTATIONS_IGNORED, detail, page.page_number)
        return overlays

    def _recognized(
        self, number: int, canvas: Canvas, rows: list[PrintedRow], kind: Type, covers: list[Cover], marked: list[Box]
    ) -> tuple[list[PrintedRow], Type, list[Cover]]:
        """The page as its text layer has it or, where that is no text, as it is recognised; never what is `marked`."""
        if number in self.layered:
            self.layers[Engine.OCRMYPDF.value] += 1
            return rows, kind, covers
        texts = [row.text for row in rows]
        letters = layer.letters(texts)
        drawn = any(s.image for s in canvas.shapes) or len(canvas.shapes) > _OUTLINES
        rubble = letters >= layer.FEW and layer.score(texts) < layer.RUBBLE
        if not (self.how.force or rubble or (letters < layer.FEW and drawn)):
            if letters:
                self.layers[_TEXT] += 1
            return rows, kind, covers
        late = not self.how.pace.has_time
        scan = None if late else self._scan(number, marked)
        if scan is None:
            code, why = _POOR if rubble else _PICTURE
            self.unread[number] = code, LATE if late and self.how.engine else why
        elif self.how.force or scan.worth > layer.score(texts) * letters:
            self.layers[Engine.RAPIDOCR.value] += 1
            if scan.confidence < UNSURE:
                self.findings.add(*LOW_CONFIDENCE, number)
            return scan.rows, scan.kind, _together(covers, scan.covers)
        if letters:
            self.layers[_TEXT] += 1
        return rows, kind, covers

    def _scan(self, number: int, marked: list[Box]) -> Scan | None:
        if self.how.engine is not Engine.RAPIDOCR:
            return None
        from cableparse.sources.pdf.rapid import RESOLUTION
        from cableparse.sources.pdf.scan import read_scan

        image, resolution = self.drawing.page(number, RESOLUTION)
        if image is None:
            return None
        cover_up(image, marked, resolution)  # PDFium draws no redaction that is marked and not applied
        with self.how.pace.timed():
            scan = read_scan(image, resolution)
        self.how.pace.tell(number)
        return scan

    def tell_unread(self) -> None:
        """Say of each page that wants recognition why it has none."""
        for number, (code, why) in sorted(self.unread.items()):
            self.findings.add(code, why, number)


def _together(drawn: list[Cover], seen: list[Cover]) -> list[Cover]:
    """The boxes of the drawing instructions, and those of the picture that are none of these."""
    return [*drawn, *(s for s in seen if not any(_meet(s, d) for d in drawn))]


def _meet(one: Cover, other: Cover) -> bool:
    a, b = one.box, other.box
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


@contextmanager
def _opened(path: str, data: bytes, findings: PageNotes, max_pixels: int) -> Iterator[tuple[PDF, Drawing, bytes]]:
    """The file with at least one page, mended where its objects or its list of pages are damaged; and its bytes."""
    pdf = _open(path, data)
    if not repair.is_whole(data):
        findings.add(Code.DAMAGED_PDF, "the end of the file is missing; what is left was read.")
    if pdf is None or not is_sound(pdf.doc, data):
        data, notes = mended(data)
        for note in notes:
            findings.add(Code.DAMAGED_PDF, note)
        pdf = _open(path, data)
    if pdf is None or not _has_pages(pdf):
        raise UnreadableInput(f"{writable(path)}: is a damaged PDF; no page of it can be found")
    drawing = Drawing(data, max_pixels)
    with pdf:
        yield pdf, drawing, data
    drawing.close()


def _open(path: str, data: bytes) -> PDF | None:
    """None where the file is damaged."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    end_loops()
    try:
        pdf = pdfplumber.open(BytesIO(data))
        pdf.doc.catalog.pop("PageLabels", None)  # where they are damaged pdfminer finds no page; nobody asks for them
        return pdf
    except Exception as error:  # pdfminer raises whatever a damaged file makes it raise
        cause = error.args[0] if error.args else None
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise UnreadableInput(f"{writable(path)}: is encrypted; save a copy without a password first") from None
        return None


def _has_pages(pdf: PDF) -> bool:
    try:
        return lists_pages(pdf.doc) and bool(pdf.pages)
    except Exception:  # as above
        return False


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' warnings back: they quote the operands of a page, which may be text that is withheld."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber", "pypdfium2")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
