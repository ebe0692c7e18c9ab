"""What the lines of a telegram printed in *Foreign Relations* are (RECORD.md convention 22)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.lines import labels
from cableparse.lines.evidence import frus_print, line_words, running, typed
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line
from cableparse.vocabulary import classifications, telling_words

_NUMBER = re.compile(rf"\s*(?P<number>(?:{frus_print.TRAVELLING} )?\d{{1,5}})\. (?=\S)")
_DOCUMENT = re.compile(rf"\s*(?P<number>\d{{1,4}})\. (?:{telling_words.pattern('volume')})\b[^.]*$", re.I)
_ALONE = re.compile(r"\s*(?:No\. \d{1,4}|\[\d{1,4}\])\s*$")
# The dateline stands on the first printed line below the editors' heading, mostly behind an empty one.
_DATELINE_WITHIN = 3
_FOOTNOTE = re.compile(r"\s*/\d{1,2}/|\s+\d{1,2}\. |\[?\d{1,2}\]? (?=[A-Z])|\[?Source: ")
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
        name = "envelope" if index < head else "signature" if index == close else ""
        if not name and (index >= notes or frus_print.note_between(line.text)):
            name = "source_note" if frus_print.source_note(line.text) else "footnote"
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


def starts(lines: Sequence[Line]) -> list[int]:
    """The indexes of the lines that the documents of a volume begin with; the first is 0, whatever stands before.

    A telegram begins with its file number, or with the editors' heading and a dateline. The documents of a volume are
    numbered without a gap: that tells those between that are no telegrams.
    """
    found, number, seen = [0], 0, False
    for index, line in enumerate(lines):
        document = _DOCUMENT.match(line.text)
        own = int(document["number"]) if document else 0
        if not _is_telegram(lines, index) and not (number and own == number + 1):
            continue
        if seen:
            found.append(_with_number(lines, index))
        number, seen = own or number, True
    return found


def _with_number(lines: Sequence[Line], index: int) -> int:
    """The line of the document's own number, where that stands alone above: `No. 67`, `[67]`."""
    above = index - 1
    while above > 0 and not lines[above].text.strip():
        above -= 1
    return above if above > 0 and _ALONE.match(lines[above].text) else index


def _is_telegram(lines: Sequence[Line], index: int) -> bool:
    """Whether a telegram of a volume begins with the line."""
    if frus_print.file_number(lines[index].text):
        return True
    if not frus_print.telegram(lines[index].text):
        return False
    if frus_print.dated(lines[index].text):
        return True
    return any(frus_print.dateline(line.text) for line in lines[index + 1 : index + 1 + _DATELINE_WITHIN])


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
