"""Characters that steer what shows a text: controls, and those that turn the direction of writing."""

from __future__ import annotations

import re

# DEL and C1 (ECMA-48); line separators; marks, overrides and isolates of direction (Unicode 9, 2.1 to 2.6).
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_DELETE = "\x7f"
_C0 = dict.fromkeys(range(0x20), " ")
del _C0[ord("\t")]


def unsteered(text: str) -> str:
    """`text` with a space for each that is above ASCII, and for DEL."""
    return _STEERING.sub(" ", text)


def visible(text: str) -> str:
    """`text` on one line, with each character that controls or turns it as a space; a tab stays."""
    return unsteered(text.translate(_C0))


def escaped(json: str) -> str:
    """JSON that says the same, each of them escaped: outside strings it has none."""
    if json.isascii() and _DELETE not in json:  # as most is, which is seen without looking at each character
        return json
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", json)
