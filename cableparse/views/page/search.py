"""The index by which the list of a folder is searched for words of the texts, in pieces that a page from disk can load.

A page that was opened from disk can fetch nothing, but it may run scripts that lie beside it. Each piece is a script
that hands over one value: the words with their first two letters in common (a word of one letter stands alone), each
with the numbers of the records that have it, or the texts of some records, to show a word among its neighbours. A
search loads the pieces of its words and the texts of what it shows.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from itertools import pairwise
from pathlib import Path

# Some hundred pieces, the largest of which stays below a megabyte for 10,000 cables.
PREFIX = 2
# The texts in a piece: a hundred kilobytes or so, which loads in a moment.
TEXTS = 32
_WORD = re.compile(r"[^\W_]+")


class SearchIndex:
    """The words and texts of records, which are numbered in the order in which they are added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._records: dict[str, array[int]] = {}
        self._texts: list[str] = []
        self._count = 0

    def add(self, text: str) -> None:
        """Add the text of the next record."""
        for word in set(words(text)):
            self._records.setdefault(word, array("L")).append(self._count)
        self._count += 1
        self._texts.append(text)
        if len(self._texts) == TEXTS:
            self._write_texts()

    def close(self) -> list[str]:
        """Write what is left, and give the names of the pieces that hold words."""
        if self._texts:
            self._write_texts()
        by_name: dict[str, dict[str, list[int]]] = {}
        for word in sorted(self._records):
            by_name.setdefault(_name(word), {})[word] = _steps(self._records[word])
        for name, held in by_name.items():
            self._write(name, held)
        return sorted(by_name)

    def _write_texts(self) -> None:
        self._write(f"texts-{(self._count - 1) // TEXTS}", self._texts)
        self._texts = []

    def _write(self, name: str, value: object) -> None:
        # ASCII alone: then no script depends on how a browser takes the file to be encoded.
        data = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
        (self._folder / f"{name}.js").write_text(f'take("{name}",{data})\n', encoding="ascii", newline="\n")


def words(text: str) -> list[str]:
    """The words of a text without accents and in small letters; the page's script makes the same of a question."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return _WORD.findall(plain.lower())


def _name(word: str) -> str:
    """The piece that holds a word, by the numbers of its first letters: any system takes such a name."""
    return "words-" + "-".join(f"{ord(letter):x}" for letter in word[:PREFIX])


def _steps(numbers: array[int]) -> list[int]:
    """Rising numbers as the first one and the steps from one to the next: half as long in print."""
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]
