"""The style of a web page as it says it itself: rules in its <style> elements, in attributes, and of browsers' own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

import cssselect
import tinycss2
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError
from tinycss2 import color4

from cableparse.sources.css_value import Value, of_sides

# What a style may hide text by.
_PROPERTIES = frozenset(
    ("background-color", "background-image", "clip", "clip-path", "color", "content-visibility", "display", "filter",
    "float", "font-size", "height", "left", "margin-left", "margin-top", "max-height", "max-width", "min-height",
    "min-width", "opacity", "overflow-x", "overflow-y", "padding-bottom", "padding-left", "padding-right",
    "padding-top", "position", "scale", "text-indent", "text-shadow", "top", "transform", "visibility", "white-space",
    "white-space-collapse", "width", "-webkit-text-fill-color", "-webkit-text-security")
)  # fmt: skip
# Shorthands: of some each property takes what it understands of the whole value, of others each side has its own.
_WHOLE = {
    "background": ("background-color", "background-image"),
    "font": ("font-size",),
    "white-space": ("white-space", "white-space-collapse"),
}
_SIDES = ("top", "right", "bottom", "left")
_BY_SIDE = {"margin": "margin-{}", "padding": "padding-{}", "inset": "{}"}
_PAIRS = {"overflow": ("overflow-x", "overflow-y")}
# A style sheet that takes longer to match is no page's. A hundred elements looked at cost as much as one that matches.
_MOST_MATCHES = 2_000_000
_LOOKED_AT = 100
# A screen of the usual width, in pixels, for rules that depend on it.
_SCREEN = 1280
# Pixels of an em there: that of what browsers start from (Media Queries 4, 1.3).
_FONT_SIZE = 16
# A media feature has a name, a colon and a value.
_FEATURE = 3
# Style sheets that are kept when they are read, and the declarations of rules and attributes; the least used go first.
_STYLES_KEPT = 100
_DECLARATIONS_KEPT = 1000
_FIGURES = re.compile("[0-9a-fA-F]{6}")
_FOR_ANY = frozenset(("inherit", "initial", "none", "revert", "revert-layer", "unset"))
_NESTING = frozenset(("layer", "supports"))
# What browsers show of their own accord (html.spec.whatwg.org, 15.3); of colours only where a page has others.
_OWN = (
    "[hidden], datalist, dialog:not([open]), noframes, param, rp {display: none}"
    "listing, plaintext, pre, xmp {white-space: pre} textarea {white-space: pre-wrap}"
)
_OWN_COLORS = "a[href] {color: #0000ee} mark {color: #000; background-color: #ff0}"
# Attributes of old that style (html.spec.whatwg.org, 15.3): of which elements, and the property.
_ATTRIBUTES = {
    "bgcolor": (("body", "table", "tbody", "td", "tfoot", "th", "thead", "tr"), "background-color"),
    "color": (("font",), "color"),
    "text": (("body",), "color"),
}
_STYLED = ", ".join(("[style]", *(f"{tag}[{name}]" for name, (tags, _) in _ATTRIBUTES.items() for tag in tags)))


class _Declaration(NamedTuple):
    """`rank` orders declarations of one property: importance, whether in an attribute, specificity, place."""

    rank: tuple[bool, int, tuple[int, int, int], int]
    name: str
    value: Value


class _Rule(NamedTuple):
    """A selector, how specific it is, and what it declares."""

    selector: str
    specificity: tuple[int, int, int]
    declared: list[tuple[str, Value, bool]]


class StyleSheet:
    """The declarations that hold for each element of a page; `styled` are the elements that have any."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Match the rules of a page.

        Raises:
            ValueError: there are more than any page has.
        """
        self._tree = tree
        self._left = _MOST_MATCHES
        self._size = len(tree.css("*"))
        elements = tree.css("style")
        styles = [e.text() for e in elements if _is_for_screen(e.attributes.get("media") or "")]
        rules = [rule for style in styles for rule in _rules(style)]
        self._by_attribute = {node.mem_id for node in tree.css(_STYLED)}
        own = [*_rules(_OWN), *(_rules(_OWN_COLORS) if rules or self._by_attribute else ())]
        self._rules = [*own, *rules]
        self._owned = len(own)
        self._matched: defaultdict[int, list[int]] = defaultdict(list)
        for place, rule in enumerate(self._rules):
            self._match(rule, place)
        self.styled = self._by_attribute.union(self._matched)
        self._merged: dict[tuple[object, ...], dict[str, Value]] = {}

    def declared(self, node: LexborNode) -> dict[str, Value]:
        """The properties of an element that are declared, each as it counts; of elements that are alike, one object."""
        matched = tuple(self._matched.get(node.mem_id, ()))
        key: tuple[object, ...] = matched
        attributes = node.attributes if node.mem_id in self._by_attribute else {}
        if attributes:
            key = (matched, node.tag, *(attributes.get(name) for name in ("style", *_ATTRIBUTES)))
        if key not in self._merged:
            declarations = [d for place in matched for d in self._of_rule(place)] + _of_attributes(node.tag, attributes)
            # The sort is stable: of two that are alike the later one counts.
            ranked = sorted(declarations, key=lambda declaration: declaration.rank)
            self._merged[key] = {name: value for _, name, value in ranked}
        return self._merged[key]

    def _of_rule(self, place: int) -> Iterator[_Declaration]:
        rule, origin = self._rules[place], 1 if place >= self._owned else 0
        for name, value, important in rule.declared:
            yield _Declaration((important, origin, rule.specificity, place), name, value)

    def _match(self, rule: _Rule, place: int) -> None:
        try:
            nodes = self._tree.css(rule.selector)
        except SelectolaxError:  # as ::before, which has no text of the page's
            return
        self._left -= len(nodes) + self._size // _LOOKED_AT
        if self._left < 0:
            raise ValueError("has more style rules than any page")
        for node in nodes:
            self._matched[node.mem_id].append(place)


def _of_attributes(tag: str | None, attributes: dict[str, str | None]) -> list[_Declaration]:
    """What the attributes of an element declare; its style counts more than any rule."""
    declarations = []
    for name, (tags, declared) in _ATTRIBUTES.items():
        if tag in tags and (color := attributes.get(name)):
            value = tinycss2.parse_component_value_list(_color(color))
            declarations.append(_Declaration((False, 0, (0, 0, 0), 0), declared, value))
    style = _declared(attributes.get("style") or "")
    return declarations + [_Declaration((important, 2, (0, 0, 0), 0), name, value) for name, value, important in style]


# Pages of one archive have one style.
@lru_cache(maxsize=_STYLES_KEPT)
def _rules(style: str) -> list[_Rule]:
    """The rules of a style sheet that count on a screen, in order."""
    return list(_rules_among(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)))


def _rules_among(parsed: Iterable[Any]) -> Iterator[_Rule]:
    for rule in parsed:
        if rule.type == "qualified-rule":
            if declared := _declared(tinycss2.serialize(rule.content)):
                for selector in _parted(rule.prelude):
                    with suppress(cssselect.SelectorError):
                        specificity = max(parsed.specificity() for parsed in cssselect.parse(selector))
                        yield _Rule(selector, specificity, declared)
        elif rule.type == "at-rule" and rule.content is not None:
            is_media = rule.lower_at_keyword == "media"
            if rule.lower_at_keyword in _NESTING or (is_media and _is_for_screen(tinycss2.serialize(rule.prelude))):
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield from _rules_among(inner)


@lru_cache(maxsize=_DECLARATIONS_KEPT)
def _declared(style: str) -> list[tuple[str, Value, bool]]:
    """The declarations of a style that count here: name, value, and whether it is important."""
    declarations = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return [
        (name, value, declaration.important)
        for declaration in declarations
        if declaration.type == "declaration"
        for name, value in _long(declaration)
        if (name in _PROPERTIES and _is_valid(name, value)) or name.startswith("--")
    ]


def _long(declaration: Any) -> Iterator[tuple[str, Value]]:
    """A declaration without shorthands."""
    name, value = declaration.lower_name, _significant(declaration.value)
    if name in _BY_SIDE and value:
        yield from ((_BY_SIDE[name].format(side), [v]) for side, v in zip(_SIDES, of_sides(value), strict=True))
    elif name in _PAIRS and value:
        yield from zip(_PAIRS[name], ([value[0]], [value[-1]]), strict=True)
    elif name in _WHOLE:
        yield from ((long, value) for long in _WHOLE[name])
    else:
        yield (declaration.name if name.startswith("--") else name), value


def _is_valid(name: str, value: Value) -> bool:
    """Whether browsers take a value; of a colour's name they do not know they take the declaration before."""
    if not value:
        return False
    if len(value) > 1 or value[0].type != "ident" or not name.endswith("color"):
        return True
    return value[0].lower_value in _FOR_ANY or color4.parse_color(value[0]) is not None


def _significant(tokens: Iterable[Any]) -> Value:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def _color(attribute: str) -> str:
    """A colour as an attribute has it; six figures need no number sign."""
    text = attribute.strip()
    return f"#{text}" if _FIGURES.fullmatch(text) else text


def _parted(tokens: Iterable[Any]) -> Iterator[str]:
    """The selectors, or queries, of a list that commas part."""
    part: list[Any] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part).strip()


def _is_for_screen(query: str) -> bool:
    """Whether a list of media queries is true of a screen; what is asked beside its width is taken for untrue."""
    return any(_is_true(part) for part in _parted(tinycss2.parse_component_value_list(query)))


def _is_true(query: str) -> bool:
    tokens = _significant(tinycss2.parse_component_value_list(query))
    words = [token.lower_value for token in tokens if token.type == "ident"]
    known = {"all", "and", "only", "screen"}.issuperset(words)
    return known and all(_fits(token.content) for token in tokens if token.type == "() block")


def _fits(feature: Iterable[Any]) -> bool:
    tokens = _significant(feature)
    name = tokens[0].lower_value if tokens and tokens[0].type == "ident" else ""
    if len(tokens) != _FEATURE or tokens[2].type != "dimension":
        return False
    width = tokens[2].value * (_FONT_SIZE if tokens[2].lower_unit in ("em", "rem") else 1)
    return (name == "min-width" and width <= _SCREEN) or (name == "max-width" and width >= _SCREEN)
