"""The heads of e-mails that a cable travelled in: From, Sent, To, Cc, Subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.lines.cut import Stretch

_FROM = re.compile(r"From ?[:;]")
_SENT = re.compile(r"(?:Sent|Date) ?[:;]")
_LAST = re.compile(r"(?:Subject|Attachments?|Importance) ?[:;]")
_NEAR = 3
_LONGEST = 40


def heads(stretches: Sequence[Stretch]) -> set[int]:
    """The stretches that belong to the head of an e-mail."""
    found: set[int] = set()
    printed = [i for i, s in enumerate(stretches) if s.text]
    for at, index in enumerate(printed):
        below = printed[at + 1 : at + 1 + _NEAR]
        if _FROM.match(stretches[index].text) and any(_SENT.match(stretches[i].text) for i in below):
            found.update(_head(stretches, printed[at : at + _LONGEST]))
    return found


def _head(stretches: Sequence[Stretch], indexes: Sequence[int]) -> list[int]:
    """The lines of one head: down to its last label, and on to the next empty line."""
    spaced = len(indexes) > 1 and stretches[indexes[1]].gap > 0
    labelled, end = False, len(indexes)
    for at, index in enumerate(indexes):
        if at and stretches[index].gap and (labelled or not spaced):
            end = at
            break
        labelled = labelled or _LAST.match(stretches[index].text) is not None
    return list(indexes[:end])
