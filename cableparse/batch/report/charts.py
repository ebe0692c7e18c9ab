"""Where the bars of a chart stand, in percent of its width or height, so that it fits any screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cableparse.batch.report.counts import Count

_WHOLE = 100  # percent
# The left part of a column chart has the scale's numbers.
_SCALE = 8.0
# A column is so wide at most, where there are few, and takes so much of its place: a gap parts it from the next.
_WIDEST = 8.0
_COLUMN = 0.76
# So that the rarest value can still be seen.
_LEAST = 0.6
# Beyond this many years in a row, only those that have records get a column.
_MOST_YEARS = 120
# Of years, of which a phone has room for every other one; and of the scale.
_MOST_LABELS = 12
_MOST_LINES = 5
# Decimals of a percent of the width: less than a dot of any screen.
_DECIMALS = 3


class YearColumn(NamedTuple):
    """A year's column; `label` is empty where there is no room for it, `rank` tells which to leave out first."""

    year: str
    records: int
    left: float
    width: float
    height: float
    label: str
    rank: int


class ScaleLine(NamedTuple):
    """A line of the scale, from the bottom."""

    label: str
    height: float


class Columns(NamedTuple):
    """A chart of columns by year."""

    columns: list[YearColumn]
    lines: list[ScaleLine]


class ChartBar(NamedTuple):
    """A horizontal bar; `aside` marks a bar that is no value of its own, as that of all others together."""

    label: str
    records: int
    width: float
    aside: bool


def columns(years: Sequence[Count]) -> Columns:
    """A column for each year from the first to the last."""
    records = {int(year): count for year, count in years if year is not None}
    shown = _without_gaps(sorted(records))
    step = _step(max(records.values(), default=1), _MOST_LINES)
    top = step * -(-max(records.values(), default=1) // step)
    pitch = (_WHOLE - _SCALE) / max(len(shown), 1)
    width = min(pitch * _COLUMN, _WIDEST)
    every = _step(len(shown), _MOST_LABELS)
    return Columns(
        [
            YearColumn(
                year=str(year),
                records=records.get(year, 0),
                left=round(_SCALE + pitch * (i + 1 / 2) - width / 2, _DECIMALS),
                width=round(width, _DECIMALS),
                height=_visible(_WHOLE * records.get(year, 0) / top),
                label=str(year) if year % every == 0 else "",
                rank=year // every % 2,
            )
            for i, year in enumerate(shown)
        ],
        [ScaleLine(_short(value), _WHOLE * value / top) for value in range(0, top + 1, step)],
    )


def bars(counts: Sequence[Count], asides: Sequence[Count] = ()) -> list[ChartBar]:
    """A bar for each value, then those of `asides` that have records, all to one scale."""
    drawn = [(count, False) for count in counts] + [(count, True) for count in asides if count.records]
    most = max((count.records for count, _ in drawn), default=1)
    return [
        ChartBar(
            count.value or "none shown",
            count.records,
            _visible(_WHOLE * count.records / most),
            aside or not count.value,
        )
        for count, aside in drawn
    ]


def _without_gaps(years: list[int]) -> list[int]:
    if not years or years[-1] - years[0] > _MOST_YEARS:
        return years
    return list(range(years[0], years[-1] + 1))


def _step(most: int, parts: int) -> int:
    """The least of 1, 2, 5, 10, 20 and so on that divides a scale up to `most` into no more than `parts`."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if parts * step >= most:
                return step
        power *= 10


def _visible(percent: float) -> float:
    return round(max(percent, _LEAST) if percent else 0, 2)


def _short(number: int) -> str:
    """`500`, `20k`, `1.5M`."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:g}{unit}"
    return str(number)
