"""By what a style puts an element where nobody sees it: off the page, cut off, in a box without room."""

from __future__ import annotations

from enum import Enum
from typing import Any

from cableparse.sources.css_value import Value, functions, keyword, length_in, of_sides, pixels

# So many pixels to the left of a page or above it nothing is shown, and nobody can scroll there.
_AWAY = -1000.0
# A box for programs that read aloud has one pixel.
_ONE_PIXEL = 1.0
_BLURRED = 4.0
_UNSEEN = 0.05
_WHOLE = 100.0  # percent
# Elements that are boxes unless their style says else (html.spec.whatwg.org, 15.3).
_BOXES = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "ul")
)  # fmt: skip
# The parts of a table have the room that they need, whatever their style says.
_TABLE = frozenset(("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"))
_APART = ("left", "right", "absolute", "fixed")
_ARRANGING = ("flex", "grid", "inline-flex", "inline-grid")


class Display(Enum):
    """What an element is on the page: nothing of its own, a part of lines, or a box, which has lines of its own.

    A box may stand in a line, in a column of boxes, or apart from what is around it.
    """

    NOTHING = 0
    PART = 1
    IN_LINE = 2
    IN_COLUMN = 3
    APART = 4

    @property
    def is_box(self) -> bool:
        """Whether it has lines, a width and a height."""
        return self.value >= Display.IN_LINE.value


def kind_of(style: dict[str, Value], tag: str, is_arranged: bool) -> Display:
    """What an element is; where the one around it arranges all that is in it, it is a box."""
    display = keyword(style.get("display"))
    if display == "contents":
        return Display.NOTHING
    if keyword(style.get("position")) in _APART or keyword(style.get("float")) in _APART:
        return Display.APART
    if is_arranged or (display and not display.startswith("inline")):
        return Display.IN_COLUMN
    if display:
        return Display.PART if display == "inline" else Display.IN_LINE
    return Display.IN_COLUMN if tag in _BOXES or tag in _TABLE else Display.PART


def arranges(style: dict[str, Value]) -> bool:
    """Whether an element arranges what is in it as boxes."""
    return keyword(style.get("display")) in _ARRANGING


def hidden_by(style: dict[str, Value], kind: Display, size: float, lacks: tuple[bool, bool]) -> str | None:
    """What hides all of an element, None where nothing does.

    `size` is that of its letters in pixels, `lacks` says whether it has no width and no height.
    """
    ways = {
        "its display": keyword(style.get("display")) == "none",
        "its place off the page": _is_away(style, kind, size),
        "a clip": _is_clipped(style, size),
        "a filter": _is_filtered(style, size),
        "the size of its box": any(lack and _is_cut(style, axis) for lack, axis in zip(lacks, "xy", strict=True)),
    }
    return next((way for way, holds in ways.items() if holds), None)


def lacks_room(style: dict[str, Value], tag: str, kind: Display, size: float) -> tuple[bool, bool]:
    """Whether a box has no width, and no height."""
    if tag in _TABLE or not kind.is_box:
        return False, False
    lacks = []
    for name, sides in (("width", ("left", "right")), ("height", ("top", "bottom"))):
        rooms = [length_in(style.get(prefix + name), size, _WHOLE) for prefix in ("", "max-")]
        more = [length_in(style.get(f"padding-{side}"), size) for side in sides]
        more.append(length_in(style.get(f"min-{name}"), size))
        lacks.append(any(room is not None and room <= _ONE_PIXEL for room in rooms) and not any(more))
    return lacks[0], lacks[1]


def has_width(style: dict[str, Value]) -> bool:
    """Whether a style says how wide a box is."""
    return "width" in style or "min-width" in style


def is_moved_in_line(style: dict[str, Value], kind: Display, size: float) -> bool:
    """Whether what an element has of a line begins off the page."""
    length = length_in(style.get("margin-left"), size)
    return length is not None and length <= _AWAY and kind is Display.PART


def moves_first_line(style: dict[str, Value], size: float) -> bool:
    """Whether the first line of each box in an element begins off the page, or behind the end of a line that is cut."""
    indent = length_in(style.get("text-indent"), size)
    if indent is not None:
        return indent <= _AWAY
    share = next((token.value for token in style.get("text-indent", ()) if token.type == "percentage"), 0)
    return share >= _WHOLE and keyword(style.get("white-space")) in ("nowrap", "pre") and _is_cut(style, "x")


def _is_cut(style: dict[str, Value], axis: str) -> bool:
    return keyword(style.get(f"overflow-{axis}")) in ("hidden", "clip")


def _is_away(style: dict[str, Value], kind: Display, size: float) -> bool:
    names = ["margin-left", "margin-top"] if kind.is_box else []
    if keyword(style.get("position")) in ("absolute", "fixed", "relative"):
        names += ["left", "top"]
    lengths = [length_in(style.get(name), size) for name in names]
    is_moved = any(length is not None and length <= _AWAY for length in lengths)
    return is_moved or (kind.is_box and _is_transformed_away(style, size))


def _is_transformed_away(style: dict[str, Value], size: float) -> bool:
    if any(token.type == "number" and token.value == 0 for token in style.get("scale", ())):
        return True
    for name, arguments in functions(style.get("transform")):
        if name.startswith("translate") and any((pixels(a, size) or 0) <= _AWAY for a in arguments):
            return True
        if name.startswith("scale") and any(a.type == "number" and a.value == 0 for a in arguments):
            return True
    return False


def _is_clipped(style: dict[str, Value], size: float) -> bool:
    if keyword(style.get("position")) in ("absolute", "fixed"):
        for name, arguments in functions(style.get("clip")):
            sides = [pixels(argument, size) for argument in arguments]
            if name == "rect" and len(sides) == 4 and None not in sides:
                top, right, bottom, left = (side or 0 for side in sides)
                if right - left <= _ONE_PIXEL or bottom - top <= _ONE_PIXEL:
                    return True
    return any(_leaves_nothing(name, arguments, size) for name, arguments in functions(style.get("clip-path")))


def _share(token: Any) -> float | None:
    """A percentage, or 0."""
    return float(token.value) if token.type == "percentage" or getattr(token, "value", None) == 0 else None


def _leaves_nothing(shape: str, arguments: Value, size: float) -> bool:
    """Whether a shape of `clip-path` has no area."""
    if shape == "inset":
        shares = [share for argument in arguments if (share := _share(argument)) is not None]
        if not shares or len(shares) < len(arguments):
            return False
        top, right, bottom, left = of_sides(shares)
        return top + bottom >= _WHOLE or right + left >= _WHOLE
    if shape in ("circle", "ellipse"):
        return bool(arguments) and arguments[0].type != "ident" and pixels(arguments[0], size, _WHOLE) == 0
    return shape == "polygon" and len({pixels(argument, size, _WHOLE) for argument in arguments}) == 1


def _is_filtered(style: dict[str, Value], size: float) -> bool:
    for name, arguments in functions(style.get("filter")):
        told = pixels(arguments[0], size, 1) if arguments else None
        if name == "blur" and told is not None and told >= _BLURRED:
            return True
        is_number = bool(arguments) and arguments[0].type == "number"
        share = arguments[0].value if is_number else told
        if name in ("opacity", "contrast") and share is not None and share <= _UNSEEN:
            return True
    return keyword(style.get("content-visibility")) == "hidden"
