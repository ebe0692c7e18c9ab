"""What the message center of the White House or the NSC prints over a telegram and over each of its pages.

Over its own distribution stand numbers by which it files the message: `EOB132 AN004411 TOR: 093/1542Z CSN: HCE437`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import running, shape
from cableparse.lines.evidence.between import furniture
from cableparse.vocabulary import telling_words

_FILED = re.compile(rf"\b(?:{telling_words.pattern('files')}) ?: ?\w")
# Its name has two lines over the page line.
_ABOVE = 3
# The distribution among its readers has fewer.
_BELOW = 14


def heads(stretches: Sequence[LineStretch]) -> set[int]:
    """The stretches around each line that files a message: the center's name above, its own distribution below."""
    printed = [i for i, s in enumerate(stretches) if s.text]
    found: set[int] = set()
    for at, index in enumerate(printed):
        if _is_filed(stretches[index].text):
            found.add(index)
            above = (i for i in printed[max(at - _ABOVE, 0) : at] if _is_name(stretches[i].text))
            found.update(above)
            found.update(_distribution(stretches, printed[at + 1 : at + 1 + _BELOW]))
    return found


def _is_filed(text: str) -> bool:
    """Whether the center filed the message by the line: numbers, and two more behind their names."""
    named = [found.start() for found in _FILED.finditer(text)] if ":" in text else []
    return len(named) > 1 and all(any(map(str.isdigit, word)) for word in text[: named[0]].split())


def _is_name(text: str) -> bool:
    return text.strip(" .").upper() in telling_words.words("message center")


def _distribution(stretches: Sequence[LineStretch], below: Sequence[int]) -> Sequence[int]:
    """The lines down to the telegram's own first line; none where the text goes on below."""
    for at, index in enumerate(below):
        text = stretches[index].text
        if shape.routing(text) == 1.0 or shape.dtg(text) > 0 or furniture(text)[0] == "banner":
            return below[:at]
        if shape.number(text) or running.prose(text) > 0:
            break
    return []
