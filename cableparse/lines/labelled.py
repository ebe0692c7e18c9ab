"""What each line of a message is: its label, and where the value behind the printed label begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse.lines.kinds import LineKind
from cableparse.pages import Line, Note, Span
from cableparse.reading import Piece, Reading
from cableparse.record import Kind, Layout


class Labelled(NamedTuple):
    """A stretch of a line with what it is; nearly every line is one stretch, one that OCR joined is several.

    `start`, `value` and `end` count characters of `line.text`: `[start:value]` is the printed label with its colon,
    `[value:end]` what it labels. Where no label is printed on the line `value` is `start`. `sure` is from 0 to 1, as is
    `near`: how near the printed label is to one of its forms.
    """

    line: Line
    start: int
    end: int
    label: str
    kind: LineKind
    value: int
    sure: float = 1.0
    second: str = ""
    why: str = ""
    near: float = 1.0

    @property
    def text(self) -> str:
        """The stretch without blanks and marks at its edges."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where the stretch stands."""
        return self.line.span(self.start, self.end)

    @property
    def is_labelled(self) -> bool:
        """Whether the label is printed on this line."""
        return self.value > self.start


class Block(NamedTuple):
    """A label with all lines that it is open for: the value's lines joined by line feeds, the label cut off."""

    label: str
    lines: Sequence[Labelled]
    value: Reading

    @property
    def label_spans(self) -> list[Span]:
        """Where the label is printed; empty where it is not."""
        first = self.lines[0]
        return [first.line.span(first.start, first.value)] if first.is_labelled else []

    @property
    def spans(self) -> list[Span]:
        """Where the value stands, one span a line."""
        return self.value.spans(0, len(self.value.text))

    @property
    def sure(self) -> float:
        """How sure it is that the first line has this label."""
        return self.lines[0].sure


class LabelledMessage(NamedTuple):
    """One message of a document, and what is to be said of its labels.

    Together the messages have all lines of the document, each once; one that is `joined_above` begins on the line that
    the message above it ends on, one that is `joined_below` ends on the line that the next begins on.
    """

    kind: Kind
    layout: Layout
    lines: list[Labelled]
    notes: Sequence[Note] = ()
    joined_above: bool = False
    joined_below: bool = False

    def of(self, label: str) -> list[Labelled]:
        """The lines with one label."""
        return [line for line in self.lines if line.label == label]

    def blocks(self) -> Iterator[Block]:
        """The header's labels in order, each with the lines that it is open for."""
        held: list[Labelled] = []
        for line in self.lines:
            if line.kind is not LineKind.HEADER:
                continue
            if held and (line.label != held[0].label or line.is_labelled):
                yield _block(held)
                held = []
            held.append(line)
        if held:
            yield _block(held)


def _block(lines: list[Labelled]) -> Block:
    return Block(lines[0].label, lines, Reading([Piece(part.line, part.value, part.end) for part in lines]))
