"""CSV: one row a cable, as RFC 4180 has it, in UTF-8 without a byte order mark.

The values of a list are joined with `; `; a value that has a semicolon itself can be told apart in the other formats
only. A cell may be longer than the 131,072 characters that Python's `csv` reads without `csv.field_size_limit`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.flat_columns import LISTED, OWN, Value

COLUMNS = (*OWN, *LISTED)
JOINED = "; "

# What a spreadsheet runs as a formula where a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# UTF-16 code units; what Excel keeps of a cell.
_EXCEL_CELL = 32_767

_NUL = "a NUL character was written as U+FFFD, since few programs read a CSV that has one"


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write all records to `target` below a row of column names.

    With `options.excel` the file begins with a byte order mark, and a cell that Excel would run as a formula with an
    apostrophe. What Excel would cut off is noted, and stays in the file.

    Raises:
        OutputError: `target` cannot be written.
    """
    notes = Notes()
    encoding = "utf-8-sig" if options.excel else "utf-8"
    with replacing(target) as path, path.open("w", encoding=encoding, errors="backslashreplace", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([column.name for column in COLUMNS])
        for cable in records:
            cells = [cell(column.get(cable)) for column in COLUMNS]
            found = set(_without_nul(cells))
            if options.excel:
                found.update(_too_long(cells))
                cells = [guarded(each) for each in cells]
            rows.writerow(cells)
            notes.update(found)
    return notes


def cell(value: Value) -> str:
    """The value as one cell; nothing for null."""
    if value is None:
        return ""
    if isinstance(value, list):
        return JOINED.join(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


def guarded(text: str) -> str:
    """`text` as no spreadsheet runs it."""
    return "'" + text if text.startswith(_FORMULA) else text


def _without_nul(cells: list[str]) -> Iterable[str]:
    """Replace NUL in `cells`, and say so."""
    for number, text in enumerate(cells):
        if "\0" in text:
            cells[number] = text.replace("\0", "\ufffd")
            yield _NUL


def _too_long(cells: list[str]) -> Iterable[str]:
    for column, text in zip(COLUMNS, cells, strict=True):
        if len(text) > _EXCEL_CELL // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > _EXCEL_CELL:
            yield (
                f"{column.name} is longer than the {_EXCEL_CELL:,} characters that Excel keeps of a cell: "
                "read it in another program or in the record"
            )
