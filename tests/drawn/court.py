"""Pages drawn as those of court filings are that the test set of Free Law Project's x-ray has.

Each construction is made anew from what that project's tests say of it; its names are theirs. Where text is under a
box, it is withheld here whatever it says; x-ray passes over dates, over blanks and over words such as REDACTED.
"""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from make_pdf import PAGE_HEIGHT, PAGE_WIDTH
from PIL import Image

from drawn.catalogue import add, kind
from drawn.colors import in_space
from drawn.page import Area, Mark, Page, moved, shown
from drawn.pdf_file import numbers, stream
from drawn.pictures import image, placed
from drawn.viewer import Draw, Seen

_FAMILY = "court"
_BELOW = 330.0  # points up the page: below its text, where more is written
_SCAN_DPI = 150
_UNDER_A_BOX = "it is under a box; no word that is seen is"


def _written(page: Page, text: str, x: float, y: float) -> Area:
    """Write a text over what was drawn so far, and give its place."""
    page.over.append(f"0 g {shown(text, Mark(moved(x, y)))}")
    return Area(x - 0.5, y - 2.5, len(text) * 6 + 1, 11)


@kind(_FAMILY)
def rectangles_yes(page: Page) -> None:
    """Three black boxes over text, one of them over the word."""
    others = [_written(page, "HIS SISTER IN GUAYAQUIL", 72, _BELOW - 30 * row) for row in range(2)]
    page.over += [f"0 0 0 rg {area.path} f" for area in (page.area, *others)]


@kind(_FAMILY)
def rectangles_yes_2(page: Page) -> None:
    """Boxes of an annotation tool: a save, a matrix and a rectangle each, filled and stroked."""
    x, y, width, height = page.area
    box = f"0 0 0 RG 0 0 0 rg 1 w {numbers((0, 0, width, height))} re B*"
    page.over.append(f"q {numbers((1, 0, 0, 1, x, y))} cm {box} Q")


@kind(_FAMILY)
def rectangles_no(page: Page) -> None:
    """Rules and margins that are drawn as rectangles, none of them high and wide."""
    page.over.append("0 g 60 72 0.7 650 re f 63 72 0.7 650 re f 72 60 480 1 re f")
    page.over.append(f"{page.area._replace(height=0.9).path} f")


def _crossed(area: Area) -> str:
    """A black box, and on it crosses side by side: pairs of diagonals in dark grey."""
    count = max(1, round(area.width / 17))
    step = 1 / count
    sides = [(at * step, (at + 1) * step) for at in range(count)]
    pairs = " ".join(f"{area.at(a, 0)} m {area.at(b, 1)} l {area.at(a, 1)} m {area.at(b, 0)} l" for a, b in sides)
    return f"q 0 g {area.path} f 0.25 G 0.75 w {pairs} S Q"


@kind(_FAMILY)
def bad_cross_hatched_redactions(page: Page) -> None:
    """Sixteen crossed boxes over words, one of them over the word in the line."""
    places = [(72.0 + 250 * column, _BELOW - 24 * row) for row in range(8) for column in range(2)][:15]
    areas = [page.area, *(_written(page, page.words.secret, x, y) for x, y in places)]
    page.over += [_crossed(area) for area in areas]


@kind(_FAMILY)
def cross_hatching_without_a_box(page: Page) -> None:
    """Crosses alone, between which the word can be read."""
    page.over.append(_crossed(page.area).replace(f"0 g {page.area.path} f", "").replace("0.25 G 0.75 w", "0.7 G 0.3 w"))


@kind(_FAMILY)
def partial_intersections_ok(page: Page) -> None:
    """A box that touches the feet of the letters."""
    x, y, width, _ = page.area
    page.over.append(f"0 g {numbers((x, y, width, 3.7))} re f")


@kind(_FAMILY)
def low_occlusion_redaction(page: Page) -> None:
    """A box that leaves the heads of the letters."""
    page.over.append(f"0 g {page.area._replace(height=7).path} f")


@kind(_FAMILY)
def hidden_text_on_visible_text(page: Page) -> None:
    """Another word is seen where the word is in the text layer only."""
    seen = shown("MISSPELLED", page.marks["secret"])
    page.show(state="3 Tr")
    page.secret = f"0 g {seen} {page.secret}"


def _ordered(*operators: str) -> Draw:
    """Boxes first and the text above them, which stays readable."""

    def draw(page: Page) -> None:
        area = page.area
        page.under += [
            text.format(word=area.path, wide=area.grown(4).path, line=area._replace(x=60, width=490).path)
            for text in operators
        ]

    return draw


add(_FAMILY, "rect_ordering_0_8", _ordered("0.85 g {wide} f"))
add(_FAMILY, "rect_ordering_1_23", _ordered("0 0.6 0.7 rg {line} f", "1 g {word} f"))
add(_FAMILY, "rect_ordering_2_1", _ordered("0 g {wide} f", "1 1 0.8 rg {word} f"))
add(_FAMILY, "rect_ordering_3_20", _ordered("1 0 0 rg {line} f*", "0.9 g {line} f*"))
add(_FAMILY, "rect_ordering_4_1", _ordered("1 0.9 0.9 rg {word} B"))
add(_FAMILY, "rect_ordering_5_2", _ordered("q {word} W n 0.8 1 0.8 rg 0 0 612 792 re f Q"))
add(_FAMILY, "opaque_box_under_text", _ordered("0.6 0.9 1 rg {wide} f"))


@kind(_FAMILY)
def rect_ordering_6_19(page: Page) -> None:
    """White type on a dark box."""
    page.under.append(f"0.1 0.1 0.3 rg {page.area.grown(1).path} f")
    page.show(ink="1 1 1 rg")


def _square_with_a_hole(page: Page, area: Area) -> str:
    """The inner square is wound the other way round, so that it is no part of what is filled."""
    inner, outer = area.grown(2), area.grown(6)
    a, b, c, d = (numbers(point) for point in inner.corners)
    e, f, g, h = (numbers(point) for point in outer.corners)
    return f"{e} m {f} l {g} l {h} l h {a} m {d} l {c} l {b} l h f"


@kind(_FAMILY)
def no_bad_redactions_2_1(page: Page) -> None:
    page.over.append(f"1 0 0 rg {_square_with_a_hole(page, page.area)}")


@kind(_FAMILY)
def no_bad_redactions_3_1(page: Page) -> None:
    other = _written(page, "A SECOND ONE", 100, _BELOW)
    page.over += [f"1 0 0 rg {_square_with_a_hole(page, area)}" for area in (page.area, other)]


@kind(_FAMILY)
def no_bad_redactions_3_2(page: Page) -> None:
    """A white box over the text that a clip keeps away from it."""
    page.over.append(f"q 300 100 50 50 re W n 1 g {page.area.grown(50).path} f Q")


@kind(_FAMILY)
def no_bad_redactions_4_1(page: Page) -> None:
    """Clip within clip, which leave nothing."""
    page.over.append(f"q {page.area.path} W n 0 0 100 100 re W n 0 g 0 0 612 792 re f Q")


@kind(_FAMILY)
def no_bad_redactions_5_5(page: Page) -> None:
    """The word's ink is white by its number and black by what the colour space makes of it."""
    space = "[/Separation/Ink/DeviceGray<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>]"
    page.show(ink=in_space(space, "1")(page))


@kind(_FAMILY)
def no_bad_redactions_6_2(page: Page) -> None:
    """Boxes in forms that stand elsewhere by the matrix of the form."""
    form = page.form(f"0 g {page.area.path} f", entries="/Matrix[1 0 0 1 0 -300]")
    page.over.append(page.drawn(form))


@kind(_FAMILY)
def no_bad_redactions_7_1(page: Page) -> None:
    """A stamp: a white box with a border, and a code in it."""
    area = _written(page, "JS-6", 470, 700)
    page.over.pop()
    page.over += [f"1 g 0 G 1 w {area.grown(5).path} B 0 g", shown("JS-6", Mark(moved(470, 700)))]


def scan(page: Page) -> Image.Image:
    """A picture of the page as it is so far."""
    drawn = Page(page.words)
    with pypdfium2.PdfDocument(BytesIO(drawn.build())) as document:
        picture: Image.Image = document[0].render(scale=_SCAN_DPI / 72, grayscale=True).to_pil()
    return picture


def _picture_of_page(page: Page, picture: Image.Image) -> str:
    width, height = picture.size
    pixels = picture.tobytes().decode("latin-1")
    size = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
    return placed(page, page.file.add(stream(pixels, size, compress=True)), Area(0, 0, PAGE_WIDTH, PAGE_HEIGHT))


@kind(_FAMILY, Seen.VISIBLE, "in the picture, drawn by another program than the reference")
def no_bad_redactions_8_1(page: Page) -> None:
    """A scan of the page over its text."""
    page.over.append(_picture_of_page(page, scan(page)))


@kind(_FAMILY)
def scan_over_text_that_it_lacks(page: Page) -> None:
    """As before, and the word is blacked out in the scan."""
    picture = scan(page)
    x, y, width, height = (side * _SCAN_DPI / 72 for side in page.area)
    picture.paste(0, (int(x), int(picture.height - y - height), int(x + width), int(picture.height - y)))
    page.over.append(_picture_of_page(page, picture))


def _over_blanks(text: str) -> Draw:
    def draw(page: Page) -> None:
        area = _written(page, text, 100, _BELOW)
        page.over.append(f"0 g {area.path} f")

    return draw


add(_FAMILY, "whitespace_redactions", _over_blanks(" " * 12))
add(_FAMILY, "whitespace_redactions_2", _over_blanks(" "))
add(_FAMILY, "whitespace_redaction_with_comma", _over_blanks("  ,   "), Seen.BORDERLINE, _UNDER_A_BOX)
add(_FAMILY, "ok_words", _over_blanks("REDACTED"), Seen.BORDERLINE, _UNDER_A_BOX)
add(_FAMILY, "repeated_chars_with_spaces", _over_blanks("XXXXX XXXX"), Seen.BORDERLINE, _UNDER_A_BOX)
add(_FAMILY, "date_fragments", _over_blanks("03/23/"), Seen.BORDERLINE, _UNDER_A_BOX)


@kind(_FAMILY)
def unfilled_rect(page: Page) -> None:
    page.over.append(f"0 G 1 w {page.area.grown(2).path} S")


@kind(_FAMILY)
def multi_line_redaction_ok(page: Page) -> None:
    """One path of two boxes, from within a line to within the next; the text under them was taken out."""
    _written(page, "BEFORE IT", 72, _BELOW)
    _written(page, "AFTER IT", 300, _BELOW - 12)
    page.over.append(f"0 g {numbers((132, _BELOW - 2, 400, 11))} re {numbers((72, _BELOW - 14, 220, 12))} re f")


@kind(_FAMILY)
def multi_line_redaction_not_ok(page: Page) -> None:
    """As before, and its text is still there."""
    _written(page, "BEFORE IT", 72, _BELOW)
    page.move(240, _BELOW)
    page.over.append(f"0 g {numbers((132, _BELOW - 2.5, 400, 11))} re {numbers((72, _BELOW - 14, 220, 12))} re f")


@kind(_FAMILY)
def image_redaction(page: Page) -> None:
    page.over.append(placed(page, image(page, "\x0a" * 256)))


@kind(_FAMILY)
def image_behind_text(page: Page) -> None:
    page.under.append(placed(page, image(page, "\xd0" * 256), page.area.grown(20)))


@kind(_FAMILY)
def near_black_redaction_bars(page: Page) -> None:
    """Two blacks that differ by one level."""
    x, y, width, height = page.area
    page.over.append(
        f"0.133 0.122 0.122 rg {page.area.path} f 0.137 0.122 0.122 rg {numbers((x, y, width, height / 2))} re f"
    )


@kind(_FAMILY)
def bright_colored_sidebar(page: Page) -> None:
    page.under.append("0 0.68 0.78 rg 400 100 150 200 re f")
    page.over.append(f"1 g {shown('IN SHORT', Mark(moved(420, 250)))}")


@kind(_FAMILY)
def white_on_white(page: Page) -> None:
    """A white box on white paper, as the fields of forms are, over text all the same."""
    page.over.append(f"1 1 1 rg {page.area.path} f")


@kind(_FAMILY)
def cmecf_header_stamp(page: Page) -> None:
    """A line that the court adds at the top of a page, over what is there."""
    page.resources["Font"]["H"] = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page.over.append(
        f"0 0 1 rg {shown('Case 1:74-cv-04711 Document 12 Filed 07/12/74 Page 1 of 2', Mark(moved(100, 772), 'H', 9))}"
    )


@kind(_FAMILY)
def external_email_banner(page: Page) -> None:
    page.under.append("1 0.9 0.4 rg 72 300 400 16 re f")
    page.over.append(f"0 g {shown('CAUTION - EXTERNAL EMAIL', Mark(moved(80, 304)))}")


@kind(_FAMILY)
def map_hatching(page: Page) -> None:
    lines = " ".join(f"{at} 100 m {at + 60} 160 l" for at in range(100, 300, 4))
    page.over.append(f"0 G 0.3 w {lines} S")


@kind(_FAMILY)
def thin_margin_lines(page: Page) -> None:
    page.over.append("0 G 0.75 w 66 40 m 66 750 l 69 40 m 69 750 l S")


@kind(_FAMILY)
def icon_font_text(page: Page) -> None:
    """Signs of a symbol font, whose letters are no text."""
    page.resources["Font"]["Z"] = "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"
    page.over.append(f"0 g {shown('4 n u', Mark(moved(100, _BELOW), 'Z', 12))}")


@kind(_FAMILY)
def short_text_redaction(page: Page) -> None:
    """A box over two digits that were taken out, at the side of the word."""
    page.over.append(f"0 g {numbers((480, page.area.y, 14, 11))} re f")


@kind(_FAMILY)
def redacted_label(page: Page) -> None:
    """The label is under the bar, with the word."""
    page.over += [shown("REDACTED", page.marks["secret"]), f"0 g {page.area.path} f"]
