"""The word under, or in, annotations of all kinds, with and without an appearance."""

from __future__ import annotations

from collections.abc import Callable

from drawn.catalogue import add, kind
from drawn.page import Area, Mark, Page, moved, shown
from drawn.pdf_file import numbers, stream
from drawn.shapes import SHAPES
from drawn.viewer import Draw, Seen

_FAMILY = "annotation"
_BLACK = "/C[0 0 0]/IC[0 0 0]"
_MARKED = "marked for redaction; a viewer shows it until the redaction is applied"
_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32


def quads(area: Area) -> str:
    """The corners as annotations of text have them: the upper two first."""
    a, b, c, d = area.corners
    return f"/QuadPoints[{' '.join(numbers(point) for point in (d, c, a, b))}]"


def appearance(page: Page, content: str, area: Area | None = None) -> str:
    """An appearance drawn in the page's space."""
    return f"/AP<</N {page.form(content, box=(area or page.area).box)}>>"


def _drawn(subtype: str, entries: str, color: str = "0 g") -> Draw:
    """Its appearance is a box over the word."""

    def draw(page: Page) -> None:
        look = appearance(page, f"{color} {page.area.path} f")
        points = " ".join(numbers(point) for point in page.area.corners)
        page.annotate(subtype, f"{look}{entries.format(quads=quads(page.area), points=points)}/F 4")

    return draw


for _subtype, _entries in (
    ("Square", _BLACK),
    ("Circle", _BLACK),
    ("Polygon", f"{_BLACK}/Vertices[{{points}}]"),
    ("Ink", f"{_BLACK}/InkList[[{{points}}]]"),
    ("Line", f"{_BLACK}/L[0 0 9 9]"),
    ("FreeText", "/DA(/F1 10 Tf)/Contents()"),
    ("Stamp", "/Name/Draft"),
    ("Highlight", "/C[0 0 0]{quads}"),
    ("Underline", "/C[0 0 0]{quads}"),
    ("Caret", ""),
    ("Text", "/Name/Note"),
    ("FileAttachment", "/FS<</Type/Filespec/F(a.txt)>>"),
    ("Watermark", ""),
    ("Widget", "/FT/Tx/T(field)/DA(/F1 10 Tf)"),
    ("Link", ""),
    ("Unknown", ""),
):
    add(_FAMILY, f"drawn_{_subtype}", _drawn(_subtype, _entries))
for _color in ("1 g", "0.7 g", "1 0 0 rg"):
    add(_FAMILY, f"drawn_FreeText_{_color.replace(' ', '_').replace('.', '')}", _drawn("FreeText", "/C[]", _color))
add(_FAMILY, "drawn_Popup", _drawn("Popup", ""), Seen.BORDERLINE, "viewers draw their own popups, or none")


def _plain(subtype: str, entries: str) -> Draw:
    """Without an appearance; viewers draw one from the entries."""

    def draw(page: Page) -> None:
        area = page.area
        x, y, width, height = area
        middle = f"{area.at(0, 0.5)} {area.at(1, 0.5)}"
        wave = " ".join(area.at(step / 20, 0.48 + step % 2 / 25) for step in range(21))
        points = " ".join(numbers(point) for point in area.corners)
        given = entries.format(middle=middle, wave=wave, points=points, quads=quads(area), wide=height + 2)
        page.annotate(subtype, given, Area(x - 1, y - 1, width + 2, height + 2))

    return draw


for _name, _subtype, _entries, _seen, _reason in (
    ("square", "Square", _BLACK, None, ""),
    ("square_white", "Square", "/C[1 1 1]/IC[1 1 1]", None, ""),
    ("square_of_a_thick_border", "Square", "/C[0 0 0]/BS<</W 11>>", None, ""),
    ("square_not_filled", "Square", "/C[1 0 0]/BS<</W 1>>", None, ""),
    ("square_of_low_opacity", "Square", f"{_BLACK}/CA 0.2", None, ""),
    ("circle", "Circle", f"{_BLACK}/RD[-14 -4 -14 -4]", Seen.BORDERLINE, "its corners may show"),
    ("line", "Line", "/C[0 0 0]/L[{middle}]/BS<</W {wide}>>", None, ""),
    ("line_thin", "Line", "/C[1 0 0]/L[{middle}]/BS<</W 0.5>>", None, ""),
    ("ink", "Ink", "/C[0 0 0]/InkList[[{wave}]]/BS<</W 15>>", None, ""),
    ("ink_thin", "Ink", "/C[0 0 1]/InkList[[{wave}]]/BS<</W 0.4>>", None, ""),
    ("polygon", "Polygon", f"{_BLACK}/Vertices[{{points}}]", None, ""),
    ("polyline", "PolyLine", "/C[0 0 0]/Vertices[{middle}]/BS<</W {wide}>>", None, ""),
    ("highlight_black", "Highlight", "/C[0 0 0]{quads}", None, ""),
    ("highlight_yellow", "Highlight", "/C[1 1 0]{quads}", None, ""),
    ("underline", "Underline", "/C[1 0 0]{quads}", None, ""),
    ("strikeout", "StrikeOut", "/C[1 0 0]{quads}", None, ""),
    ("squiggly", "Squiggly", "/C[1 0 0]{quads}", None, ""),
    ("free_text", "FreeText", "/C[1 1 1]/DA(0 g /F1 10 Tf)/Contents(B6)", Seen.BORDERLINE, "viewers differ"),
    ("stamp", "Stamp", "/Name/Confidential", None, ""),
    ("link_with_border", "Link", "/Border[0 0 1]/C[1 0 0]", None, ""),
    ("redact", "Redact", "", Seen.CONCEALED, _MARKED),
    ("redact_with_quads", "Redact", "{quads}", Seen.CONCEALED, _MARKED),
    ("redact_with_colors", "Redact", "/IC[0 0 0]/OC[1 0 0]{quads}/OverlayText(B6)", Seen.CONCEALED, _MARKED),
):
    add(_FAMILY, f"plain_{_name}", _plain(_subtype, _entries), _seen, _reason)


@kind(_FAMILY, Seen.CONCEALED, _MARKED)
def redact_whose_rectangle_is_larger_than_its_quads(page: Page) -> None:
    x, y, width, height = page.area
    page.annotate("Redact", quads(Area(x, y, width / 4, height)))


@kind(_FAMILY, Seen.CONCEALED, _MARKED)
def redact_with_an_outline_as_appearance(page: Page) -> None:
    look = appearance(page, f"1 0 0 RG 1 w {page.area.path} S")
    page.annotate("Redact", f"{quads(page.area)}{look}")


def _flagged(flags: int) -> Draw:
    def draw(page: Page) -> None:
        page.annotate("Square", f"{_BLACK}{appearance(page, f'0 g {page.area.path} f')}/F {flags}")

    return draw


add(_FAMILY, "flag_hidden", _flagged(_HIDDEN))
add(_FAMILY, "flag_no_view", _flagged(_NO_VIEW))
add(_FAMILY, "flag_no_view_but_print", _flagged(_NO_VIEW | _PRINT))
add(_FAMILY, "flag_print", _flagged(_PRINT))
add(_FAMILY, "flag_none", _flagged(0))


@kind(_FAMILY, Seen.BORDERLINE, "PDFium paints an annotation whose layer is off, Poppler does not")
def off_by_its_layer(page: Page) -> None:
    group = page.file.add("<</Type/OCG/Name(Layer)>>")
    page.catalog = f"/OCProperties<</OCGs[{group}]/D<</OFF[{group}]>>>>"
    page.annotate("Square", f"{_BLACK}{appearance(page, f'0 g {page.area.path} f')}/OC {group}")


@kind(_FAMILY)
def appearance_that_is_scaled_to_its_rectangle(page: Page) -> None:
    form = page.form("0 g 0 0 1 1 re f", box="0 0 1 1")
    page.annotate("Stamp", f"/AP<</N {form}>>")


@kind(_FAMILY)
def appearance_with_a_matrix(page: Page) -> None:
    form = page.form("0 g 0 0 10 60 re f", box="0 0 10 60", entries="/Matrix[0 1 -1 0 0 0]")
    page.annotate("Stamp", f"/AP<</N {form}>>")


@kind(_FAMILY)
def appearance_without_ink(page: Page) -> None:
    page.annotate("Stamp", appearance(page, ""))


@kind(_FAMILY)
def appearance_that_is_a_frame(page: Page) -> None:
    page.annotate("Square", f"/C[1 0 0]{appearance(page, f'1 0 0 RG 1 w {page.area.path} S')}")


@kind(_FAMILY)
def appearance_of_half_opacity(page: Page) -> None:
    state = page.state("/ca 0.4")
    page.annotate("Highlight", f"{quads(page.area)}{appearance(page, f'{state} 1 1 0 rg {page.area.path} f')}")


@kind(_FAMILY)
def appearance_that_multiplies_yellow(page: Page) -> None:
    state = page.state("/BM/Multiply")
    page.annotate("Highlight", f"{quads(page.area)}{appearance(page, f'{state} 1 1 0 rg {page.area.path} f')}")


def _states(shown_state: str) -> Draw:
    """A button with two looks, of which one covers the word."""

    def draw(page: Page) -> None:
        on = page.form(f"0 g {page.area.path} f", box=page.area.box)
        off = page.form("", box=page.area.box)
        page.annotate("Widget", f"/FT/Btn/T(box)/F 4/AP<</N<</On {on}/Off {off}>>>>/AS/{shown_state}")
        page.catalog = f"/AcroForm<</Fields[{page.annotations[-1]}]>>"

    return draw


add(_FAMILY, "button_that_is_on", _states("On"))
add(_FAMILY, "button_that_is_off", _states("Off"))


@kind(_FAMILY)
def field_of_a_form_over_the_word(page: Page) -> None:
    look = appearance(page, f"0.9 g {page.area.path} f")
    field = f"/FT/Tx/T(name)/V(B6)/F 4/MK<</BG[0.9 0.9 0.9]>>/DA(/F1 10 Tf 0 g){look}"
    page.annotate("Widget", field)
    page.catalog = f"/AcroForm<</Fields[{page.annotations[-1]}]>>"


@kind(_FAMILY, Seen.BORDERLINE, "it is seen; annotations are told and not read")
def word_in_an_appearance(page: Page) -> None:
    look = appearance(page, page.secret)
    page.secret = ""
    page.annotate("FreeText", f"/DA(/F1 10 Tf){look}")


def _elsewhere(name: str, put: Callable[[Page, str], object]) -> None:
    """The page shows nothing of the word; it is written elsewhere in the file."""

    def draw(page: Page) -> None:
        page.secret = ""
        put(page, page.words.secret)

    add(_FAMILY, name, draw, told=False)


def _as_metadata(page: Page, word: str) -> None:
    page.catalog = f"/Metadata {page.file.add(stream(word, '/Type/Metadata/Subtype/XML'))}"


_MARGIN = Area(20, 700, 20, 20)
_elsewhere("word_as_contents_of_a_note", lambda page, word: page.annotate("Text", f"/Contents({word})", _MARGIN))
_elsewhere("word_as_value_of_a_hidden_field", lambda page, word: page.annotate("Widget", f"/FT/Tx/T(n)/F 2/V({word})"))
_elsewhere("word_as_metadata", _as_metadata)


@kind(_FAMILY)
def annotations_that_are_no_dictionaries(page: Page) -> None:
    """Damaged ones, and then one that covers the word."""
    page.annotations += ["null", "7", "[1 2]"]
    page.annotate("Square", f"{_BLACK}{appearance(page, f'0 g {page.area.path} f')}")


@kind(_FAMILY)
def annotation_with_a_rectangle_of_names(page: Page) -> None:
    page.annotations.append(page.file.add("<</Type/Annot/Subtype/Square/Rect[/A/B/C/D]/IC[0 0 0]>>"))
    page.annotate("Square", f"{_BLACK}{appearance(page, f'0 g {page.area.path} f')}")


@kind(_FAMILY)
def annotation_with_a_rectangle_backwards(page: Page) -> None:
    x, y, width, height = page.area
    rect = numbers((x + width, y + height, x, y))
    look = appearance(page, f"0 g {page.area.path} f")
    page.annotations.append(page.file.add(f"<</Type/Annot/Subtype/Square/Rect[{rect}]{_BLACK}{look}>>"))


@kind(_FAMILY)
def annotation_over_text_of_its_own(page: Page) -> None:
    label = shown("B6", Mark(moved(page.area.x + 20, page.area.y + 2)))
    page.annotate("FreeText", appearance(page, f"0 g {page.area.path} f 1 g {label}"))


for _name in ("rectangle", "line", "circles", "zigzag"):
    add(
        _FAMILY,
        f"stamp_of_{_name}",
        lambda page, shape=SHAPES[_name]: page.annotate(  # type: ignore[misc]
            "Stamp", appearance(page, f"0 g 0 G {shape(page, page.area)}", page.area.grown(9)), page.area.grown(9)
        ),
    )
