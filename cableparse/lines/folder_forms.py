"""Where one form of a folder ends and the next begins (FORMATS.md 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cableparse.lines.evidence import form_print, running
from cableparse.lines.form_cut import cut
from cableparse.pages import Line

# What a heading holds that no other lines hold together; a date stamp is an outgoing form's.
_SIGHTS = frozenset({"title", "letterhead", "control", "received", "fm", "to", "number", "date"})
_OPENING = frozenset({"title", "fm", "control", "received", "number"})
_VALUES = {"dated": "received", "number": "number", "department": "to", "stamp": "date"}
# So many of them within so many lines are a heading.
_ENOUGH = 3
_HEADING_LINES = 30
# A heading's own column and level may stand above its title.
_ABOVE = 24
# A message has a line of text at least.
_LEAST_TEXT = 1.0


def starts(lines: Sequence[Line]) -> list[int]:
    """The indexes of the lines that a message begins with; the first is 0, whatever stands before the first form.

    A heading begins a message where text stands between it and the one before; the head of a further page does not.
    """
    found, text, index, seen = [0], 0.0, 0, False
    while index < len(lines):
        line = lines[index].text
        if (not seen or text >= _LEAST_TEXT) and _opens(line) and (end := _heading(lines, index)):
            if seen:
                found.append(_head(lines, index))
            text, index, seen = 0.0, end, True
        else:
            text += running.prose(line)
        index += 1
    return found


def _sights(text: str) -> Iterator[str]:
    if len(text) > form_print.LONGEST_HEAD or (
        running.prose(text) >= 1 and ":" not in text and not form_print.title(text)
    ):
        return
    for part in cut(text):
        name = part.label or _VALUES.get(part.type, "")
        if name in _SIGHTS:
            yield name


def _opens(text: str) -> bool:
    return any(name in _OPENING for name in _sights(text))


def _heading(lines: Sequence[Line], first: int) -> int | None:
    """The last line of the heading that begins at `first`; None where it is none, or the head of a further page."""
    seen: set[str] = set()
    text, last, count = 0.0, first, 0
    for index in range(first, len(lines)):
        line = lines[index].text
        if not line.strip():
            continue
        count += 1
        text += running.prose(line)
        if form_print.page_head(line) or form_print.record_sheet(line):
            return None
        if text > _ENOUGH or count > _HEADING_LINES:
            break
        for name in _sights(line):
            if name not in seen:
                seen.add(name)
                last = index
    return last if len(seen) >= _ENOUGH else None


def _head(lines: Sequence[Line], first: int) -> int:
    """The line that the message begins with: the heading's own column and count may stand above its first word."""
    head = first
    for index in range(first - 1, max(first - _ABOVE, -1), -1):
        line = lines[index]
        if form_print.page_break(lines[index + 1], line):
            return index + 1
        if not line.text.strip():
            continue
        parts = cut(line.text)
        if not parts or any(part.label not in ("column", "column_info", "count") for part in parts):
            return head
        head = index
    return head
