"""The word outside of a clip, beside the page, or in a layer that is off."""

from __future__ import annotations

from make_pdf import SIZE

from drawn.catalogue import add, kind
from drawn.page import COURIER, Area, Mark, Page, moved, shown
from drawn.pdf_file import numbers
from drawn.viewer import Draw, Seen

_FAMILY = "place"
_FAR = Area(50, 50, 20, 20)


def _clipped(clip: str) -> Draw:
    def draw(page: Page) -> None:
        page.secret = f"q {clip.format(word=page.area.path, far=_FAR.path)} W n {page.secret} Q"

    return draw


for _name, _clip in (
    ("elsewhere", "{far}"),
    ("empty", "100 100 0 0 re"),
    ("without_an_area", "100 100 m 200 100 l"),
    ("around_the_word", "{word}"),
    ("far_and_around_the_word", "{far} {word}"),
    ("twice_apart", "{word} W n {far}"),
):
    add(_FAMILY, f"clip_{_name}", _clipped(_clip))


@kind(_FAMILY)
def clip_even_odd_with_the_word_in_its_hole(page: Page) -> None:
    page.secret = f"q 0 0 612 792 re {page.area.path} W* n {page.secret} Q"


@kind(_FAMILY)
def clip_nonzero_with_two_turns(page: Page) -> None:
    page.secret = f"q 0 0 612 792 re {page.area.path} W n {page.secret} Q"


@kind(_FAMILY)
def clip_by_letters_elsewhere(page: Page) -> None:
    letters = shown("HHHH", Mark(moved(60, 60), COURIER, SIZE), "7 Tr")
    page.secret = f"q {letters} 0 Tr {page.secret} Q"


@kind(
    _FAMILY, Seen.BORDERLINE, "the word is the clip that black is drawn through: it is seen, and withheld all the same"
)
def clip_by_the_word_filled_with_ink(page: Page) -> None:
    page.show(state="7 Tr")
    page.secret = page.secret.removesuffix("Q") + f"0 g {page.area.path} f Q"


@kind(_FAMILY)
def clip_of_the_cover(page: Page) -> None:
    """The box is clipped away, and covers nothing."""
    page.over.append(f"q {_FAR.path} W n 0 g {page.area.path} f Q")


@kind(_FAMILY)
def clip_of_the_cover_that_is_restored(page: Page) -> None:
    page.over.append(f"q {_FAR.path} W n Q 0 g {page.area.path} f")


def _in_a_form(box: str, entries: str = "") -> Draw:
    def draw(page: Page) -> None:
        page.secret = page.drawn(page.form(page.secret, box=box or page.area.box, entries=entries))

    return draw


add(_FAMILY, "form_whose_box_is_elsewhere", _in_a_form(_FAR.box))
add(_FAMILY, "form_whose_box_is_around", _in_a_form(""))
add(_FAMILY, "form_whose_box_is_the_page", _in_a_form("0 0 612 792"))
add(_FAMILY, "form_whose_box_is_written_backwards", _in_a_form("612 792 0 0"))
add(_FAMILY, "form_moved_beside_the_page", _in_a_form("0 0 612 792", "/Matrix[1 0 0 1 700 0]"))


@kind(_FAMILY)
def cover_whose_form_is_too_small(page: Page) -> None:
    page.over.append(page.drawn(page.form(f"0 g {page.area.path} f", box=_FAR.box)))


@kind(_FAMILY)
def cover_in_forms_in_forms(page: Page) -> None:
    content = f"0 g {page.area.path} f"
    for _ in range(4):
        content = page.drawn(page.form(content))
    page.over.append(content)


@kind(_FAMILY)
def cover_in_a_form_with_a_matrix(page: Page) -> None:
    x, y, width, height = page.area
    matrix = f"/Matrix[{numbers((2, 0, 0, 2, x, y))}]"
    page.over.append(page.drawn(page.form(f"0 g {numbers((0, 0, width / 2, height / 2))} re f", entries=matrix)))


@kind(_FAMILY)
def cover_and_text_in_one_form(page: Page) -> None:
    page.over.append(f"0 g {page.area.path} f")
    page.wrap = lambda operators: page.drawn(page.form(operators))


@kind(_FAMILY)
def cover_moved_by_the_matrix_of_the_page(page: Page) -> None:
    x, y, width, height = page.area
    page.over.append(f"q 1 0 0 1 {numbers((x - 500, y))} cm 0 g {numbers((500, 0, width, height))} re f Q")


@kind(_FAMILY)
def cover_beside_the_word(page: Page) -> None:
    page.over.append(f"0 g {page.area._replace(x=480).path} f")


def _at(x: float, y: float, boxes: str) -> Draw:
    def draw(page: Page) -> None:
        page.boxes = boxes
        page.move(x, y)

    return draw


_MEDIA = "/MediaBox[0 0 612 792]"
for _name, _x, _y, _boxes in (
    ("right_of_the_page", 700, 400, _MEDIA),
    ("left_of_the_page", -90, 400, _MEDIA),
    ("above_the_page", 200, 900, _MEDIA),
    ("below_the_page", 200, -50, _MEDIA),
    ("outside_the_crop_box", 200, 100, f"{_MEDIA}/CropBox[0 300 612 792]"),
    ("inside_the_crop_box", 200, 350, f"{_MEDIA}/CropBox[0 300 612 792]"),
    ("outside_the_trim_box", 200, 100, f"{_MEDIA}/TrimBox[0 300 612 792]/ArtBox[0 300 612 792]"),
    ("outside_the_bleed_box", 200, 100, f"{_MEDIA}/BleedBox[0 300 612 792]"),
    ("on_a_page_that_starts_elsewhere", 200, 100, "/MediaBox[-100 -100 612 792]"),
    ("on_a_page_with_its_box_backwards", 200, 100, "/MediaBox[612 792 0 0]"),
    ("beside_a_page_with_its_box_backwards", 200, -50, "/MediaBox[612 792 0 0]"),
    ("beside_a_crop_box_larger_than_the_page", 700, 400, f"{_MEDIA}/CropBox[0 0 900 900]"),
):
    add(_FAMILY, f"word_{_name}", _at(_x, _y, _boxes))


@kind(_FAMILY, Seen.BORDERLINE, "half of it is seen")
def word_half_beside_the_page(page: Page) -> None:
    page.move(582, 400)


def _layer(page: Page, state: str) -> str:
    """The name of a property list, of a layer that is on or off."""
    group = page.file.add("<</Type/OCG/Name(Layer)>>")
    page.catalog = f"/OCProperties<</OCGs[{group}]/D<</Order[{group}]/{state}[{group}]>>>>"
    return group


def _in_layer(state: str) -> Draw:
    def draw(page: Page) -> None:
        name = page.resource("Properties", _layer(page, state))
        page.secret = f"/OC {name} BDC {page.secret} EMC"

    return draw


def _cover_in_layer(state: str) -> Draw:
    def draw(page: Page) -> None:
        name = page.resource("Properties", _layer(page, state))
        page.over.append(f"/OC {name} BDC 0 g {page.area.path} f EMC")

    return draw


def _form_in_layer(state: str) -> Draw:
    def draw(page: Page) -> None:
        page.secret = page.drawn(page.form(page.secret, entries=f"/OC {_layer(page, state)}"))

    return draw


def _membership(state: str, policy: str) -> Draw:
    def draw(page: Page) -> None:
        member = f"<</Type/OCMD/OCGs[{_layer(page, state)}]/P/{policy}>>"
        page.secret = f"/OC {page.resource('Properties', member)} BDC {page.secret} EMC"

    return draw


for _state in ("ON", "OFF"):
    add(_FAMILY, f"layer_{_state}_of_the_word", _in_layer(_state))
    add(_FAMILY, f"layer_{_state}_of_the_cover", _cover_in_layer(_state))
    add(_FAMILY, f"layer_{_state}_of_a_form", _form_in_layer(_state))
    for _policy in ("AllOn", "AnyOff"):
        add(_FAMILY, f"layer_{_state}_member_{_policy}", _membership(_state, _policy))


@kind(_FAMILY)
def layer_off_around_other_marked_content(page: Page) -> None:
    name = page.resource("Properties", _layer(page, "OFF"))
    page.secret = f"/OC {name} BDC /Span <</MCID 0>> BDC q Q EMC {page.secret} EMC"


@kind(_FAMILY)
def layer_off_by_its_base_state(page: Page) -> None:
    group = page.file.add("<</Type/OCG/Name(Layer)>>")
    page.catalog = f"/OCProperties<</OCGs[{group}]/D<</BaseState/OFF>>>>"
    page.secret = f"/OC {page.resource('Properties', group)} BDC {page.secret} EMC"


@kind(_FAMILY)
def layer_off_that_ended_before_the_word(page: Page) -> None:
    name = page.resource("Properties", _layer(page, "OFF"))
    page.secret = f"/OC {name} BDC {_FAR.path} f EMC {page.secret}"


@kind(_FAMILY)
def marked_as_an_artifact(page: Page) -> None:
    page.secret = f"/Artifact <</Type/Pagination>> BDC {page.secret} EMC"


@kind(_FAMILY)
def marked_with_another_text(page: Page) -> None:
    """The word is drawn; another one stands for it where the text is read aloud or copied."""
    page.secret = f"/Span <</ActualText(OTHER)>> BDC {page.secret} EMC"
