"""What the lines of a typed form are: INCOMING TELEGRAM, OUTGOING TELEGRAM, AIRGRAM (FORMATS.md 2 and 11).

OCR reads a form in any order: the column of offices at the left margin between the lines, labels before their values or
not at all. So values are known by their type (a serial with a day, a date with a year, a name that is nothing but a
post), labels are hints, and the heading ends where its evidence is outweighed by running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse import damage
from cableparse.lines import labels
from cableparse.lines.evidence import form, furniture, words
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line
from cableparse.vocabulary import offices, precedence

# What each sight of the heading is worth against one line of running text.
_WEIGHTS = {
    "title": 1.0, "letterhead": 1.0, "number": 3.0, "received": 2.0, "control": 1.0, "fm": 2.0, "to": 2.0, "info": 1.0,
    "date": 2.0, "sent": 2.0, "precedence": 1.0, "handling": 1.0, "ref": 1.0, "subject": 1.0,
}  # fmt: skip
# A label with no value on its line.
_EMPTY = 1.0
# No heading comes back after so much text.
_FAR = 12.0
_SIGNS = " \t*_#|•·-.,:;’‘'\"“”"
_GROUP = re.compile(r"\W*G ?[PR] ?[-.~]{0,2} ?[\dIl!]\W*$")
_TYPIST = re.compile(r"\W?[A-Z]{2,4} ?[:/;] ?[A-Za-z0-9/]{0,6}\W?$|\W?[A-Z]{2,3}$")
_PAGE_TWO = re.compile(r"\W*\w?\d?\W+(?=\w{1,5}\W)")
_SURNAME = re.compile(r"\W*(?:[A-Z][A-Za-z'-]{2,14} )?[A-Z][A-Za-z'-]*[A-Z]{2}\W{0,3}$")
_SENTENCE_END = re.compile(r"[.?!)\"”]\W*$")


class _Part(NamedTuple):
    """A stretch of a line; `type` is the kind of value, empty for a printed label alone; label "" is not decided."""

    start: int
    end: int
    label: str
    value: int
    type: str = ""


def label(lines: Sequence[Line]) -> list[Labelled] | None:
    """The lines of one message that is a typed form, each with what it is; None where nothing of a form is there."""
    return _Form(lines).run()


class _Form:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.cut: dict[int, list[_Part]] = {}
        self.first = _cover(self.texts)
        self.text = self._boundary()
        self.pending: list[str] = []
        self.seen: set[str] = set()
        self.column = ""
        self.dated = ""

    def run(self) -> list[Labelled] | None:
        if not self.seen_weight:
            return None
        found: list[Labelled] = []
        for index in range(len(self.lines)):
            if index < self.first:
                found += self._around(index)
            elif index < self.text:
                found += self._heading(index)
        ...
        return found
