"""A record as a person reads it on the terminal: the head of the cable, what there is of text, and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cableparse.controls import visible
from cableparse.record import Addressee, Cable, Release, Severity

# Circulars go to a hundred posts; the record has them all.
_MOST_NAMED = 8
_CHECKING = {
    "A": "wants no checking",
    "B": "its diagnostics and least sure fields want a look",
    "C": "its heading wants comparing with the page",
    "D": "the page wants reading",
}
_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("errors", "red"),
    "warning": ("warnings", "yellow"),
    "info": ("notes", "blue"),
}


class TableView:
    """Renders records for the terminal that standard output is; without colour where it is none."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._between = ""

    def show(self, cable: Cable) -> str:
        """The table, line ends included; a blank line parts it from the one before."""
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value, style in _rows(cable):
            if value:
                table.add_row(name, Text.assemble((visible(value), style)))  # the style ends with the words
        with self._console.capture() as captured:
            self._console.print(Text(visible(cable.id or cable.kind.replace("_", " ")), style="bold"))
            self._console.print(Padding(table, (0, 0, 0, 2)))
        shown = self._between + "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())
        self._between = "\n"
        return shown


def _rows(cable: Cable) -> Iterator[tuple[str, str, str]]:
    """Name, value and style of each row; those without a value are not shown."""
    for name, value in _head(cable):
        yield name, value, ""
    for severity, (name, style) in _SEVERITIES.items():
        codes = Counter(d.code for d in cable.diagnostics if d.severity == severity)
        yield name, _join(", ", *(code if n == 1 else f"{code} ({n})" for code, n in codes.items())), style
    yield "file", _join(": ", cable.source.path, cable.source.member) + _place(cable.source.index), ""


def _head(cable: Cable) -> Iterator[tuple[str, str]]:
    yield "from", cable.from_.name or cable.message.originator or ""
    yield "to", _named([_addressee(addressee) for addressee in cable.to])
    yield "info", _named([_addressee(addressee) for addressee in cable.info])
    yield "date", _date(cable)
    yield "precedence", _join(", ", *cable.precedence)
    yield "classification", _join(", ", cable.classification.level, *cable.captions)
    yield "subject", cable.subject or ""
    yield "TAGS", " ".join(_join(" ", tag.code, f"({tag.detail})" if tag.detail else None) for tag in cable.tags)
    yield "references", _named([reference.id or reference.as_printed for reference in cable.references])
    yield "text", _text(cable)
    yield "release", _release(cable.release)
    yield "grade", _grade(cable)


def _date(cable: Cable) -> str:
    dtg = cable.dtg
    if dtg.as_printed and dtg.utc:
        return f"{dtg.utc} ({dtg.as_printed})"
    return dtg.utc or dtg.as_printed or cable.drafting.drafted_on or ""


def _text(cable: Cable) -> str:
    signed = f"signed {cable.body.signature}" if cable.body.signature else None
    paragraphs = _count(len(cable.body.paragraphs), "paragraph")
    return _join(", ", paragraphs, _count(len(cable.redactions), "redaction"), signed)


def _release(release: Release) -> str:
    return _join(", ", release.status, *release.exemptions, release.authority, release.date, release.basis)


def _grade(cable: Cable) -> str:
    words, lines = cable.coverage.words, cable.coverage
    return _join(
        "; ",
        f"{cable.grade}: {_CHECKING[cable.grade]}" if cable.grade else None,
        f"{lines.unparsed} of {lines.lines} lines not placed" if lines.unparsed else None,
        f"{words.left} of {words.printed} words of the heading left" if words.left else None,
    )


def _addressee(addressee: Addressee) -> str:
    return _join(" ", addressee.name, addressee.precedence)


def _named(names: Sequence[str]) -> str:
    """The first of many, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return _join(", ", *names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}" if number else ""


def _place(index: int) -> str:
    return f", cable {index + 1}" if index else ""


def _join(between: str, *parts: str | None) -> str:
    return between.join(part for part in parts if part)
