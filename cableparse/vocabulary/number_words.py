"""Numbers in words, as lines count sections and pages: SECTION ONE OF TWO."""

from __future__ import annotations

from functools import cache

from cableparse.vocabulary.tables import rows


@cache
def words() -> tuple[str, ...]:
    """The words in upper case, in the order of their numbers from ONE on."""
    return tuple(row["word"] for row in sorted(rows("number_words"), key=lambda row: int(row["number"])))
