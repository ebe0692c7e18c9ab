"""Pages of printed rows become the text and lines of a document."""

from __future__ import annotations

from collections.abc import Iterable

from cableparse.pages import Line
from cableparse.sources.pdf.rows.printed_row import PrintedRow


class Assembly:
    """Grows by a page at a time, `count` in all.

    Rows are joined by line feeds and pages by form feeds, with an empty line where the rows say so.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._offset = 0
        self.count = 0

    def add_page(self, rows: Iterable[PrintedRow]) -> None:
        """Add a page, which may have no rows."""
        if self.count:
            self._parts[-1] = "\f"
        self.count += 1
        first = len(self.lines)
        for row in rows:
            if row.empty_before and len(self.lines) > first:
                self._add(Line("", self.count, len(self.lines) + 1, self._offset))
            self._add(Line(row.text, self.count, len(self.lines) + 1, self._offset, row.box, row.confidence))
        if len(self.lines) == first:
            self._add(Line("", self.count, len(self.lines) + 1, self._offset))

    def _add(self, line: Line) -> None:
        self.lines.append(line)
        self._parts += (line.text, "\n")
        self._offset += len(line.text) + 1

    @property
    def text(self) -> str:
        """The document's text; the last line has no end."""
        return "".join(self._parts[:-1])
