"""A record as a table that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cableparse.record import Addressee, Cable, Diagnostic, Distribution, Office
from cableparse.views.terminal import visible

_SEVERITY_STYLES = {"info": "blue", "warning": "yellow", "error": "red"}


class TableView:
    """Renders records for the terminal that standard output is; without colour where it is none."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)

    def show(self, cable: Cable) -> str:
        """The table, line ends included."""
        title = Text(visible(cable.id or cable.kind.replace("_", " ")), style="bold")
        table = Table(title=title, title_justify="left", show_header=False)
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in _rows(cable):
            if value:
                table.add_row(name, Text(visible(value)))
        for diagnostic in cable.diagnostics:
            table.add_row(diagnostic.severity, _diagnostic(diagnostic))
        with self._console.capture() as captured:
            self._console.print(table)
        return captured.get()


def _rows(cable: Cable) -> Iterator[tuple[str, str]]:
    release = cable.release
    yield "file", cable.source.path + (f", cable {cable.source.index + 1}" if cable.source.index else "")
    yield "kind", f"{cable.kind}, layout {cable.layout}"
    yield "level", _join(", ", cable.classification.level, *cable.captions)
    yield "from", cable.from_.name or cable.message.originator or ""
    yield "to", _addressees(cable.to)
    yield "info", _addressees(cable.info)
    yield "when", _join(" = ", cable.dtg.as_printed, cable.dtg.utc)
    yield "precedence", _join(", ", *cable.precedence)
    yield "distribution", _distribution(cable.distribution)
    yield "subject", cable.subject or ""
    yield "tags", " ".join(_join(" ", tag.code, f"({tag.detail})" if tag.detail else None) for tag in cable.tags)
    yield "references", _join(", ", *(_join(" = ", r.as_printed, r.id) for r in cable.references))
    yield "paragraphs", str(len(cable.body.paragraphs)) if cable.body.paragraphs else ""
    yield "signed", cable.body.signature or ""
    yield "release", _join(", ", release.status, *release.exemptions, release.authority, release.date, release.basis)
    yield "redactions", str(len(cable.redactions)) if cable.redactions else ""
    yield "read", _read(cable)


def _read(cable: Cable) -> str:
    words = cable.coverage.words
    lines = f"{cable.coverage.share:.0%} of {cable.coverage.lines} lines"
    left = f"{words.left} of {words.printed} words of the heading left" if words.left else None
    return _join(", ", lines, left, f"grade {cable.grade}" if cable.grade else None)


def _join(between: str, *parts: str | None) -> str:
    return between.join(part for part in parts if part)


def _addressees(addressees: Iterable[Addressee]) -> str:
    return _join(", ", *(_join(" ", addressee.name, addressee.precedence) for addressee in addressees))


def _distribution(distribution: Distribution) -> str:
    info = _offices(distribution.info)
    return _join("; ", _join(" ", distribution.role, _offices(distribution.offices)), info and f"INFO {info}")


def _offices(offices: Iterable[Office]) -> str:
    return " ".join(o.symbol if o.copies is None else f"{o.symbol}-{o.copies:02}" for o in offices)


def _diagnostic(diagnostic: Diagnostic) -> Text:
    place = f"line {diagnostic.span.line}: " if diagnostic.span else ""
    code = Text(diagnostic.code, style=_SEVERITY_STYLES[diagnostic.severity])
    return code + Text(visible(f": {place}{diagnostic.message}"))
