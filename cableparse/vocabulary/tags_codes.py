"""TAGS codes (traffic analysis by geography and subject)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.vocabulary.tables import Era, era, rows

# Of four letters one may be lost; none may be foreign.
_NEAR = 0.82
# Of a subject's code, and of a country's.
_LENGTH, _POST_LENGTH = 4, 2
_KINDS = frozenset({"subject", "geopolitical", "organization", "program"})


class TagEntry(NamedTuple):
    """A TAGS code; `kind` is subject, geopolitical, organization or program."""

    code: str
    kind: str
    name: str


@lru_cache(maxsize=8192)
def find(code: str, year: int | None) -> TagEntry | None:
    """What `code` meant in `year`: the row whose era holds the year, else the one nearest to it."""
    meanings = _by_code().get(damage.capitals(code.strip()))
    if not meanings:
        return None
    return min(meanings, key=lambda meaning: meaning[1].distance(year))[0]


def split_glued(word: str, year: int | None) -> list[str] | None:
    """The codes of a word such as `EFINECON` or `PHUMUS`: two of four letters, or one and a two-letter code."""
    glued = word.strip().upper()
    if len(glued) not in (_LENGTH + _POST_LENGTH, 2 * _LENGTH) or find(glued, year):
        return None
    parts = [glued[:_LENGTH], glued[_LENGTH:]]
    return parts if all(find(part, year) for part in parts) else None


@lru_cache(maxsize=8192)
def repair(code: str, year: int | None) -> tuple[str, float] | None:
    """The one code that a damaged one stands for, and a score: digits for letters first (`01IP`, `P0LM`).

    Failing that, a code of four letters of the year's era that look-alikes alone make, or that has lost or gained
    one sign. None for a known code, and where a second code is about as near.
    """
    printed = damage.capitals(damage.plain(code).strip())
    if len(printed) < 2 or find(printed, year):
        return None
    likeliest = damage.letters(damage.without_specks(printed))
    if find(likeliest, year):
        return likeliest, round(min(damage.closeness(printed, likeliest), damage.SUREST_REPAIR), 2)
    found = damage.nearest(printed, _of_era(year), least=_NEAR)
    return (found[0], round(found[1], 2)) if found else None


@cache
def _by_code() -> dict[str, list[tuple[TagEntry, Era]]]:
    known: dict[str, list[tuple[TagEntry, Era]]] = {}
    for row in rows("tags"):
        code = row["code"]
        if row["kind"] in _KINDS and code and not code.startswith("("):
            known.setdefault(code, []).append((TagEntry(code, row["kind"], row["name"]), era(row["era"])))
    return known


@cache
def _of_era(year: int | None) -> frozenset[str]:
    return frozenset(
        code
        for code, meanings in _by_code().items()
        if len(code) == _LENGTH and any(not years.distance(year) for _, years in meanings)
    )
