"""Every line of a document with its kind in a gutter, and each diagnostic under its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from cableparse.layout.kinds import LineKind, Placed
from cableparse.pages import Line, Span
from cableparse.record import Diagnostic
from cableparse.views.terminal import visible

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


class InspectView:
    """Writes the view line by line; a document's text stands in it as it is, unwrapped."""

    def __init__(self, placed: Sequence[Placed], diagnostics: Iterable[Diagnostic], *, color: bool) -> None:
        self._placed = placed
        self._color = color
        self._number_width = len(str(len(placed)))
        self._kind_width = max((len(p.kind.value) for p in placed), default=0)
        self._rule_width = max((len(p.rule) for p in placed), default=0)
        self._at_line: defaultdict[int, list[tuple[Diagnostic, Span]]] = defaultdict(list)
        self._placeless: list[Diagnostic] = []
        for diagnostic in diagnostics:
            if diagnostic.span:
                self._at_line[diagnostic.span.line].append((diagnostic, diagnostic.span))
            else:
                self._placeless.append(diagnostic)

    def lines(self) -> Iterator[str]:
        """The lines of the view without line ends; what has no place in the text comes last."""
        for placed in self._placed:
            yield self._line(placed)
            for diagnostic, span in self._at_line[placed.line.number]:
                yield self._caret(placed.line, diagnostic, span)
        for diagnostic in self._placeless:
            yield self._sentence(diagnostic)

    def _line(self, placed: Placed) -> str:
        gutter = (
            f"{placed.line.number:>{self._number_width}} "
            f"{placed.kind.value:<{self._kind_width}} {placed.rule:<{self._rule_width}} | "
        )
        style = _KIND_STYLES[placed.kind]
        return self._styled(gutter + visible(placed.line.text), style)

    def _caret(self, line: Line, diagnostic: Diagnostic, span: Span) -> str:
        start = min(max(span.start - line.offset, 0), len(line.text))
        end = min(max(span.end - line.offset, start), len(line.text))
        gutter = " " * (self._number_width + self._kind_width + self._rule_width + 2) + " | "
        mark = "^" + "~" * (cell_len(line.text[start:end]) - 1)
        styled_mark = self._styled(mark, _SEVERITY_STYLES[diagnostic.severity])
        return f"{gutter}{_blank(line.text[:start])}{styled_mark} {self._sentence(diagnostic)}"

    def _sentence(self, diagnostic: Diagnostic) -> str:
        head = self._styled(f"{diagnostic.severity} {diagnostic.code}", _SEVERITY_STYLES[diagnostic.severity])
        return f"{head}: {visible(diagnostic.message)}"

    def _styled(self, text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if self._color else text


def _blank(text: str) -> str:
    """Space as wide as `text` on a terminal; tabs stay tabs, so that they reach as far."""
    return "".join("\t" if character == "\t" else " " * cell_len(character) for character in text)
