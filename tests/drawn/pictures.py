"""The word under images, shadings and patterns."""

from __future__ import annotations

from random import Random

from drawn.catalogue import add, kind
from drawn.page import Area, Page
from drawn.pdf_file import numbers, stream
from drawn.viewer import Draw

_FAMILY = "picture"
_SIDE = 16
_GREY = "/ColorSpace/DeviceGray/BitsPerComponent 8"


def image(page: Page, pixels: str, entries: str = _GREY, side: int = _SIDE) -> str:
    """An image XObject of a square of pixels, as it is referred to."""
    size = f"/Type/XObject/Subtype/Image/Width {side}/Height {side}"
    return page.file.add(stream(pixels, size + entries, compress=True))


def placed(page: Page, xobject: str, area: Area | None = None) -> str:
    """The operators that draw an image over the word, or another area."""
    x, y, width, height = area or page.area
    return f"q {numbers((width, 0, 0, height, x, y))} cm {page.drawn(xobject)} Q"


def _plain(value: int) -> str:
    return chr(value) * _SIDE**2


def _noise(low: int, high: int) -> str:
    random = Random(_SIDE)
    return "".join(chr(random.randrange(low, high)) for _ in range(_SIDE**2))


def _over(pixels: str, entries: str = _GREY) -> Draw:
    return lambda page: page.over.append(f"0 g {placed(page, image(page, pixels, entries))}")


_BITS = _SIDE**2 // 8
for _name, _pixels, _entries in (
    ("black", _plain(0), _GREY),
    ("white", _plain(255), _GREY),
    ("noise_dark", _noise(0, 60), _GREY),
    ("noise", _noise(0, 256), _GREY),
    ("striped", ("\0" * 8 + "\xff" * 8) * _SIDE, _GREY),
    ("inverted", _plain(255), f"{_GREY}/Decode[1 0]"),
    ("rgb", "\x80\0\0" * _SIDE**2, "/ColorSpace/DeviceRGB/BitsPerComponent 8"),
    ("cmyk", "\0\0\0\xff" * _SIDE**2, "/ColorSpace/DeviceCMYK/BitsPerComponent 8"),
    ("indexed", _plain(1), "/ColorSpace[/Indexed/DeviceRGB 1<ffffff101010>]/BitsPerComponent 8"),
    ("of_bits", "\0" * _BITS, "/ColorSpace/DeviceGray/BitsPerComponent 1"),
    ("stencil", "\0" * _BITS, "/ImageMask true/BitsPerComponent 1"),
    ("stencil_inverted", "\xff" * _BITS, "/ImageMask true/BitsPerComponent 1/Decode[1 0]"),
    ("stencil_that_lets_through", "\xff" * _BITS, "/ImageMask true/BitsPerComponent 1"),
    ("color_keyed_away", _plain(7), f"{_GREY}/Mask[7 7]"),
    ("color_keyed_elsewhere", _plain(7), f"{_GREY}/Mask[8 9]"),
):
    add(_FAMILY, f"image_{_name}", _over(_pixels, _entries))


def _soft_masked(value: int) -> Draw:
    def draw(page: Page) -> None:
        mask = image(page, _plain(value))
        page.over.append(placed(page, image(page, _plain(0), f"{_GREY}/SMask {mask}")))

    return draw


add(_FAMILY, "image_with_a_mask_of_white", _soft_masked(255))
add(_FAMILY, "image_with_a_mask_of_black", _soft_masked(0))
add(_FAMILY, "image_with_a_mask_of_light_grey", _soft_masked(240))


def _stencil_masked(bits: str) -> Draw:
    def draw(page: Page) -> None:
        mask = image(page, bits * _BITS, "/ImageMask true/BitsPerComponent 1")
        page.over.append(placed(page, image(page, _plain(0), f"{_GREY}/Mask {mask}")))

    return draw


add(_FAMILY, "image_with_a_stencil_that_hides_it", _stencil_masked("\xff"))
add(_FAMILY, "image_with_a_stencil_that_shows_it", _stencil_masked("\0"))


@kind(_FAMILY)
def image_turned_and_flipped(page: Page) -> None:
    x, y, width, height = page.area
    drawn = page.drawn(image(page, _plain(20)))
    page.over.append(f"q {numbers((0, -height, width, 0, x, y + height))} cm {drawn} Q")


@kind(_FAMILY)
def image_inline(page: Page) -> None:
    x, y, width, height = page.area
    data = f"BI /W 8 /H 8 /BPC 8 /CS /G ID {chr(0) * 64} EI"
    page.over.append(f"q {numbers((width, 0, 0, height, x, y))} cm {data} Q")


@kind(_FAMILY)
def image_inline_stencil(page: Page) -> None:
    x, y, width, height = page.area
    data = f"BI /W 8 /H 8 /IM true /D [0 1] ID {chr(0) * 8} EI"
    page.over.append(f"q 0 g {numbers((width, 0, 0, height, x, y))} cm {data} Q")


@kind(_FAMILY)
def image_of_the_whole_page_over_the_text(page: Page) -> None:
    """A white one, and the text anew above it."""
    page.over += [placed(page, image(page, _plain(255)), Area(0, 0, 612, 792)), "0 g", page.text()]


@kind(_FAMILY)
def image_of_the_whole_page_under_the_text(page: Page) -> None:
    page.under.append(placed(page, image(page, _plain(245)), Area(0, 0, 612, 792)))


@kind(_FAMILY)
def image_of_noise_over_a_page_on_a_picture(page: Page) -> None:
    page.under.append(placed(page, image(page, _noise(235, 256)), Area(0, 0, 612, 792)))
    page.over.append(placed(page, image(page, _noise(0, 256))))


@kind(_FAMILY)
def tiles_of_images(page: Page) -> None:
    tile = image(page, _plain(0))
    x, y, width, height = page.area
    page.over += [placed(page, tile, Area(x + at, y, 4.3, height)) for at in range(0, int(width), 4)]


_RAMP = "/Function<</FunctionType 2/Domain[0 1]/C0[0.1 0.1 0.1]/C1[0.6 0.1 0.1]/N 1>>"


def _axial(page: Page, extend: str = "true true") -> str:
    x, y, width, _ = page.area
    return f"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[{numbers((x, y, x + width, y))}]/Extend[{extend}]{_RAMP}>>"


def _radial(page: Page) -> str:
    x, y, width, height = page.area
    centre = numbers((x + width / 2, y + height / 2))
    return f"<</ShadingType 3/ColorSpace/DeviceRGB/Coords[{centre} 0 {centre} {numbers((width,))}]{_RAMP}>>"


def _shaded(page: Page, shading: str) -> None:
    page.over.append(f"q {page.area.path} W n {page.resource('Shading', shading)} sh Q")


@kind(_FAMILY)
def shading_axial(page: Page) -> None:
    _shaded(page, _axial(page))


@kind(_FAMILY)
def shading_radial(page: Page) -> None:
    _shaded(page, _radial(page))


@kind(_FAMILY)
def shading_of_a_function(page: Page) -> None:
    x, y, width, height = page.area
    function = page.file.add(stream("{ pop pop 0.2 0.2 0.2 }", "/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]"))
    matrix = numbers((width, 0, 0, height, x, y))
    _shaded(page, f"<</ShadingType 1/ColorSpace/DeviceRGB/Matrix[{matrix}]/Function {function}>>")


@kind(_FAMILY)
def shading_that_ends_before_the_word(page: Page) -> None:
    """Not extended, it paints nothing beyond its end."""
    x, y, width, _ = page.area
    coords = numbers((x - 80, y, x - 60, y))
    shading = f"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[{coords}]/Extend[false false]{_RAMP}>>"
    page.over.append(f"q {numbers((x - 80, y, width + 80, 11))} re W n {page.resource('Shading', shading)} sh Q")


@kind(_FAMILY)
def pattern_of_a_shading(page: Page) -> None:
    pattern = page.resource("Pattern", f"<</PatternType 2/Shading {_axial(page)}>>")
    page.over.append(f"q /Pattern cs {pattern} scn {page.area.path} f Q")


def _tiles(page: Page, content: str, side: float, paint: int = 1) -> str:
    entries = (
        f"/Type/Pattern/PatternType 1/PaintType {paint}/TilingType 1/BBox[0 0 {side} {side}]/XStep {side}/YStep {side}"
        "/Resources<<>>"
    )
    return page.resource("Pattern", page.file.add(stream(content, entries)))


def _tiled(content: str, side: float) -> Draw:
    def draw(page: Page) -> None:
        page.over.append(f"q /Pattern cs {_tiles(page, content, side)} scn {page.area.path} f Q")

    return draw


for _name, _content, _side in (
    ("of_full_tiles", "0 g -1 -1 12 12 re f", 10),
    ("of_small_full_tiles", "0.2 g -1 -1 4 4 re f", 2),
    ("of_white_tiles", "1 g -1 -1 12 12 re f", 10),
    ("of_checks", "0 g 0 0 2 2 re f 2 2 2 2 re f 1 g 2 0 2 2 re f 0 2 2 2 re f", 4),
    ("of_tight_hatching", "0 G 1.6 w -1 -1 m 5 5 l S -1 1 m 3 5 l S 1 -1 m 5 3 l S -1 3 m 1 5 l S 3 -1 m 5 1 l S", 4),
    ("of_loose_hatching", "0.4 G 0.3 w 0 0 m 18 18 l S", 18),
    ("of_sparse_dots", "0 g 0 0 0.5 0.5 re f", 6),
):
    add(_FAMILY, f"pattern_{_name}", _tiled(_content, _side))


@kind(_FAMILY)
def pattern_without_a_color_of_its_own(page: Page) -> None:
    pattern = _tiles(page, "-1 -1 12 12 re f", 10, paint=2)
    space = page.resource("ColorSpace", "[/Pattern/DeviceRGB]")
    page.over.append(f"q {space} cs 0.4 0 0 {pattern} scn {page.area.path} f Q")


@kind(_FAMILY)
def pattern_that_strokes(page: Page) -> None:
    pattern = _tiles(page, "0 g -1 -1 12 12 re f", 10)
    area = page.area
    page.over.append(f"q /Pattern CS {pattern} SCN 12 w {area.at(0, 0.5)} m {area.at(1, 0.5)} l S Q")


def _hatched(step: float, width: float, color: str) -> Draw:
    """Lines drawn one by one across the word, in both directions."""

    def draw(page: Page) -> None:
        x, y, wide, high = page.area
        count = int((wide + high) / step)
        up = [f"{numbers((x + at * step - high, y))} m {numbers((x + at * step, y + high))} l" for at in range(count)]
        down = [f"{numbers((x + at * step - high, y + high))} m {numbers((x + at * step, y))} l" for at in range(count)]
        page.over.append(f"q {page.area.path} W n {color} G {width} w {' '.join(up + down)} S Q")

    return draw


add(_FAMILY, "hatch_that_leaves_nothing", _hatched(2, 1.8, "0"))
add(_FAMILY, "hatch_of_white_that_leaves_nothing", _hatched(2, 1.8, "1"))
add(_FAMILY, "hatch_tight", _hatched(2, 0.8, "0"))
add(_FAMILY, "hatch_loose_and_light", _hatched(9, 0.3, "0.6"))
