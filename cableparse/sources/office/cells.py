"""The rows of a table in a document, as lines."""

from __future__ import annotations

from collections.abc import Sequence

_BETWEEN = "  "


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a row, from those of its cells, two blanks between cells.

    Cells stand beside each other where each has as many lines, or all but the last have one; else one cell follows the
    other.
    """
    filled = [cell for cell in cells if any(map(str.strip, cell))]
    if len(filled) < 2:
        return list(filled[0]) if filled else [""]
    if len({len(cell) for cell in filled}) == 1:
        return [_BETWEEN.join(lines).rstrip() for lines in zip(*filled, strict=True)]
    if all(len(cell) == 1 for cell in filled[:-1]):
        first = _BETWEEN.join(cell[0] for cell in filled[:-1]) + _BETWEEN
        return [first + filled[-1][0], *(" " * len(first) + line for line in filled[-1][1:])]
    return [line for cell in filled for line in cell]
