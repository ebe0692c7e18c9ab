"""The date-time group and the precedence before it."""

from __future__ import annotations

import re

from lark import Token

from cableparse.dates import full_year, iso_date, read_dtg
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.grammars import pattern
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import precedence

_SMART = re.compile(
    r"(?P<date>[A-Z][a-z]{2,8} \d{1,2}, \d{4})?\s*/?\s*(?P<group>(?P<digits>\d{6,7}) ?Z.*|(?P<rest>.*))"
)


def read(draft: Draft, token: Token, printed: Printed) -> None:
    """A telegram's DTG line; a second one (a quoted message's) does not replace the first."""
    if token.type == "DTG_REST":
        _rest(draft, token, printed)
        return
    parts = pattern("telegram", "DTG").match(token)
    if parts is None or draft.get("dtg.as_printed"):
        return
    spans = printed.part(token, *parts.span("prosigns"))
    for letter in parts["prosigns"].split():
        name = precedence.from_prosign(letter)
        if name:
            draft.add("precedence", name, spans)
    _put(draft, parts["group"], printed.part(token, *parts.span("group")))


def read_smart(draft: Draft, token: Token, printed: Printed) -> None:
    """SMART's Date/DTG: `Apr 07, 2011 / 071322Z APR 11`."""
    parts = _SMART.match(token)
    start = parts.start("group") if parts else 0
    if parts is not None and _has_stroke_as_digit(parts):
        start += 1
    _put(draft, token[start:], printed.part(token, start, len(token)))


def _has_stroke_as_digit(parts: re.Match[str]) -> bool:
    """Whether OCR read the stroke before the group as a digit: the date before it gives the day."""
    day = iso_date(parts["date"]) if parts["date"] else None
    digits = parts["digits"] or ""
    return day is not None and len(digits) == 7 and digits[1:3] == day[8:]


def _rest(draft: Draft, token: Token, printed: Printed) -> None:
    """Month and year of a group whose digits are lost."""
    parts = pattern("telegram", "DTG_REST").search(f"{token}\nFM ")
    if parts is None or draft.year is not None:
        return
    draft.put("message.year", full_year(int(parts["rest_year"])), printed.part(token, *parts.span("rest_year")))
    letter = precedence.from_prosign(token.split()[0])
    if letter:
        draft.add("precedence", letter, printed.part(token, 0, 1))
    draft.note(Code.DAMAGED_DTG, f"`{fold(token)}`.", printed.spans)


def _put(draft: Draft, printed: str, spans: list[Span]) -> None:
    group = read_dtg(printed)
    draft.put("dtg.as_printed", group.as_printed, spans)
    if group.utc:
        draft.put("dtg.utc", group.utc, spans)
    if group.year and draft.year is None:
        draft.put("message.year", group.year, spans)
    if group.damaged:
        draft.note(Code.DAMAGED_DTG, f"`{group.as_printed}`.", spans)
