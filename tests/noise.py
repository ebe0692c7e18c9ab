"""Damage as OCR of typescript does it, for training and for measuring; the lines stay what they are.

What a character is taken for comes from cableparse/damage.csv. How often each kind of damage stands in a scan is a
judgement: most wrong characters are look-alikes, the rest are lost, joined by a speck, or in the other case.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import cableparse
from cableparse.pages import LINE_END

_TABLE = Path(cableparse.__file__).with_name("damage.csv")
_LOOKALIKE, _LOST, _SPECK, _CASE = "look-alike", "lost", "speck", "case"
_KINDS = {_LOOKALIKE: 0.62, _LOST: 0.16, _SPECK: 0.14, _CASE: 0.08}
_SPECKS = ".,'`-~ "
# A gap between words is seldom lost, and never taken for a letter.
_GAP = 0.3
# What a character is taken for that no look-alike is known of: the most frequent letters of English.
_ANY = "ETAOINSHR"


class _Taken(NamedTuple):
    """What a character is taken for, each with how readily."""

    prints: list[str]
    odds: list[float]


@cache
def _lookalikes() -> dict[str, _Taken]:
    odds: defaultdict[str, dict[str, float]] = defaultdict(dict)
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cost = float(row["cost"])
            # A row without a meaning is a speck, one without a cost another coding of the same character.
            if row["meant"] and cost:
                odds[row["meant"]][row["printed"]] = 1 - cost
                odds[row["printed"]][row["meant"]] = 1 - cost
    return {meant: _Taken(list(prints), list(prints.values())) for meant, prints in odds.items() if len(meant) == 1}


def damaged(text: str, rate: float, seed: int | str) -> str:
    """The text with about `rate` of its characters damaged, always the same for a seed; line ends are left alone."""
    rng = random.Random(f"{seed} {rate}")
    parts, start = [], 0
    for end in LINE_END.finditer(text):
        parts += [_line(text[start : end.start()], rate, rng), end.group()]
        start = end.end()
    return "".join([*parts, _line(text[start:], rate, rng)])


def _line(line: str, rate: float, rng: random.Random) -> str:
    if not rate:
        return line
    return "".join(
        character(char, rng) if rng.random() < (_GAP * rate if char.isspace() else rate) else char for char in line
    )


def character(char: str, rng: random.Random) -> str:
    """One character as a damaged print shows it."""
    if char.isspace():
        return ""
    kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    if kind == _LOST:
        return ""
    if kind == _SPECK:
        return char + rng.choice(_SPECKS)
    if kind == _CASE and char.swapcase() != char:
        return char.swapcase()
    taken = _lookalikes().get(char) or _lookalikes().get(char.upper())
    return rng.choices(taken.prints, taken.odds)[0] if taken else rng.choice(_ANY)
