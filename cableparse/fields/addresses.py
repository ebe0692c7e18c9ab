"""Addressees: routing indicator, plain-language name, precedence, the addressee's own serial."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lark import Token

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import classifications, posts, precedence

# OCR reads the list's semicolons as commas.
_SPLIT = re.compile(r";|(?:(?<=\sIMMEDIATE)|(?<=\sPRIORITY)|(?<=\sROUTINE)),")
_INDICATOR = re.compile(r"(R[UH][A-Z]{2,6}|[A-Z])/")
_SERIAL = re.compile(r"[“\"]?\d{1,5}$")
_GLUED_MISSION = re.compile(r"(.*(?:AMEMBASSY|AMCONSUL|USMISSION|USOFFICE))([A-Za-z]{5,9})$")
_SHORTEST_PRECEDENCE = 5
_EDGES = " .,;:'‘’\"“”"


class _Parts(NamedTuple):
    name: str
    precedence: str | None
    serial: int | None
    routing_indicator: str | None


def read(draft: Draft, path: str, printed: Printed) -> None:
    """Addressees of a telegram, one a token."""
    for token in printed.tokens:
        _add(draft, path, fold(token), printed.part(token, 0, len(token)))


def read_list(draft: Draft, path: str, printed: Printed) -> None:
    """SMART's addressees: one list over several lines, parted by semicolons."""
    for part, spans in printed.split(_SPLIT):
        _add(draft, path, part, spans)


@lru_cache(maxsize=16384)
def _take_apart(printed: str) -> _Parts:
    """[RI/]NAME [precedence] [serial] [BY POUCH] (FORMATS.md 3.3 and 6)."""
    text = printed.rstrip(_EDGES).removesuffix(" BY POUCH")
    indicator = _INDICATOR.match(text)
    if indicator is not None:
        text = text[indicator.end() :]
    serial = None
    head, _, last = text.rpartition(" ")
    if head and _SERIAL.match(last):
        serial, text = int(last.strip('“"')), head.rstrip(_EDGES)
    urgency = next((word for word in precedence.WORDS if text.endswith(word)), None)
    if urgency is not None and len(text) > len(urgency) + 2:
        text = text[: -len(urgency)]
    else:
        urgency = None
    routing = indicator[1] if indicator is not None and len(indicator[1]) > 1 else None
    return _Parts(text.strip(_EDGES), urgency, serial, routing)


def originator(draft: Draft, printed: Printed, token: Token) -> None:
    """FM: the name as printed, or repaired."""
    spans = printed.part(token, 0, len(token))
    name = _repaired(draft, fold(token).rstrip(" .,;"), spans)
    post = posts.plad(name)
    draft.put("from.name", name, spans)
    if post is not None:
        draft.put("from.post", post.name, spans)


def _add(draft: Draft, path: str, printed: str, spans: list[Span]) -> None:
    name, urgency, serial, indicator = _take_apart(printed)
    if not name or classifications.level(name) is not None:
        return
    if urgency is None:
        name, urgency = _damaged_precedence(draft, name, spans)
    name = _repaired(draft, name, spans)
    post = posts.plad(name)
    draft.add(
        path,
        {
            "name": name,
            "precedence": urgency,
            "serial": serial,
            "routing_indicator": indicator,
            "post": post.name if post else None,
        },
        spans,
    )


def _damaged_precedence(draft: Draft, name: str, spans: list[Span]) -> tuple[str, str | None]:
    """A precedence word damaged at the end of a name, or glued to it."""
    if posts.plad(name) is not None:
        return name, None
    glued = _GLUED_MISSION.match(name)
    head, last = glued.groups() if glued else (name.rpartition(" ")[0], name.rpartition(" ")[2])
    fixed = precedence.repair(last) if head and len(last) >= _SHORTEST_PRECEDENCE else None
    if fixed is None:
        return name, None
    draft.note(Code.REPAIRED, f"`{last}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
    return head.strip(), fixed[0]


def _repaired(draft: Draft, name: str, spans: list[Span]) -> str:
    fixed = posts.repair_plad(name)
    if fixed is None:
        return name
    draft.note(Code.REPAIRED, f"`{name}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
    return fixed[0]
