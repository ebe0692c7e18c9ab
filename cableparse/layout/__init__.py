"""Gives every line of a document exactly one kind, with the name of the rule that gave it."""

from __future__ import annotations

from typing import NamedTuple

from cableparse.layout import cues, families, form, other, segments, smart, surroundings, telegram
from cableparse.layout.kinds import LineKind, Placed
from cableparse.layout.surroundings import Verdicts
from cableparse.pages import Document
from cableparse.record import Kind, Layout

__all__ = ["LineKind", "Placed", "Sheet", "arrange", "place"]


class Sheet(NamedTuple):
    """The lines of one message of a document, placed; `texts` bound each line's text without its marks."""

    kind: Kind
    layout: Layout
    lines: list[Placed]
    marks: list[cues.Mark]


def arrange(document: Document) -> list[Sheet]:
    """The messages of a document, their lines together being all lines of the document."""
    marks = [cues.mark(line) for line in document.lines]
    return [_sheet(marks[start:end]) for start, end in segments.split(marks)] if marks else []


def place(document: Document) -> list[Placed]:
    """Every line of a document, once, in order."""
    return [placed for sheet in arrange(document) for placed in sheet.lines]


def _sheet(marks: list[cues.Mark]) -> Sheet:
    kind, layout = families.tell(marks)
    verdicts: Verdicts = surroundings.place(marks)
    if kind in ("not_a_cable", "withdrawal_notice"):
        other.place_other(marks, verdicts)
    elif layout == "smart":
        smart.place(marks, verdicts)
    elif layout == "form":
        form.place(marks, verdicts)
    elif layout == "unknown":
        other.place_fragment(marks, verdicts)
    else:
        telegram.place(marks, verdicts)
    placed = [
        Placed(mark.line, verdict[0], verdict[1]) if verdict else Placed(mark.line, LineKind.UNPARSED, "none")
        for mark, verdict in zip(marks, verdicts, strict=True)
    ]
    return Sheet(kind, layout, placed, marks)
