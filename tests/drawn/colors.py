"""Colours in every colour space: the operators that set one for what is filled and what is stroked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PIL import ImageCms

from drawn.page import Page
from drawn.pdf_file import stream

Color = Callable[[Page], str]

# Tint 1 is the colour, tint 0 paper.
_TINT = "<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 0 0 1]/N 1>>"


def plain(operators: str) -> Color:
    return lambda page: operators


def in_space(space: str, values: str) -> Color:
    def color(page: Page) -> str:
        name = page.resource("ColorSpace", space)
        return f"{name} cs {values} scn {name} CS {values} SCN"

    return color


@cache
def _profile() -> str:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().decode("latin-1")


def icc(values: str) -> Color:
    def color(page: Page) -> str:
        profile = page.file.add(stream(_profile(), "/N 3"))
        return in_space(f"[/ICCBased {profile}]", values)(page)

    return color


_LAB = "[/Lab<</WhitePoint[0.9505 1 1.089]/Range[-100 100 -100 100]>>]"
BLACKS: dict[str, Color] = {
    "grey": plain("0 g 0 G"),
    "rgb": plain("0 0 0 rg 0 0 0 RG"),
    "cmyk": plain("0 0 0 1 k 0 0 0 1 K"),
    "rich_cmyk": plain("1 1 1 1 k 1 1 1 1 K"),
    "separation": in_space(f"[/Separation/Black/DeviceCMYK{_TINT}]", "1"),
    "device_n": in_space(f"[/DeviceN[/Black]/DeviceCMYK{_TINT}]", "1"),
    "icc": icc("0 0 0"),
    "lab": in_space(_LAB, "0 0 0"),
    "cal_grey": in_space("[/CalGray<</WhitePoint[0.9505 1 1.089]>>]", "0"),
    "indexed": in_space("[/Indexed/DeviceRGB 1<ffffff000000>]", "1"),
}
WHITES: dict[str, Color] = {
    "grey": plain("1 g 1 G"),
    "rgb": plain("1 1 1 rg 1 1 1 RG"),
    "cmyk": plain("0 0 0 0 k 0 0 0 0 K"),
    "separation": in_space(f"[/Separation/Black/DeviceCMYK{_TINT}]", "0"),
    "icc": icc("1 1 1"),
    "lab": in_space(_LAB, "100 0 0"),
    "indexed": in_space("[/Indexed/DeviceRGB 1<ffffff000000>]", "0"),
}
COLORS: dict[str, Color] = {
    **{f"black_{name}": color for name, color in BLACKS.items()},
    **{f"white_{name}": color for name, color in WHITES.items()},
    "mid_grey": plain("0.5 g 0.5 G"),
    "red": plain("0.8 0 0 rg 0.8 0 0 RG"),
    "navy": plain("0 0 0.4 rg 0 0 0.4 RG"),
    "yellow": plain("1 1 0 rg 1 1 0 RG"),
    "near_black": plain("0.02 g 0.02 G"),
}
