"""Makes PDFs and page images of cables for the tests: typed pages with what a reviewer adds to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
MARGIN = 72.0
SIZE = 10.0
LEADING = 12.0
ADVANCE = 0.6  # of Courier, in its size
LINES = int((PAGE_HEIGHT - 2 * MARGIN) / LEADING)

# The typeface has no Cyrillic letters, which OCR takes for Latin ones.
_PRINTED_ALIKE = str.maketrans("\u0410\u0412\u0421\u0415", "ABCE")

# An invented cable up to the first line of its text.
QUITO_4711 = """\
CONFIDENTIAL

PAGE 01        QUITO  04711  121302Z
ACTION ARA-10
INFO  OCT-01  ISO-00  /011 W
                    --------------------- 099491
R 121302Z JUL 74
FM AMEMBASSY QUITO
TO SECSTATE WASHDC 4411
C O N F I D E N T I A L QUITO 4711
E.O. 11652: GDS
TAGS: PFOR, EC
SUBJECT: TALKS WITH THE MINISTER

1.  THE MINISTER RECEIVED THE AMBASSADOR FOR AN HOUR THIS
"""

Draw = Callable[["Sheet"], None]


class Sheet:
    """A page in the making, in typewriter's lines and columns, both from 0."""

    def __init__(self, canvas: Any, width: float, height: float) -> None:
        self.canvas = canvas
        self.width = width
        self.height = height

    def y(self, line: float) -> float:
        """The baseline of a line, in PDF's space."""
        return self.height - MARGIN - line * LEADING

    def x(self, column: float) -> float:
        return MARGIN + column * SIZE * ADVANCE

    def type(self, line: float, column: float, text: str) -> None:
        """Type a text, in the canvas's present colour."""
        self.canvas.setFont("Courier", SIZE)
        self.canvas.drawString(self.x(column), self.y(line), text)

    def area(self, line: float, column: float, columns: float, lines: float = 1) -> tuple[float, float, float, float]:
        """Left, bottom, width and height of an area that covers so many columns of so many lines."""
        bottom = self.y(line + lines - 1) - 0.25 * SIZE
        return self.x(column) - 0.5, bottom, columns * SIZE * ADVANCE + 1, (lines - 1) * LEADING + 1.1 * SIZE

    def black_box(self, line: float, column: float, columns: float, lines: float = 1) -> None:
        self.canvas.setFillGray(0)
        self.canvas.rect(*self.area(line, column, columns, lines), stroke=0, fill=1)

    def white_box(self, line: float, column: float, columns: float, lines: float = 1) -> None:
        """White with a border."""
        self.canvas.setFillGray(1)
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(*self.area(line, column, columns, lines), stroke=1, fill=1)
        self.canvas.setFillGray(0)

    def annotate(self, kind: str, line: float, column: float, columns: float, **entries: Any) -> None:
        """An annotation over so many columns, black inside; an entry of None is left out."""
        x, y, width, height = self.area(line, column, columns)
        given = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName(kind),
            "Rect": pdfdoc.PDFArray([x, y, x + width, y + height]),
            "IC": pdfdoc.PDFArray([0, 0, 0]),
            **entries,
        }
        self.canvas._addAnnotation(pdfdoc.PDFDictionary({key: value for key, value in given.items() if value}))

    def draw(self, operators: str) -> None:
        """Drawing instructions as they are."""
        self.canvas._code.append(operators)

    def image_box(self, line: float, column: float, columns: float) -> None:
        """A black image."""
        x, y, width, height = self.area(line, column, columns)
        self.canvas.drawInlineImage(Image.new("L", (8, 8), 0), x, y, width, height)


def pdf(
    pages: Iterable[Draw], *, width: float = PAGE_WIDTH, height: float = PAGE_HEIGHT, rotation: int = 0, **options: Any
) -> bytes:
    """A PDF of the pages that the functions draw, to be shown turned clockwise by so many degrees."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(width, height), invariant=True, **options)
    if rotation % 180:
        canvas.setPageSize((height, width))  # which the library turns, too
    for draw in pages:
        canvas.setPageRotation(rotation)
        draw(Sheet(canvas, width, height))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def typed(text: str, decorate: Callable[[int, Sheet], None] | None = None, **options: Any) -> bytes:
    """A text as a typewriter prints it, 54 lines a page and new pages at form feeds, as wide as its longest line."""
    text = text.translate(_PRINTED_ALIKE)
    pages = [page for part in text.expandtabs().split("\f") for page in _pages(part.splitlines())]
    longest = max((len(line) for page in pages for line in page), default=0)
    width = max(PAGE_WIDTH, 2 * MARGIN + longest * SIZE * ADVANCE)

    def page(number: int, lines: Sequence[str]) -> Draw:
        def draw(sheet: Sheet) -> None:
            for place, line in enumerate(lines):
                if line.strip():
                    sheet.type(place, 0, line)
            if decorate is not None:
                decorate(number, sheet)

        return draw

    return pdf([page(number, lines) for number, lines in enumerate(pages)], width=width, **options)


def _pages(lines: Sequence[str]) -> list[Sequence[str]]:
    return [lines[i : i + LINES] for i in range(0, len(lines), LINES)] or [[]]


def scanned(data: bytes, *, dpi: int = 200, skew: float = 0.0, speckle: int = 0) -> list[Image.Image]:
    """The pages of a PDF as a scanner sees them: grey, askew by so many degrees, with so many specks."""
    pages = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            if skew:
                image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
            for index in range(speckle):
                x, y = index * 7919 % image.width, index * 104729 % image.height
                image.paste(0, (x, y, x + 2, y + 2))
            image.info["dpi"] = (dpi, dpi)
            pages.append(image)
    return pages


def image_bytes(image: Image.Image, kind: str = "PNG") -> bytes:
    file = BytesIO()
    image.save(file, kind, dpi=image.info["dpi"])
    return file.getvalue()


def scan_pdf(images: Sequence[Image.Image], dpi: int = 200) -> bytes:
    """A PDF of page images, as a scanner writes it."""
    file = BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=list(images[1:]), resolution=dpi)
    return file.getvalue()


def raw(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A PDF of objects as they are written."""
    body, places = b"%PDF-1.4\n", {}
    for number, text in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items())
    return b"%sxref\n0 1\n0000000000 65535 f \n%strailer\n<</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        body,
        table,
        root,
        max(objects) + 1,
        len(body),
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def one_page(
    content: bytes, resources: bytes = b"", others: dict[int, bytes] | None = None, *, box: bytes = b"0 0 612 792"
) -> bytes:
    """A PDF of one page with this content; font F1 is Courier. Numbers from 5 on are free for other objects."""
    font = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s%s>>>>" % (box, font, resources)
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return raw({1: catalog, 2: pages, 3: page, 4: stream(content), **(others or {})})


def form(content: bytes, resources: bytes = b"") -> bytes:
    """A form XObject."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<%s>>" % resources
    return stream(content, entries)
