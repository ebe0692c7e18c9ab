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
from cableparse.layout.surroundings import Verdicts
from cableparse.vocabulary import offices

_LABELS = ("FROM", "TO", "NUMBER", "ACTION", "INFORMATION", "CONTROL", "RECEIVED", "DATE", "REFERENCE", "SUBJECT", "PRECEDENCE")
_HEADING = re.compile(r"\W?(?:IN[CQ]?OMING|OUTGOING|AIRGRAM)")
_SYMBOL = re.compile(r"[A-Z][A-Z./]{0,5}[,.]?$")
_PRINT = re.compile(
    r"REPRODUCTION|_?PROHIBITED|Department of S|FORM \d|INDICATE|\(Department|ONLY.? OR .UNCLASS|DEPARTMENT OF JUSTICE"
    r"|RECORDS |ATTORNEY GEN|Docid|PocId|NW ?#|PERMANENT RECORD|-+$|## Page|# DOCID|File$"
)
_STAMP = re.compile(r"DECLASSIFIED$|Auth?[ao]rity\b|_?NARA, Date|By[-. ]*$")
_CLASSIFICATION = re.compile(r"(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|OFFICIAL USE ONLY)\W*$")
_SHEET = re.compile(r"JFK.ASSASSINATION|IDENTIFICATION,? ?FORM|AGENCY INFORMATION|RECORD NUMBER|DOCUMENT TYPE|RECORD SERIES")
_TYPIST = re.compile(r"[.]?[A-Z]{2,4}(?:[:/;][A-Za-z0-9/]*)?$|CJ/\d")
_GROUP = re.compile(r"\W?s?[GC]?[GC]P-\d")


@cache
def _label() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern('form', name).pattern})" for name in _LABELS))


def place(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """Fill in the verdicts that are still None."""
    heading = next(i for i, m in enumerate(marks) if m.cue == "form_heading" or _HEADING.match(m.text))
    for i in range(heading):
        if verdicts[i] is None or verdicts[i][0] is LineKind.MARGIN:  # type: ignore[index]
            verdicts[i] = LineKind.ENVELOPE, "cover_sheet"
    labels = [i for i in range(heading, len(marks)) if verdicts[i] is None and _label().match(marks[i].text)]
    last_label = labels[-1] if labels else heading
    in_text = False
    column = False
    for i in range(heading, len(marks)):
        mark = marks[i]
        text = mark.text
        if verdicts[i] is not None and verdicts[i][0] is not LineKind.MARGIN:  # type: ignore[index]
            continue
        if i == heading:
            verdicts[i] = LineKind.ENVELOPE, "form_heading"
        elif _STAMP.match(text):
            verdicts[i] = LineKind.STAMP, "declassified"
        elif _PRINT.search(text):
            verdicts[i] = LineKind.ENVELOPE, "form_print"
        elif text in ("Action", "* Action", "Info", "info"):
            verdicts[i] = LineKind.HEADER, "column_label"
            column = True
        elif (column or not in_text) and _SYMBOL.match(text) and _is_office(text):
            verdicts[i] = LineKind.HEADER, "office_column"
        elif i in labels:
            verdicts[i] = LineKind.HEADER, "label"
            column = False
        elif i < last_label or (not in_text and _continues_heading(text)):
            verdicts[i] = LineKind.HEADER, "form_value"
        elif in_text and (_TYPIST.match(text) and i > last_label + 3 and not _is_surname(marks, i)):
            verdicts[i] = LineKind.FURNITURE, "typist"
        else:
            verdicts[i] = LineKind.BODY, "text"
            in_text = True


def _is_office(text: str) -> bool:
    symbol = text.strip(".,").replace(".", "")
    return offices.known(symbol) or offices.repair(symbol) is not None or len(symbol) <= 2


def _continues_heading(text: str) -> bool:
    return bool(re.match(r"\d+ (?:PRIORITY|IMMEDIATE|NIACT)|PRIORITY$|NIACT$|\d{4,5}$|\d{1,2}:\d\d|[A-Z]+ \d{1,2}, 19", text))


def _is_surname(marks: Sequence[Mark], index: int) -> bool:
    return marks[index].text.isalpha() and len(marks[index].text) > 3
