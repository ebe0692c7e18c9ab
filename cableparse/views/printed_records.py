"""How `cableparse parse` prints records: JSON, JSON Lines or tables."""

from __future__ import annotations

import sys
import textwrap
from typing import Protocol

from cableparse.record import Cable
from cableparse.views.print_formats import PrintFormat
from cableparse.views.terminal import Write


class RecordOutput(Protocol):
    """Prints records as they come."""

    def put(self, cable: Cable) -> None:
        """Print one record."""

    def close(self) -> None:
        """Print what must follow the last one."""


class JsonLines:
    """One record a line."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def put(self, cable: Cable) -> None:
        """Print one record on a line of its own."""
        self._write(cable.to_json() + "\n")

    def close(self) -> None:
        """Nothing follows."""


class Json:
    """One record is an object, several are an array of objects; indented by two spaces.

    The first record is held back until it is known which of the two it is.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._first: str | None = None
        self._in_array = False

    def put(self, cable: Cable) -> None:
        """Print the record as an element of the array, or hold it back where it is the first."""
        record = cable.to_json(indent=2)
        if self._in_array:
            self._element(",\n", record)
        elif self._first is None:
            self._first = record
        else:
            self._in_array = True
            self._element("[\n", self._first)
            self._element(",\n", record)

    def close(self) -> None:
        """Print the end of the array, or the only record."""
        if self._in_array:
            self._write("\n]\n")
        elif self._first is not None:
            self._write(self._first + "\n")

    def _element(self, before: str, record: str) -> None:
        self._write(before + textwrap.indent(record, "  "))


class Tables:
    """A table a record, for a person to read."""

    def __init__(self, write: Write) -> None:
        from cableparse.views.record_table import TableView

        self._write = write
        self._view = TableView()

    def put(self, cable: Cable) -> None:
        """Print one record as a table."""
        self._write(self._view.show(cable))

    def close(self) -> None:
        """Nothing follows."""


_OUTPUTS: dict[PrintFormat, type[JsonLines] | type[Json] | type[Tables]] = {
    PrintFormat.JSON: Json,
    PrintFormat.JSONL: JsonLines,
    PrintFormat.TABLE: Tables,
}


def record_output(form: PrintFormat, write: Write) -> RecordOutput:
    """The output that prints records in `form` through `write`; `auto` is tables on a terminal, and JSON elsewhere."""
    if form is PrintFormat.AUTO:
        form = PrintFormat.TABLE if sys.stdout.isatty() else PrintFormat.JSON
    return _OUTPUTS[form](write)
