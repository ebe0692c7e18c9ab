"""Words by which lines are told, and what they do there: SUMMARY opens a text, QUOTE another message."""

from __future__ import annotations

import re
from functools import cache

from cableparse.vocabulary.tables import rows


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of a role in upper case, the longest first. Raises ValueError where no row has the role."""
    found = [row["word"] for row in rows("telling_words") if row["role"] == role]
    if not found:
        raise ValueError(role)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def pattern(*roles: str) -> str:
    """A pattern, without a group of its own, for one of the words of some roles."""
    return "|".join(re.escape(word) for role in roles for word in words(role))
