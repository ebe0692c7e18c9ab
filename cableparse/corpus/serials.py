"""The serial numbers that a post gave its messages in one year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# Posts number evenly over a year: a number of four times the usual pace, and more than two weeks or two hundred
# numbers off, is more likely misread than sent.
_TIMES = 4
_DAYS = 15
_NUMBERS = 200
_LAST_DAY = 366
# Fewer dated numbers tell no pace.
_FEWEST = 3


class Gap(NamedTuple):
    """Numbers that were sent and are not there, `first` to `last`; `cited_by` names who cites the one number."""

    first: int
    last: int
    cited_by: tuple[str, ...] = ()


class Suspect(NamedTuple):
    """A number that is probably misread, and the one that its date lets expect; None where no date is known."""

    number: int
    date: str | None
    expected: int | None
    cited_by: tuple[str, ...] = ()


@dataclass
class Series:
    """The numbers seen, with their dates (ISO 8601) where known, and those cited, with who cites them on what date."""

    seen: dict[int, str | None] = field(default_factory=dict)
    cited: dict[int, dict[str, str | None]] = field(default_factory=dict)

    def suspects(self) -> list[Suspect]:
        """The numbers that are far off the pace at which the post numbered its messages."""
        pace = self._pace()
        if pace is None:
            return []
        found = [
            Suspect(number, day, _expected(pace, day))
            for number, day in sorted(self.seen.items())
            if _is_off(number, pace, day, both_ways=True)
        ]
        for number, citing in sorted(self.cited.items()):
            # a message is sent before it is cited
            latest = max((day for day in citing.values() if day), default=None)
            if number not in self.seen and _is_off(number, pace, latest, both_ways=False):
                found.append(Suspect(number, latest, _expected(pace, latest), tuple(sorted(citing))))
        return found

    def gaps(self) -> Iterator[Gap]:
        """What is missing between the lowest and the highest number seen, and each number that is only cited.

        Suspects count as neither seen nor cited.
        """
        left_out = {suspect.number for suspect in self.suspects()}
        seen = sorted(self.seen.keys() - left_out)
        cited = sorted(self.cited.keys() - self.seen.keys() - left_out)
        for number in cited:
            yield Gap(number, number, tuple(sorted(self.cited[number])))
        if not seen:
            return
        there = sorted({*seen, *(number for number in cited if seen[0] < number < seen[-1])})
        for before, after in pairwise(there):
            if after - before > 1:
                yield Gap(before + 1, after - 1)

    def _pace(self) -> float | None:
        """Numbers a day."""
        dated = [number / _day(day) for number, day in self.seen.items() if day]
        return median(dated) if len(dated) >= _FEWEST else None


def _is_off(number: int, pace: float, day: str | None, *, both_ways: bool) -> bool:
    if day is None:
        return number > _TIMES * pace * _LAST_DAY + _NUMBERS
    expected = pace * _day(day)
    off = number > _TIMES * expected or (both_ways and number < expected / _TIMES)
    return off and abs(number - expected) > max(_NUMBERS, _DAYS * pace)


def _expected(pace: float, day: str | None) -> int | None:
    return round(pace * _day(day)) if day else None


def _day(printed: str) -> int:
    return date.fromisoformat(printed[:10]).timetuple().tm_yday
