"""Precedence: prosigns of the DTG line and the words printed beside addressees."""

from __future__ import annotations

from functools import cache, lru_cache

from cableparse import damage
from cableparse.vocabulary.tables import forms, rows

# FLASH; what is shorter is near to too many words.
_SHORTEST = 5
# One letter in six may be foreign: ROUTE and PRIOR are farther.
_NEAR = 0.82


def from_prosign(letter: str) -> str | None:
    """The precedence of a prosign: Z FLASH, O IMMEDIATE, P PRIORITY, R ROUTINE; digits and signs read as letters."""
    return _prosigns().get(damage.letters(letter.strip().upper()))


@lru_cache(maxsize=8192)
def repair(word: str) -> tuple[str, float] | None:
    """The precedence that a damaged word stands for, and a score: `1MMEDIATE`, `PIORITY`.

    None for a known word and for what begins with one (IMMEDIATELY).
    """
    printed = " ".join(damage.capitals(damage.plain(word)).split())
    if len(printed) < _SHORTEST or printed in WORDS:
        return None
    if any(printed.startswith(known) and printed[len(known) :].isalpha() for known in WORDS):
        return None
    found = damage.nearest(printed, _common(), least=_NEAR)
    return (found[0], round(found[1], 2)) if found else None


@cache
def _common() -> tuple[str, ...]:
    """The words of one prosign each: the others are too rare to be what a damaged word meant."""
    return tuple(word for row in rows("precedence") if len(row["prosign"]) == 1 for word in _printed(row))


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
# What the words of one precedence, or of several, are made of.
SINGLE_WORDS = frozenset(word for printed in WORDS for word in printed.split())
# A precedence of two words may be broken off behind the first: NIACT, OPERATIONAL; IMMEDIATE is whole by itself.
FIRST_WORDS = frozenset(word.partition(" ")[0] for word in WORDS if " " in word) - frozenset(_common())
