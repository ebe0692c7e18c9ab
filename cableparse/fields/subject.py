"""SUBJECT: its lines as one, a word broken by a hyphen kept as printed (RECORD.md, subject)."""

from __future__ import annotations

import re

from cableparse.draft import Draft
from cableparse.lines import Block
from cableparse.reading import fold

_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011\u2012\u2013\u00ad]$")


def read(draft: Draft, block: Block) -> None:
    """The first subject that is printed; a quoted message's does not replace it, its own heading does not double it."""
    if draft.get("subject") is not None:
        return
    parts = [fold(line) for line in block.value.text.split("\n")]
    half = len(parts) // 2
    if half and parts[:half] == parts[half:]:
        parts = parts[:half]
    text = "".join(part if _HYPHEN.search(part) else f"{part} " for part in parts).strip()
    if text:
        draft.put("subject", text, block.spans)
