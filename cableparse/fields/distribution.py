"""Distribution inside the Department: ORIGIN / ACTION, INFO, copies and their total."""

from __future__ import annotations

import re
from typing import Any

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.vocabulary import offices

# OCR drops the blank between two offices.
_ITEM = re.compile(r"([A-Z0-9]{1,5})[ ._“\"-]{1,3}(\d\d(?=[A-Z]{1,5}-\d\d)|[\dO@BGIZa]{2,3}(?!\w))")
_TOTAL = re.compile(r"/ ?(\w?\d{1,3})")
# The most that one office has in the fixtures is 31 (AID).
_MOST_COPIES = 40
_DIGITS = str.maketrans("O@BGIZa", "0006120")


def read(draft: Draft, path: str, printed: Printed) -> None:
    """Add the offices of one run of the list to `path`; note the total where it is printed.

    The list's provenance is the whole of its lines.
    """
    found: list[dict[str, Any]] = []
    for token in printed.tokens:
        for symbol, copies in _ITEM.findall(token):
            known = _symbol(symbol)
            if known != symbol:
                draft.note(Code.REPAIRED, f"`{symbol}` read as {known}.", printed.part(token, 0, len(token)))
            if not copies.isdigit():
                draft.damaged = True
                copies = copies.translate(_DIGITS)
            found.append({"symbol": known, "copies": int(copies), "name": offices.name(known, draft.year)})
        total = _TOTAL.search(token) if "/" in token else None
        if total:
            digits = total[1] if total[1].isdigit() else "0" + total[1][1:]
            draft.put("distribution.total", int(digits), printed.part(token, *total.span()))
    draft.extend(path, found, printed.spans)


def check(draft: Draft) -> None:
    """The printed total against the copies: a checksum where nothing is damaged."""
    items = [*(draft.get("distribution.offices") or []), *(draft.get("distribution.info") or [])]
    if draft.damaged:
        _zeros(draft, items)
    total = draft.get("distribution.total")
    if total is None:
        return
    copies = sum(item["copies"] or 0 for item in items)
    if copies != total:
        spans = draft.provenance.get("distribution.total", [])
        draft.note(Code.COPIES_DO_NOT_ADD_UP, f"They add up to {copies}, the total says {total}.", spans)


def _zeros(draft: Draft, items: list[dict[str, Any]]) -> None:
    """Where OCR misread some zeros, a count that no office gets has one more: 6, 8 and 9 for the tens."""
    for item in items:
        copies = item["copies"]
        if copies is not None and copies > _MOST_COPIES:
            draft.note(Code.REPAIRED, f"{item['symbol']}-{copies:02} read as {item['symbol']}-{copies % 10:02}.")
            item["copies"] = copies % 10


def _symbol(printed: str) -> str:
    if offices.known(printed):
        return printed
    return offices.repair(printed) or printed
