"""Whether a line is running text, or what OCR made of specks and handwriting."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cableparse.lines.evidence.line_words import LineWord, words
from cableparse.vocabulary.tables import rows

_WORDS = re.compile(r"[A-Za-z’']{2,}")


@lru_cache(maxsize=4096)
def prose(text: str) -> float:
    """How much the line is running text: its words, from five on full, less where its short ones are no words."""
    found = _WORDS.findall(text)
    long = sum(len(word) > 3 for word in found)
    if len(found) < 3 or long < 2 or sum(map(len, found)) < 0.75 * len(text.replace(" ", "")):
        return 0.0
    return min(len(found) / 5, 1.0) * min(1.0, 0.2 + known_share(words(text)))


def known_share(found: tuple[LineWord, ...]) -> float:
    """The share of the words of up to three letters that are words; 1 where there are hardly any."""
    short = [word.text.upper() for word in found if len(word.text) <= 3 and word.text.isalpha()]
    return sum(word in _short_words() for word in short) / len(short) if len(short) > 1 else 1.0


def debris(text: str, capitals: bool = False) -> bool:
    """Whether a line is what OCR makes of specks and handwriting: short, no word of five letters, no sentence's end.

    Among lines of `capitals` a line of capitals is none.
    """
    found = words(text)
    return (
        len(found) <= 8
        and text[-1:] not in '.?!-)"”'
        and not (capitals and any(word.text.isalpha() and word.text.isupper() for word in found))
        and not any(len(word.text) > 4 and word.text.isalpha() for word in found)
        and sum(len(word.text) <= 3 for word in found) * 2 >= len(found)
        and sum(word.text.upper() in _short_words() for word in found) * 2 < max(1, len(found))
    )


@cache
def _short_words() -> frozenset[str]:
    """The words of up to three letters that most lines of English have."""
    return frozenset(row["word"] for row in rows("short_words"))
