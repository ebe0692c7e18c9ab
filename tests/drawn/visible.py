"""What pages have around, under and over words that stay visible: rules, frames, bands, watermarks, doubled type."""

from __future__ import annotations

from make_pdf import SIZE

from drawn.catalogue import add, kind
from drawn.page import COURIER, Area, Mark, Matrix, Page, moved, multiplied, shown
from drawn.pdf_file import numbers
from drawn.pictures import image, placed
from drawn.viewer import Draw, Seen

_FAMILY = "visible"


@kind(_FAMILY)
def nothing_done(page: Page) -> None:
    """Ordinary text."""


def _ruled(width: float, up: float, color: str = "0") -> Draw:
    def draw(page: Page) -> None:
        area = page.area
        page.over.append(f"{color} G {width} w {area.at(0, up)} m {area.at(1, up)} l S")

    return draw


add(_FAMILY, "underline", _ruled(0.6, 0.05))
add(_FAMILY, "underline_thick", _ruled(1.5, 0))
add(_FAMILY, "underline_as_a_rectangle", lambda p: p.over.append(f"0 g {p.area._replace(height=0.8).path} f"))
add(_FAMILY, "strike_through", _ruled(0.5, 0.5))
add(_FAMILY, "strike_through_red", _ruled(0.8, 0.5, "0.5"))
add(_FAMILY, "line_over_the_word", _ruled(1, 1))


@kind(_FAMILY)
def typed_over_with_hyphens(page: Page) -> None:
    page.over.append(shown("-" * 10, page.marks["secret"]))


@kind(_FAMILY, Seen.BORDERLINE, "no one reads it at a glance, and yet it is all there")
def typed_over_with_crosses(page: Page) -> None:
    page.over.append(shown("X" * 10, page.marks["secret"]))


@kind(_FAMILY)
def frame(page: Page) -> None:
    page.over.append(f"0 G 1 w {page.area.grown(1).path} S")


@kind(_FAMILY)
def frame_of_two_rectangles_even_odd(page: Page) -> None:
    page.over.append(f"0 g {page.area.grown(4).path} {page.area.path} f*")


@kind(_FAMILY)
def frame_of_two_rectangles_wound_against_each_other(page: Page) -> None:
    x, y, width, height = page.area
    page.over.append(f"1 0 0 rg {page.area.grown(4).path} {numbers((x, y + height, width, -height))} re f")


@kind(_FAMILY)
def frame_of_thin_rectangles(page: Page) -> None:
    x, y, width, height = page.area
    sides = [(x, y, width, 0.7), (x, y + height, width, 0.7), (x, y, 0.7, height), (x + width, y, 0.7, height)]
    page.over.append("0 g " + " ".join(f"{numbers(side)} re f" for side in sides))


@kind(_FAMILY)
def table_of_frames(page: Page) -> None:
    """Each cell is filled before the text, and all lines are drawn after it."""
    cells = [Area(60 + 62 * column, page.area.y + 12 * row, 62, 12) for column in range(8) for row in range(-2, 3)]
    page.under += [f"0.95 g {cell.path} f" for cell in cells]
    page.over += [f"0 G 0.4 w {cell.path} S" for cell in cells]


@kind(_FAMILY)
def page_border(page: Page) -> None:
    page.over.append("0 g 40 40 530 710 re 46 46 518 698 re f*")


def _before(color: str) -> Draw:
    return lambda page: page.under.append(f"{color} {page.area.grown(2).path} f")


add(_FAMILY, "white_box_before", _before("1 g"))
add(_FAMILY, "yellow_box_before", _before("1 1 0 rg"))
add(_FAMILY, "grey_box_before", _before("0.9 g"))
add(_FAMILY, "white_page_before", lambda page: page.under.append("1 g 0 0 612 792 re f"))


@kind(_FAMILY)
def black_box_then_white_box_before(page: Page) -> None:
    page.under.append(f"0 g {page.area.path} f 1 g {page.area.grown(1).path} f")


@kind(_FAMILY)
def box_and_the_word_again_above_it(page: Page) -> None:
    page.over += [f"0.8 g {page.area.path} f", f"0 g {page.secret}"]


@kind(_FAMILY)
def box_and_another_word_above_it(page: Page) -> None:
    page.over += [f"0.8 g {page.area.path} f 0 g", shown("OTHER", page.marks["secret"])]


def _doubled(x: float, y: float) -> Draw:
    def draw(page: Page) -> None:
        mark = page.marks["secret"]
        moved_mark = mark._replace(matrix=moved(mark.matrix[4] + x, mark.matrix[5] + y))
        page.over.append(shown(page.words.secret, moved_mark))

    return draw


add(_FAMILY, "typed_twice", _doubled(0, 0))
add(_FAMILY, "typed_twice_as_bold", _doubled(0.3, 0))
add(_FAMILY, "typed_twice_a_little_higher", _doubled(0, 0.3))


@kind(_FAMILY)
def typed_four_times(page: Page) -> None:
    for step in (0.2, 0.4, 0.6):
        _doubled(step, 0)(page)


@kind(_FAMILY, Seen.BORDERLINE, "two texts at one place; neither can be read")
def two_texts_at_one_place(page: Page) -> None:
    page.over.append(shown("MWMWMWMWMW", page.marks["secret"]))


@kind(_FAMILY)
def invisible_text_over_the_same_visible_text(page: Page) -> None:
    """As recognition adds it to a page that has text already."""
    page.over.append(f"{shown(page.words.secret, page.marks['secret'], '3 Tr')} BT 0 Tr ET")


def _watermark(ink: str, state: str = "", mode: str = "", over: bool = True) -> Draw:
    def draw(page: Page) -> None:
        matrix: Matrix = (0.8, 0.45, -0.45, 0.8, 120, 420)
        text = shown("DECLASSIFIED", Mark(matrix, COURIER, 60), mode)
        gs = page.state(state) if state else ""
        (page.over if over else page.under).append(f"q {gs} {ink} {text} Q")

    return draw


add(_FAMILY, "watermark_over_the_page_light_grey", _watermark("0.85 g"))
add(_FAMILY, "watermark_over_the_page_low_alpha", _watermark("0 g", "/ca 0.1"))
add(_FAMILY, "watermark_over_the_page_multiplied", _watermark("0.85 g", "/BM/Multiply"))
add(_FAMILY, "watermark_under_the_page", _watermark("0.85 g", over=False))
add(_FAMILY, "watermark_over_the_page_of_outlines", _watermark("0.5 G 0.5 w", mode="1 Tr"))


@kind(_FAMILY)
def watermark_image_of_low_alpha_over_the_page(page: Page) -> None:
    picture = placed(page, image(page, "\x40" * 256), Area(0, 0, 612, 792))
    page.over.append(f"q {page.state('/ca 0.15')} {picture} Q")


@kind(_FAMILY)
def watermark_image_multiplied_over_the_page(page: Page) -> None:
    picture = placed(page, image(page, "\xf0\xff" * 128), Area(0, 0, 612, 792))
    page.over.append(f"q {page.state('/BM/Multiply')} {picture} Q")


@kind(_FAMILY)
def watermark_image_with_a_soft_mask(page: Page) -> None:
    mask = image(page, "\x18" * 256)
    grey = "/ColorSpace/DeviceGray/BitsPerComponent 8"
    page.over.append(placed(page, image(page, "\0" * 256, f"{grey}/SMask {mask}"), Area(0, 0, 612, 792)))


@kind(_FAMILY)
def highlighter(page: Page) -> None:
    page.over.append(f"q {page.state('/ca 0.4')} 1 1 0 rg {page.area.path} f Q")


@kind(_FAMILY)
def stamp_beside_the_word(page: Page) -> None:
    page.over.append(
        f"1 0 0 RG 2 w 400 500 150 40 re S 1 0 0 rg {shown('RELEASED', Mark(moved(410, 515), COURIER, 20))}"
    )


@kind(_FAMILY)
def logo_over_the_margin(page: Page) -> None:
    page.over.append(placed(page, image(page, "\0\xff" * 128), Area(500, 720, 60, 60)))


@kind(_FAMILY)
def black_band_at_the_punch_holes(page: Page) -> None:
    page.over.append("0 g 0 0 30 792 re f")


def _turned(matrix: Matrix) -> Draw:
    return lambda page: page.show(mark=Mark(matrix))


add(_FAMILY, "word_turned_by_90", _turned((0, 1, -1, 0, 500, 300)))
add(_FAMILY, "word_turned_by_180", _turned((-1, 0, 0, -1, 400, 200)))
add(_FAMILY, "word_turned_by_270", _turned((0, -1, 1, 0, 500, 300)))
_SLANTING: Matrix = (0.866, 0.5, -0.5, 0.866, 200, 150)
add(_FAMILY, "word_turned_by_30", _turned(_SLANTING), Seen.BORDERLINE, "each letter is on a line of its own")


def _turned_and_covered(matrix: Matrix) -> Draw:
    def draw(page: Page) -> None:
        page.show(mark=Mark(matrix))
        page.over.append(f"q {numbers(matrix)} cm 0 g -1 -3 63 12 re f Q")

    return draw


add(_FAMILY, "word_turned_by_90_covered", _turned_and_covered((0, 1, -1, 0, 500, 300)))
add(_FAMILY, "word_turned_by_180_covered", _turned_and_covered((-1, 0, 0, -1, 400, 200)))
add(_FAMILY, "word_turned_by_30_covered", _turned_and_covered(_SLANTING))


def _page_turned(degrees: int, cover: bool) -> Draw:
    def draw(page: Page) -> None:
        page.entries = f"/Rotate {degrees}"
        if cover:
            page.over.append(f"0 g {page.area.path} f")

    return draw


for _degrees in (90, 180, 270, -90, 450):
    add(_FAMILY, f"page_turned_by_{_degrees}", _page_turned(_degrees, False))
    add(_FAMILY, f"page_turned_by_{_degrees}_covered", _page_turned(_degrees, True))


def _raised(cover: bool) -> Draw:
    def draw(page: Page) -> None:
        mark = page.marks["secret"]
        page.show(state="5 Ts", mark=mark._replace(matrix=moved(mark.matrix[4], mark.matrix[5] - 5)))
        page.marks["secret"] = mark
        if cover:
            page.over.append(f"0 g {page.area.path} f")

    return draw


add(_FAMILY, "text_rise", _raised(False))
add(_FAMILY, "text_rise_covered", _raised(True))


def _spaced(cover: bool) -> Draw:
    """Its letters are set one by one, with kerning."""

    def draw(page: Page) -> None:
        mark = page.marks["secret"]
        letters = " -1 ".join(f"({letter})" for letter in page.words.secret)
        page.secret = f"BT /{COURIER} {SIZE} Tf {numbers(mark.matrix)} Tm [{letters}] TJ ET"
        if cover:
            page.over.append(f"0 g {page.area.path} f")

    return draw


add(_FAMILY, "letters_with_kerning", _spaced(False))
add(_FAMILY, "letters_with_kerning_covered", _spaced(True))


def _hexadecimal(cover: bool) -> Draw:
    def draw(page: Page) -> None:
        mark = page.marks["secret"]
        page.secret = f"BT /{COURIER} {SIZE} Tf {numbers(mark.matrix)} Tm <{page.words.secret.encode().hex()}> Tj ET"
        if cover:
            page.over.append(f"1 g {page.area.path} f")

    return draw


add(_FAMILY, "string_in_hexadecimal", _hexadecimal(False))
add(_FAMILY, "string_in_hexadecimal_covered", _hexadecimal(True))


def _one_string(cover: bool) -> Draw:
    """The word in one string with the words beside it."""

    def draw(page: Page) -> None:
        text = page.text()
        words = page.words
        whole = text.replace(f"{words.left}{' ' * 12}{words.right}", f"{words.left} {words.secret} {words.right}")
        page.text = lambda: whole  # type: ignore[method-assign]
        page.secret = ""
        if cover:
            page.over.append(f"0 g {page.area.path} f")

    return draw


add(_FAMILY, "string_of_the_whole_line", _one_string(False))
add(_FAMILY, "string_of_the_whole_line_covered", _one_string(True))


def _stacked(cover: bool) -> Draw:
    """A letter under the other."""

    def draw(page: Page) -> None:
        x, y = 300.0, 350.0
        stacked = " ".join(
            f"{numbers((1, 0, 0, 1, x, y - 12 * at))} Tm ({c}) Tj" for at, c in enumerate(page.words.secret)
        )
        page.secret = f"BT /{COURIER} {SIZE} Tf {stacked} ET"
        page.marks["secret"] = Mark(moved(x, y))
        if cover:
            page.over.append(f"0 g {numbers((x - 1, y - 12 * 9 - 3, 8, 120))} re f")

    return draw


add(_FAMILY, "letters_below_each_other", _stacked(False), Seen.BORDERLINE, "the reference has them in a line")
add(_FAMILY, "letters_below_each_other_covered", _stacked(True), Seen.CONCEALED, "the reference has them in a line")


def _of_unit(unit: float, cover: bool) -> Draw:
    def draw(page: Page) -> None:
        page.entries = f"/UserUnit {unit}"
        if cover:
            page.over.append(f"0 g {page.area.path} f")

    return draw


add(_FAMILY, "user_unit_2", _of_unit(2, False))
add(_FAMILY, "user_unit_2_covered", _of_unit(2, True))


def _large(cover: bool) -> Draw:
    """A page of 36 by 48 inches with type in proportion."""

    def draw(page: Page) -> None:
        page.boxes = "/MediaBox[0 0 2592 3456]"
        page.wrap = lambda operators: f"q 4 0 0 4 0 0 cm {operators} Q"
        for name, mark in page.marks.items():
            page.marks[name] = mark._replace(matrix=multiplied(mark.matrix, (4, 0, 0, 4, 0, 0)))
        if cover:
            page.over.append(f"0 g {page.area.path} f")

    return draw


add(_FAMILY, "large_page", _large(False))
add(_FAMILY, "large_page_covered", _large(True))


def _large_with_small_type(cover: bool) -> Draw:
    def draw(page: Page) -> None:
        page.boxes = "/MediaBox[0 0 2592 3456]"
        if cover:
            page.over.append(f"0 g {page.area.path} f")

    return draw


add(_FAMILY, "large_page_of_small_type", _large_with_small_type(False))
add(_FAMILY, "large_page_of_small_type_covered", _large_with_small_type(True))


@kind(_FAMILY)
def many_strokes_around_the_word(page: Page) -> None:
    """A drawing of thousands of lines, as a map has."""
    lines = " ".join(f"{numbers((40 + at % 500, 40 + at // 500 * 3))} m 4 {at % 7} l" for at in range(4000))
    page.over.append(f"0.7 G 0.1 w {lines} n 40 40 500 200 re S")


@kind(_FAMILY)
def many_boxes_around_the_word(page: Page) -> None:
    boxes = " ".join(f"{numbers((40 + at % 100 * 5, 40 + at // 100 * 4, 3, 2))} re f" for at in range(3000))
    page.over.append(f"0.3 g {boxes}")


@kind(_FAMILY)
def many_boxes_and_one_over_the_word(page: Page) -> None:
    many_boxes_around_the_word(page)
    page.over.append(f"0 g {page.area.path} f")
