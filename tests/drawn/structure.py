"""The word under a box in files that are damaged, revised, or written in an unusual way."""

from __future__ import annotations

import re
from collections.abc import Callable

from drawn.catalogue import add, kind
from drawn.page import Page
from drawn.pdf_file import PdfFile, stream
from drawn.viewer import Draw, Seen

_FAMILY = "structure"


def _before_the_cover(operators: str) -> Draw:
    """Operators that a reader has to get over stand between the word and its cover."""
    return lambda page: page.over.append(f"{operators} 0 g {page.area.path} f")


for _name, _operators in (
    ("operator_that_is_none", "foo"),
    ("operands_without_an_operator", "1 2 3"),
    ("operands_of_another_kind", "(x) w /N 0 m [1] 0 0 l S"),
    ("saves_that_are_never_restored", "q q q"),
    ("text_that_is_never_ended", "BT"),
    ("ends_of_text_without_a_beginning", "ET ET"),
    ("ends_of_marked_content_without_a_beginning", "EMC EMC"),
    ("unbalanced_brackets", "] >>"),
    ("font_that_is_none", "BT /None 10 Tf (x) Tj ET"),
    ("xobject_that_is_none", "/None Do"),
    ("state_that_is_none", "/None gs"),
    ("color_space_that_is_none", "/None cs"),
    ("compatibility_section", "BX 1 2 foo EX"),
    ("comment", "% comment with ( and [ in it\n"),
    ("inline_image_with_ei_in_its_data", "q 1 0 0 1 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID EI q EI Q"),
    ("path_that_is_never_painted", "10 10 m 20 20 l"),
):
    add(_FAMILY, f"cover_after_{_name}", _before_the_cover(_operators))


_LOST = "Poppler loses the matrix of the page with it; PDFium draws the box"
add(_FAMILY, "cover_after_one_restore_too_many", _before_the_cover("Q"), Seen.CONCEALED, _LOST)
add(_FAMILY, "cover_after_three_restores_too_many", _before_the_cover("Q Q Q"), Seen.CONCEALED, _LOST)
_FEW = "1 Tf 1 Td w 1 2 3 re"
add(
    _FAMILY,
    "cover_after_too_few_operands",
    _before_the_cover(_FEW),
    Seen.BORDERLINE,
    "Poppler draws no box; PDFium does",
)


@kind(_FAMILY)
def box_inside_a_text_object(page: Page) -> None:
    """Not allowed, and drawn by all."""
    page.over.append(f"BT 0 g {page.area.path} f ET")


@kind(_FAMILY)
def cover_in_a_second_stream(page: Page) -> None:
    page.streams = lambda operators: [stream(operators), stream(f"0 g {page.area.path} f")]


@kind(_FAMILY)
def cover_in_two_streams_parted_between_operators(page: Page) -> None:
    page.streams = lambda operators: [stream(operators), stream(f"0 g {page.area.path}"), stream("f")]


@kind(_FAMILY)
def many_streams(page: Page) -> None:
    page.over.append(f"0 g {page.area.path} f")
    page.streams = lambda operators: [stream(line) for line in operators.split("\n")]


@kind(_FAMILY)
def compressed_stream(page: Page) -> None:
    page.over.append(f"0 g {page.area.path} f")
    page.streams = lambda operators: [stream(operators, compress=True)]


def _told_length(told: Callable[[int], int]) -> Draw:
    def draw(page: Page) -> None:
        page.over.append(f"0 g {page.area.path} f")
        page.streams = lambda operators: [stream(operators, length=told(len(operators)))]

    return draw


add(_FAMILY, "length_too_short", _told_length(lambda length: length - 40))
add(_FAMILY, "length_far_too_short", _told_length(lambda length: length // 2))
add(_FAMILY, "length_too_long", _told_length(lambda length: length + 7))
add(_FAMILY, "length_of_nothing", _told_length(lambda length: 0))


@kind(_FAMILY)
def compressed_stream_cut_at_its_end(page: Page) -> None:
    """Its check sum is missing, not its content."""
    page.over.append(f"0 g {page.area.path} f\n" + "% " + "x" * 50)

    def streams(operators: str) -> list[str]:
        body = stream(operators, compress=True)
        return [body.replace("\nendstream", "")[:-4] + "\nendstream"]

    page.streams = streams


def _written(change: Callable[[bytes], bytes], cover: bool = True) -> Draw:
    """The file is changed once it is written."""

    def draw(page: Page) -> None:
        if cover:
            page.over.append(f"0 g {page.area.path} f")
        page.finish = lambda file: change(file.write())

    return draw


def _shifted(data: bytes) -> bytes:
    """All places of the list are wrong by one object."""
    return data.replace(b"%PDF-1.7\n", b"%PDF-1.7\n% another comment, which moves all objects\n", 1)


for _name, _change in (
    ("xref_with_wrong_places", _shifted),
    ("xref_missing", lambda data: data[: data.rindex(b"xref\n0 ")] + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"),
    ("startxref_wrong", lambda data: re.sub(rb"startxref\n\d+", b"startxref\n12", data)),
    ("end_missing", lambda data: data[: data.rindex(b"startxref")]),
    ("rubbish_before_the_head", lambda data: b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n" + data),
    ("rubbish_after_the_end", lambda data: data + b"\0" * 3000),
    (
        "line_ends_of_another_system",
        lambda data: data.replace(b" obj\n", b" obj\r\n").replace(b"\nendobj", b"\r\nendobj"),
    ),
):
    add(_FAMILY, _name, _written(_change))
    add(_FAMILY, f"{_name}_uncovered", _written(_change, cover=False))


def _covering(page: Page, file: PdfFile) -> dict[int, str]:
    """The content of the page with a cover, as an object of a second revision."""
    number = max(number for number, body in file.objects.items() if body.endswith("endstream"))
    content = file.objects[number]
    operators = content[content.index("stream\n") + 7 : content.rindex("\nendstream")]
    return {number: stream(f"{operators} 0 g {page.area.path} f")}


def _without(page: Page, file: PdfFile) -> dict[int, str]:
    """The content of the page without the word, as an object of a second revision."""
    ((number, body),) = _covering(page, file).items()
    operators = body[body.index("stream\n") + 7 : body.rindex("\nendstream")]
    return {number: stream(operators.replace(f"({page.words.secret})", "()"))}


def _revised(revise: Callable[[Page, PdfFile], dict[int, str]], change: Callable[[bytes], bytes]) -> Draw:
    def draw(page: Page) -> None:
        page.finish = lambda file: change(file.revised(revise(page, file)))

    return draw


_OLDER = "Poppler and PDFium fall back on the revision before; what the last one took away is better withheld"
_LAST_START = re.compile(rb"startxref\n\d+\n%%EOF\n$")
for _name, _change, _seen, _reason in (
    ("", lambda data: data, None, ""),
    ("_startxref_wrong", lambda data: _LAST_START.sub(b"startxref\n77\n%%EOF\n", data), None, ""),
    ("_startxref_missing_in_both", lambda data: re.sub(rb"startxref\n\d+\n", b"", data), None, ""),
    ("_startxref_missing", lambda data: _LAST_START.sub(b"", data), Seen.BORDERLINE, _OLDER),
    ("_end_missing", lambda data: data[: data.rindex(b"xref\n")], Seen.BORDERLINE, _OLDER),
):
    add(_FAMILY, f"revision_that_covers{_name}", _revised(_covering, _change), _seen, _reason)
    add(_FAMILY, f"revision_that_takes_away{_name}", _revised(_without, _change), _seen, _reason, told=bool(_name))


def _unused(page: Page) -> None:
    """No page of the file has this content any more."""
    page.file.add(stream(page.secret))
    page.secret = ""


add(_FAMILY, "content_that_no_page_refers_to", _unused, told=False)


@kind(_FAMILY)
def resources_of_the_form_of_the_cover_missing(page: Page) -> None:
    head = f"/Type/XObject/Subtype/Form/BBox[{page.area.box}]"
    page.over.append(page.drawn(page.file.add(stream(f"0 g {page.area.path} f", head))))


@kind(_FAMILY)
def form_that_draws_itself(page: Page) -> None:
    """A reader must end it, and the cover that follows covers."""
    form = page.form("")
    number = int(form.split()[0])
    name = page.drawn(form)
    resources = f"/Resources<</XObject<<{name.split()[0]} {form}>>>>"
    page.file.objects[number] = stream(name, f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]{resources}")
    page.over.append(f"{name} 0 g {page.area.path} f")


@kind(_FAMILY)
def very_many_objects_before_the_cover(page: Page) -> None:
    """More than a reader may want to look at."""
    boxes = " ".join(f"{at % 600} {at % 90} 1 1 re f" for at in range(60_000))
    page.over.append(f"0.5 g {boxes} 0 g {page.area.path} f")


@kind(_FAMILY)
def very_many_saves_before_the_cover(page: Page) -> None:
    page.over.append(f"{'q ' * 5000} 0 g {page.area.path} f")
