"""Values of a style: colours and lengths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from tinycss2 import color4

T = TypeVar("T")
Value = list[Any]  # the tokens of a property's value, without white space

# In CSS pixels (CSS Values 4, 6); of the units of a view, those of a usual screen.
_UNITS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "rem": 16.0,
    "vw": 12.8, "vh": 7.2, "vmin": 7.2, "vmax": 12.8,
}  # fmt: skip
# In sizes of the font, for one that has no measures of its own (CSS Values 4, 6.1.1); a usual line is a fifth higher.
_OF_SIZE = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2}


class Color(NamedTuple):
    """Red, green, blue and how opaque it is, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, paper: Color) -> Color:
        """What it looks like on an opaque colour."""
        mixed = (a * self.alpha + b * (1 - self.alpha) for a, b in zip(self[:3], paper[:3], strict=True))
        return Color(*mixed)

    def stands_out(self, paper: Color) -> float:
        """How far it differs from an opaque colour on which it stands, from 0 to 1."""
        return max(abs(a - b) for a, b in zip(self[:3], paper[:3], strict=True)) * self.alpha


BLACK, WHITE, CLEAR = Color(0, 0, 0), Color(1, 1, 1), Color(0, 0, 0, 0)


def color_in(value: Value, current: Color | None, absent: Color | None) -> Color | None:
    """The colour that a value names; `absent` where it names none, None where it cannot be told."""
    for token in value:
        found = color4.parse_color(token)
        if found == "currentcolor":
            return current
        if found is not None:
            try:
                red, green, blue = found.to("srgb").coordinates
            except NotImplementedError:  # a colour space that no conversion is known of
                return None
            return Color(red or 0, green or 0, blue or 0, found.alpha)
        if token.type == "function" and token.lower_name not in ("url", "calc"):
            return None
    return absent


def keyword(value: Value | None) -> str:
    """The first word of a value, in small letters."""
    return next((token.lower_value for token in value or () if token.type == "ident"), "")


def pixels(token: Any, size: float, whole: float | None = None) -> float | None:
    """A length in pixels; `size` is that of the font, `whole` what percentages are of. None where it is no length."""
    if token.type == "number" and token.value == 0:
        return 0.0
    if token.type == "percentage" and whole is not None:
        return float(token.value * whole / 100)
    if token.type != "dimension":
        return None
    unit = _UNITS.get(token.lower_unit) or size * _OF_SIZE.get(token.lower_unit, 0.0)
    return float(token.value * unit) if unit or not size else None


def length_in(value: Value | None, size: float, whole: float | None = None) -> float | None:
    """The first length in a value."""
    return next((found for t in value or () if (found := pixels(t, size, whole)) is not None), None)


def of_sides(values: Sequence[T]) -> tuple[T, T, T, T]:
    """The values of top, right, bottom and left, of which the last ones may be left out (CSS 2.2, 8.3)."""
    top = values[0]
    right = values[1] if len(values) > 1 else top
    return top, right, values[2] if len(values) > 2 else top, values[3] if len(values) > 3 else right


def functions(value: Value | None) -> Iterable[tuple[str, Value]]:
    """The functions in a value with their arguments, commas left out."""
    for token in value or ():
        if token.type == "function":
            yield token.lower_name, [t for t in token.arguments if t.type not in ("whitespace", "comment", "literal")]
