"""The word under shapes of every form and colour, with labels on them, and blended with what is below them."""

from __future__ import annotations

from make_pdf import ADVANCE, SIZE

from drawn.catalogue import add, kind
from drawn.colors import COLORS, Color
from drawn.page import COURIER, Mark, Page, moved, shown
from drawn.pdf_file import numbers
from drawn.shapes import SHAPES, Shape, rectangle
from drawn.viewer import Draw, Seen

_FAMILY = "cover"


def covered(shape: Shape, color: Color) -> Draw:
    """The word is drawn, then the shape over it."""
    return lambda page: page.over.append(f"q {color(page)} {shape(page, page.area)} Q")


for _name, _shape in SHAPES.items():
    add(_FAMILY, f"shape_{_name}", covered(_shape, COLORS["black_grey"]))
for _name, _color in COLORS.items():
    add(_FAMILY, f"box_{_name}", covered(rectangle, _color))


@kind(_FAMILY)
def white_box_with_border(page: Page) -> None:
    page.over.append(f"q 1 g 0 G 0.7 w {page.area.path} B Q")


def _labelled(label: str, ground: str, ink: str, size: float = SIZE) -> Draw:
    def draw(page: Page) -> None:
        _, _, _, _, x, y = page.marks["secret"].matrix
        middle = x + (len(page.words.secret) * SIZE - len(label) * size) * ADVANCE / 2
        page.over += [
            f"q {ground} {page.area.path} f Q",
            f"q {ink} {shown(label, Mark(moved(middle, y), size=size))} Q",
        ]

    return draw


add(_FAMILY, "label_white_on_black", _labelled("B6", "0 g", "1 g"))
add(_FAMILY, "label_black_on_white", _labelled("REDACTED", "1 g", "0 g"))
add(_FAMILY, "label_as_long_as_the_word", _labelled("(b)(1) 1.4", "0.8 g", "0 g"))
add(_FAMILY, "label_longer_than_the_word", _labelled("EO 13526 1.4(D) B1", "1 g", "0 g", 5))
add(_FAMILY, "label_of_many_letters", _labelled("XXXXXXXXXX", "1 g", "0 g"))


@kind(_FAMILY)
def box_over_half_the_word(page: Page) -> None:
    x, y, width, height = page.area
    page.over.append(f"0 g {numbers((x, y, width / 2, height))} re f")


@kind(_FAMILY)
def boxes_over_every_letter(page: Page) -> None:
    x, y, _, height = page.area
    step = SIZE * ADVANCE
    boxes = [f"{numbers((x + at * step, y, step + 0.3, height))} re f" for at in range(len(page.words.secret))]
    page.over.append("0 g " + " ".join(boxes))


@kind(_FAMILY)
def box_over_the_whole_line(page: Page) -> None:
    page.over.append(f"0 g {page.area._replace(x=60, width=500).path} f")


@kind(_FAMILY)
def bleeding_box_as_tall_as_three_lines(page: Page) -> None:
    page.over.append(f"0 g {page.area.grown(10).path} f")


@kind(_FAMILY)
def page_whitened_and_written_anew(page: Page) -> None:
    page.over += ["1 g 0 0 612 792 re f 0 g", page.text()]


@kind(_FAMILY)
def two_covers_one_white_one_black(page: Page) -> None:
    page.over.append(f"1 g {page.area.path} f 0 g {page.area.path} f")


@kind(_FAMILY)
def box_and_text_again_in_its_color(page: Page) -> None:
    page.over += [f"0 g {page.area.path} f", page.secret]


@kind(_FAMILY)
def box_first_and_text_as_dark(page: Page) -> None:
    page.under.append(f"0.15 g {page.area.path} f")
    page.show(ink="0.15 g")


@kind(_FAMILY)
def letters_of_dingbats(page: Page) -> None:
    """Filled squares of ZapfDingbats, each wider than a letter."""
    page.resources["Font"]["Z"] = "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"
    x, y, _, _ = page.area
    page.over += ["0 g", *(shown("n", Mark(moved(x - 2 + at, y - 1), "Z", 18)) for at in range(0, 57, 4))]


def block_font(page: Page, description: str = "1000 0 0 0 1000 1000 d1") -> str:
    """A Type 3 font whose letter x is a block."""
    glyph = page.file.add(f"<</Length {len(description) + 20}>>\nstream\n{description} 0 0 1000 1000 re f\nendstream")
    page.resources["Font"]["B"] = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 120/LastChar 120"
        f"/Widths[1000]/CharProcs<</x {glyph}>>/Encoding<</Differences[120/x]>>/Resources<<>>>>"
    )
    return "B"


def blocks(page: Page, font: str, state: str = "") -> str:
    """Blocks of a Type 3 font that overlap each other and hide the word."""
    x, y, *_ = page.area
    return f"q {shown('xxxxxx', Mark(moved(x - 1, y - 1), font, 13), f'{state} -2 Tc')} Q"


@kind(_FAMILY)
def letters_of_a_block_font(page: Page) -> None:
    page.over.append(f"0 g {blocks(page, block_font(page))}")


@kind(_FAMILY)
def colored_letters_of_a_block_font(page: Page) -> None:
    font = block_font(page, "1000 0 d0 0.7 0 0 rg")
    page.over.append(f"0 g {blocks(page, font)}")


@kind(_FAMILY, Seen.BORDERLINE, "Type 3 fonts do not heed the mode (ISO 32000-1, 9.3.6); Poppler does")
def letters_of_a_block_font_in_mode_3(page: Page) -> None:
    page.over.append(f"0 g {blocks(page, block_font(page), '3 Tr')}")


@kind(_FAMILY)
def thick_letters_stroked(page: Page) -> None:
    """Letters over the word whose outlines are so thick that they are one bar."""
    over = shown("HHHHHHHHHH", Mark(page.marks["secret"].matrix, COURIER, SIZE), "2 Tr 7 w")
    page.over.append(f"q 0 g 0 G {over} Q")


def _blended(mode: str, color: str) -> Draw:
    return lambda page: page.over.append(f"q {page.state(f'/BM/{mode}')} {color} {page.area.path} f Q")


for _mode, _ink in (
    ("Normal", "0 g"),
    ("Normal", "1 g"),
    ("Multiply", "0 g"),
    ("Multiply", "1 g"),
    ("Multiply", "1 1 0 rg"),
    ("Screen", "1 g"),
    ("Screen", "0 g"),
    ("Darken", "0 g"),
    ("Darken", "1 g"),
    ("Lighten", "1 g"),
    ("Lighten", "0 g"),
    ("Difference", "1 g"),
    ("Exclusion", "1 g"),
    ("ColorBurn", "0 g"),
    ("Luminosity", "0.5 g"),
    ("Hue", "1 0 0 rg"),
):
    add(_FAMILY, f"blend_{_mode}_{_ink.replace(' ', '_').replace('.', '')}", _blended(_mode, _ink))


def _alpha(value: float, color: str = "0 g") -> Draw:
    return lambda page: page.over.append(f"q {page.state(f'/ca {value}')} {color} {page.area.path} f Q")


for _value in (0, 0.3, 0.5, 0.85, 0.96, 0.99, 1):
    add(_FAMILY, f"black_box_alpha_{round(_value * 100)}", _alpha(_value))
add(_FAMILY, "white_box_alpha_20", _alpha(0.2, "1 g"))
add(_FAMILY, "white_box_alpha_99", _alpha(0.99, "1 g"))


@kind(_FAMILY)
def many_boxes_of_half_alpha(page: Page) -> None:
    page.over += [f"q {page.state('/ca 0.5')} 0 g", *(f"{page.area.path} f" for _ in range(10)), "Q"]


@kind(_FAMILY)
def stroke_alpha_only(page: Page) -> None:
    """What is filled is opaque all the same."""
    page.over.append(f"q {page.state('/CA 0.1')} 0 g {page.area.path} f Q")


def _masked(luminosity: str) -> Draw:
    def draw(page: Page) -> None:
        group = "/Group<</S/Transparency/CS/DeviceGray>>"
        mask = page.form(f"{luminosity} g 0 0 612 792 re f", entries=group)
        state = page.state(f"/SMask<</S/Luminosity/G {mask}>>")
        page.over.append(f"q {state} 0 g {page.area.path} f Q")

    return draw


add(_FAMILY, "soft_mask_that_lets_all_through", _masked("1"))
add(_FAMILY, "soft_mask_that_lets_nothing_through", _masked("0"))


@kind(_FAMILY)
def soft_mask_set_back_to_none(page: Page) -> None:
    mask = page.form("0 g 0 0 612 792 re f", entries="/Group<</S/Transparency/CS/DeviceGray>>")
    states = page.state(f"/SMask<</S/Luminosity/G {mask}>>"), page.state("/SMask/None")
    page.over.append(f"q {states[0]} {states[1]} 0 g {page.area.path} f Q")


@kind(_FAMILY)
def overprint_of_white(page: Page) -> None:
    page.over.append(f"q {page.state('/op true/OP true/OPM 1')} 0 0 0 0 k {page.area.path} f Q")
