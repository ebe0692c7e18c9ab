"""Addressees: routing indicator, plain-language name, precedence, the addressee's own serial."""

from __future__ import annotations

import re

from lark import Token

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import posts, precedence

# [RI/]NAME [precedence] [serial] [BY POUCH] (FORMATS.md 3.3 and 6)
_ADDRESSEE = re.compile(
    r"(?:(?P<ri>R[UH][A-Z]{2,6}|[A-Z])/)?(?P<name>.+?)"
    r"(?:[ .]*(?P<precedence>" + "|".join(precedence.WORDS) + r"|PIORITY)(?=\W|$))?"
    r"(?:[ “\"]+(?P<serial>\d{1,5}))?(?P<pouch>\s+BY POUCH)?[ ,;.]*$"
)
# OCR reads the list's semicolons as commas.
_SPLIT = re.compile(r"\s*;\s*|(?:(?<= IMMEDIATE)|(?<= PRIORITY)|(?<= ROUTINE)),\s*")


def read(draft: Draft, path: str, printed: Printed) -> None:
    """Addressees of a telegram, one a token."""
    for token in printed.tokens:
        parts = _ADDRESSEE.match(token)
        if parts is None:
            continue
        _add(draft, path, parts, printed.part(token, 0, len(token)))


def read_list(draft: Draft, path: str, printed: Printed) -> None:
    """SMART's addressees: one list over several lines, parted by semicolons."""
    for part, spans in printed.split(_SPLIT):
        parts = _ADDRESSEE.match(part)
        if parts is not None:
            _add(draft, path, parts, spans)


def originator(draft: Draft, printed: Printed, token: Token) -> None:
    """FM: the name as printed, or repaired."""
    spans = printed.part(token, 0, len(token))
    name = _repaired(draft, fold(token).rstrip(" .,;"), spans)
    post = posts.plad(name)
    draft.put("from.name", name, spans)
    if post is not None:
        draft.put("from.post", post.name, spans)


def _add(draft: Draft, path: str, parts: re.Match[str], spans: list[Span]) -> None:
    name = fold(parts["name"]).strip(" .,;:'")
    urgency = parts["precedence"]
    if not name:
        return
    if urgency is None:
        name, urgency = _damaged_precedence(draft, name, spans)
    elif urgency not in precedence.WORDS:
        fixed = precedence.repair(urgency)
        urgency = fixed[0] if fixed else urgency
    name = _repaired(draft, name, spans)
    post = posts.plad(name)
    draft.add(
        path,
        {
            "name": name,
            "precedence": urgency,
            "serial": int(parts["serial"]) if parts["serial"] else None,
            "routing_indicator": parts["ri"] if parts["ri"] and len(parts["ri"]) > 1 else None,
            "post": post.name if post else None,
        },
        spans,
    )


def _damaged_precedence(draft: Draft, name: str, spans: list[Span]) -> tuple[str, str | None]:
    """A precedence word glued to the name or damaged at its end."""
    for word in precedence.WORDS:
        if name.endswith(word) and len(name) > len(word) + 3:
            return name[: -len(word)].strip(), word
    head, _, last = name.rpartition(" ")
    if head and len(last) >= 5 and posts.plad(name) is None:
        fixed = precedence.repair(last)
        if fixed is not None:
            draft.note(Code.REPAIRED, f"`{last}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
            return head.strip(), fixed[0]
    return name, None


def _repaired(draft: Draft, name: str, spans: list[Span]) -> str:
    fixed = posts.repair_plad(name)
    if fixed is None:
        return name
    draft.note(Code.REPAIRED, f"`{name}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
    return fixed[0]
