"""Whether a sheet says that what stood in its place was withdrawn from the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from cableparse import damage
from cableparse.vocabulary import release_markings

_WORD = re.compile(r"[^\W_]{3,}")
# A sheet says so at its top; a document may speak of withdrawals anywhere.
_FIRST_LINES = 40
# Words before and behind `withdrawn` that its sentence has on NARA's sheets, at most.
_AROUND = 8
_NEAR = 0.85
# The sheet's names have two words; with more than as many others a line is no title.
_LONGEST_TITLE = 4
# Damage that leaves a word so near adds or loses a letter or two.
_LENGTHS = 2


def is_withdrawal(lines: Sequence[str]) -> bool:
    """Whether the lines are a withdrawal sheet, by its title or by its sentence: `The item ... withdrawn from`."""
    printed = [line for line in lines if line.strip()][:_FIRST_LINES]
    return any(map(_is_title, printed)) or _says_so(" ".join(printed))


@lru_cache(maxsize=4096)
def _is_title(line: str) -> bool:
    """Whether at least half of a line's words are the name of the sheet."""
    printed = len(_WORD.findall(line))
    if printed > _LONGEST_TITLE or not release_markings.may_print(line, "withdrawal sheet"):
        return False
    titles = [found for found in release_markings.find_all(line) if found.role == "withdrawal sheet"]
    return bool(titles) and 2 * sum(len(found.words.split()) for found in titles) >= printed


def _says_so(text: str) -> bool:
    words = _WORD.findall(text.upper())
    lengths = _lengths("withdrawn")
    as_long = [index for index, length in enumerate(map(len, words)) if length in lengths]
    for at in damage.among([words[index] for index in as_long], release_markings.words_of("withdrawn"), _NEAR):
        index = as_long[at]
        if _is(words[index], "withdrawn"):
            before = words[max(index - _AROUND, 0) : index]
            behind = words[index + 1 : index + 1 + _AROUND]
            if any(_is(w, "withdrawn item") for w in before) and any(_is(w, "withdrawn from") for w in behind):
                return True
    return False


@lru_cache(maxsize=4096)
def _is(word: str, role: str) -> bool:
    return (
        len(word) in _lengths(role) and damage.nearest(word, release_markings.words_of(role), least=_NEAR) is not None
    )


@cache
def _lengths(role: str) -> frozenset[int]:
    """How long a print of one of the role's words may be."""
    known = map(len, release_markings.words_of(role))
    return frozenset(length + other for length in known for other in range(-_LENGTHS, _LENGTHS + 1))
