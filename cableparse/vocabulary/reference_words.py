"""Words of references that name no post: EMBTEL 1234, FBIS TA 261545Z, MEMO; and what each tells of the reference."""

from __future__ import annotations

import re
from functools import cache

from cableparse.vocabulary.tables import rows

_WORD = re.compile(r"[A-Z][A-Z'-]*")


@cache
def words() -> frozenset[str]:
    """The words, in upper case."""
    return frozenset(_kinds())


def kind(printed: str) -> str | None:
    """What the words of a reference say it is: `SMITH-JONES LETTER OF MAY 3` gives `letter`.

    A word for something else goes before one for a telegram: EMBASSY NOTE is a note.
    """
    kinds = _kinds()
    words = [part for word in _WORD.findall(printed.upper()) for part in (word, *word.split("-"))]
    found = [kinds[word] for word in words if kinds.get(word)]
    return next((kind for kind in found if kind != "telegram"), found[0] if found else None)


def role(word: str) -> str:
    """What a word does in a reference: `joins` two, `repeats` one, `dates` it, names a `month` or `paragraph`.

    `serial` stands between a post and its number, `group` before a date-time group, and a `remark` is no part of the
    reference. Empty for all other words.
    """
    return _roles().get(word, "")


@cache
def own_series() -> tuple[str, ...]:
    """The words before a number that is most often of the sender's own series: OUR, EMBTEL."""
    return tuple(row["word"] for row in rows("reference_words") if row["series"] == "own")


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("reference_words")}


@cache
def _roles() -> dict[str, str]:
    return {row["word"]: row["role"] for row in rows("reference_words")}
