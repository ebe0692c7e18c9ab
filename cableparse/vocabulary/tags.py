"""TAGS codes (traffic analysis by geography and subject)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from cableparse.vocabulary import lookalikes
from cableparse.vocabulary.tables import Era, era, rows

_KINDS = frozenset({"subject", "geopolitical", "organization", "program"})


class TagEntry(NamedTuple):
    """A TAGS code; `kind` is subject, geopolitical, organization or program."""

    code: str
    kind: str
    name: str


@lru_cache(maxsize=8192)
def find(code: str, year: int | None) -> TagEntry | None:
    """What `code` meant in `year`: the row whose era holds the year, else the one nearest to it."""
    meanings = _by_code().get(code.strip().upper())
    if not meanings:
        return None
    return min(meanings, key=lambda meaning: meaning[1].distance(year))[0]


def split_glued(word: str, year: int | None) -> list[str] | None:
    """The codes of a word such as `EFINECON` or `PHUMUS`: two of four letters, or one and a two-letter code."""
    glued = word.strip().upper()
    if len(glued) not in (6, 8) or find(glued, year):
        return None
    parts = [glued[:4], glued[4:]]
    return parts if all(find(part, year) for part in parts) else None


@lru_cache(maxsize=8192)
def repair(code: str, year: int | None) -> tuple[str, float] | None:
    """The one code that a damaged one stands for, and a score: digits for letters first (`01IP`, `P0LM`).

    Failing that, a subject code of the year's era that differs in one look-alike letter. None for a known code.
    """
    printed = lookalikes.capitals(code)
    if len(printed) < 2 or find(code, year):
        return None
    found = lookalikes.reading(printed, lambda word: find(word, year))
    if found is None and len(printed) == 4:
        near = [subject for subject in _subjects(year) if lookalikes.one_stroke_apart(printed, subject)]
        found = near[0] if len(near) == 1 else None
    if found is None:
        return None
    same = sum(a == b for a, b in zip(printed, found, strict=True))
    return found, round(same / len(found), 2)


@cache
def _by_code() -> dict[str, list[tuple[TagEntry, Era]]]:
    known: dict[str, list[tuple[TagEntry, Era]]] = {}
    for row in rows("tags"):
        code = row["code"]
        if row["kind"] in _KINDS and code and not code.startswith("("):
            known.setdefault(code, []).append((TagEntry(code, row["kind"], row["name"]), era(row["era"])))
    return known


@cache
def _subjects(year: int | None) -> frozenset[str]:
    return frozenset(
        code
        for code, meanings in _by_code().items()
        if len(code) == 4 and any(entry.kind == "subject" and not years.distance(year) for entry, years in meanings)
    )
