"""Headings made by hand: lines with their labels, for the readers that do not depend on how labels are found."""

from __future__ import annotations

from cableparse.draft import Draft
from cableparse.fields import readers
from cableparse.lines import Labelled, LabelledMessage, LineKind
from cableparse.pages import Line
from cableparse.record import Layout

_KINDS = {
    "page": LineKind.FURNITURE,
    "place": LineKind.FURNITURE,
    "section_head": LineKind.FURNITURE,
    "end_mark": LineKind.FURNITURE,
    "release": LineKind.STAMP,
    "text": LineKind.BODY,
}


def sheet(*lines: tuple[str, str], layout: Layout = "electronic") -> LabelledMessage:
    """A message of `(label, text)` lines; `LABEL|value` says where the printed label ends."""
    found: list[Labelled] = []
    offset = 0
    for number, (label, marked) in enumerate(lines, 1):
        printed, mark, _ = marked.partition("|")
        text = marked.replace("|", "", 1) if mark else marked
        kind = _KINDS.get(label, LineKind.HEADER)
        value = len(printed) if mark else 0
        found.append(Labelled(Line(text, 1, number, offset), 0, len(text), label, kind, value))
        offset += len(text) + 1
    return LabelledMessage("cable", layout, found)


def read(*lines: tuple[str, str], layout: Layout = "electronic", year: int | None = None) -> Draft:
    """What the readers make of such a message; `year` stands for that of its date-time group."""
    draft = Draft(layout)
    if year is not None:
        draft.put("message.year", year, [])
    readers.read(sheet(*lines, layout=layout), draft)
    return draft


def codes(draft: Draft) -> list[str]:
    """The diagnostics' codes in order."""
    return [diagnostic["code"] for diagnostic in draft.diagnostics]
