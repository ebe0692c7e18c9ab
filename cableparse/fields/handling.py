"""Captions and passing lines: what stands between the classification line and the labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lark import Token

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import captions

_BLANKS = re.compile(r"\s+")
_PARTS = re.compile(r"\s*[;,/+]\s*|\s+-\s+|\s*\(")


def read(draft: Draft, printed: Printed) -> None:
    """Each line is captions, or it is kept as a passing line."""
    for token in printed.tokens:
        if not _captions(draft, token, printed):
            draft.add("passing", fold(token), printed.part(token, 0, len(token)))


def read_list(draft: Draft, printed: Printed) -> None:
    """SMART's Captions field."""
    for part, spans in printed.split(_PARTS):
        _caption(draft, part, spans, keep_unknown=True)


def _captions(draft: Draft, token: Token, printed: Printed) -> bool:
    """Whether the line holds captions; each is added once, with its own place."""
    whole = token.strip()
    if _caption(draft, whole, printed.part(token, 0, len(whole))):
        return True
    parts = list(_pieces(token, _PARTS))
    found = [_caption(draft, part, printed.part(token, start, end)) for part, start, end in parts]
    if any(found):
        return True
    words = list(_pieces(token, _BLANKS))
    if len(words) < 2 or not all(captions.find(word) for word, _, _ in words):
        return False
    return all([_caption(draft, word, printed.part(token, start, end)) for word, start, end in words])


def _pieces(text: str, separator: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """The parts of a line between separators, with their places."""
    start = 0
    for end, following in [*(m.span() for m in separator.finditer(text)), (len(text),) * 2]:
        part = text[start:end].strip(" ).")
        if part:
            first = text.index(part, start)
            yield part, first, first + len(part)
        start = following


def _caption(draft: Draft, printed: str, spans: list[Span], *, keep_unknown: bool = False) -> bool:
    known = captions.find(printed)
    name = known.name if known and known.name in captions.names() else None
    if known is None and 4 < len(printed) < 24:
        fixed = captions.repair(printed)
        if fixed is not None:
            draft.note(Code.REPAIRED, f"`{printed}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
            name = fixed[0]
    if name is None and keep_unknown and printed:
        name = printed.upper()
    if name is None:
        return False
    if name not in (draft.get("captions") or []):
        draft.add("captions", name, spans)
    return True
