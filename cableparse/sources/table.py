"""Tables of cables, CSV or JSON Lines: a cable a row, its text in one column and what is known of it in others."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

from cableparse.sources.kind import TEXT_COLUMNS, Kind, column_key
from cableparse.sources.leaf import Leaf
from cableparse.sources.limits import Limits
from cableparse.sources.part import Member, Part, Refusal
from cableparse.sources.text import encoding_of, without_surrogates

Row = dict[str, str]

_DELIMITERS = ",\t;|"
_SAMPLE = 65536
_SHOWN = 20
# Rows are measured before they are parsed.
csv.field_size_limit(2**31 - 1)


def read_table(
    file: BinaryIO, kind: Kind, part: Part, limits: Limits, text_column: str | None
) -> Iterator[Leaf | Refusal]:
    """A leaf for each of a table's rows, `row 1` first; `file` can seek and stands at its beginning.

    `text_column` has the text, or without it the first that is not empty of body, text, content, raw_text and document.
    The other columns that hold something become `Leaf.attributes`, keys in snake case, values with white space folded.

    Raises:
        UnreadableInput: the table has no such column, or cannot be read on.
    """
    encoding = encoding_of(file)
    sample = file.read(_SAMPLE).decode(encoding, "replace")
    file.seek(0)
    names = (column_key(text_column),) if text_column else TEXT_COLUMNS
    number = 0
    with TextIOWrapper(file, encoding, "replace", newline="") as stream:
        lines = _Lines(stream, limits)
        try:
            for number, row in enumerate(_csv_rows(lines, sample) if kind is Kind.CSV else _json_rows(lines), 1):
                lines.begin_row()
                if number == 1 and not any(name in row for name in names):
                    raise part.error(_no_text(names, row))
                yield _leaf(part, number, row, names, kind, encoding)
        except (csv.Error, ValueError) as error:
            raise part.error(f"cannot be read after row {number}: {error}") from error
    if not number:
        raise part.error("holds no row")


class _Lines:
    """The lines of a table with their line ends; a row of more than `max_bytes` characters is a ValueError."""

    def __init__(self, stream: TextIOWrapper, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._left = limits.max_bytes

    def begin_row(self) -> None:
        """What comes next belongs to a further row."""
        self._left = self._limits.max_bytes

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise ValueError(f"the next row {self._limits.too_large}")
        return line


def _csv_rows(lines: Iterator[str], sample: str) -> Iterator[Row]:
    delimiter, escape = _dialect(sample)
    reader = csv.reader(lines, delimiter=delimiter, escapechar=escape, doublequote=escape is None)
    columns = [column_key(cell) for cell in next(reader, [])]
    for cells in reader:
        row: Row = {}
        for number, cell in enumerate(cells, 1):
            name = columns[number - 1] if number <= len(columns) else ""
            row.setdefault(name or f"column_{number}", cell)
        if row:
            yield row


def _dialect(sample: str) -> tuple[str, str | None]:
    """The delimiter, told from the names of the columns, and what escapes a quotation mark where it is not doubled."""
    header = sample.partition("\n")[0]
    escape = "\\" if '\\"' in sample and '""' not in sample else None
    try:
        return csv.Sniffer().sniff(header, _DELIMITERS).delimiter, escape
    except csv.Error:
        return _DELIMITERS[0], escape


def _json_rows(lines: Iterator[str]) -> Iterator[Row]:
    """A row a line; an empty one for what is no JSON object."""
    for line in lines:
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            pairs = row.items() if isinstance(row, dict) else ()
            yield {column_key(key): _printed(value) for key, value in pairs}


def _printed(value: Any) -> str:
    """A value as a table would print it: a list by its elements."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and not any(isinstance(element, (list, dict)) for element in value):
        return ", ".join(map(_printed, value))
    return json.dumps(value, ensure_ascii=False)


def _leaf(part: Part, number: int, row: Row, names: Sequence[str], kind: Kind, encoding: str) -> Leaf | Refusal:
    member = f"row {number}"
    column = next((name for name in names if row.get(name, "").strip()), None)
    if column is None:
        return Refusal(member, f"has no text in {', '.join(names)}")
    text = without_surrogates(row[column])
    attributes = {key: folded for key, value in row.items() if key != column and (folded := _folded(value))}
    return Leaf(part.inside(Member(member, text.encode())), kind, encoding=encoding, attributes=attributes)


def _folded(value: str) -> str:
    return " ".join(without_surrogates(value).split())


def _no_text(names: Sequence[str], row: Row) -> str:
    shown = ", ".join(list(row)[:_SHOWN]) or "no column at all"
    return f"has no column {' or '.join(names)}; name the one with the text with --text-column; it has {shown}"
