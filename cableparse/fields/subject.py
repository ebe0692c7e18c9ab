"""SUBJECT: its lines as one, a word broken by a hyphen kept as printed (RECORD.md, subject)."""

from __future__ import annotations

import re

from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.reading import fold

_HYPHEN = re.compile(r"(?<=\w)-$")


def read(draft: Draft, printed: Printed) -> None:
    """The first subject that is printed; a quoted message's does not replace it."""
    parts = [fold(token) for token in printed.tokens]
    text = "".join(part if _HYPHEN.search(part) else f"{part} " for part in parts).strip()
    if text and draft.get("subject") is None:
        draft.put("subject", text, printed.spans)
