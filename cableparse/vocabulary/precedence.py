"""Precedence: prosigns of the DTG line and the words printed beside addressees."""

from __future__ import annotations

from functools import cache, lru_cache

from cableparse.vocabulary import lookalikes
from cableparse.vocabulary.tables import fold, forms, rows

_SHORTEST = 5
# A word this long may differ in two letters: OCR reads TI as N (ROUNNE).
_TWO_EDITS = 7


def from_prosign(letter: str) -> str | None:
    """The precedence of a prosign: Z FLASH, O IMMEDIATE, P PRIORITY, R ROUTINE. A zero is read as O."""
    return _prosigns().get(letter.strip().upper().replace("0", "O"))


@lru_cache(maxsize=1024)
def repair(word: str) -> tuple[str, float] | None:
    """The precedence that a damaged word stands for, and a score: `1MMEDIATE`, `PIORITY`.

    None for a known word and for what begins with one (IMMEDIATELY).
    """
    printed = fold(word)
    if len(printed) < _SHORTEST or printed in WORDS:
        return None
    if any(printed.startswith(known) and printed[len(known) :].isalpha() for known in WORDS):
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(lookalikes.letters(printed), _common(), scorer=OSA.distance, score_cutoff=2, limit=2)
    if not near or (len(near) > 1 and near[1][1] == near[0][1]):
        return None
    found, distance, _ = near[0]
    if distance > 1 and (len(found) < _TWO_EDITS or len(printed) < len(found) - 1):
        return None
    return found, round(OSA.normalized_similarity(printed, found), 2)


@cache
def _common() -> list[str]:
    """The words of one prosign each: the others are too rare to be what a damaged word meant."""
    return [word for row in rows("precedence") if len(row["prosign"]) == 1 for word in _printed(row)]


@cache
def _prosigns() -> dict[str, str]:
    ranked = sorted((row for row in rows("precedence") if row["rank"].isdigit()), key=lambda row: int(row["rank"]))
    prosigns: dict[str, str] = {}
    for row in ranked:
        for prosign in forms(row["prosign"]):
            if len(prosign) == 1:
                prosigns.setdefault(prosign, row["name"])
    return prosigns


def _printed(row: dict[str, str]) -> list[str]:
    """The words of a row; `AMEMBASSY X IMMEDIATE 0452` explains an address line and is none."""
    printed = forms(row["printed_on_address_line"])
    return [form for form in printed if form.isupper() and form.replace(" ", "").isalpha()]


def _words() -> tuple[str, ...]:
    printed = {form for row in rows("precedence") for form in _printed(row)}
    return tuple(sorted(printed, key=lambda word: (-len(word), word)))


WORDS = _words()
