"""TAGS: codes with kind and name from the vocabulary of the message's year."""

from __future__ import annotations

import re

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.grammars import scanner
from cableparse.pages import Span
from cableparse.reading import Reading, fold
from cableparse.vocabulary import tags


def read(draft: Draft, printed: Printed) -> None:
    """Add the codes of one TAGS line and its continuations."""
    reading = printed.joined()
    for found in scanner("tags", "NONE", "CODE", "DETAIL").finditer(reading.text):
        if found.lastgroup == "CODE":
            _code(draft, reading, found)
        elif found.lastgroup == "DETAIL":
            _detail(draft, reading, found)


def _code(draft: Draft, reading: Reading, found: re.Match[str]) -> None:
    spans = reading.spans(*found.span())
    code, year = found[0], draft.year
    if tags.find(code, year) is None:
        glued = tags.split_glued(code, year)
        if glued is not None:
            draft.note(Code.REPAIRED, f"`{code}` read as {', '.join(glued)}.", spans)
            for part in glued:
                _add(draft, part, spans)
            return
        fixed = tags.repair(code, year)
        if fixed is not None:
            draft.note(Code.REPAIRED, f"`{code}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
            code = fixed[0]
    _add(draft, code, spans)


def _add(draft: Draft, code: str, spans: list[Span]) -> None:
    if code in {item["code"] for item in draft.get("tags") or []}:
        return
    entry = tags.find(code, draft.year)
    if entry is None:
        draft.note(Code.UNKNOWN_TAG, f"`{code}`.", spans)
    kind, name = (entry.kind, entry.name) if entry else ("unknown", None)
    draft.add("tags", {"code": code, "kind": kind, "name": name, "detail": None}, spans)


def _detail(draft: Draft, reading: Reading, found: re.Match[str]) -> None:
    """A personal name in parentheses, as in OVIP (KISSINGER, HENRY A.)."""
    items = draft.get("tags")
    if not items:
        return
    detail = fold(found[0]).strip("()").strip()
    before = items[-1]["detail"]
    items[-1]["detail"] = f"{before}; {detail}" if before else detail
    path = f"tags[{len(items) - 1}].detail"
    draft.provenance.setdefault(path, []).extend(reading.spans(*found.span()))
