"""Excel workbooks (.xlsx): each sheet is a table of cables."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from cableparse.errors import UnreadableInput
from cableparse.sources.cable_table import read_table
from cableparse.sources.limits import Budget, LimitReached, Limits
from cableparse.sources.media_type import MediaType
from cableparse.sources.office.letters import BLACK, WHITE, Color, concealed_note, hex_color, hidden_by, letters
from cableparse.sources.office.package import DAMAGE, Package, missing
from cableparse.sources.office.sheet_layout import Layout, layouts
from cableparse.sources.part import InputPart, Member, Refusal
from cableparse.sources.unpacked import Leaf

if TYPE_CHECKING:
    from openpyxl.styles.colors import Color as CellColor

_WHAT = "workbook"
# Sections of a number format: above, below and at zero; a fourth is for text (ECMA-376, part 1, 18.8.31).
_FOR_NUMBERS = 3
_SHOWN = "visible"
_DAMAGE = (*DAMAGE, TypeError, AttributeError)
_MOST_ROWS = 1_048_576  # of a sheet that Excel opens
_THEME = {0: WHITE, 1: BLACK}  # the colours of a theme for paper and ink come first


def read_workbook(
    file: BinaryIO, part: InputPart, limits: Limits, budget: Budget, text_column: str | None
) -> Iterator[Leaf | Refusal]:
    """A leaf for each row of each sheet, `sheet Cables/row 1` first; `file` can seek.

    The first row of a sheet names its columns, which are taken as `read_table` takes them. Hidden rows, columns and
    sheets, and cells whose letters are not seen, are withheld and told in `Leaf.notes`: what is hidden in a row with
    that row, the rest with the first row of the workbook.

    Raises:
        UnreadableInput: it is damaged, larger than allowed, or has no row that is seen.
        MissingProgram: the extra `office` is not installed.
    """
    try:
        sheets = _sheets(file, limits, budget)
    except LimitReached as error:
        raise LimitReached(str(part.error(str(error)))) from error
    except ModuleNotFoundError as error:
        raise missing(part, "an Excel workbook (.xlsx)") from error
    except _DAMAGE as error:
        raise part.error(f"is a damaged Excel workbook: {error}") from error
    withheld: Counter[str] = Counter()
    for sheet in sheets:
        withheld += sheet.withheld
    if not any(sheet.rows for sheet in sheets):
        hidden = f" that is seen; {concealed_note(withheld, _WHAT)[0].detail}" if withheld else ""
        raise part.error(f"holds no row{hidden}")
    for sheet in sheets:
        for leaf in _leaves(sheet, part, limits, text_column) if sheet.rows else ():
            if isinstance(leaf, Leaf) and withheld:
                yield replace(leaf, notes=(*leaf.notes, *concealed_note(withheld, _WHAT)))
                withheld.clear()
            else:
                yield leaf


class _Sheet:
    """What is seen of a sheet: `rows` by the names of their columns, and what is `concealed` in each of them.

    `withheld` is what stands in no row that is seen. Letters are counted by what hides them.
    """

    def __init__(self, sheet: Any, layout: Layout) -> None:
        self.name = sheet.title
        self.rows: list[dict[str, str]] = []
        self.concealed: list[Counter[str]] = []
        self.withheld: Counter[str] = Counter()
        self._hidden = None if sheet.sheet_state == _SHOWN else "being on a hidden sheet"
        self._layout = layout
        columns: dict[int, str] = {}
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if number > _MOST_ROWS:
                raise ValueError(f"the sheet {self.name} has more rows than Excel opens")
            concealed: Counter[str] = Counter()
            # A row may have thousands of cells with nothing in them.
            filled = [cell for cell in cells if cell.value is not None]
            row = {cell.column: text for cell in filled if (text := self._seen(cell, number, concealed)).strip()}
            if columns and row:
                self.rows.append(_by_name(columns, row))
                self.concealed.append(concealed)
            else:
                self.withheld += concealed
                columns = columns or row

    def _seen(self, cell: Any, row: int, concealed: Counter[str]) -> str:
        """What a cell shows."""
        text = _printed(cell.value)
        hidden = self._hidden or self._layout.hides(row, cell.column) or _hidden_by_look(cell)
        if hidden is None:
            return text
        concealed[hidden] += letters(text)
        return ""


def _sheets(file: BinaryIO, limits: Limits, budget: Budget) -> list[_Sheet]:
    from openpyxl import load_workbook

    package = Package(file, limits, budget, is_one=False)
    # openpyxl warns of what it does not keep, which nobody asks for.
    with warnings.catch_warnings(action="ignore"):
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        found = layouts(package)
        return [_Sheet(sheet, found.get(sheet.title, Layout())) for sheet in workbook.worksheets]


def _leaves(sheet: _Sheet, part: InputPart, limits: Limits, text_column: str | None) -> Iterator[Leaf | Refusal]:
    way = f"sheet {sheet.name}"
    inside = part.inside(Member(way, b""))
    table = BytesIO(b"".join(json.dumps(row).encode() + b"\n" for row in sheet.rows))
    try:
        rows = read_table(table, MediaType.JSONL, inside, limits, text_column)
        for found, concealed in zip(rows, sheet.concealed, strict=True):
            if isinstance(found, Refusal):
                yield Refusal(f"{way}/{found.name}", found.reason)
            else:
                notes = concealed_note(concealed, "row")
                yield replace(found, kind=MediaType.EXCEL, encoding=None, notes=(*found.notes, *notes))
    except UnreadableInput as error:
        yield Refusal(way, str(error).removeprefix(f"{inside.shown}: "))


def _by_name(columns: dict[int, str], row: dict[int, str]) -> dict[str, str]:
    """A row by the names of its columns, whether it fills them or not; of those of one name the first counts."""
    found: dict[str, str] = {}
    for number in sorted(columns.keys() | row.keys()):
        found.setdefault(columns.get(number, "").strip() or f"column_{number}", row.get(number, ""))
    return found


def _printed(value: Any) -> str:
    """A cell's value as text; a whole number without a fraction, a day without a time."""
    from openpyxl.utils.escape import unescape

    if isinstance(value, str):
        return str(unescape(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _hidden_by_look(cell: Any) -> str | None:
    """What about a cell's style hides what is in it."""
    sections = str(cell.number_format).split(";")
    if not any(sections) and len(sections) > (_FOR_NUMBERS if isinstance(cell.value, str) else 1):
        return "a format that shows nothing"
    fill = cell.fill
    if fill.fill_type is None:
        paper: Color | None = WHITE
    else:
        paper = _color(fill.fgColor) if fill.fill_type == "solid" else None
    return hidden_by(_color(cell.font.color), paper, cell.font.sz)


def _color(color: CellColor | None) -> Color | None:
    """A colour that a style names; None where it is the program's, or cannot be told."""
    from openpyxl.styles.colors import COLOR_INDEX

    if color is None or color.tint:
        return None
    if color.type == "theme":
        return _THEME.get(color.theme)
    if color.type == "indexed":
        return hex_color(COLOR_INDEX[color.indexed]) if color.indexed < len(COLOR_INDEX) else None
    return hex_color(color.rgb)
