"""Headings below a message's text: another message's, or that of a further section of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse import damage
from cableparse.lines.labelled import Labelled

_HEADING = frozenset({"origin", "action", "copies", "filing", "routing", "dtg", "fm", "to", "info", "class_line"})
_OPENS = frozenset({"origin", "action", "filing", "routing", "dtg"})
_ABOVE = frozenset({"page", "place", "count", "banner", "blank", "speck", "release", "filing"})
_NUMBER = re.compile(r"([^\s.]{2,7})\W*$")
_FEWEST = 3


def further_headings(lines: Sequence[Labelled]) -> list[int]:
    """Where a further message begins: a heading below text whose classification line prints another number.

    A heading with the message's own number, or with none, is of a further section and stays.
    """
    found: list[int] = []
    own: str | None = None
    text = False
    for index, line in enumerate(lines):
        if line.label == "text":
            text = True
        elif text and line.label in _OPENS:
            labels, number = _heading(lines, index)
            if len(labels) >= _FEWEST and number and own and number != own:
                found.append(_first(lines, index))
                own = number
            text = False
        elif line.label == "class_line" and own is None:
            own = _number(line)
    return found


def _heading(lines: Sequence[Labelled], index: int) -> tuple[set[str], str | None]:
    """The labels of the heading that begins here, and the number of its classification line."""
    labels: set[str] = set()
    for line in lines[index:]:
        if line.label == "text":
            break
        labels |= {line.label} & _HEADING
        if line.label == "class_line":
            return labels, _number(line)
    return labels, None


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
