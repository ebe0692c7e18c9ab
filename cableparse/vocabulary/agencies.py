"""Agencies, commands and collectives in passing and attention lines: DEPT PASS NSC, CINCPAC FOR POLAD."""

from __future__ import annotations

from functools import cache

from cableparse.vocabulary.tables import rows


@cache
def words() -> frozenset[str]:
    """The words that name one, in upper case."""
    return frozenset(row["word"] for row in rows("agencies"))
