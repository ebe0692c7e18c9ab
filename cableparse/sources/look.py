"""What a reader sees of a web page: of each element whether its text is shown, and what hides it where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cableparse.sources.css_value import (
    BLACK,
    CLEAR,
    WHITE,
    Color,
    Value,
    color_in,
    keyword,
    length_in,
    pixels,
)
from cableparse.sources.placing import (
    Display,
    arranges,
    has_width,
    hidden_by,
    is_moved_in_line,
    kind_of,
    lacks_room,
    moves_first_line,
)
from cableparse.sources.stylesheet import StyleSheet

# Letters that differ less from what they stand on are not seen: a twentieth of black on white.
_UNSEEN = 0.05
# Smaller letters are no letters on a screen, and shadows that are less sharp show none; in pixels.
_SMALLEST = _BLURRED = 2.0
# What browsers start from, in pixels, and what the words for sizes stand for (CSS Fonts 4, 2.5).
_SIZE = 16.0
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "smaller": _SIZE / 1.2, "larger": _SIZE * 1.2,
}  # fmt: skip
_PICTURES = ("url", "gradient", "image", "image-set", "cross-fade", "element")
_INHERITED = frozenset(
    ("color", "font-size", "text-indent", "text-shadow", "visibility", "white-space", "white-space-collapse",
    "-webkit-text-fill-color", "-webkit-text-security")
)  # fmt: skip
# What is kept of white space (CSS Text 4, 3): nothing, line ends, all.
FOLDED, LINES, KEPT = "folded", "lines", "kept"
_SPACES = {
    "normal": FOLDED, "nowrap": FOLDED, "collapse": FOLDED, "initial": FOLDED,
    "pre-line": LINES, "preserve-breaks": LINES,
    "pre": KEPT, "pre-wrap": KEPT, "break-spaces": KEPT, "preserve": KEPT, "preserve-spaces": KEPT,
    "-moz-pre-wrap": KEPT, "-pre-wrap": KEPT, "-o-pre-wrap": KEPT,  # of old browsers, declared beside their successor
}  # fmt: skip
_DISCLOSING = ("details", "summary")
# Variables may name others, and each other.
_DEEPEST = 10


@dataclass(frozen=True)
class Look:
    """How the text of an element looks; colours that cannot be told are None.

    `hidden` names what hides all that is in it, whatever that is like. `is_shifted` says that its first line stands off
    the page, `is_closed` that it lies in a <details> that is closed, `is_within` that one around that is closed.
    """

    hidden: str | None = None
    is_visible: bool = True
    ink: Color | None = BLACK
    is_filled: bool = False  # with a colour of its own, whatever `color` is
    paper: Color | None = WHITE
    ground: Color | None = WHITE  # of the box around: what lies behind boxes in a line, but not behind other boxes
    is_away: bool = False  # the line is, and so are boxes in it
    arranges: bool = False  # all that is in it as boxes
    is_flat: bool = False  # it has no width, and boxes in it have none
    shadow: Color | None = CLEAR
    alpha: float = 1.0
    size: float = _SIZE
    moves_line: bool = False
    space: str = FOLDED
    is_shifted: bool = False
    is_secret: bool = False
    is_closed: bool = False
    is_within: bool = False
    variables: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def is_plain(self) -> bool:
        """Whether an element in it without a style of its own looks the same."""
        return self.paper == self.ground and not (self.is_away or self.arranges or self.is_flat or self.moves_line)

    @cached_property
    def way(self) -> str | None:
        """What hides the text, None where it is shown."""
        ways = {
            "a <details> that is closed": self.is_closed,
            "its place off the page": self.is_away,
            "its visibility": not self.is_visible,
            "the size of its letters": self.size < _SMALLEST,
            "marks in place of its letters": self.is_secret,
            "its opacity": self.alpha <= _UNSEEN,
            "its colour": not self._stands_out,
        }
        return self.hidden or next((way for way, holds in ways.items() if holds), None)

    @property
    def _stands_out(self) -> bool:
        return any(
            ink is None or (ink.alpha if self.paper is None else ink.stands_out(self.paper)) * self.alpha > _UNSEEN
            for ink in (self.ink, self.shadow)
        )


class Sight:
    """The looks of a page's elements."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Read the style of a page; raises ValueError where it has more rules than any page."""
        self._sheet = StyleSheet(tree)
        self._special = self._sheet.styled.union(node.mem_id for node in tree.css(", ".join(_DISCLOSING)))
        self._outermost = Look()
        self._looks: dict[tuple[int, int, int | str | None], Look] = {}

    def of(self, element: LexborNode) -> Look:
        """The look of an element."""
        return self.inside(self.around(element), element)

    def around(self, element: LexborNode) -> Look:
        """The look of what an element lies in."""
        outer = []
        node = element.parent
        while node is not None:
            outer.append(node)
            node = node.parent
        look = self._outermost
        for node in reversed(outer):
            look = self.inside(look, node)
        return look

    def inside(self, around: Look, element: LexborNode) -> Look:
        """The look of an element in one that looks as told."""
        if element.mem_id not in self._special and around.is_plain:
            return around
        style = self._sheet.declared(element)
        # Looks and styles live as long as this does. Of two <details>, or two summaries, each looks its own way.
        key = id(around), id(style), element.mem_id if element.tag in _DISCLOSING else element.tag
        if key not in self._looks:
            self._looks[key] = _look(element, around, style)
        return self._looks[key]


def _look(node: LexborNode, around: Look, style: dict[str, Value]) -> Look:
    """The look of an element in another."""
    look, tag = _disclosed(node, around), node.tag or ""
    if own := {name: value for name, value in style.items() if name.startswith("--")}:
        look = replace(look, variables={**look.variables, **own})
    if style:
        style = {name: _substituted(value, look.variables) for name, value in style.items() if name not in own}
        look = replace(look, size=_size(style.get("font-size"), look.size))
    kind = kind_of(style, tag, around.arranges)
    if kind is Display.NOTHING:  # all that only a box can have is idle
        style = {name: value for name, value in style.items() if name in _INHERITED}
    look = _placed(style, tag, kind, look) if style or not look.is_plain else look
    return _styled(style, kind, look) if style else look


def _placed(style: dict[str, Value], tag: str, kind: Display, look: Look) -> Look:
    """The look of an element by its place and its box."""
    width, height = lacks_room(style, tag, kind, look.size)
    if kind is Display.IN_COLUMN:
        width |= look.is_flat and not has_width(style)
        look = replace(look, is_away=False)
    hidden = look.hidden or hidden_by(style, kind, look.size, (width, height))
    look = replace(look, hidden=hidden, is_away=look.is_away or is_moved_in_line(style, kind, look.size))
    if kind is Display.NOTHING or kind is Display.PART:
        return _inked(style, look)
    if kind is not Display.IN_LINE:
        look = replace(look, paper=look.ground)
    # The colour of a box without room stands behind nothing.
    behind = {name: value for name, value in style.items() if not (width or height) or "background" not in name}
    look = _inked(behind, look)
    is_arranging = arranges(style)
    is_flat = width or (height and is_arranging)
    return replace(look, ground=look.paper, arranges=is_arranging, is_flat=is_flat)


def _styled(style: dict[str, Value], kind: Display, look: Look) -> Look:
    """The look with what a style says of letters and lines."""
    visibility, secret = keyword(style.get("visibility")), keyword(style.get("-webkit-text-security"))
    moves_line = moves_first_line(style, look.size) if "text-indent" in style else look.moves_line
    return replace(
        look,
        is_visible=visibility in ("visible", "initial") if visibility and visibility != "inherit" else look.is_visible,
        alpha=look.alpha * _share(style.get("opacity")),
        moves_line=moves_line,
        space=_space(style, look.space),
        is_shifted=(moves_line and kind.is_box) or (look.is_shifted and kind.value <= Display.IN_LINE.value),
        is_secret=secret not in ("none", "initial") if secret and secret != "inherit" else look.is_secret,
    )


def _disclosed(node: LexborNode, around: Look) -> Look:
    """The look that an element has of what is around it, open or not."""
    if node.tag == "details" and "open" not in node.attributes:
        return replace(around, is_closed=True, is_within=around.is_closed)
    if node.tag == "summary" and around.is_closed != around.is_within and _is_first_summary(node):
        return replace(around, is_closed=around.is_within)
    return around


def _is_first_summary(node: LexborNode) -> bool:
    parent = node.parent
    first = parent.css_first("summary") if parent is not None and parent.tag == "details" else None
    return first is not None and first.mem_id == node.mem_id


def _inked(style: dict[str, Value], look: Look) -> Look:
    """The look with the colours that a style gives it."""
    if "-webkit-text-fill-color" in style:
        fill = color_in(style["-webkit-text-fill-color"], look.ink, look.ink)
        look = replace(look, ink=fill, is_filled=True)
    elif "color" in style and not look.is_filled:
        is_new = keyword(style["color"]) in ("initial", "revert")
        look = replace(look, ink=color_in(style["color"], look.ink, BLACK if is_new else look.ink))
    if "background-color" in style or "background-image" in style:
        look = replace(look, paper=_paper(style, look))
    if "text-shadow" in style:
        is_none = keyword(style["text-shadow"]) in ("none", "initial", "unset")
        shadow = CLEAR if is_none else color_in(style["text-shadow"], look.ink, look.ink)
        look = replace(look, shadow=shadow if _is_sharp(style["text-shadow"], look.size) else CLEAR)
    return look


def _paper(style: dict[str, Value], look: Look) -> Color | None:
    """What the letters stand on."""
    if any(_is_picture(token) for token in style.get("background-image", ())):
        return None
    color = color_in(style.get("background-color", []), look.ink, CLEAR)
    if color is None or color.alpha == 1:
        return color
    return color.over(look.paper) if look.paper else None


def _is_picture(token: Any) -> bool:
    return token.type == "url" or (token.type == "function" and str(token.lower_name).endswith(_PICTURES))


def _is_sharp(shadow: Value, size: float) -> bool:
    lengths = [length for token in shadow if (length := pixels(token, size)) is not None]
    blur = lengths[2:3]  # the first two move it
    return not blur or blur[0] < _BLURRED


def _size(value: Value | None, size: float) -> float:
    """The size of letters in an element of letters of another size; that where it cannot be told."""
    word = keyword(value)
    if word in _SIZES:
        return _SIZES[word]
    told = length_in(value, size, size)
    return size if told is None else told


def _space(style: dict[str, Value], around: str) -> str:
    """What is kept of white space in an element; where its style does not tell, what is kept around it."""
    words = [keyword(style.get(name)) for name in ("white-space-collapse", "white-space")]
    return next((_SPACES[word] for word in words if word in _SPACES), around)


def _share(value: Value | None) -> float:
    """An opacity, 1 where none is told."""
    for token in value or ():
        if token.type in ("number", "percentage"):
            return min(max(float(token.value) / (100 if token.type == "percentage" else 1), 0.0), 1.0)
    return 1.0


def _substituted(value: Value, variables: Mapping[str, Value], depth: int = 0) -> Value:
    """A value with what its variables stand for."""
    tokens: Value = []
    for token in value:
        if token.type == "function" and token.lower_name == "var" and depth < _DEEPEST:
            name = next((t.value for t in token.arguments if t.type == "ident"), "")
            commas = [index for index, t in enumerate(token.arguments) if t == ","]
            other = token.arguments[commas[0] + 1 :] if commas else []
            tokens += _substituted(variables.get(name, other), variables, depth + 1)
        else:
            tokens.append(token)
    return tokens
