"""Words that no text has: their letters are consonants that hardly meet in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

# A secret is all of these in some order. No five of them follow each other in English, even where the spaces are left
# out; the words around it are of other letters, so that no end and beginning of theirs look like a part of a secret.
_SECRET = "BDFGJKQVXZ"
_AROUND = "CHLMNPRSTW"
LENGTH = len(_SECRET)
# So many letters in a row give a word away.
PART = 5
_RUNS = re.compile(f"[{_SECRET}]{{{PART},}}")


class Words(NamedTuple):
    """The secret word and those beside it, above it and below it."""

    secret: str
    left: str
    right: str
    above: str
    below: str

    @property
    def blank(self) -> Words:
        """As many spaces."""
        return Words(*(" " * len(word) for word in self))


def parts(word: str) -> set[str]:
    """What gives a word away: any part of it of PART letters."""
    return {word[start : start + PART] for start in range(len(word) - PART + 1)}


def is_scrambled(text: str, word: str) -> bool:
    """Whether so many letters of a secret as give it away follow each other in a text of capitals, in any order."""
    if set(word) != set(_SECRET):
        return False  # a word that was not drawn here
    return any(len(set(run[at : at + PART])) == PART for run in _RUNS.findall(text) for at in range(len(run)))


def drawn_words(seed: int) -> Iterator[Words]:
    """Words without end; no two secrets have a part in common."""
    random = Random(seed)
    used: set[str] = set()
    while True:
        secret = "".join(random.sample(_SECRET, LENGTH))
        if used.isdisjoint(parts(secret)):
            used.update(parts(secret))
            yield Words(secret, *("".join(random.choices(_AROUND, k=LENGTH)) for _ in range(4)))
