"""Markings of release and withdrawal: RELEASED IN PART, REVIEW AUTHORITY, Case No., DocId.

release_markings.csv has a row a marking, its words as they are printed without their punctuation, and the role it has
in a stamp. Words are found as OCR leaves them: `[RELEASEO 1N PART`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from cableparse import damage
from cableparse.vocabulary.tables import forms, rows

_WORD = re.compile(r"[^\W_]+")
# A word of a phrase may be damaged beyond knowing it alone; the phrase as a whole may not.
_LEAST_WORD = 0.7
_LEAST_PHRASE = 0.85
_LEAST_FIRST = 0.8
# The longest word of a marking has 14 letters, and two may be joined.
_LONGEST_WORD = 30
# How surely a line that prints a marking of a role, and little else, is a stamp; a text may print the others as well.
STAMP = {
    "full": 1.0, "part": 1.0, "denied": 1.0, "declassified": 1.0, "released": 1.0, "systematic review": 1.0,
    "reviewer": 1.0, "banner": 1.0, "reclassified": 1.0, "furniture": 1.0, "case": 0.9, "document": 0.9, "box": 0.8,
    "decaptioned": 1.0, "print head": 0.8, "decision begun": 0.8, "review form": 0.8, "guidelines": 0.8,
    "reviewing office": 0.5, "issuer": 0.4,
}  # fmt: skip
# What a group marking means in words is no stamp: nothing was released.
GROUP = "group"
# Roles of words that mean something only beside others of their kind.
_PARTS = frozenset({"withdrawn", "withdrawn item", "withdrawn from"})


class Marking(NamedTuple):
    """A marking found in a text: `text[start:end]` prints `words` with the closeness `score`, from 0 to 1."""

    role: str
    words: str
    start: int
    end: int
    score: float


@lru_cache(maxsize=4096)
def find_all(text: str) -> tuple[Marking, ...]:
    """The markings of a text in order, the longest at each place; line ends count as blanks."""
    words = [(_cut(found[0]), *found.span()) for found in _WORD.finditer(text)]
    markings: list[Marking] = []
    index = 0
    while index < len(words):
        length, marking = _longest(words, index)
        if marking is not None:
            markings.append(marking)
        index += length
    return tuple(markings)


def may_print(text: str, role: str) -> bool:
    """Whether the text may print a marking of a role: whether a word, or two, may be the first of one."""
    words = list(map(_cut, _WORD.findall(text)))
    first = {phrase.split()[0] for phrase in words_of(role)}
    return bool(damage.among([*words, *map(add, words, words[1:])], first, _LEAST_FIRST))


@cache
def words_of(role: str) -> frozenset[str]:
    """The printed words of a role, in upper case."""
    return frozenset(form for row in rows("release_markings") if row["role"] == role for form in forms(row["words"]))


@cache
def vocabulary() -> frozenset[str]:
    """All words of all markings of a stamp."""
    listed = [phrase for phrases in _phrases().values() for phrase, role in phrases if role != GROUP]
    return frozenset(word for phrase in listed for word in phrase)


def _cut(word: str) -> str:
    """A word of a text as the markings print theirs."""
    return word.upper()[:_LONGEST_WORD]


def _longest(words: list[tuple[str, int, int]], index: int) -> tuple[int, Marking | None]:
    """How many words the longest marking at a place has, the nearest of them, and it; 1 where there is none."""
    word, start, _ = words[index]
    first = _first(word)
    following = words[index + 1][0] if index + 1 < len(words) else ""
    if first is None and following and _first(following) is None:
        first = _first(word + following)
    if first is None:
        return 1, None
    found: tuple[int, Marking | None] = (1, None)
    best, of = _LEAST_PHRASE, 0
    for phrase, role in _phrases()[first]:
        if len(phrase) < of or best == 1.0:
            break
        printed = [word for word, _, _ in words[index : index + 2 * len(phrase)]]
        length, score = _match(printed, phrase)
        if score > best or (score == best and not of):
            best, of = score, len(phrase)
            found = length, Marking(role, " ".join(phrase), start, words[index + length - 1][2], round(score, 2))
    return found


def _match(printed: list[str], phrase: tuple[str, ...]) -> tuple[int, float]:
    """How many printed words are the phrase, and how close: OCR splits a word in two and joins two to one."""
    total, at, known = 0.0, 0, 0
    while known < len(phrase):
        if at >= len(printed):
            return 0, 0.0
        near, words, of = _word(printed, at, phrase, known)
        if near < _LEAST_WORD:
            return 0, 0.0
        total += near * sum(map(len, phrase[known : known + of]))
        at += words
        known += of
    return at, total / sum(map(len, phrase))


def _word(printed: list[str], at: int, phrase: tuple[str, ...], known: int) -> tuple[float, int, int]:
    """The best closeness at a place, and how many printed words are how many of the phrase there."""
    word, meant = printed[at], phrase[known]
    if word == meant:
        return 1.0, 1, 1
    choices = [(damage.closeness(word, meant, _LEAST_WORD), 1, 1)]
    if at + 1 < len(printed) and len(word) < len(meant):
        choices.append((damage.closeness(word + printed[at + 1], meant, _LEAST_WORD), 2, 1))
    if known + 1 < len(phrase) and len(word) > len(meant):
        choices.append((damage.closeness(word, meant + phrase[known + 1], _LEAST_WORD), 1, 2))
    return max(choices, key=lambda choice: choice[0])


@lru_cache(maxsize=8192)
def _first(word: str) -> str | None:
    """The first word of a marking that `word` prints."""
    known = _phrases()
    if word in known:
        return word
    near = damage.nearest(word, _first_words(), least=_LEAST_FIRST)
    return near[0] if near else None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_phrases())


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word to the phrases that begin with it and their roles, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("release_markings"):
        if row["role"] and row["role"] not in _PARTS:
            for form in forms(row["words"]):
                phrase = tuple(form.split())
                found.setdefault(phrase[0], []).append((phrase, row["role"]))
    return {first: sorted(phrases, key=lambda item: -len(item[0])) for first, phrases in found.items()}


@cache
def hints() -> tuple[str, ...]:
    """Pieces of words; a text in upper case that has none of them prints no marking of a stamp.

    Each marking has two at least, far enough apart that one wrong letter leaves one of them.
    """
    return tuple(hint for row in rows("release_markings") for hint in forms(row["hint"]))
