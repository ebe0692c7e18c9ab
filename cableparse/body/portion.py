"""Portion marks behind paragraph numbers: whole ones, ones with a damaged bracket, and ones struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cableparse.body.stretch import Stretch
from cableparse.vocabulary import classifications

_WHOLE = re.compile(r"\(([^()]{1,20})\)[ \t]*")
_OPENING, _CLOSING = "({[<", ")}]>"
# Letters, one stroke or two, letters: with at least one bracket, or something in its place.
_DAMAGED = re.compile(r"[^\w({\[<]{0,2}([({\[<]?) ?([A-Z][A-Z/ ]{0,9}?) ?([)}\]>]|(?= ))[ \t]*")
_WRECK = re.compile(r"\S{1,8}[ \t]+(?=\S)")
_SHORT = 4


class Mark(NamedTuple):
    """A portion mark: its inside, null where it cannot be read; `end` is where the text behind it begins."""

    portion: str | None
    start: int
    end: int
    printed: str
    is_whole: bool


def marks(stretches: Sequence[Stretch], starts: Mapping[int, int]) -> dict[int, Mark]:
    """The portion marks of numbered paragraphs by the stretch they stand on.

    `starts` has the stretch of each number, and where the text behind it begins.
    A damaged one counts where another paragraph has a whole one, or most have damaged ones.
    """
    found: dict[int, Mark] = {}
    doubtful: dict[int, Mark] = {}
    for index, start in starts.items():
        text = stretches[index].text
        if start >= len(text) and index + 1 < len(stretches):  # the number stands on a line of its own
            index, text, start = index + 1, stretches[index + 1].text, 0  # noqa: PLW2901
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
    return Mark("".join(found[1].split()).upper(), start, found.end(), found[0].rstrip(), is_whole=True)


def damaged(text: str, start: int) -> Mark | None:
    """What stands at `start` in place of a mark; only a message whose paragraphs are marked makes one of it."""
    found = _DAMAGED.match(text, start)
    if found and (found[1] or found[3]) and classifications.portion(inside := "".join(found[2].split())):
        return Mark(inside, start, found.end(), found[0].rstrip(), is_whole=False)
    wreck = _WRECK.match(text, start)
    if wreck is None or not _is_wreck(wreck[0].rstrip(), text, start):
        return None
    return Mark(None, start, wreck.end(), wreck[0].rstrip(), is_whole=False)


def _is_wreck(word: str, text: str, start: int) -> bool:
    """Whether a word is no word: a bracket with no other, or signs and one or two letters between two."""
    opens, closes = word[0] in _OPENING, word[-1] in _CLOSING
    inside = word[opens : len(word) - closes]
    if opens and closes:
        return not inside.isdigit() and not (inside.isalpha() and (len(inside) > 2 or inside.isupper()))
    if closes:
        return len(inside) <= _SHORT and not (inside.isalpha() and len(inside) == 1)
    if opens:
        rest = text[start + 1 :]
        return not inside.isalpha() and _next_bracket(rest) not in _CLOSING
    return False


def _next_bracket(text: str) -> str:
    """The first bracket of a text; a blank where there is none."""
    return next((c for c in text if c in _OPENING or c in _CLOSING), " ")
