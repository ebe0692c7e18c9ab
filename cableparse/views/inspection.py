"""Every line of a document with its label in a gutter and what decided it, and each diagnostic under its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from cableparse.controls import visible
from cableparse.lines import Labelled, LineKind
from cableparse.pages import Line, Span
from cableparse.record import Diagnostic

_KIND_STYLES = {
    LineKind.HEADER: "cyan",
    LineKind.BODY: "none",
    LineKind.FURNITURE: "bright_black",
    LineKind.BANNER: "bright_black",
    LineKind.STAMP: "magenta",
    LineKind.MARGIN: "magenta",
    LineKind.ATTRIBUTES: "green",
    LineKind.ENVELOPE: "blue",
    LineKind.BLANK: "none",
    LineKind.UNPARSED: "yellow",
}
_SEVERITY_STYLES = {"info": "blue", "warning": "yellow", "error": "red"}


def terminal_has_color() -> bool:
    """Whether standard output is a terminal with colours; NO_COLOR and FORCE_COLOR are obeyed."""
    console = Console()
    return console.color_system is not None and not console.no_color


class _Row(NamedTuple):
    """A stretch of a line with what stands before the next one; `cells` are its gutter's."""

    line: Line
    start: int
    end: int
    kind: LineKind
    cells: tuple[str, ...]


def _rows(lines: Sequence[Labelled]) -> Iterator[_Row]:
    before: Labelled | None = None
    for part, following in zip_longest(lines, lines[1:]):
        start = part.start if before and before.line.number == part.line.number else 0
        goes_on = following is not None and following.line.number == part.line.number
        yield _Row(part.line, start, following.start if goes_on else len(part.line.text), part.kind, _cells(part))
        before = part


def _cells(part: Labelled) -> tuple[str, ...]:
    """Number, kind, label, how sure it is, the second best label, and what decided."""
    if part.kind is LineKind.BLANK:
        return str(part.line.number), part.kind.value, "", "", "", ""
    second = f"or {part.second}" if part.second else ""
    return str(part.line.number), part.kind.value, part.label, f"{part.sure:.2f}", second, part.why


class InspectView:
    """Writes the view line by line; a document's text stands in it as it is, unwrapped.

    A line of several stretches has a row for each, its text below where it stands in the line.
    """

    def __init__(self, lines: Sequence[Labelled], diagnostics: Iterable[Diagnostic], *, color: bool) -> None:
        self._rows = list(_rows(lines))
        self._color = color
        cells = [row.cells for row in self._rows]
        self._widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        self._at: defaultdict[int, list[tuple[Diagnostic, Span]]] = defaultdict(list)
        self._placeless: list[Diagnostic] = []
        starts = [row.line.span(row.start, row.start).start for row in self._rows]
        for diagnostic in diagnostics:
            if diagnostic.span:
                row = max(bisect_right(starts, diagnostic.span.start) - 1, 0)
                self._at[row].append((diagnostic, diagnostic.span))
            else:
                self._placeless.append(diagnostic)

    def lines(self) -> Iterator[str]:
        """The lines of the view without line ends; what has no place in the text comes last."""
        for index, row in enumerate(self._rows):
            yield self._line(row)
            for diagnostic, span in self._at[index]:
                yield self._caret(row.line, diagnostic, span)
        for diagnostic in self._placeless:
            yield self._sentence(diagnostic)

    def _line(self, row: _Row) -> str:
        text = _blank(row.line.text[: row.start]) + visible(row.line.text[row.start : row.end])
        return self._styled(f"{self._gutter(row.cells)} | {text}", _KIND_STYLES[row.kind])

    def _gutter(self, cells: Sequence[str]) -> str:
        number, *others = [f"{cell:<{width}}" for cell, width in zip(cells, self._widths, strict=True)]
        return " ".join([number.strip().rjust(self._widths[0]), *(cell for cell in others if cell)])

    def _caret(self, line: Line, diagnostic: Diagnostic, span: Span) -> str:
        start = min(max(line.at(span.start), 0), len(line.text))
        end = min(max(line.at(span.end), start), len(line.text))
        gutter = " " * len(self._gutter([""] * len(self._widths)))
        mark = "^" + "~" * (cell_len(line.text[start:end]) - 1)
        styled_mark = self._styled(mark, _SEVERITY_STYLES[diagnostic.severity])
        return f"{gutter} | {_blank(line.text[:start])}{styled_mark} {self._sentence(diagnostic)}"

    def _sentence(self, diagnostic: Diagnostic) -> str:
        head = self._styled(f"{diagnostic.severity} {diagnostic.code}", _SEVERITY_STYLES[diagnostic.severity])
        return f"{head}: {visible(diagnostic.message)}"

    def _styled(self, text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if self._color else text


def _blank(text: str) -> str:
    """Space as wide as `text` on a terminal; tabs stay tabs, so that they reach as far."""
    return "".join("\t" if character == "\t" else " " * cell_len(character) for character in text)
