"""Which rows and columns of a workbook's sheets are hidden (ECMA-376, part 1, 18.3.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cableparse.sources.office.package import Package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_USUAL = "xl/workbook.xml"
_ON = ("1", "true")
_MOST_COLUMNS = 16384  # of a sheet that Excel opens
# A row's height is in points, a column's width in digits. Less is no room for letters.
_LEAST_ROOM = 1.0


@dataclass
class Layout:
    """The hidden rows and columns, counted from 1."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def hides(self, row: int, column: int) -> str | None:
        """What hides a cell, if anything does."""
        if row in self.rows:
            return "being in a hidden row"
        return "being in a hidden column" if column in self.columns else None


def layouts(package: Package) -> dict[str, Layout]:
    """The layout of each sheet, by its name; raises what `Package.xml` does."""
    name = package.main(_USUAL)
    root, relations = package.xml(name), package.relations(name)
    sheets = () if root is None else root.iter("sheet")
    parts = {sheet.get("name", ""): relations.get(sheet.get("id", "")) for sheet in sheets}
    return {sheet: _layout(package, part.target) for sheet, part in parts.items() if part is not None}


def _layout(package: Package, name: str) -> Layout:
    layout = Layout()
    number = 0
    for element in package.elements(name):
        if element.tag == "col" and _is_hidden(element, "width"):
            last = min(int(element.get("max", "1")), _MOST_COLUMNS)
            layout.columns.update(range(int(element.get("min", "1")), last + 1))
        elif element.tag == "row":
            number = int(element.get("r", number + 1))
            if _is_hidden(element, "ht"):
                layout.rows.add(number)
    return layout


def _is_hidden(element: Element, size: str) -> bool:
    return element.get("hidden") in _ON or float(element.get(size, _LEAST_ROOM)) < _LEAST_ROOM
