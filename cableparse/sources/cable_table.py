"""Tables of cables, CSV or JSON: a cable a row, its text in one column and what is known of it in others."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterator
from io import StringIO, TextIOWrapper
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

from cableparse.sources import json_rows, text_column
from cableparse.sources.file_kind import DELIMITERS, MediaType, column_key
from cableparse.sources.limits import Limits
from cableparse.sources.part import InputPart, Member, Refusal
from cableparse.sources.text import encoding_of, without_surrogates
from cableparse.sources.text_column import TextColumn
from cableparse.sources.unpacked import Leaf

Row = dict[str, str]
# A row, or why there is none.
Found = Row | str

_NO_OBJECT = "is no JSON object"
# Bytes: the heads of columns, and rows enough to tell what stands in them.
_SAMPLE = 65536
# What rows look like shows in some twenty of them, and in fewer where they are long: so many characters of them.
_SAMPLED_ROWS = 20
_SAMPLED_CHARACTERS = 1_000_000
# Four hundred pages: more in a cell is all that follows a quotation mark which nothing closes.
_LONGEST_CELL = 1_000_000
_TOO_LONG = f"a cell has more than {_LONGEST_CELL:,} characters; a quotation mark is perhaps not closed"
# So many lines with as many cells as the table has columns are rows; lines of a text have them by chance once or twice.
_ROWS = 3


class _LineTooLong(ValueError):
    """A row on a line of its own is longer than is allowed; the next line can be read."""


class CableTable(NamedTuple):
    """`names` are the columns that a first line names."""

    kind: MediaType
    names: list[str]
    rows: Iterator[Found]


def read_table(
    file: BinaryIO, kind: MediaType, part: InputPart, limits: Limits, named: str | None
) -> Iterator[Leaf | Refusal]:
    """A leaf for each of a table's rows, `row 1` first; `file` can seek and stands at its beginning.

    The column called `named` has the text, or without it the first that is not empty of those whose names are known for
    texts (`vocabulary/columns.csv`), or the one whose rows plainly hold cables, which is noted. The other columns that
    hold something become `Leaf.attributes`, keys in snake case, values with white space folded.

    Raises:
        UnreadableInput: the table has no such column, or cannot be read on.
    """
    encoding = encoding_of(file)
    sample = file.read(_SAMPLE)
    file.seek(0)
    number = 0
    with TextIOWrapper(file, encoding, "replace", newline="") as stream:
        try:
            table = _table(stream, kind, sample.decode(encoding, "replace"), len(sample) == _SAMPLE, limits)
            seen, broken = _looked_at(table, named)
            objects = [row for row in seen if not isinstance(row, str)]
            names = table.names or list(dict.fromkeys(name for row in objects for name in row))
            chosen = text_column.choose(names, objects, named) if names else TextColumn()
            for number, row in enumerate(chain(seen, table.rows), 1):
                yield _leaf(part, number, row, chosen, table.kind, encoding)
            if broken:
                raise broken
        except (csv.Error, ValueError) as error:
            raise part.error(f"cannot be read after row {number}: {error}" if number else str(error)) from error
    if not number:
        raise part.error("holds no row")


def _table(stream: TextIOWrapper, kind: MediaType, sample: str, is_cut: bool, limits: Limits) -> CableTable:
    lines = _Lines(stream, limits)
    if kind is MediaType.CSV:
        return _csv_table(lines, sample)
    if json_rows.is_lines(sample, is_cut=is_cut):
        return CableTable(MediaType.JSONL, [], _json_lines(lines))
    return CableTable(MediaType.JSON, [], map(_named, json_rows.in_document(stream, limits, text_column.is_known)))


def _looked_at(table: CableTable, named: str | None) -> tuple[list[Found], Exception | None]:
    """The first rows, as many as it takes to know the column of the texts, and why there are no more."""
    wanted = column_key(named) if named else None
    seen: list[Found] = []
    size = 0
    names: Collection[str] = table.names
    try:
        while not (wanted in names or (wanted is None and text_column.known(names))):
            if len(seen) == _SAMPLED_ROWS or size > _SAMPLED_CHARACTERS:
                break
            row = next(table.rows)
            seen.append(row)
            if not isinstance(row, str):
                names = row
                size += sum(map(len, row.values()))
    except StopIteration:
        return seen, None
    except (csv.Error, ValueError) as error:
        return seen, error
    return seen, None


class _Lines:
    """The lines of a table with their line ends; a row of more than `max_bytes` characters is a ValueError."""

    def __init__(self, stream: TextIOWrapper, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._again: StringIO | None = None
        self.begin_row()

    def begin_row(self) -> None:
        """What comes next belongs to a further row."""
        self._left = self._limits.max_bytes
        self._first = 0
        self._row = StringIO(newline="")

    def below_first(self) -> str:
        """The lines of the row that is being read, without its first."""
        return self._row.getvalue()[self._first :]

    def read_again(self, text: str) -> None:
        """These lines come next, once more."""
        self._again = StringIO(text + (self._again.read() if self._again else ""), newline="")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.readline() if self._again else ""
        if not line:
            self._again = None
            line = self._stream.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            if self._first:
                raise ValueError(f"the next row {self._limits.too_large}")
            self._pass_over(line)
            raise _LineTooLong(self._limits.too_large)
        self._first = self._first or len(line)
        self._row.write(line)
        return line

    def _pass_over(self, line: str) -> None:
        """Pass over the rest of a line."""
        while line and not line.endswith(("\n", "\r")):
            line = self._stream.readline(_SAMPLE)


def _json_lines(lines: _Lines) -> Iterator[Found]:
    """An object a line, empty lines passed over."""
    while True:
        lines.begin_row()
        try:
            line = next(lines)
        except StopIteration:
            return
        except _LineTooLong as error:
            yield str(error)
            continue
        if line.strip():
            yield _named(json_rows.object_of(line))


def _csv_table(lines: _Lines, sample: str) -> CableTable:
    delimiter, escape = _dialect(sample)
    csv.field_size_limit(_LONGEST_CELL)  # of the whole process, where others may have set it

    def reader(lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=delimiter, escapechar=escape, doublequote=escape is None)

    rows = reader(lines)
    names = [column_key(cell) for cell in next(filter(any, rows), [])]
    lines.begin_row()
    return CableTable(
        MediaType.CSV, [name for name in names if name], _csv_rows(_bounded(rows, reader, lines, len(names)), names)
    )


def _csv_rows(rows: Iterator[list[str] | str], names: list[str]) -> Iterator[Found]:
    for cells in rows:
        if isinstance(cells, str):
            yield cells
            continue
        row: Row = {}
        for number, cell in enumerate(cells, 1):
            name = names[number - 1] if number <= len(names) else ""
            row.setdefault(name or f"column_{number}", cell)
        if row:
            yield row


def _bounded(
    rows: Iterator[list[str]], reader: Callable[[Iterator[str]], Iterator[list[str]]], lines: _Lines, columns: int
) -> Iterator[list[str] | str]:
    """The rows, or why one cannot be read.

    Where a quotation mark is not closed and what follows the line are rows again, those are read.
    """
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except _LineTooLong as error:
            yield str(error)
        except csv.Error as error:
            if "field limit" not in str(error):
                raise
            below = lines.below_first()
            following = filter(None, reader(StringIO(below, newline="")))
            if any(len(cells) != columns for cells in islice(following, _ROWS)):
                raise ValueError(_TOO_LONG) from error
            lines.read_again(below)
            yield _TOO_LONG
        lines.begin_row()


def _dialect(sample: str) -> tuple[str, str | None]:
    """The delimiter, told from the names of the columns, and what escapes a quotation mark where it is not doubled."""
    header = sample.lstrip("\r\n").partition("\n")[0]
    escape = "\\" if '\\"' in sample and '""' not in sample else None
    try:
        return csv.Sniffer().sniff(header, DELIMITERS).delimiter, escape
    except csv.Error:
        return DELIMITERS[0], escape


def _named(value: dict[str, Any] | None) -> Found:
    if value is None:
        return _NO_OBJECT
    if not any(map(text_column.is_known, value)):
        value = {**value, **_below(value)}
    return {column_key(key): _printed(held) for key, held in value.items()}


def _below(value: dict[str, Any]) -> dict[str, Any]:
    """The fields of the object in this one that has a text: what a search engine found stands under `_source`."""
    inner = (held for held in value.values() if isinstance(held, dict))
    return next((held for held in inner if any(map(text_column.is_known, held))), {})


def _printed(value: Any) -> str:
    """A value as a table would print it: a list by its elements."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and not any(isinstance(element, (list, dict)) for element in value):
        return ", ".join(map(_printed, value))
    return json.dumps(value, ensure_ascii=False)


def _leaf(
    part: InputPart, number: int, row: Found, chosen: TextColumn, kind: MediaType, encoding: str
) -> Leaf | Refusal:
    member = f"row {number}"
    if isinstance(row, str):
        return Refusal(member, row)
    column = chosen.of(row)
    if column is None:
        return Refusal(member, f"has no text in {chosen.names or 'any column'}")
    text = without_surrogates(row[column])
    attributes = {key: folded for key, value in row.items() if key != column and (folded := _folded(value))}
    inside = part.inside(Member(member, text.encode()))
    return Leaf(inside, kind, encoding=encoding, attributes=attributes, notes=chosen.notes)


def _folded(value: str) -> str:
    return " ".join(without_surrogates(value).split())
