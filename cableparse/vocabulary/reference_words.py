"""Words that stand where a post stands in a reference and are none: EMBTEL 1234, FBIS TA 261545Z, MEMO."""

from __future__ import annotations

from functools import cache

from cableparse.vocabulary.tables import rows


@cache
def words() -> frozenset[str]:
    """The words, in upper case."""
    return frozenset(row["word"] for row in rows("reference_words"))
