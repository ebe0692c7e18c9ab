"""The text of a part of a Word document, as lines, and what of it no reader sees (ECMA-376, part 1, 17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cableparse.sources.office.cells import row_lines
from cableparse.sources.office.furnished import BREAK
from cableparse.sources.office.letters import letters
from cableparse.sources.office.word_number import Numbers
from cableparse.sources.office.word_style import Setting, Styles, on_cell, properties, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DELETED = ("del", "moveFrom")
_DELETION = "being deleted"
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "fillRef")


class WordText:
    """Reads parts of a document in its order.

    `sections` are those that end in the blocks that were read last, each with the number of the line behind it, `marks`
    the notes that were referred to, each with its mark. What no reader sees is counted in `concealed` by what hides it.
    """

    def __init__(self, styles: Styles, numbers: Numbers, concealed: Counter[str]) -> None:
        self._styles = styles
        self._numbers = numbers
        self.concealed = concealed
        self.sections: list[tuple[int, Element]] = []
        self.marks: dict[str, list[tuple[str, str]]] = {"footnote": [], "endnote": []}
        # Of the fields that are open, whether their code or what it comes to is being read.
        self._fields: list[bool] = []

    def blocks(self, root: Element, setting: Setting = Setting()) -> list[str]:  # noqa: B008 - it cannot be changed
        """The lines of the paragraphs and tables in an element."""
        lines: list[str] = []
        sections: list[tuple[int, Element]] = []
        for child in _chosen(root):
            if child.tag == "p":
                lines += self._paragraph(child, setting)
                sections += ((len(lines), section) for section in child.findall("pPr/sectPr"))
            elif child.tag == "tbl":
                lines += self._table(child, setting)
            elif child.tag in _DELETED:
                self.conceal_all(child, _DELETION)
            elif child.tag == "sectPr":
                sections.append((len(lines), child))
            elif not child.tag.endswith("Pr"):
                inside = self.blocks(child, setting)
                sections += ((len(lines) + end, section) for end, section in self.sections)
                lines += inside
        self.sections = sections
        return lines

    def conceal_all(self, element: Element, way: str) -> None:
        """Count what stands in an element."""
        self._conceal("".join(e.text or "" for e in element.iter() if e.tag in ("t", "delText")), way)

    def _conceal(self, text: str, way: str) -> None:
        if count := letters(text):
            self.concealed[way] += count

    def _paragraph(self, paragraph: Element, around: Setting) -> list[str]:
        own = properties(paragraph.find("pPr"))
        setting = self._styles.paragraph(own, around)
        from_style = self._styles.of_style(setting.style, "pPr")
        listed = {**properties(from_style.get("numPr")), **properties(own.get("numPr"))}
        number = self._numbers.next(value(listed, "numId") or "", value(listed, "ilvl") or "0")
        before = self.concealed.total()
        boxes: list[str] = []
        text = "".join(self._runs(paragraph, setting, boxes))
        # A field whose code is not closed would hide the rest of the document.
        self._fields = [is_code for is_code in self._fields if not is_code]
        if not text.strip() and self.concealed.total() > before:
            return boxes
        begins_page = own.get("pageBreakBefore", from_style.get("pageBreakBefore"))
        page = BREAK if begins_page is not None and begins_page.get("val", "1") not in ("0", "false", "off") else ""
        return [*boxes, *f"{page}{number}{text}".split("\n")]

    def _runs(self, element: Element, setting: Setting, boxes: list[str]) -> Iterator[str]:
        for child in _chosen(element):
            if child.tag == "r":
                yield from self._run(child, setting, boxes)
            elif child.tag in _DELETED:
                self.conceal_all(child, _DELETION)
            elif not child.tag.endswith("Pr"):
                yield from self._runs(child, setting, boxes)

    def _run(self, run: Element, setting: Setting, boxes: list[str]) -> Iterator[str]:
        hidden = self._styles.hides(properties(run.find("rPr")), setting)
        for child in _chosen(run):
            if child.tag == "fldChar":
                self._turn_field(child.get("fldCharType", ""))
            elif child.tag == "delText":
                self._conceal(child.text or "", _DELETION)
            elif any(self._fields):
                self._conceal(self._sign(child), "being in the code of a field")
            elif child.tag in ("drawing", "pict", "object"):
                boxes += self._boxes(child)
            elif text := self._sign(child):
                if hidden is None or not text.strip():
                    yield text
                else:
                    self._conceal(text, hidden)

    def _sign(self, child: Element) -> str:
        if child.tag == "t":
            return (child.text or "").replace("\n", " ")
        if child.tag == "br":
            return BREAK if child.get("type") == "page" else "\n"
        if child.tag == "sym":
            code = child.get("char", "")
            return chr(int(code, 16)) if len(code) == 4 else ""
        if child.tag in _NOTES:
            return self._mark(_NOTES[child.tag], child.get("id", ""))
        return _SIGNS.get(child.tag, "")

    def _mark(self, kind: str, name: str) -> str:
        mark = f"[{len(self.marks[kind]) + 1}]" if kind == "footnote" else f"[{len(self.marks[kind]) + 1}e]"
        self.marks[kind].append((mark, name))
        return mark

    def _turn_field(self, how: str) -> None:
        if how == "begin":
            self._fields.append(True)
        elif how == "separate" and self._fields:
            self._fields[-1] = False
        elif how == "end" and self._fields:
            self._fields.pop()

    def _boxes(self, drawing: Element) -> list[str]:
        """The lines of the boxes of text in a drawing, and of words that are drawn."""
        is_filled = any(e.tag in _FILLS or "fillcolor" in e.attrib for e in drawing.iter())
        setting = Setting(paper=None) if is_filled else Setting()
        lines = [e.get("string", "") for e in _tree(drawing) if e.tag == "textpath"]
        return lines + [line for box in _outermost(drawing, "txbxContent") for line in self.blocks(box, setting)]

    def _table(self, table: Element, setting: Setting) -> list[str]:
        style = value(properties(table.find("tblPr")), "tblStyle") or ""
        if self._styles.shades(style):
            setting = replace(setting, paper=None)
        lines: list[str] = []
        for row in _outermost(table, "tr"):
            about = properties(row.find("trPr"))
            if "del" in about or "hidden" in about:
                self.conceal_all(row, _DELETION if "del" in about else "being a hidden row")
            else:
                cells = [self._cell(cell, setting) for cell in _outermost(row, "tc")]
                lines += row_lines(cells) if any(cells) else []
        return lines

    def _cell(self, cell: Element, setting: Setting) -> list[str]:
        about = properties(cell.find("tcPr"))
        if "cellDel" in about:
            self.conceal_all(cell, _DELETION)
            return []
        return self.blocks(cell, replace(setting, paper=on_cell(about, setting.paper)))


def _chosen(element: Element) -> Iterator[Element]:
    """The elements in another, of alternatives the first (ECMA-376, part 3, 7.5)."""
    for child in element:
        if child.tag == "AlternateContent":
            chosen = next((c for c in child if c.tag in ("Choice", "Fallback")), None)
            if chosen is not None:
                yield from _chosen(chosen)
        else:
            yield child


def _tree(element: Element) -> Iterator[Element]:
    for child in _chosen(element):
        yield child
        yield from _tree(child)


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    """The elements of a name in another that do not lie in each other."""
    for child in _chosen(element):
        if child.tag == tag:
            yield child
        elif child.tag != "tbl":
            yield from _outermost(child, tag)
