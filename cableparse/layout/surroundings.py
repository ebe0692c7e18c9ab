"""What is printed around a message whatever its family: page lines, stamps, archive attributes.

Each function fills in the lines it knows and leaves the others for the family's own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.layout.cues import Mark, fixed_kind
from cableparse.layout.kinds import LineKind
from cableparse.vocabulary import posts

Verdict = tuple[LineKind, str]
Verdicts = list[Verdict | None]

_DECISION_REST = re.compile(r"(?i:(?:IN )?(?:FULL|PART)\b.{0,30})$")
_OFFICER_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}$")
_PAGE_PART = re.compile(r"\d{5,7}Z?\d?$|[\d]{6}[Z2]$")
_ROW = re.compile(r"[a-z][a-z_]+: ")
_WEB_FIELDS = 40
_WEB_END = "Show Headers"
_SAS_HEAD = re.compile(r"(?:Current Class|Current Handling|Document Number|Channel|Case Number)s?\b")
_OFFICER_LINES = 4
_LETTERHEAD = 14
_LETTER_PRINT = re.compile(r"TELE ?G|LELEGRE|epar\w+ (?:of|¢ of) S|FILE[,.] ?R|RECORD COPY|SECRET\w+ D[Ii][Ss]", re.I)


def place(marks: Sequence[Mark]) -> Verdicts:
    """The lines that are the same in every family; None for the rest."""
    verdicts: Verdicts = [_alone(mark) for mark in marks]
    cues = {mark.cue for mark in marks}
    if "decision" in cues:
        _decisions(marks, verdicts)
    if "page" in cues:
        _split_page_lines(marks, verdicts)
        _page_heads(marks, verdicts)
    if "attributes_heading" in cues or marks[0].text.startswith("doc_nbr:") or _is_web_page(marks):
        _attributes(marks, verdicts)
    return verdicts


def _alone(mark: Mark) -> Verdict | None:
    cue = mark.cue
    if cue == "text":
        return (LineKind.STAMP, "print_head") if _SAS_HEAD.match(mark.text) else None
    if cue == "blank":
        return LineKind.BLANK, "blank"
    if cue == "specks":
        return LineKind.FURNITURE, "specks"
    kind = fixed_kind(cue)
    return (kind, cue) if kind else None


def _decisions(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """A decision stamp runs over lines: RELEASE IN / FULL, or the officer and the date below it."""
    for index, mark in enumerate(marks):
        if mark.cue != "decision":
            continue
        following = [i for i in range(index + 1, min(index + 8, len(marks))) if marks[i].cue != "blank"]
        if following and _DECISION_REST.fullmatch(marks[following[0]].text):
            verdicts[following[0]] = LineKind.STAMP, "decision"
            following.pop(0)
        for i in following[:3]:
            if verdicts[i] is None or verdicts[i][0] is not LineKind.MARGIN:  # type: ignore[index]
                break
            verdicts[i] = LineKind.STAMP, "decision_codes"
        dated = next((i for i in following[:_OFFICER_LINES] if _OFFICER_DATE.match(marks[i].text)), None)
        if dated is not None:
            for i in following[: following.index(dated) + 1]:
                verdicts[i] = LineKind.STAMP, "release_officer"


def _split_page_lines(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """PAGE 01 and its station and serial apart, as web copies (1978 on) and OCR of columns print them."""
    pages = [i for i, m in enumerate(marks) if m.cue == "page" and not _has_serial(m)]
    for page in pages:
        near = [i for i in range(page + 1, min(page + 8, len(marks))) if marks[i].cue != "blank"]
        if near and marks[near[0]].cue == "place":
            verdicts[near[0]] = LineKind.FURNITURE, "page_place"
    if not pages:
        return
    until = next((i for i, m in enumerate(marks) if m.cue in ("fm", "dtg")), len(marks))
    for i, mark in enumerate(marks):
        timed = mark.cue == "place" and mark.text.rstrip().endswith(("Z", "2"))
        loose = i < until and mark.cue in ("text", "digits") and _is_page_part(mark.text)
        if verdicts[i] is None and (timed or loose or (mark.cue == "place" and i < until)):
            verdicts[i] = LineKind.FURNITURE, "page_place"


def _page_heads(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """The letterhead and routing stamps over a page line (fixtures/pre-1973), down from the first that is printed."""
    if not any("ELEG" in m.text or "SECRETARI" in m.text for m in marks):
        return
    for page in (i for i, m in enumerate(marks) if m.cue == "page"):
        above = [i for i in range(page - 1, max(page - _LETTERHEAD, -1), -1) if marks[i].cue == "text"]
        printed = [i for i in above if verdicts[i] is None and _LETTER_PRINT.search(marks[i].text)]
        if printed:
            for i in range(min(printed), page):
                verdicts[i] = verdicts[i] or (LineKind.FURNITURE, "page_head")


def _is_page_part(text: str) -> bool:
    return bool(_PAGE_PART.match(text)) or (len(text) <= 7 and posts.expand(text) is not None)


def _has_serial(mark: Mark) -> bool:
    return sum(map(str.isdigit, mark.text)) > 4


def _is_web_page(marks: Sequence[Mark]) -> bool:
    return any(mark.text == _WEB_END for mark in marks[:_WEB_FIELDS])


def _attributes(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """The archive's own block about the message: all lines from its heading on."""
    for index, mark in enumerate(marks):
        if mark.cue == "attributes_heading" and mark.text.startswith("Message Attributes"):
            _fill(marks, verdicts, index, len(marks), "attributes")
            return
        if index < _WEB_FIELDS and mark.text == _WEB_END:
            _fill(marks, verdicts, 0, index + 1, "web_page")
            return
    first = next((i for i, m in enumerate(marks) if m.cue != "blank"), None)
    if first is not None and marks[first].text.startswith("doc_nbr:"):
        end = next((i for i in range(first, len(marks)) if not _ROW.match(marks[i].line.text)), len(marks))
        _fill(marks, verdicts, first, end, "database_row")


def _fill(marks: Sequence[Mark], verdicts: Verdicts, start: int, end: int, rule: str) -> None:
    for i in range(start, end):
        verdict = verdicts[i]
        if marks[i].cue != "blank" and not (rule == "web_page" and verdict and verdict[0] is LineKind.STAMP):
            verdicts[i] = LineKind.ATTRIBUTES, rule
