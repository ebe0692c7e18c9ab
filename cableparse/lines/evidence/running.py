"""Whether a line is running text, or what OCR made of specks and handwriting."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cableparse.lines.evidence.line_words import LineWord, words
from cableparse.vocabulary.tables import rows

_WORDS = re.compile(r"[A-Za-z’']{2,}")
# The words of short_words.csv have no more letters.
_SHORT = 3
# A line of so many words of two letters and more is a sentence, one of fewer is less of it, or none.
_WHOLE = 5
_FEWEST_WORDS = 3
_FEWEST_LONG = 2
# The rest of a line of words are figures and signs.
_LETTERS = 0.75
# What a line of words counts for of whose short ones none is known: names and numbers stand there.
_UNKNOWN = 0.2
# More words are no specks.
_MOST_SPECKS = 8
# Specks that make a word of so many letters are rare.
_WORD_LENGTH = 5


@lru_cache(maxsize=4096)
def prose(text: str) -> float:
    """How much the line is running text: its words, from five on full, less where its short ones are no words."""
    found = _WORDS.findall(text)
    long = sum([len(word) > _SHORT for word in found])
    letters = sum(map(len, found))
    if len(found) < _FEWEST_WORDS or long < _FEWEST_LONG or letters < _LETTERS * len(text.replace(" ", "")):
        return 0.0
    return min(len(found) / _WHOLE, 1.0) * min(1.0, _UNKNOWN + known_share(words(text)))


def known_share(found: tuple[LineWord, ...]) -> float:
    """The share of the words of up to three letters that are words; 1 where there are hardly any."""
    short = [word.text.upper() for word in found if len(word.text) <= _SHORT and word.text.isalpha()]
    return sum(word in _short_words() for word in short) / len(short) if len(short) > 1 else 1.0


def debris(text: str, capitals: bool = False) -> bool:
    """Whether a line is what OCR makes of specks and handwriting: short, no word of five letters, no sentence's end.

    Among lines of `capitals` a line of capitals is none.
    """
    found = words(text)
    return (
        len(found) <= _MOST_SPECKS
        and text[-1:] not in '.?!-)"”'
        and not (capitals and any(word.text.isalpha() and word.text.isupper() for word in found))
        and not any(len(word.text) >= _WORD_LENGTH and word.text.isalpha() for word in found)
        and sum(len(word.text) <= _SHORT for word in found) * 2 >= len(found)
        and sum(word.text.upper() in _short_words() for word in found) * 2 < max(1, len(found))
    )


@cache
def _short_words() -> frozenset[str]:
    """The words of up to three letters that most lines of English have."""
    return frozenset(row["word"] for row in rows("short_words"))
