"""Bounds what is read as one heading, so that no file takes the memory of a machine."""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.diagnostics import Code
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled, LabelledMessage
from cableparse.pages import Note

# Characters. All posts of 1973-79 as addressees, a line each, are some 8,000; the longest heading known has 6,000.
LONGEST_HEADING = 100_000


def bounded(message: LabelledMessage) -> LabelledMessage:
    """The message with what is beyond the longest heading as its text: every word stays, in paragraphs."""
    first = _beyond(message.lines)
    if first is None:
        return message
    note = Note(Code.LIMIT_REACHED, _what(message.lines[first]), message.lines[first].span)
    return message._replace(
        lines=[*message.lines[:first], *_as_text(message.lines[first:])], notes=[*message.notes, note]
    )


def _beyond(lines: Sequence[Labelled]) -> int | None:
    held = 0
    for index, line in enumerate(lines):
        if line.kind is LineKind.HEADER:
            held += line.end - line.start
            if held > LONGEST_HEADING:
                return index
    return None


def _what(line: Labelled) -> str:
    return f"The heading has more than {LONGEST_HEADING:,} characters: from line {line.line.number:,} on it is text."


def _as_text(lines: Sequence[Labelled]) -> list[Labelled]:
    """Lines as text, each whole again where labels had cut it."""
    found: list[Labelled] = []
    for line in lines:
        if line.kind is LineKind.HEADER:
            line = line._replace(label="text", kind=LineKind.BODY, value=line.start)
        before = found[-1] if found else None
        if before and before.line is line.line and before.kind is line.kind is LineKind.BODY:
            found[-1] = before._replace(end=line.end)
        else:
            found.append(line)
    return found
