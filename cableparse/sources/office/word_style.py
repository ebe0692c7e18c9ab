"""How the text of a Word document looks: its styles, and what hides letters (ECMA-376, part 1, 17.3 and 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cableparse.sources.office.letters import BLACK, WHITE, Color, hex_color, hidden_by, mixed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Properties = dict[str, "Element"]

_OFF = ("0", "false", "off", "none")
_HIDDEN = "being marked as hidden"
# 17.18.40.
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_THEME = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK}
# Styles may be based on each other, and on themselves.
_DEEPEST = 50


@dataclass(frozen=True)
class Setting:
    """What a paragraph gives the runs in it: its style, and what they stand on; a colour that is not known is None."""

    style: str = ""
    paper: Color | None = WHITE


@dataclass
class Styles:
    """The styles of a document, from its part of them."""

    defaults: Properties = field(default_factory=dict)
    styles: dict[str, Element] = field(default_factory=dict)
    usual: str = ""
    _known: dict[tuple[str, str], Properties] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """Those that a part lists."""
        if root is None:
            return cls()
        listed = root.findall("style")
        usual = (s for s in listed if s.get("type") == "paragraph" and s.get("default", "0") not in _OFF)
        return cls(
            properties(root.find("docDefaults/rPrDefault/rPr")),
            {style.get("styleId", ""): style for style in listed},
            next((style.get("styleId", "") for style in usual), ""),
        )

    def paragraph(self, own: Properties, around: Setting) -> Setting:
        """What a paragraph with these properties, in a cell or a box, gives its runs."""
        style = value(own, "pStyle") or self.usual
        shading = self.of_style(style, "pPr").get("shd") if "shd" not in own else own["shd"]
        return Setting(style, _shaded(shading, around.paper))

    def hides(self, own: Properties, setting: Setting) -> str | None:
        """What hides a run with these properties, if anything does."""
        by_paragraph, by_letter = self.of_style(setting.style, "rPr"), self.of_style(value(own, "rStyle") or "", "rPr")
        # A style of letters turns round what the paragraph's says (17.7.3).
        hidden = (
            _is_on(own, "vanish") if "vanish" in own else _is_on(by_paragraph, "vanish") != _is_on(by_letter, "vanish")
        )
        if hidden:
            return _HIDDEN
        looks = {**self.defaults, **by_paragraph, **by_letter, **own}
        if "textFill" in looks and looks["textFill"].find("noFill") is not None:
            return "having no colour"
        paper = _shaded(looks.get("shd"), setting.paper)
        ink = _ink(looks.get("color"))
        marked = _HIGHLIGHTS.get(value(looks, "highlight") or "")
        if marked is not None:
            paper = hex_color(marked)
        # Programs differ in whether letters without a colour of their own turn white on dark marks.
        if ink is None and (marked is not None or "shd" in looks):
            ink = BLACK
        size = value(looks, "sz") or ""
        return hidden_by(ink, paper, int(size) / 2 if size.isdecimal() else None)

    def of_style(self, name: str, which: str) -> Properties:
        """The properties of a style, together with those of the styles that it is based on."""
        if (name, which) not in self._known:
            self._known[name, which] = self._collected(name, which)
        return self._known[name, which]

    def _collected(self, name: str, which: str) -> Properties:
        found: Properties = {}
        for _ in range(_DEEPEST):
            style = self.styles.get(name)
            if style is None:
                break
            found = {**properties(style.find(which)), **found}
            based_on = style.find("basedOn")
            name = "" if based_on is None else based_on.get("val", "")
        return found

    def shades(self, table: str) -> bool:
        """Whether a style of tables gives cells a colour, by a rule that this module does not follow."""
        for _ in range(_DEEPEST):
            style = self.styles.get(table)
            if style is None:
                return False
            if any(_shaded(shading, WHITE) != WHITE for shading in style.iter("shd")):
                return True
            based_on = style.find("basedOn")
            table = "" if based_on is None else based_on.get("val", "")
        return False


def properties(element: Element | None) -> Properties:
    """The properties that an element lists, by their names."""
    return {} if element is None else {child.tag: child for child in element}


def value(found: Properties, name: str) -> str | None:
    """The value of a property."""
    return found[name].get("val") if name in found else None


def on_cell(own: Properties, paper: Color | None) -> Color | None:
    """What text in a cell stands on."""
    return _shaded(own.get("shd"), paper)


def _is_on(found: Properties, name: str) -> bool:
    return name in found and found[name].get("val", "1") not in _OFF


def _ink(color: Element | None) -> Color | None:
    if color is None:
        return None
    return hex_color(color.get("val")) or _THEME.get(color.get("themeColor", ""))


def _shaded(shading: Element | None, paper: Color | None) -> Color | None:
    """What a shading makes of what lies behind it (17.3.5)."""
    if shading is None:
        return paper
    pattern = shading.get("val", "clear")
    fill = hex_color(shading.get("fill")) or _THEME.get(shading.get("themeFill", "")) or paper
    if pattern in ("clear", "nil") or fill is None:
        return fill
    ink = hex_color(shading.get("color")) or BLACK
    if pattern == "solid":
        return ink
    share = pattern.removeprefix("pct")
    return mixed(ink, fill, int(share) / 100) if share.isdecimal() else None
