"""The word in ink, sizes and render modes that leave no trace on the page, or a faint one."""

from __future__ import annotations

from drawn.catalogue import add, kind
from drawn.colors import BLACKS, COLORS, WHITES
from drawn.covers import block_font, blocks
from drawn.page import COURIER, Area, Mark, Matrix, Page, moved, multiplied, shown
from drawn.pdf_file import numbers, stream
from drawn.pictures import image, placed
from drawn.viewer import Draw, Seen

_FAMILY = "ink"


def _inked(name: str, ground: str = "") -> Draw:
    def draw(page: Page) -> None:
        if ground:
            page.under.append(f"q {COLORS[ground](page)} {page.area.path} f Q")
        page.show(ink=COLORS[name](page))

    return draw


for _name in WHITES:
    add(_FAMILY, f"ink_white_{_name}", _inked(f"white_{_name}"))
for _name in BLACKS:
    add(_FAMILY, f"ink_black_{_name}", _inked(f"black_{_name}"))
    add(_FAMILY, f"ink_black_{_name}_on_black", _inked(f"black_{_name}", "black_grey"))
for _ink, _ground in (
    ("white_grey", "black_grey"),
    ("red", "red"),
    ("navy", "black_grey"),
    ("near_black", "black_grey"),
    ("mid_grey", "mid_grey"),
    ("black_grey", "yellow"),
    ("red", ""),
    ("mid_grey", ""),
    ("yellow", ""),
):
    add(_FAMILY, f"ink_{_ink}_on_{_ground or 'paper'}", _inked(_ink, _ground))


def _shown(ink: str = "", state: str = "") -> Draw:
    return lambda page: page.show(ink=ink, state=state)


for _name, _ink, _state in (
    ("almost_white", "0.98 g", ""),
    ("light_grey", "0.8 g", ""),
    ("mode_3", "", "3 Tr"),
    ("mode_7", "", "7 Tr"),
    ("mode_1_stroked", "0 G 0.3 w", "1 Tr"),
    ("mode_1_stroked_white", "1 G 0.3 w", "1 Tr"),
    ("mode_2_white_filled_black_stroked", "1 g 0 G 0.3 w", "2 Tr"),
    ("mode_2_white_both", "1 g 1 G 0.3 w", "2 Tr"),
    ("mode_4", "0 g", "4 Tr"),
    ("mode_6_white", "1 g 1 G", "6 Tr"),
):
    add(_FAMILY, f"text_{_name}", _shown(_ink, _state))


def _narrowed(percent: float) -> Draw:
    def draw(page: Page) -> None:
        page.show(state=f"{percent} Tz")
        mark = page.marks["secret"]
        page.marks["secret"] = mark._replace(matrix=multiplied((percent / 100, 0, 0, 1, 0, 0), mark.matrix))

    return draw


_STRETCHED = "PDFium takes another typeface for letters pressed together so much, and paints them elsewhere"
add(_FAMILY, "text_tz_0", _narrowed(0))
add(_FAMILY, "text_tz_1", _narrowed(1), Seen.BORDERLINE, _STRETCHED)
add(_FAMILY, "text_tz_60", _narrowed(60))


def _alpha(entries: str, state: str = "") -> Draw:
    return lambda page: page.show(ink=page.state(entries), state=state)


for _value in (0, 0.01, 0.5, 1):
    add(_FAMILY, f"text_alpha_{round(_value * 100)}", _alpha(f"/ca {_value}"))
add(_FAMILY, "text_alpha_0_of_strokes_only", _alpha("/CA 0"))
add(_FAMILY, "text_mode_1_alpha_0_of_strokes", _alpha("/CA 0", "1 Tr"))
add(_FAMILY, "text_blended_lighten", _alpha("/BM/Lighten"))
add(_FAMILY, "text_blended_multiply", _alpha("/BM/Multiply"))
add(_FAMILY, "text_blended_screen", _alpha("/BM/Screen"))


def _soft_masked(luminosity: str) -> Draw:
    def draw(page: Page) -> None:
        group = "/Group<</S/Transparency/CS/DeviceGray>>"
        mask = page.form(f"{luminosity} g 0 0 612 792 re f", entries=group)
        page.show(ink=page.state(f"/SMask<</S/Luminosity/G {mask}>>"))

    return draw


add(_FAMILY, "text_in_a_soft_mask_of_black", _soft_masked("0"))
add(_FAMILY, "text_in_a_soft_mask_of_white", _soft_masked("1"))


@kind(_FAMILY)
def text_in_a_group_of_no_opacity(page: Page) -> None:
    group = page.form(page.secret, entries="/Group<</S/Transparency>>")
    page.secret = f"q {page.state('/ca 0')} {page.drawn(group)} Q"


@kind(_FAMILY)
def text_in_a_group_of_full_opacity(page: Page) -> None:
    group = page.form(page.secret, entries="/Group<</S/Transparency>>")
    page.secret = f"q {page.state('/ca 1')} {page.drawn(group)} Q"


def _patterned(content: str) -> Draw:
    def draw(page: Page) -> None:
        entries = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>"
        pattern = page.resource("Pattern", page.file.add(stream(content, entries)))
        page.show(ink=f"/Pattern cs {pattern} scn")

    return draw


add(_FAMILY, "text_in_a_pattern_of_nothing", _patterned("0 0 4 4 re n"))
add(_FAMILY, "text_in_a_pattern_of_white", _patterned("1 g -1 -1 6 6 re f"))
add(_FAMILY, "text_in_a_pattern_of_black", _patterned("0 g -1 -1 6 6 re f"))


def _sized(size: float) -> Draw:
    return lambda page: page.show(mark=page.marks["secret"]._replace(size=size))


for _size in (0.01, 0.1, 1, 2, 4, 6, 8):
    add(_FAMILY, f"size_{str(_size).replace('.', '_')}", _sized(_size))


def _transformed(a: float, b: float, c: float, d: float) -> Draw:
    def draw(page: Page) -> None:
        *_, x, y = page.marks["secret"].matrix
        outer: Matrix = (a, b, c, d, x, y)
        page.show(mark=Mark(moved(0, 0)), outer=outer)

    return draw


add(_FAMILY, "matrix_tiny", _transformed(0.005, 0, 0, 0.005))
add(_FAMILY, "matrix_flat", _transformed(1, 0, 0, 0))
add(_FAMILY, "matrix_narrow", _transformed(0.001, 0, 0, 1), Seen.BORDERLINE, _STRETCHED)
add(_FAMILY, "matrix_slanted", _transformed(1, 0, 0.3, 1))
add(_FAMILY, "matrix_and_its_opposite", _transformed(0.5, 0, 0, 0.5))


@kind(_FAMILY)
def size_1_scaled_to_10(page: Page) -> None:
    mark = page.marks["secret"]
    page.show(mark=Mark((10, 0, 0, 10, *mark.matrix[4:]), size=1))


@kind(_FAMILY)
def size_negative_flipped_back(page: Page) -> None:
    mark = page.marks["secret"]
    page.show(mark=Mark((-1, 0, 0, -1, *mark.matrix[4:]), size=-10))


@kind(_FAMILY)
def text_under_the_text_in_white(page: Page) -> None:
    """A shadow of white above the word that is as large as the word."""
    page.over.append(f"q 1 g 1 G 1.2 w {shown(page.words.secret, page.marks['secret'], '2 Tr')} Q")


def _type_3(glyph: str, ink: str = "0 g", cover: str = "") -> Draw:
    """The word in a font that draws each letter by these operators."""

    def draw(page: Page) -> None:
        letters = sorted(set(page.words.secret.strip()))
        glyphs = " ".join(f"/{letter} {page.file.add(stream(glyph.format(letter=letter)))}" for letter in letters)
        first, last = ord(" "), ord("Z")
        page.resources["Font"]["T"] = (
            "<</Type/Font/Subtype/Type3/FontBBox[0 -300 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]"
            f"/FirstChar {first}/LastChar {last}/Widths[{' '.join(['600'] * (last - first + 1))}]"
            f"/CharProcs<<{glyphs}>>/Encoding<</Differences[{' '.join(f'{ord(c)}/{c}' for c in letters)}]>>"
            f"/Resources<</Font<</F1 {page.resources['Font'][COURIER]}>>>>>>"
        )
        mark = page.marks["secret"]
        page.show(ink=ink, mark=mark._replace(font="T"))
        page.marks["secret"] = mark
        if cover:
            page.over.append(f"{cover} {page.area.path} f")

    return draw


_METRICS = "600 0 0 -300 600 700 d1"
_BLOCK = "50 0 500 700 re f"
_LETTER = "BT /F1 1000 Tf ({letter}) Tj ET"
for _name, _glyph, _ink, _cover, _seen in (
    ("letters", f"{_METRICS} {_LETTER}", "0 g", "", None),
    ("letters_covered", f"{_METRICS} {_LETTER}", "0 g", "0 g", None),
    ("letters_in_white", f"{_METRICS} {_LETTER}", "1 g", "", None),
    ("letters_in_white_of_their_own", f"600 0 d0 1 g {_LETTER}", "0 g", "", None),
    ("letters_in_black_of_their_own", f"600 0 d0 0 g {_LETTER}", "1 g", "", None),
    ("blocks_in_black", f"{_METRICS} {_BLOCK}", "0 g", "", Seen.BORDERLINE),
    ("blocks_in_white", f"{_METRICS} {_BLOCK}", "1 g", "", None),
    ("blocks_in_white_of_their_own", f"600 0 d0 1 g {_BLOCK}", "0 g", "", None),
    ("nothing", _METRICS, "0 g", "", None),
):
    add(_FAMILY, f"type_3_of_{_name}", _type_3(_glyph, _ink, _cover), _seen, "blocks are seen, and no letters")


@kind(_FAMILY)
def text_on_a_black_image_in_black(page: Page) -> None:
    page.under.append(placed(page, image(page, "\0" * 256)))


@kind(_FAMILY)
def text_on_a_dark_image_in_white(page: Page) -> None:
    page.under.append(placed(page, image(page, "\x20" * 256)))
    page.show(ink="1 g")


@kind(_FAMILY)
def text_on_a_black_block_letter(page: Page) -> None:
    page.under.append(f"0 g {blocks(page, block_font(page))}")


@kind(_FAMILY)
def white_text_of_a_heading_on_a_dark_band(page: Page) -> None:
    page.under.append(f"0 0 0.3 rg {Area(60, page.area.y, 500, 11).path} f")
    lines = page.text().split("\n")
    page.text = lambda: "\n".join(f"q {'1 g' if 'HE SAID' in line else ''} {line} Q" for line in lines)  # type: ignore[method-assign]
    page.show(ink="1 g")


@kind(_FAMILY, Seen.BORDERLINE, "an operator without its operands is passed over; Poppler shows no word all the same")
def color_operators_without_operands(page: Page) -> None:
    page.show(ink="g rg")


@kind(_FAMILY)
def horizontal_scale_0_and_back(page: Page) -> None:
    page.show(state="0 Tz 100 Tz")


@kind(_FAMILY)
def leading_of_the_word_by_numbers(page: Page) -> None:
    """Its letters stand on their places although the text object puts each of them elsewhere first."""
    *_, x, y = page.marks["secret"].matrix
    moves = " ".join(f"{numbers((1, 0, 0, 1, x + at * 6, y))} Tm ({c}) Tj" for at, c in enumerate(page.words.secret))
    page.secret = f"BT /F1 10 Tf {moves} ET"
