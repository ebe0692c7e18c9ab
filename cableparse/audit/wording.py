"""How figures of an audit are put into words, for people who read a finding aid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from math import ceil, floor
from typing import NamedTuple

from cableparse.audit.estimate import Estimate
from cableparse.form_fields import SECTIONS

# An interval that is narrower than this, in hundredths, is told with a decimal.
_NARROW = 2.0
_TENTHS = 10
# Decimals of a hundredth that are meant; the twelve digits behind them may come of adding up.
_MEANT = 6
# Sections whose labels say little alone: `Number`, `Role`, `Status`.
_NAMED = {
    "Message": "Message",
    "Declassification instruction": "Declassification",
    "Distribution": "Distribution",
    "Release": "Release",
}
# Of `Message` those that do: kind, layout, identifier.
_ALONE = frozenset({"kind", "layout", "id"})


class Hundredths(NamedTuple):
    """An estimate in hundredths, as it is written."""

    right: str
    low: str
    high: str

    @property
    def interval(self) -> str:
        """`93 to 99`."""
        return f"{self.low} to {self.high}"


def hundredths(found: Estimate) -> Hundredths:
    """The share and its interval; rounded outwards, and never to all or none where that is not so."""
    scale = _TENTHS if 100 * (found.high - found.low) < _NARROW else 1
    low, high = floor(_cut(found.low * 100 * scale)), ceil(_cut(found.high * 100 * scale))
    right = round(found.right * 100 * scale)
    if found.right < 1:
        right = min(right, 100 * scale - 1)
    if found.right > 0:
        right = max(right, 1)
    return Hundredths(*(f"{value / scale:g}" for value in (right, min(low, right), max(high, right))))


def share(found: Estimate, level: float) -> str:
    """`97 in 100 are right (95 % interval 93 to 99; 60 checked, 2 of them wrong)`."""
    shown = hundredths(found)
    interval = f"{percent(level)} interval {shown.interval}"
    unclear = f"; {found.unclear:,} more unclear" if found.unclear else ""
    if not found.wrong:
        return f"all {found.checked:,} that were checked are right ({interval} in 100{unclear})"
    wrong = f"{found.checked:,} checked, {found.wrong:,} of them wrong"
    return f"{shown.right} in 100 are right ({interval}; {wrong}{unclear})"


def percent(share: float) -> str:
    """`95 %`."""
    return f"{100 * share:g} %"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 record`, `1,204 records`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def day(iso: str) -> str:
    """`2 March 2026`, of what begins with a date; as it is where it does not."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day} {found:%B} {found.year}"


def days(first: str, last: str) -> str:
    """`on 2 March 2026`, `from 2 March 2026 to 5 March 2026`."""
    one, other = day(first), day(last)
    return f"on {one}" if one == other else f"from {one} to {other}"


def label(row: str) -> str:
    """What people call a row of the form."""
    return _labels().get(row, row)


@cache
def _labels() -> dict[str, str]:
    found = {}
    for title, rows in SECTIONS:
        for path, name in rows:
            named = title in _NAMED and path not in _ALONE and name
            found[path] = f"{_NAMED[title]}: {name[:1].lower()}{name[1:]}" if named else name or title
    return found


def _cut(value: float) -> float:
    """The value without what adding up fractions has put behind its decimals."""
    return round(value, _MEANT)
