"""What the lines of a typed form are: INCOMING TELEGRAM, OUTGOING TELEGRAM, AIRGRAM (FORMATS.md 2 and 11).

OCR reads a form in any order: the column of offices at the left margin between the lines, labels before their values or
not at all. So values are known by their type (a serial with a day, a date with a year, a name that is nothing but a
post), labels are hints, and the heading ends where its evidence is outweighed by running text.
"""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.lines import form_flat
from cableparse.lines.evidence import form_print
from cableparse.lines.evidence.line_words import printed_forms
from cableparse.lines.form_heading import FormHeading
from cableparse.lines.form_text import FormText
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line

# The least that the sights of a form come to.
_LEAST = 4.0
# A record sheet has more labels than this; a memorandum has one or two of them.
_SHEET_LABELS = 4
# The sheet is the first page, with an empty line after each where OCR put them.
_SHEET_LINES = 100
# The page of a record sheet ends within so many lines after its last label.
_SHEET_END = 40


def label(lines: Sequence[Line]) -> list[Labelled] | None:
    """The lines of one message that is a typed form, each with what it is; None where too little of a form is there."""
    parts = form_flat.parts(lines)
    lines = [part.line for part in parts]
    heading = FormHeading(lines, cover(lines))
    if heading.weight < _LEAST or not heading.own:
        return None
    above = heading.label()
    return form_flat.whole(above + FormText(lines, heading, above).label(), parts)


def weight(lines: Sequence[Line]) -> float:
    """How much of a typed form is there: 0 where nothing of a form's own is, else what its sights come to."""
    lines = [part.line for part in form_flat.parts(lines)]
    heading = FormHeading(lines, cover(lines))
    return heading.weight if heading.own else 0.0


def cover(lines: Sequence[Line]) -> int:
    """The line after an archive's record sheet at the head of the file and its page; 0 where there is none."""
    forms = printed_forms("record_sheet")
    longest = max(map(len, forms))
    if not any(line.text.lstrip(" |")[:longest].upper().startswith(forms) for line in lines[:_SHEET_LINES]):
        return 0  # of a dozen labels OCR leaves one whole
    sheet = [i for i, line in enumerate(lines[:_SHEET_LINES]) if form_print.record_sheet(line.text)]
    if len(sheet) < _SHEET_LABELS:
        return 0
    last = sheet[-1]
    ends = (
        i for i in range(last + 1, min(last + _SHEET_END, len(lines))) if form_print.page_break(lines[i], lines[i - 1])
    )
    return next(ends, last + 1)
