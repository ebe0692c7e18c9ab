"""The lines of a typed form before the electronic system: INCOMING TELEGRAM, OUTGOING TELEGRAM (FORMATS.md, section 2).

The action office and the information offices stand in a column at the left margin, which OCR reads before or between
the lines of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cableparse.grammars import pattern
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind
from cableparse.layout.surroundings import Verdict, Verdicts
from cableparse.vocabulary import offices

_LABELS = (
    "FROM", "TO", "NUMBER", "ACTION", "INFORMATION", "CONTROL", "RECEIVED", "DATE", "REFERENCE", "SUBJECT",
    "PRECEDENCE",
)  # fmt: skip
_OWN_LABEL = re.compile(r"FROM:|NO ?[:.;]|Control\b|Rec.?[d'’]{1,2} ?:")
_COLUMN_LABEL = re.compile(r"\W*(Action|[Ii]nfo)\W*$")
_SYMBOL = re.compile(r"[.]?[A-Z][A-Za-z./]{0,5}[,.]?$")
_PRINT = re.compile(
    r"REPRODUCTION|_?PROHIBITED|[DL]epartment of S|FORM \d|INDICATE|\(Department|ONLY.? OR .UNCLASS"
    r"|DEPARTMENT OF JUSTICE"
    r"|NW ?#|PERMANENT RECORD|-+$|## Page|# DOCID|File$"
)
_STAMP = re.compile(r"DECLASSIFIED$|Auth?[ao]rity\b|_?NARA, Date|By[-. ]*$|[DP]oc[Il]d ?:")
_VALUE = re.compile(
    r"\d+ (?:PRIORITY|IMMEDIATE|NIACT)|\d{4,5}$|\d{1,2}:\d\d|(?i:[A-Z]+ \d{1,2}, 19)|[A-Z ,]+\d{2,4}[.,;]|[A-Z]+ UNNUMB"
)
# A form's heading ends in its upper half, also where OCR put an empty line after each.
_HEADING_LINES = 140
_TYPIST = re.compile(r"[.]?[A-Z]{2,4}[:/;][A-Za-z0-9/]*$|[A-Z]{3}$")
_SURNAME = re.compile(r"\W?[A-Z][A-Z'-]{3,}\W{0,2}$")
_SENTENCE_END = re.compile(r"[.?!)\"”]\W*$|GP-?\d\W*$")
_GROUP = re.compile(r"\W?[sG]?[CG][CP]?-?[P-]-?\d\W*$")


@cache
def _label() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern('form', name).pattern})" for name in _LABELS))


def place(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """Fill in the verdicts that are still None."""
    first = heading(marks) or 0
    for i in range(first):
        if _free(verdicts[i]) or _is_cover_banner(marks, verdicts, i, first):
            verdicts[i] = _stamp(marks[i]) or (LineKind.ENVELOPE, "cover_sheet")
    if marks[first].cue == "form_heading":
        verdicts[first] = LineKind.ENVELOPE, "form_heading"
        first += 1
    _Form(marks, verdicts, first).run()


def heading(marks: Sequence[Mark]) -> int | None:
    """The line that a form begins with: its title, or the first of its labels where OCR lost the title.

    None where the lines have no title and not the labels that only a form has together.
    """
    title = next((i for i, m in enumerate(marks) if m.cue == "form_heading"), None)
    if title is not None:
        return title
    found = {match[0]: i for i, m in reversed([*enumerate(marks)]) if (match := _OWN_LABEL.match(m.text))}
    names = {name.rstrip(" :.;’'d")[:3] for name in found}
    return min(found.values()) if names >= {"FRO", "NO"} and names & {"Con", "Rec"} else None


def _free(verdict: Verdict | None) -> bool:
    return verdict is None or verdict[0] is LineKind.MARGIN


def _is_cover_banner(marks: Sequence[Mark], verdicts: Verdicts, index: int, heading: int) -> bool:
    """A word of the archive's cover sheet that looks like a banner: the message's own stands next to its heading."""
    verdict = verdicts[index]
    return verdict is not None and verdict[0] is LineKind.BANNER and heading - index > 6 and marks[index].text.isupper()


def _stamp(mark: Mark) -> Verdict | None:
    return (LineKind.STAMP, "declassified") if _STAMP.match(mark.text) else None


class _Form:
    def __init__(self, marks: Sequence[Mark], verdicts: Verdicts, heading: int) -> None:
        self.marks = marks
        self.verdicts = verdicts
        self.heading = heading
        labels = [i for i in range(heading, len(marks)) if _free(verdicts[i]) and self._is_label(i)]
        self.last_label = labels[-1] if labels else heading
        self.column = False
        self.text = False
        self.signed = False
        self.before = ""

    def _is_label(self, index: int) -> bool:
        """Labels stand in the upper part; a sentence that begins like one is none."""
        return _label().match(self.marks[index].text) is not None and index < self.heading + _HEADING_LINES

    def run(self) -> None:
        for i in range(self.heading, len(self.marks)):
            if _free(self.verdicts[i]):
                self.verdicts[i] = self._verdict(i, self.marks[i].text)

    def _verdict(self, index: int, text: str) -> Verdict:
        stamp = _stamp(self.marks[index])
        if stamp is not None:
            return stamp
        if _PRINT.search(text):
            return LineKind.ENVELOPE, "form_print"
        if self.signed:
            return LineKind.FURNITURE, "below_signature"
        if not self.text:
            heading = self._heading(index, text)
            if heading is not None:
                return heading
        return self._text(text)

    def _heading(self, index: int, text: str) -> Verdict | None:
        if _COLUMN_LABEL.match(text):
            self.column = True
            return LineKind.HEADER, "column_label"
        if self.column and _SYMBOL.match(text) and is_office(text):
            return LineKind.HEADER, "office_column"
        if index <= self.last_label or _VALUE.match(text):
            return LineKind.HEADER, "label" if _label().match(text) else "form_value"
        return None

    def _text(self, text: str) -> Verdict:
        if self.text and _SURNAME.match(text) and (_SENTENCE_END.search(self.before) or _GROUP.match(self.before)):
            self.signed = True
            return LineKind.BODY, "signature"
        if self.text and _TYPIST.match(text):
            return LineKind.FURNITURE, "typist"
        self.text = True
        self.before = text
        return LineKind.BODY, "text"


def is_office(text: str) -> bool:
    """Whether a word of the margin column is an office: known, damaged, or too short to tell."""
    symbol = symbol_of(text)
    return offices.known(symbol) or offices.repair(symbol) is not None or len(symbol) <= 4


def symbol_of(text: str) -> str:
    """The office's symbol without the specks around it."""
    return text.strip("., ").replace(".", "").upper()
