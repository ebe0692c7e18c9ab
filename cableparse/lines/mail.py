"""The heads of e-mails that a cable travelled in: From, Sent, To, Cc, Subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse import damage
from cableparse.lines.cut import Stretch

# What mail programs print before a message's lines.
_SENDER = ("From",)
_SENT = ("Sent", "Date")
_LAST = ("Subject", "Attachments", "Importance")
_COLON = re.compile(r"[:;]")
_LONGEST_LABEL = 14
_CLOSE = 0.8
_NEAR = 3
_LONGEST = 40


def heads(stretches: Sequence[Stretch]) -> set[int]:
    """The stretches that belong to the head of an e-mail."""
    found: set[int] = set()
    printed = [i for i, s in enumerate(stretches) if s.text]
    for at, index in enumerate(printed):
        below = printed[at + 1 : at + 1 + _NEAR]
        if _begins(stretches[index].text, _SENDER) and any(_begins(stretches[i].text, _SENT) for i in below):
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
        labelled = labelled or _begins(stretches[index].text, _LAST)
    return list(indexes[:end])


def _begins(text: str, labels: tuple[str, ...]) -> bool:
    """Whether the text begins with one of the labels and a colon."""
    colon = _COLON.search(text, 0, _LONGEST_LABEL)
    head = text[: colon.start()].strip() if colon else ""
    return head in labels or (
        len(head) > 2 and any(damage.closeness(head, label, _CLOSE) >= _CLOSE for label in labels)
    )
