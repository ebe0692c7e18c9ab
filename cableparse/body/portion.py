"""Portion marks behind paragraph numbers: whole ones, ones with a damaged bracket, and ones struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cableparse import damage
from cableparse.body.stretch import TextStretch
from cableparse.vocabulary import classifications

_WHOLE = re.compile(r"\(([^()]{1,20})\)[ \t]*")
_OPENING, _CLOSING = "({[<", ")}]>"
_BRACKETS = frozenset(_OPENING + _CLOSING)
# The farthest sign of a damaged mark is its closing bracket: two specks, a bracket, eight signs and four before it.
_FARTHEST = 16
# Up to a closing bracket, a blank inside allowed; else the first word. Quotation marks and strokes before are specks.
_BRACKETED = re.compile(r"[^\w({\[<]{0,2}([({\[<]?[^\s(){}\[\]<>]{1,8}(?: [A-Z/]{1,3})?[)}\]>])[ \t]*(?=\S)")
_WORD = re.compile(r"[^\w({\[<]{0,2}(\S{1,8})[ \t]+(?=\S)")
# Nearer than (S) to (U); one look-alike or a lost bracket in a mark of one letter is 0.85.
_LEAST = 0.8
# A paragraph that begins with a list begins with one of these in parentheses.
_FIRST_ITEMS = frozenset({"(A)", "(1)", "(I)"})
# What is left of a struck mark where its opening bracket is lost.
_SHORT = 4


class Mark(NamedTuple):
    """A portion mark: its inside, null where it cannot be read; `end` is where the text behind it begins.

    `score` says how close a damaged one is to the mark it is read as: 1 for a whole one, null where it cannot be read.
    """

    portion: str | None
    start: int
    end: int
    printed: str
    score: float | None = 1.0


def marks(stretches: Sequence[TextStretch], starts: Mapping[int, int]) -> dict[int, Mark]:
    """The portion marks of numbered paragraphs by the stretch they stand on.

    `starts` has the stretch of each number, and where the text behind it begins.
    A damaged one counts where another paragraph has a whole one, or most have damaged ones.
    """
    found: dict[int, Mark] = {}
    doubtful: dict[int, Mark] = {}
    for index, start in starts.items():
        text = stretches[index].text
        if start >= len(text) and index + 1 < len(stretches):  # the number stands on a line of its own
            index, text, start = index + 1, stretches[index + 1].text, 0
        if mark := whole(text, start):
            found[index] = mark
        elif mark := damaged(text, start):
            doubtful[index] = mark
    return found | doubtful if found or 2 * len(doubtful) > max(len(starts), 2) else {}


def whole(text: str, start: int) -> Mark | None:
    """The whole mark at `start`: `(C)`, `(S/NF)`."""
    found = _WHOLE.match(text, start) if text[start : start + 1] == "(" else None
    if found is None or not classifications.portion(found[1]):
        return None
    return Mark("".join(found[1].split()).upper(), start, found.end(), found[0].rstrip())


def damaged(text: str, start: int) -> Mark | None:
    """What stands at `start` in place of a mark; only a message whose paragraphs are marked makes one of it."""
    if _BRACKETS.isdisjoint(text[start : start + _FARTHEST]):
        return None
    for found in (_BRACKETED.match(text, start), _WORD.match(text, start)):
        if found is None or found[1].upper() in _FIRST_ITEMS:
            continue
        if found[1][0] in _OPENING or found[1][-1] in _CLOSING:
            near = damage.nearest(found[0].rstrip(), classifications.portion_marks(), least=_LEAST)
            if near is not None:
                return Mark(near[0].strip("()"), start, found.end(), found[0].rstrip(), near[1])
            if _is_wreck(found[1], text, found.end(1)):
                return Mark(None, start, found.end(), found[0].rstrip(), None)
    return None


def _is_wreck(word: str, text: str, end: int) -> bool:
    """Whether a word that ends at `end` is none: a bracket with no other, or signs or a small letter between two."""
    opens, closes = word[0] in _OPENING, word[-1] in _CLOSING
    inside = word[opens : len(word) - closes]
    if opens and closes:
        return not inside.isdigit() and not (inside.isalpha() and (len(inside) > 2 or inside.isupper()))
    if closes:
        return len(inside) <= _SHORT and not (inside.isalpha() and len(inside) == 1)
    return not inside.isalpha() and _next_bracket(text, end) not in _CLOSING


def _next_bracket(text: str, start: int) -> str:
    """The first bracket from `start` on; a blank where there is none."""
    return next((c for c in text[start:] if c in _OPENING or c in _CLOSING), " ")
