"""TAGS: codes with kind and name from the vocabulary of the message's year."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.grammars import parser
from cableparse.lines import Block
from cableparse.pages import Span
from cableparse.reading import Reading, fold
from cableparse.vocabulary import tags_codes

# The longest codes of tags.csv have eight letters (CACS programs apart, none has more than five); a longer word that
# is none is part of a name.
_LONGEST = 5
_SHORTEST = 2


class TagsPart(NamedTuple):
    """A word or parenthesis of the value: `kind` is NONE, WORD or DETAIL."""

    kind: str
    text: str
    start: int
    end: int


def read(draft: Draft, block: Block) -> None:
    """Add the codes of one TAGS line and its continuations; words that are no codes belong to the code before them."""
    found = parts(block.value.text)
    at = 0
    while at < len(found):
        part = found[at]
        at += 1
        if part.kind == "DETAIL":
            _detail(draft, part, block.value)
        elif part.kind == "NONE":
            draft.extend("tags", [], block.value.spans(part.start, part.end))
        else:
            at += _word(draft, part, found[at] if at < len(found) else None, block.value)


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[TagsPart, ...]:
    """The words and parentheses of a value."""
    tokens = parser("tags").tokens(damage.plain(text))
    return tuple(TagsPart(token.type, str(token), token.start_pos or 0, token.end_pos or 0) for token in tokens)


def _word(draft: Draft, part: TagsPart, following: TagsPart | None, value: Reading) -> int:
    """Read one word as a code, as two that are glued, or repaired; returns how many words after it belong to it."""
    code, year, spans = part.text.upper(), draft.year, value.spans(part.start, part.end)
    if tags_codes.find(code, year) is not None:
        _add(draft, code, spans)
        return 0
    if following is not None and following.kind == "WORD" and part.end + 1 == following.start:
        whole = code + following.text.upper()
        if tags_codes.find(whole, year) is not None and tags_codes.find(following.text, year) is None:
            spans = value.spans(part.start, following.end)
            draft.repaired(f"{part.text} {following.text}", whole, None, spans)
            _add(draft, whole, spans)
            return 1
    if len(code) < _SHORTEST:
        return 0
    glued = tags_codes.split_glued(code, year)
    if glued is not None:
        draft.repaired(part.text, ", ".join(glued), None, spans)
        for one in glued:
            _add(draft, one, spans)
        return 0
    fixed = tags_codes.repair(part.text, year)
    if fixed is not None:
        draft.repaired(part.text, fixed[0], fixed[1], spans)
        code = fixed[0]
    elif len(code) > _LONGEST and draft.get("tags"):
        _detail(draft, part, value)
        return 0
    _add(draft, code, spans)
    return 0


def _add(draft: Draft, code: str, spans: list[Span]) -> None:
    for index, item in enumerate(draft.get("tags") or []):
        if item["code"] == code:
            draft.provenance[f"tags[{index}]"] += spans
            return
    entry = tags_codes.find(code, draft.year)
    if entry is None:
        draft.note(Code.UNKNOWN_TAG, f"`{code}`.", spans)
    kind, name = (entry.kind, entry.name) if entry else ("unknown", None)
    draft.add("tags", {"code": code, "kind": kind, "name": name, "detail": None}, spans)


def _detail(draft: Draft, part: TagsPart, value: Reading) -> None:
    """A personal name or free text, as in OVIP (KISSINGER, HENRY A.)."""
    items = draft.get("tags")
    if not items:
        return
    detail = fold(part.text).strip("()").strip()
    before = items[-1]["detail"]
    joint = "; " if part.kind == "DETAIL" else " "
    items[-1]["detail"] = f"{before}{joint}{detail}" if before else detail
    draft.provenance.setdefault(f"tags[{len(items) - 1}].detail", []).extend(value.spans(part.start, part.end))
