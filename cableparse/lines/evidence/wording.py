"""The words of a line, and how near they are to printed ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.lines import labels

TOKEN = re.compile(r"[\w!|’'®]+")
# The margin before a label holds a symbol or two of the column, and specks.
MARGIN = 14
# Below this a word of the form is taken for another word.
NEAR = 0.68
# Marks and specks around a word.
SIGNS = ' \t*_#|•·-.,:;‘"“”{}[]<>~=+°£'


class Find(NamedTuple):
    """A value in a line by its type; `start` and `end` count characters of the text it was found in."""

    type: str
    start: int
    end: int


class Word(NamedTuple):
    """A word of a line with its place."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a line."""
    return tuple(Word(m.start(), m.end(), m[0]) for m in TOKEN.finditer(damage.plain(text)))


@lru_cache(maxsize=16384)
def near(printed: str, known: str) -> float:
    """How near two words are, case left out; 0 where they cannot be near enough, which look-alikes folded tell fast."""
    if abs(len(printed) - len(known)) > max(1, len(known) // 3):
        return 0.0
    most = _most(max(len(printed), len(known)))
    if _edits()(damage.skeleton(printed), damage.skeleton(known), score_cutoff=most) > most:
        return 0.0
    return damage.closeness(printed.upper(), known)


def _most(length: int) -> int:
    """How many edits words of a length may be apart to be near, look-alikes not counted."""
    return int((1 - NEAR) * length / damage.LOST) + 1


@cache
def _edits() -> Callable[..., int]:
    from rapidfuzz.distance import OSA

    return OSA.distance


@lru_cache(maxsize=16384)
def closest(printed: str, known: tuple[str, ...], least: float) -> str | None:
    """The one of some words that a printed one is nearest to, None where none is near enough."""
    from rapidfuzz import process

    folded = damage.skeleton(printed)
    most = _most(max(map(len, known)))
    alike = process.extract(folded, _skeletons(known), scorer=_edits(), score_cutoff=most, limit=None)
    score, word = max(((near(printed, word), word) for _, _, word in alike), default=(0.0, ""))
    return word if score >= least else None


@cache
def _skeletons(known: tuple[str, ...]) -> dict[str, str]:
    return {word: damage.skeleton(word) for word in known}


def _windows(text: str, known: str) -> Iterator[tuple[float, int, int]]:
    """Stretches of as many words as `known` has, one more or one less, with their nearness to it."""
    found = words(text)
    count = known.count(" ") + 1
    slack = max(1, len(known) // 3)
    shortest, longest = len(known) - slack, len(known) + slack
    for size in {count, count + 1, count - 1} - {0}:
        for index in range(len(found) - size + 1):
            start, end = found[index].start, found[index + size - 1].end
            if end - start < shortest:
                continue
            printed = " ".join([word.text for word in found[index : index + size]])
            if len(printed) <= longest and (score := near(printed, known)) >= NEAR:
                yield score, start, end


def best_window(text: str, known: tuple[str, ...]) -> tuple[float, int, int] | None:
    """The stretch of a line that is nearest to one of some printed words, and how near; of equals the longest."""
    found = (window for form in known for window in _windows(text, form))
    return max(found, key=lambda window: (window[0], window[2] - window[1]), default=None)


@cache
def printed_forms(label: str) -> tuple[str, ...]:
    """How forms print a label, in capitals."""
    return tuple(form.upper() for form in labels.row(label, "form").forms)
