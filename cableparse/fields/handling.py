"""Captions and passing lines: what stands between the classification line and the labels."""

from __future__ import annotations

import re

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import captions

_PARTS = re.compile(r"\s*[;,/+]\s*|\s+-\s+|\s*\(")


def read(draft: Draft, printed: Printed) -> None:
    """Each line is captions, or it is kept as a passing line."""
    for token in printed.tokens:
        if not _captions(draft, token, printed.part(token, 0, len(token))):
            draft.add("passing", fold(token), printed.part(token, 0, len(token)))


def read_list(draft: Draft, printed: Printed) -> None:
    """SMART's Captions field."""
    for part, spans in printed.split(_PARTS):
        _caption(draft, part, spans, keep_unknown=True)


def _captions(draft: Draft, line: str, spans: list[Span]) -> bool:
    """Whether the line holds captions; each is added once."""
    if _caption(draft, line.strip(), spans):
        return True
    parts = [p.strip(" ).") for p in _PARTS.split(line) if p.strip(" ).")]
    found = [_caption(draft, part, spans) for part in parts]
    if any(found):
        return True
    words = line.split()
    return len(words) > 1 and all(captions.find(w) for w in words) and all([_caption(draft, w, spans) for w in words])


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
