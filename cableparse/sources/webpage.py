"""A parsed web page: its text as lines, its fields about the document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cableparse.sources.file_kind import column_key
from cableparse.sources.look import FOLDED, KEPT, LINES, Look, Sight

# Markup nested deeper is no page; a parser's time grows with the square of the depth.
_MAX_DEPTH = 1000
# No page's element has so many attributes; a parser's time grows with the square of their number.
_MOST_ATTRIBUTES = 1000
# The name and value of an attribute, as a parser takes them (html.spec.whatwg.org, 13.2.5.33 to 13.2.5.39).
_ATTRIBUTE = r"""=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)?"""
_FULL_TAG = re.compile(rf"<[a-z][^\s/>]*+(?:[\s/=]|{_ATTRIBUTE}){{{_MOST_ATTRIBUTES},}}+", re.IGNORECASE)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# Elements that need no end tag.
_CLOSED_BY_ITSELF = frozenset(
    ("a", "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr")
)  # fmt: skip
_NO_TEXT = frozenset(
    ("button", "del", "footer", "form", "head", "header", "iframe", "nav", "noscript", "script", "select", "style",
    "svg", "template", "title")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tr", "ul")
)  # fmt: skip
_CELLS = ("td", "th")
_SHIFTED = "the indent of its first line"
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Where PlusD's pages have the telegram.
_PLUSD_TEXT = "#tagged-text"
_SIGNATURE_BLOCK = "-----BEGIN PGP"
# Text that is marked up with none of them has its own line ends.
_LINE_ENDS = "br, div, li, p, pre, tr"
# The share of a page's text that must stand in <pre> for that to be the document.
_PRE_SHARE = 1 / 3

# A longer cell is a value.
_LONGEST_LABEL = 40
_TEXT_FIELD = "message_text"
_NO_VALUE = ("", "-- N/A or Blank --")
# Labels of an archive's record (FORMATS.md, 3.4; PlusD; AAD). What telegrams print themselves is not among them: a
# SMART header laid out as a table is part of the text.
_ARCHIVAL = frozenset(
    ("archive_status", "canonical_id", "character_count", "current_classification", "disposition_action", "doc_nbr",
    "document_number", "document_source", "draft_date", "film_number", "handling_restrictions", "line_count", "locator",
    "markings", "message_text", "office_action", "office_origin", "original_classification",
    "original_handling_restrictions", "review_date", "review_markings", "sent_date")
)  # fmt: skip
# One of them may be a word of the text.
_FEWEST_ARCHIVAL = 2


class Webpage:
    """A page's `text` and `attributes`, as `cableparse.sources.html.read_html` has them.

    `concealed` counts the letters among them that no reader of the page sees, by what hides them.
    """

    def __init__(self, source: str) -> None:
        """Parse `source`.

        Raises:
            ValueError: it is nested deeper, or has more attributes or rules of style, than any page.
        """
        if _depth(source) > _MAX_DEPTH:
            raise ValueError(f"nests elements more than {_MAX_DEPTH:,} deep, which no page does")
        if _is_overfull(source):
            raise ValueError(f"has an element of more than {_MOST_ATTRIBUTES:,} attributes, which no page has")
        self._tree = LexborHTMLParser(source)
        self._field_tables: set[int] = set()
        self._message: LexborNode | None = None
        self._sight = Sight(self._tree)
        self.attributes: dict[str, str] = {}
        self.concealed: Counter[str] = Counter()
        rows = _rows(self._tree.css("tr"))
        for table in self._tree.css("table"):
            self._take_fields(table, dict(self._fields_of_rows(rows.get(table.mem_id, []))))
        for definitions in self._tree.css("dl"):
            self._take_fields(definitions, dict(self._fields_of_terms(definitions)))
        texts = [self._text_of(node) for node in self._text_nodes()]
        self.text = "\n".join(map(str, texts))
        for text in texts:
            self.concealed += text.concealed

    def _take_fields(self, table: LexborNode, fields: dict[str, LexborNode]) -> None:
        if len(_ARCHIVAL.intersection(fields)) < _FEWEST_ARCHIVAL:
            return
        self._field_tables.add(table.mem_id)
        self._message = self._message or fields.pop(_TEXT_FIELD, None)
        for key, node in fields.items():
            self.concealed += self._text_of(node).concealed
            value = self._folded(node)
            if value not in _NO_VALUE:
                self.attributes.setdefault(key, value)

    def _text_nodes(self) -> list[LexborNode]:
        """The elements that hold the document."""
        telegram = self._message or self._tree.css_first(_PLUSD_TEXT)
        if telegram is not None:
            return [telegram]
        body = self._tree.body
        if body is None:
            return []
        outermost = (node for node in self._tree.css("pre") if not _is_inside(node, "pre"))
        printed = [node for node in outermost if _SIGNATURE_BLOCK not in node.text()]
        share = sum(len(str(self._text_of(node)).strip()) for node in printed)
        return printed if share > _PRE_SHARE * len(str(self._text_of(body))) else [body]

    def _text_of(self, root: LexborNode) -> _Text:
        text = _Text()
        is_bare = not any(node.mem_id != root.mem_id for node in root.css(_LINE_ENDS))
        around = self._sight.around(root)
        open_nodes = [(root, around, False)]
        while open_nodes:
            node, around, is_end = open_nodes.pop()
            tag = node.tag or ""
            if tag == "-text":
                text.add(node.text(), KEPT if is_bare else around.space, around.way, around.is_shifted)
            elif is_end:
                text.end_block()
            elif tag == "br":
                text.end_line()
            elif tag not in _NO_TEXT and node.mem_id not in self._field_tables:
                look = self._sight.inside(around, node)
                if look.hidden:
                    text.conceal(look.hidden, (inside.text() for inside, _ in self._texts(node, look)))
                    continue
                if tag in _CELLS:
                    text.next_cell()
                if look is not around and look.is_shifted:
                    text.begin_line()
                if tag in _BLOCKS:
                    text.begin_block()
                    open_nodes.append((node, look, True))
                open_nodes += reversed([(child, look, False) for child in node.iter(include_text=True)])
        return text

    def _texts(self, node: LexborNode, look: Look) -> Iterator[tuple[LexborNode, Look]]:
        """The texts inside an element that are no program's or style's, in order, each as it looks."""
        ahead = [(node, look)]
        while ahead:
            node, look = ahead.pop()
            if node.tag == "-text":
                yield node, look
            elif node.tag not in _NO_TEXT:
                inside = list(node.iter(include_text=True))
                ahead += ((n, look if n.tag == "-text" else self._sight.inside(look, n)) for n in reversed(inside))

    def _folded(self, node: LexborNode) -> str:
        """What is seen of an element's text, without its line ends."""
        texts = (text.text() for text, look in self._texts(node, self._sight.of(node)) if not look.way)
        return " ".join(" ".join(texts).split())

    def _key(self, label: LexborNode) -> str | None:
        text = self._folded(label)
        return column_key(text) if len(text) <= _LONGEST_LABEL else None

    def _fields_of_rows(self, rows: list[LexborNode]) -> Iterator[tuple[str, LexborNode]]:
        """Keys with the elements of their values.

        PlusD has a label and a value as two elements in one cell, AAD in the first two cells of a row.
        """
        for index, row in enumerate(rows):
            cells = [cell for cell in row.iter() if cell.tag in _CELLS]
            pairs = [pair for cell in cells if (pair := self._pair_in(cell))]
            if pairs:
                yield from pairs
            elif len(cells) == 1 and index == 0:
                yield "title", cells[0]
            elif len(cells) > 1 and not all(cell.tag == "th" for cell in cells) and (key := self._key(cells[0])):
                yield key, cells[1]

    def _fields_of_terms(self, definitions: LexborNode) -> Iterator[tuple[str, LexborNode]]:
        for term in definitions.iter():
            value = _next_element(term)
            if term.tag == "dt" and value is not None and value.tag == "dd" and (key := self._key(term)):
                yield key, value

    def _pair_in(self, cell: LexborNode) -> tuple[str, LexborNode] | None:
        label = cell.first_child
        while label is not None and label.tag == "-text":
            label = label.next
        if label is None or not self._folded(label).endswith(":"):
            return None
        value, key = _next_element(label), self._key(label)
        return (key, value) if value is not None and key else None


class _Text:
    """Grows as a page is read from top to bottom."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._at_start = True
        self._in_first_line = False
        self.concealed: Counter[str] = Counter()

    def __str__(self) -> str:
        return "".join(self._pieces)

    def add(self, text: str, space: str, way: str | None = None, is_shifted: bool = False) -> None:
        """Add the text of a node with what is kept of its white space, `space`; of what is hidden nothing.

        `way` is what hides it, if anything does; where a block `is_shifted` its first line is hidden.
        """
        if way is None and is_shifted and self._in_first_line:
            hidden, line_end, text = (text, "", "") if space == FOLDED else text.partition("\n")
            self.conceal(_SHIFTED, [hidden])
            self._in_first_line = not line_end
        if way is not None:
            self.conceal(way, [text])
            return
        if space != KEPT:
            text = _SPACE.sub(_line_end if space == LINES else " ", text)
            text = text.lstrip(" ") if self._at_start else text
        if text:
            self._pieces.append(text)
            self._at_start = text.endswith("\n")

    def conceal(self, way: str, texts: Iterable[str]) -> None:
        """Count the letters of what is hidden."""
        if letters := sum(len(word) for text in texts for word in text.split()):
            self.concealed[way] += letters

    def next_cell(self) -> None:
        """Part a cell from the one before it."""
        if not self._at_start:
            self._pieces.append("  ")

    def begin_line(self) -> None:
        """Begin the first line of a box."""
        self._in_first_line = True

    def begin_block(self) -> None:
        """Begin a block on a line of its own."""
        self.end_block()
        self.begin_line()

    def end_block(self) -> None:
        """End the line that a block's beginning or end interrupts, if any."""
        self._in_first_line = False
        if not self._at_start:
            self._end()

    def end_line(self) -> None:
        """End the line."""
        self._in_first_line = False
        self._end()

    def _end(self) -> None:
        """End the line, without the blank that folding may have left there."""
        if self._pieces and self._pieces[-1].endswith(" "):
            self._pieces[-1] = self._pieces[-1].rstrip(" ")
        self._pieces.append("\n")
        self._at_start = True


def _line_end(space: re.Match[str]) -> str:
    """What is left of white space where line ends are kept."""
    return "\n" * space.group().count("\n") or " "


def _is_overfull(source: str) -> bool:
    """Whether a tag has more attributes than any."""
    tags = (tag.group() for tag in _FULL_TAG.finditer(source))
    return any(len(_ATTRIBUTES.findall(tag)) > _MOST_ATTRIBUTES for tag in tags)


def _depth(source: str) -> int:
    """How deep the tags lie in each other at most."""
    depth = deepest = 0
    for end, name in _TAG.findall(source):
        if name.lower() not in _CLOSED_BY_ITSELF:
            depth = max(depth - 1, 0) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _rows(rows: list[LexborNode]) -> dict[int, list[LexborNode]]:
    """The rows of each table, without those of the tables in it."""
    found: defaultdict[int, list[LexborNode]] = defaultdict(list)
    for row in rows:
        table = row.parent
        while table is not None and table.tag != "table":
            table = table.parent
        if table is not None:
            found[table.mem_id].append(row)
    return found


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and (following.tag or "-").startswith("-"):
        following = following.next
    return following


def _is_inside(node: LexborNode, tag: str) -> bool:
    outer = node.parent
    while outer is not None and outer.tag != tag:
        outer = outer.parent
    return outer is not None
