"""How figures are put into words, on the page and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

# One and many of each kind of record, in the order in which they are told.
KINDS: Mapping[str, tuple[str, str]] = {
    "cable": ("cable", "cables"),
    "airgram": ("airgram", "airgrams"),
    "withdrawal_notice": ("withdrawal notice", "withdrawal notices"),
    "not_a_cable": ("record of what is no cable", "records of what is no cable"),
}


_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # seconds


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 file`, `1,204 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """`8 s`, `12 min 5 s`, `9 h 3 min`, `2 d 4 h`: the two largest units."""
    rest = round(seconds)
    parts = []
    for unit, size in (("d", _DAY), ("h", _HOUR), ("min", _MINUTE), ("s", 1)):
        number, rest = divmod(rest, size)
        parts.append((number, unit))
    first = next((i for i, (number, _) in enumerate(parts) if number), len(parts) - 1)
    return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number) or "0 s"


def rate(number: int, seconds: float) -> str:
    """`41 a second`, `3 a minute`: in the unit that gives a number of one or more."""
    spent = max(seconds, 1)
    for unit, size in (("second", 1), ("minute", _MINUTE)):
        if number * size >= spent:
            return f"{number * size / spent:,.0f} a {unit}"
    return f"{number * _HOUR / spent:,.1f} an hour"
