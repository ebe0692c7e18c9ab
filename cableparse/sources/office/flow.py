"""Text as it flows into lines, the cells of tables and boxes."""

from __future__ import annotations

from cableparse.sources.office.cells import row_lines


class Flow:
    """Lines that grow: those of the body, of a note, of a head or a foot."""

    def __init__(self) -> None:
        self._line: list[str] = []
        self._boxes: list[str] = []
        self._cell: list[str] = []
        self._cells: list[list[str]] = []
        self.lines: list[str] = []
        # A line of which nothing is seen is none.
        self._is_hidden = False

    def add(self, text: str) -> None:
        """Add text, which may have line ends."""
        self._line.append(text)

    def hide(self) -> None:
        """Something of the line is withheld."""
        self._is_hidden = True

    def add_box(self, lines: list[str]) -> None:
        """Add the lines of a box, above the line that it hangs on."""
        self._boxes += lines

    def end_paragraph(self, in_table: bool) -> None:
        """End a paragraph."""
        (self._cell if in_table else self.lines).extend(self._taken())

    def end_cell(self) -> None:
        """End a cell of a table."""
        self._cells.append([*self._cell, *self._taken()])
        self._cell = []

    def end_row(self) -> None:
        """End a row of a table."""
        self.lines += [*row_lines(self._cells)] if self._cells else []
        self._cells = []

    def close(self) -> None:
        """End what is not ended."""
        if self._line or self._cell or self._boxes:
            self.end_cell()
        self.end_row()

    def _taken(self) -> list[str]:
        text, boxes, is_hidden = "".join(self._line), self._boxes, self._is_hidden
        self._line, self._boxes, self._is_hidden = [], [], False
        return boxes if is_hidden and not text.strip() else [*boxes, *text.split("\n")]
