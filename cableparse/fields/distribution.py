"""Distribution inside the Department: ORIGIN / ACTION, INFO, copies and their total."""

from __future__ import annotations

import re

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.vocabulary import offices

_ITEM = re.compile(r"([A-Z0-9]{1,5})[ ._“\"-]{1,3}([\dO@BGIZ]{2,3})(?!\w)")
_TOTAL = re.compile(r"/ ?(\w?\d{1,3})")
_DIGITS = str.maketrans("O@BGIZ", "000612")


def read(draft: Draft, path: str, printed: Printed) -> None:
    """Add the offices of one run of the list to `path`; note the total where it is printed."""
    for token in printed.tokens:
        found = False
        for item in _ITEM.finditer(token):
            symbol, copies = item.groups()
            known = _symbol(symbol)
            spans = printed.part(token, item.start(), item.end())
            if known != symbol:
                draft.note(Code.REPAIRED, f"`{symbol}` read as {known}.", spans)
            draft.add(
                path,
                {"symbol": known, "copies": int(copies.translate(_DIGITS)), "name": offices.name(known, draft.year)},
                spans,
            )
            found = True
        total = _TOTAL.search(token)
        if total and (found or token.lstrip().startswith("/")):
            digits = total[1] if total[1].isdigit() else "0" + total[1][1:]
            draft.put("distribution.total", int(digits), printed.part(token, total.start(), total.end()))


def check(draft: Draft) -> None:
    """The printed total against the copies: a checksum where nothing is damaged."""
    total = draft.get("distribution.total")
    if total is None:
        return
    items = [*(draft.get("distribution.offices") or []), *(draft.get("distribution.info") or [])]
    copies = sum(item["copies"] or 0 for item in items)
    if copies != total:
        spans = draft.provenance.get("distribution.total", [])
        draft.note(Code.COPIES_DO_NOT_ADD_UP, f"They add up to {copies}, the total says {total}.", spans)


def _symbol(printed: str) -> str:
    if offices.known(printed):
        return printed
    return offices.repair(printed) or printed
