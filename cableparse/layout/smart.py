"""The lines of a SMART message (2009 on): labels above the text, labels below it, the e-mail it travelled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cableparse.grammars import pattern
from cableparse.layout import telegram
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind
from cableparse.layout.surroundings import Verdicts

RULE_PREFIX = "smart_"
_ABOVE = ("ACTION_OFFICE", "INFO_OFFICE")
_TRAILER = (
    "SIGNATURE", "DRAFTED", "CLEARED", "APPROVED", "RELEASED", "INFO", "XMT", "ATTACHMENTS", "ACTION_POST",
    "DISSEMINATION",
)  # fmt: skip
_HEADER = (
    "ACTION_OFFICE", "INFO_OFFICE", "MRN", "DATE_DTG", "FROM", "ACTION", "INFO", "EO", "TAGS", "CAPTIONS", "PASS_LINE",
    "REFERENCE", "SUBJECT",
)  # fmt: skip
_NUMBERED = re.compile(r"\d{1,2} ?\.")
_MAIL_FROM = re.compile(r"(?:From|Sent|To|Cc) ?:")


@cache
def _label(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern('smart', name).pattern})" for name in names))


def place(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """Fill in the verdicts that are still None."""
    mrn = next(i for i, m in enumerate(marks) if m.cue == "mrn")
    first = _first_label(marks, mrn)
    for i in range(first):
        _envelope(verdicts, i)
    text = _header(marks, verdicts, first)
    trailer = _trailer(marks, text)
    _body(marks, verdicts, text, trailer)
    place_trailer(marks, verdicts, trailer)


def is_drafting(mark: Mark) -> bool:
    """Whether the line is a label of the drafting lines below a text."""
    return _label(("DRAFTED", "CLEARED", "APPROVED")).match(mark.text) is not None and ":" in mark.text


def place_trailer(marks: Sequence[Mark], verdicts: Verdicts, trailer: int) -> None:
    """Fill in the lines from the first label below the text on, and the rest of the mail after them."""
    end = _trailer_lines(marks, verdicts, trailer)
    for i in range(end, len(marks)):
        _envelope(verdicts, i)


def _envelope(verdicts: Verdicts, index: int) -> None:
    verdict = verdicts[index]
    if verdict is None or verdict[0] is LineKind.MARGIN:
        verdicts[index] = LineKind.ENVELOPE, "mail"


def _first_label(marks: Sequence[Mark], mrn: int) -> int:
    """Action Office and Info Office stand above MRN."""
    above = (i for i in range(max(mrn - 12, 0), mrn) if _label(_ABOVE).match(marks[i].text))
    return next(above, mrn)


def _header(marks: Sequence[Mark], verdicts: Verdicts, first: int) -> int:
    """Mark the header's lines; return the first line of the text.

    Before Subject every line is a label's or continues one; Subject goes on to the next empty line.
    """
    current = ""
    for i in range(first, len(marks)):
        if verdicts[i] is not None:
            if current == "SUBJECT" and marks[i].cue == "blank":
                return i
            continue
        label = _label(_HEADER).match(marks[i].text)
        if label is None and (_NUMBERED.match(marks[i].text) or marks[i].cue == "class_line"):
            return i
        if label is not None:
            current = str(label.lastgroup)
        verdicts[i] = LineKind.HEADER, _rule(current, label)
    return len(marks)


def _rule(current: str, label: re.Match[str] | None) -> str:
    return f"{RULE_PREFIX}{current.lower() if label else 'continuation'}"


def _trailer(marks: Sequence[Mark], text: int) -> int:
    """The first label below the text: Signature, or what follows it where it is missing."""
    sure = _label(("SIGNATURE", "DRAFTED", "RELEASED", "DISSEMINATION"))
    return next((i for i in range(text, len(marks)) if sure.match(marks[i].text)), len(marks))


def _body(marks: Sequence[Mark], verdicts: Verdicts, text: int, trailer: int) -> None:
    """The text; where a telegram's own header was pasted in, it is read as one."""
    first = next((m for m in marks[text:trailer] if m.cue != "blank"), None)
    if first is not None and first.cue == "class_line":
        telegram.place(marks[:trailer], verdicts, text, in_subject_block=True)
        return
    for i in range(text, trailer):
        if verdicts[i] is None:
            rule = "paragraph" if marks[i].cue == "number" else "text"
            verdicts[i] = LineKind.BODY, rule


def _trailer_lines(marks: Sequence[Mark], verdicts: Verdicts, trailer: int) -> int:
    """Mark the labels below the text and the lines that continue them; return the first line after them."""
    last, current = trailer, ""
    for i in range(trailer, len(marks)):
        if verdicts[i] is not None:
            continue
        label = _label(_TRAILER).match(marks[i].text)
        if label is None and (
            (current == "DISSEMINATION" and not _indented(marks[i])) or _MAIL_FROM.match(marks[i].text)
        ):
            return i
        if label is None and not _indented(marks[i]):
            return i
        if label is not None:
            current = str(label.lastgroup)
        verdicts[i] = LineKind.HEADER, _rule(current, label)
        last = i + 1
    return last


def _indented(mark: Mark) -> bool:
    return mark.start > 3
