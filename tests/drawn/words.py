"""Words that no text has: their letters are consonants that hardly meet in one."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

# No five of these follow each other in English, in HTML or in CSS, even where the spaces are left out. The words around
# a secret share no letter with it, so that no end and beginning of theirs look like a part of another secret.
_SECRET = "BDFGJKQVXZ"
_AROUND = "CHLMNPRSTW"
LENGTH = 10
# So many letters in a row give a word away.
PART = 5


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


def drawn_words(seed: int) -> Iterator[Words]:
    """Words without end; no two secrets have a part in common."""
    random = Random(seed)
    used: set[str] = set()
    while True:
        secret = "".join(random.choices(_SECRET, k=LENGTH))
        if used.isdisjoint(parts(secret)):
            used.update(parts(secret))
            yield Words(secret, *("".join(random.choices(_AROUND, k=LENGTH)) for _ in range(4)))
