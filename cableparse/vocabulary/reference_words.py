"""Words of references that name no post: EMBTEL 1234, FBIS TA 261545Z, MEMO; and what kind of reference each tells."""

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


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("reference_words")}
