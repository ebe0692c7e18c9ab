"""The words of a line, and how near they are to printed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from cableparse import damage
from cableparse.lines import labels
from cableparse.look_alikes import LOST

_LETTERS = r"\w!|’'®@"
TOKEN = re.compile(rf"[{_LETTERS}]+")
# A word of two letters that a line begins with, which may be `TO`, and the next word.
ADDRESSED = re.compile(rf"[^{_LETTERS}]*([{_LETTERS}]{{2}})[^{_LETTERS}]+([{_LETTERS}]+)")
# The margin before a label holds a symbol or two of the column, and specks.
MARGIN = 14
# Below this a word of the form is taken for another word.
NEAR = 0.68
# No caller of `near` asks for less.
_LEAST = 0.6
# A word is no nearer than `_LEAST` that has a third more letters, or less.
_LETTERS_A_LENGTH = 3
# Marks and specks around a word.
SIGNS = ' \t*_#|•·-.,:;‘"“”{}[]<>~=+°£'


class Find(NamedTuple):
    """A value in a line by its type; `start` and `end` count characters of the text it was found in."""

    type: str
    start: int
    end: int


class LineWord(NamedTuple):
    """A word of a line with its place."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[LineWord, ...]:
    """The words of a line."""
    return tuple([LineWord(*m.span(), m[0]) for m in TOKEN.finditer(damage.plain(text))])


@lru_cache(maxsize=16384)
def near(printed: str, known: str) -> float:
    """How near two words are, case left out; 0 where they cannot be near enough, which look-alikes folded tell fast."""
    if abs(len(printed) - len(known)) > _slack(known):
        return 0.0
    most = _most(max(len(printed), len(known)))
    if damage.edits(damage.skeleton(printed), damage.skeleton(known), most) > most:
        return 0.0
    return damage.closeness(printed.upper(), known, _LEAST)


def _slack(known: str) -> int:
    """How many letters more or less than a word one near to it may have."""
    return max(1, len(known) // _LETTERS_A_LENGTH)


def _most(length: int) -> int:
    """How many edits words of a length may be apart to be near, look-alikes not counted."""
    return int((1 - NEAR) * length / LOST) + 1


@lru_cache(maxsize=16384)
def closest(printed: str, known: tuple[str, ...], least: float) -> str | None:
    """The one of some words that a printed one is nearest to, None where none is near enough."""
    shortest, longest, most, skeletons = _around(known)
    if not shortest <= len(printed) <= longest:
        return None
    alike = damage.within(damage.skeleton(printed), skeletons, most)
    score, word = max([(near(printed, known[at]), known[at]) for at, _ in alike], default=(0.0, ""))
    return word if score >= least else None


@cache
def _around(known: tuple[str, ...]) -> tuple[int, int, int, list[str]]:
    """The least and the most letters of a word near to one of some, the most edits that part them; their skeletons."""
    shortest = min(len(word) - _slack(word) for word in known)
    longest = max(len(word) + _slack(word) for word in known)
    return shortest, longest, _most(max(map(len, known))), list(map(damage.skeleton, known))


def _windows(text: str, known: str) -> Iterator[tuple[float, int, int]]:
    """Stretches of as many words as `known` has, one more or one less, with their nearness to it."""
    longest = len(known) + _slack(known)
    runs = _runs(words(text), known)
    if not runs:
        return
    skeletons = [damage.skeleton(run.text) for run in runs]
    for at, edits in damage.within(damage.skeleton(known), skeletons, _most(longest)):
        run = runs[at]
        if edits > _most(max(len(run.text), len(known))):
            continue
        score = damage.closeness(run.text.upper(), known, NEAR)
        if score >= NEAR:
            yield score, run.start, run.end


def _runs(found: tuple[LineWord, ...], known: str) -> list[LineWord]:
    """The runs of words, one blank between two, that have about as many words and letters as `known`."""
    shortest, longest = len(known) - _slack(known), len(known) + _slack(known)
    ends = [0, *accumulate([len(word.text) + 1 for word in found])]
    runs = []
    for size in _sizes(known):
        for index in range(len(found) - size + 1):
            if shortest < ends[index + size] - ends[index] <= longest + 1:
                run = found[index : index + size]
                runs.append(LineWord(run[0].start, run[-1].end, " ".join([word.text for word in run])))
    return runs


@cache
def _sizes(known: str) -> list[int]:
    count = known.count(" ") + 1
    return list({count, count + 1, count - 1} - {0})


def best_window(text: str, known: tuple[str, ...]) -> tuple[float, int, int] | None:
    """The stretch of a line that is nearest to one of some printed words, and how near; of equals the longest."""
    found = (window for form in known for window in _windows(text, form))
    return max(found, key=lambda window: (window[0], window[2] - window[1]), default=None)


@cache
def printed_forms(label: str) -> tuple[str, ...]:
    """How forms print a label, in capitals."""
    return tuple(form.upper() for form in labels.row(label, "form").forms)
