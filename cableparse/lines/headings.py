"""Headings below a message's text: another message's, or that of a further section of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse import damage
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.vocabulary import telling_words

_HEADING = frozenset({"origin", "action", "copies", "filing", "routing", "dtg", "fm", "to", "info", "class_line"})
_ABOVE = frozenset({"page", "place", "count", "banner", "blank", "speck", "release", "filing"})
_NUMBER = re.compile(r"([^\s.]{2,7})\W*$")
# The last line of a text that goes on with another post's message.
_QUOTES = re.compile(rf"\b(?:{telling_words.pattern('quotes')})\b")


def settle(lines: list[Labelled]) -> tuple[list[Labelled], list[int]]:
    """The lines with quoted headings as text, and where a further message begins.

    A heading below text is a section's where its classification line prints the message's own number: it stays. It is
    another message's where it prints another number and a date-time group; else it is quoted and is text.
    """
    starts: list[int] = []
    own = next((_number(line) for line in lines if line.label == "class_line"), None)
    settled = list(lines)
    text = quoted = False
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.label == "text":
            text = True
            quoted = _QUOTES.search(line.text) is not None
        elif text and line.label in _HEADING:
            end, labels, number = _heading(lines, index)
            if number == own or (number is None and not quoted) or labels == {"class_line"}:
                pass
            elif not quoted and {"dtg", "fm"} <= labels:
                starts.append(_first(lines, index))
                own = number
            else:
                end = _block_end(lines, end)
                settled[index:end] = [_as_text(one) for one in lines[index:end]]
            text, index = number is None, end
            continue
        index += 1
    return settled, starts


def _block_end(lines: Sequence[Labelled], index: int) -> int:
    """Where the subject block of a quoted heading ends."""
    following = range(index, len(lines))
    return next((at for at in following if lines[at].label == "text"), len(lines))


def _as_text(line: Labelled) -> Labelled:
    if line.kind is not LineKind.HEADER:
        return line
    return line._replace(label="text", kind=LineKind.BODY, value=line.start)


def _heading(lines: Sequence[Labelled], index: int) -> tuple[int, set[str], str | None]:
    """Where the heading that begins here ends, its labels, and the number of its classification line."""
    labels: set[str] = set()
    number = None
    for at in range(index, len(lines)):
        line = lines[at]
        if line.label == "text" or (number is not None and line.label not in _HEADING | _ABOVE):
            return at, labels, number
        labels |= {line.label} & _HEADING
        if line.label == "class_line":
            number = _number(line)
    return len(lines), labels, number


def _number(line: Labelled) -> str | None:
    found = _NUMBER.search(line.text)
    number = damage.digits(found[1]).lstrip("0") if found else ""
    return number if number.isdigit() else None


def _first(lines: Sequence[Labelled], index: int) -> int:
    """The first line of a message: what is printed above its heading, down from the foot of the page before."""
    first = index
    while first and lines[first - 1].label in _ABOVE:
        first -= 1
    banners = [i for i in range(first, index) if lines[i].label == "banner"]
    return banners[0] + 1 if len(banners) > 1 else first
