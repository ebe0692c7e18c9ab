"""Which family a message's print belongs to, told from its cues (FORMATS.md, section 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.layout import form
from cableparse.layout.cues import Mark
from cableparse.record import Kind, Layout

_WITHDRAWAL = re.compile(r"WITHDRAWAL (?:NOTICE|CARD|SHEET)|withdrawal (?:notice|card|sheet)", re.I)
_AIRGRAM = re.compile(r"\bA-\d{1,4}\b")
_INLINE_PAGE = re.compile(r"PAGE \d\d [A-Z][A-Z ]{1,8} \d{5,6}\b")
# A heading whose lines OCR joined.
_JOINED_HEADING = re.compile(r"[ZOPR] \d{6}Z [A-Z]{3} \d\d FM [A-Z]|PAGE \d\d (?:ORIGIN|ACTION) [A-Z]")
_TELETYPE_SHARE = 0.97
_CAPITAL_WORD = re.compile(r"[A-Z]{3,}")
_FEWEST_WORDS = 20


def tell(marks: Sequence[Mark]) -> tuple[Kind, Layout]:
    """Kind and layout of the message in `marks`."""
    cues = {m.cue for m in marks}
    if "form_heading" in cues and any("AIRGRAM" in m.text for m in marks if m.cue == "form_heading"):
        if any(_AIRGRAM.search(m.text) for m in marks) and {"tags", "subject", "eo"} & cues:
            return "airgram", "form"
    elif "form_heading" in cues:
        return "cable", "form"
    layout = _telegram_layout(marks, cues)
    if layout is not None:
        return "cable", layout
    if form.heading(marks) is not None:
        return "cable", "form"
    if any(_WITHDRAWAL.search(m.text) for m in marks[:40] if m.cue == "text"):
        return "withdrawal_notice", "unknown"
    if _is_draft(marks, cues) or _is_teletype(marks):
        return "cable", "unknown"
    return "not_a_cable", "unknown"


def _telegram_layout(marks: Sequence[Mark], cues: set[str]) -> Layout | None:
    if "page" in cues and ({"class_line", "dtg", "distribution", "place", "number"} & cues or _has_serial(marks)):
        return "electronic"
    if "lost_text" in cues:
        return "electronic"
    if "mrn" in cues:
        return "smart"
    if "dtg" in cues and {"fm", "to", "class_line"} & cues:
        return "acp127"
    if any(_INLINE_PAGE.search(m.text) or _JOINED_HEADING.search(m.text) for m in marks):
        return "electronic"
    if "class_line" in cues and {"eo", "tags"} & cues:
        return "acp127"
    return None


def _has_serial(marks: Sequence[Mark]) -> bool:
    return any(m.cue == "page" and sum(map(str.isdigit, m.text)) > 5 for m in marks)


def _is_draft(marks: Sequence[Mark], cues: set[str]) -> bool:
    """A message with no heading yet, as drafters circulate it: TAGS and SUBJECT, or addressees and a reference."""
    return "tags" in cues and bool({"subject", "eo"} & cues)


def _is_teletype(marks: Sequence[Mark]) -> bool:
    """Numbered paragraphs wholly in capitals: the text of a telegram that lost its header."""
    letters = " ".join(m.text for m in marks if m.cue not in ("blank", "specks"))
    capitals = sum(map(str.isupper, letters))
    lower = sum(map(str.islower, letters))
    numbered = any(m.cue in ("number", "letter") for m in marks)
    words = len(_CAPITAL_WORD.findall(letters)) >= _FEWEST_WORDS
    return numbered and words and capitals >= _TELETYPE_SHARE * (capitals + lower)
