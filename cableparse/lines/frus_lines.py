"""What the lines of a telegram printed in *Foreign Relations* are (RECORD.md convention 22)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.lines import labels
from cableparse.lines.evidence import frus_print, line_words, running, typed
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line
from cableparse.vocabulary import classifications

_NUMBER = re.compile(r"\s*(?P<number>\d{1,5})\. (?=\S)")
_FOOTNOTE = re.compile(r"\s+\d{1,2}\. |\[?\d{1,2}\]? (?=[A-Z])|\[?Source: ")
_SIGNER = re.compile(r"\s*(?:\[?[A-Z][\w’'-]+\]?|[A-Z]{3,})\W*$")


def label(lines: Sequence[Line]) -> list[Labelled] | None:
    """The lines of a printed telegram; None where neither a file number nor the editors' heading is there."""
    head = next(
        (i for i, line in enumerate(lines) if frus_print.file_number(line.text) or frus_print.heading(line.text)), None
    )
    if head is None:
        return None
    close, notes = _close(lines, head)
    found: list[Labelled] = []
    text = False
    for index, line in enumerate(lines):
        if not line.text.strip():
            found.append(Labelled(line, 0, len(line.text), "blank", LineKind.BLANK, 0))
            continue
        name = "envelope" if index < head or index >= notes else "signature" if index == close else ""
        if index >= notes and frus_print.source_note(line.text):
            name = "source_note"
        if not name and not text:
            if two := frus_print.level_and_precedence(line.text):
                found += [_part(line, *two.span("level"), "banner"), _part(line, *two.span("urgent"), "precedence")]
                continue
            name = _heading(line.text)
            text = not name
            number = _NUMBER.match(line.text) if text else None
            if number is not None:
                found.append(_part(line, number.start("number"), number.end("number"), "number"))
                found.append(_part(line, number.end(), len(line.text.rstrip()), "text"))
                continue
        found.append(_part(line, len(line.text) - len(line.text.lstrip()), len(line.text.rstrip()), name or "text"))
    return found


def _heading(text: str) -> str:
    """The label of a line above the text."""
    if frus_print.file_number(text):
        return "file_number"
    if frus_print.heading(text):
        return "parties"
    if frus_print.dateline(text):
        return "dateline"
    plain = text.strip(line_words.SIGNS)
    if classifications.level(plain):
        return "banner"
    return "precedence" if typed.urgent(plain) else ""


def _close(lines: Sequence[Line], head: int) -> tuple[int, int]:
    """The signer's line, and the first of the footnotes below it; past the end where there is none."""
    notes = len(lines)
    for index in reversed(range(head, len(lines))):
        text = lines[index].text
        if text.strip() and not _FOOTNOTE.match(text):
            signed = _SIGNER.match(text) is not None and not running.prose(text)
            return (index if signed else len(lines)), notes
        notes = index
    return len(lines), notes


def _part(line: Line, start: int, end: int, name: str) -> Labelled:
    return Labelled(line, start, end, name, labels.kind(name), start)
