"""Characters that OCR takes for one another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

# Digit or sign read in place of a letter, most likely letter first.
LETTERS = {
    "0": "OD",
    "1": "IL",
    "2": "Z",
    "5": "S",
    "6": "G",
    "8": "B",
    "!": "I",
    "|": "I",
    "[": "I",
    "$": "S",
    "@": "O",
}
# Letters whose printed forms differ by one stroke.
_STROKES = [
    *("BE", "BR", "CE", "CG", "CO", "DO", "EF", "ES", "HN"),
    *("IJ", "IL", "KX", "MN", "OQ", "PR", "UV", "VY"),
]
CONFUSED = frozenset(pair for stroke in _STROKES for pair in (stroke, stroke[::-1]))
DIGITS = str.maketrans("OQDILSBZG", "000115826")
_FIRST_LETTER = str.maketrans({sign: letters[0] for sign, letters in LETTERS.items()})
_MOST = 4


def capitals(printed: str) -> str:
    """`printed` in upper case and without outer blanks; a small l among capitals becomes 1, to be read as I or L."""
    word = printed.strip()
    marked = word.replace("l", "1")
    return marked if marked == marked.upper() else word.upper()


def letters(word: str) -> str:
    """`word` with each digit and sign read as the letter it most often stands for."""
    return word.translate(_FIRST_LETTER)


def reading(word: str, known: Callable[[str], object]) -> str | None:
    """The known word that `word` is, its digits and signs read as letters.

    That is the likeliest reading where it is known, else the one reading that is; None where none or several are,
    and where `word` has no digit or sign, or very many.
    """
    damaged = sum(character in LETTERS for character in word)
    if not 0 < damaged <= _MOST:
        return None
    likeliest = letters(word)
    if known(likeliest):
        return likeliest
    others = ("".join(choice) for choice in product(*(LETTERS.get(character, character) for character in word)))
    found = [other for other in others if known(other)]
    return found[0] if len(found) == 1 else None


def one_stroke_apart(printed: str, known: str) -> bool:
    """Whether the two words are as long as each other and differ in one pair of look-alike letters."""
    if len(printed) != len(known):
        return False
    different = [a + b for a, b in zip(printed, known, strict=True) if a != b]
    return len(different) == 1 and different[0] in CONFUSED
