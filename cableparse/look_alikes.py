"""What damage.csv says: what OCR and teletype take each character for, and at what cost.

The table has a row a look-alike: what is printed, what was meant, what reading the one as the other costs, and why
they are taken for one another. Rows hold both ways. A cost of 0 is the same character in another coding; a row with
nothing meant is a speck. The costs are judgements of how often scans of typescript show the damage, on the scale
where a letter that looks quite different costs 1.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from unicodedata import combining, normalize

# What no look-alike explains, on the same scale. A print loses letters more often than it gains some.
FOREIGN = 1.0
LOST = 0.7
ADDED = 0.9
EXCHANGED = 0.8
CASE = 0.1
# Up to this cost a sign is read as its look-alike before the word is known.
_READABLE = 0.3
# Up to this cost a sign is a speck rather than a stroke of the form or the pen.
_SPECK = 0.35


class _Plain(dict[int, str]):
    """Character to the ASCII one it stands for: by damage.csv, else without its accent, else itself."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        parts = normalize("NFKD", character)
        self[code] = parts[0] if parts[0].isascii() and all(map(combining, parts[1:])) else character
        return self[code]


def _rows() -> list[tuple[str, str, float]]:
    with Path(__file__).with_name("damage.csv").open(encoding="utf-8", newline="") as table:
        return [(row["printed"], row["meant"], float(row["cost"])) for row in csv.DictReader(table)]


_ROWS = _rows()
PLAIN = _Plain({ord(printed): meant for printed, meant, cost in _ROWS if not cost})
SPECKS = {printed: cost for printed, meant, cost in _ROWS if not meant}


def _both_ways() -> Iterator[tuple[str, str, float]]:
    for printed, meant, cost in _ROWS:
        if meant and cost:
            yield printed, meant, cost
            yield meant, printed, cost


def _costs() -> dict[str, dict[str, float]]:
    """Printed character to those it may be taken for, with the cost.

    A row of letters holds in the case that it is written in; one of the two letters may change its case beside.
    """
    rows = {(one, other): cost for one, other, cost in _both_ways() if len(one) == len(other) == 1}
    costs: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), cost in rows.items():
        costs[one][one.swapcase()] = costs[one.swapcase()][one] = CASE
        for printed, meant in ((one.swapcase(), other), (one, other.swapcase())):
            costs[printed][meant] = min(cost + CASE, costs[printed].get(meant, FOREIGN))
    for (one, other), cost in rows.items():
        costs[one][other] = cost
    return dict(costs)


def _joined() -> dict[str, dict[str, float]]:
    """Two characters to the ones that they are taken for together, and the cost."""
    joined: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, cost in _both_ways():
        if len(one) == 2 and len(other) == 1:
            joined[one][other] = cost
    return dict(joined)


def _readings(wanted: Callable[[str], bool]) -> dict[int, str]:
    """What each character that is not `wanted` is read as among those that are; the first row that tells wins."""
    found: dict[str, str] = {}
    for one, other, cost in _both_ways():
        if cost <= _READABLE and len(one) == len(other) == 1 and wanted(other) and not wanted(one):
            found.setdefault(one, other.upper())
    for one, other in list(found.items()):
        found.setdefault(one.swapcase(), other)
    return {ord(one): other for one, other in found.items() if len(one) == 1}


def _folding() -> dict[int, str]:
    """Each capital or sign to the first of its class: cheapest rows first, one joins the class of its look-alike.

    Two classes are never joined, else nearly all letters would be one. Specks are left out.
    """
    leaders: dict[str, str] = {}
    for one, other, cost in sorted(_both_ways(), key=itemgetter(2)):
        pair = one + other
        if cost <= _READABLE and len(pair) == 2 and pair == pair.upper():
            leader = leaders.get(one) or leaders.get(other) or one
            leaders.setdefault(one, leader)
            leaders.setdefault(other, leader)
    letters = {leader for one, leader in leaders.items() if one.isalnum()}
    folded = {ord(one): leader for one, leader in leaders.items() if leader in letters}
    return {ord(speck): "" for speck in SPECKS} | folded


NO_SPECKS = {ord(speck): "" for speck, cost in SPECKS.items() if cost <= _SPECK}
COSTS = _costs()
JOINED = _joined()
LETTERS = _readings(str.isalpha)
DIGITS = _readings(str.isdigit)
FOLDING = _folding()
