"""Date-time groups and the dates of declassification and release lines."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from cableparse import damage

MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE"),
    *("JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
)
# As a date-time group prints them.
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
_NUMBERS = {name[:length]: number for number, name in enumerate(MONTHS, 1) for length in range(3, len(name) + 1)}
_REPAIRABLE = tuple(dict.fromkeys([*SHORT_MONTHS, *MONTHS]))

_GROUP = re.compile(
    r"(?P<digits>\d(?: ?\d){5}) ?(?P<zone>Z)[ .,]*(?P<month>[A-Z]{3,9}?)[ .,]*"
    r"(?P<year>(?:19|20)\d ?\d|\d ?\d)(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
# The parts of a damaged group, where letters and signs are read as digits; one mark may stand between two digits.
_MARK = r"[ .,;:'~-]"
_CLOCK = re.compile(rf"(?=(\d(?:{_MARK}?\d){{5}}))", re.ASCII)
_ZONE = re.compile(rf"{_MARK}{{0,2}}([A-Z0-9])", re.IGNORECASE | re.ASCII)
_YEAR = rf"(?:19|20)\d ?\d|\d{_MARK}?\d"
_MONTH_YEAR = re.compile(
    rf"{_MARK}*(?:(?P<month>[^ ]{{3,10}}?){_MARK}*(?P<year>{_YEAR})|(?P<short>[^ ]{{2}}){_MARK}+(?P<after>{_YEAR})"
    rf"|(?P<split>\S{{1,2}} \S{{1,2}}){_MARK}+(?P<last>{_YEAR}))(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_MONTH = re.compile(rf"{_MARK}*([A-Z]{{2,9}})(?:{_MARK}+[A-Z0-9]{{1,2}})?(?![A-Z0-9])", re.IGNORECASE | re.ASCII)
_PROSIGNS = re.compile(r"^(?:[ZOPRY0]{1,2}[ ,/]+){1,3}(?=\S{5})", re.IGNORECASE)
_OPERATING_SIGNAL = re.compile(r" Z[A-Z]{2}\d?$")
# Fewer digits among the six are more likely a word.
_FEWEST_DIGITS = 3
# The hundred years from here on are those of two digits.
_FIRST_YEAR = 45
# What a message says is to be declassified may have been dated so long before it.
_YEARS_BEFORE = 2
# Of a month's first or last three letters so many are right, and in their place.
_MONTH_LETTERS = 2
_NO_ZONE = "013456789"

_NUMERIC = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[ -]?([^\W_]{3,9}?)\.?,?[ -]?(\d{4}|\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"([^\W_]{3,9}?)\.? ?(\d{1,2}),? ?(\d{4}|\d{2})", re.ASCII)


class DateTimeGroup(NamedTuple):
    """A date-time group; what cannot be read for certain is None.

    `as_printed` has its white space folded and is without precedence letters and operating signals; `utc` is
    ISO 8601 to the minute; `damaged` tells that a reading was needed beyond the printed characters.
    """

    as_printed: str
    day: int | None
    hour: int | None
    minute: int | None
    month: int | None
    year: int | None
    utc: str | None
    damaged: bool


class ReadDate(NamedTuple):
    """A day as YYYY-MM-DD, and whether a reading was needed beyond the printed characters."""

    iso: str
    damaged: bool


@lru_cache(maxsize=4096)
def read_dtg(printed: str) -> DateTimeGroup:
    """Read a date-time group: `262310Z SEP 00`, also spaced (`251346 Z JUN 7 3`) or damaged (`l2l4I3Z 0CT 7O`)."""
    text = " ".join(damage.plain(printed).split())
    found = _GROUP.search(text)
    if found and (month := _NUMBERS.get(found["month"].upper())):
        clock, year = _clock(found["digits"]), _full_year(found["year"])
        group = _group(found.group(), clock, month, year, zulu=True, damaged=False)
        if group.utc:
            return group
    readings = _damaged_groups(text)
    if readings:
        return max(readings, key=lambda group: sum(part is not None for part in group))
    return DateTimeGroup(_without_neighbours(text), None, None, None, None, None, None, True)


def full_year(two_digits: int) -> int:
    """The year of a cable's two digits: 45 to 99 are 19xx, 00 to 44 are 20xx."""
    return two_digits + (1900 if two_digits >= _FIRST_YEAR else 2000)


def iso_date(printed: str, after: int | None = None) -> str | None:
    """The day that `read_date` reads; None where there is no such day."""
    found = read_date(printed, after)
    return found.iso if found else None


@lru_cache(maxsize=4096)
def read_date(printed: str, after: int | None = None) -> ReadDate | None:
    """A date in any form the cables and their stamps print, its digits and month repaired; None for no such day.

    Numeric dates are month first. With `after`, the year of the message, a two-digit year is the first one that is
    not more than two years before it; without, it is read as `full_year` does.
    """
    text = " ".join(damage.plain(printed).split()).strip(" .,;:")
    iso = _read_day(text, text, after)
    if iso:
        return ReadDate(iso, damaged=False)
    digits = damage.digits(text)
    if 2 * sum(map(str.isdecimal, text)) < sum(map(str.isdecimal, digits)):
        return None
    iso = _read_day(text, digits, after)
    return ReadDate(iso, damaged=True) if iso else None


def _damaged_groups(text: str) -> list[DateTimeGroup]:
    """The readings of the places where a group may begin; what a place does not give for certain is None."""
    digits = damage.digits(text)
    readings = []
    for start, end in (clock.span(1) for clock in _CLOCK.finditer(digits)):
        if sum(map(str.isdecimal, text[start:end])) < _FEWEST_DIGITS:
            continue
        first = _word_start(text, start)
        for zone, zulu, rest in _zones(text, end):
            month, year, last = _month_year(text, digits, rest)
            # With no zone printed, the last digit may be the zone itself: a letter, or a 2 for Z.
            whole = first == start and (zone or text[end - 1] in _NO_ZONE)
            if last is not None:
                clock = _clock(digits[start:end]) if whole else None
                readings.append(_group(text[first:last].strip(" .,"), clock, month, year, zulu))
    return readings


def _word_start(text: str, start: int) -> int:
    """Where the word begins that `start` is in; a prosign's letter that is joined to the digits is no part of it."""
    first = start
    while first and text[first - 1].isalnum():
        first -= 1
    return start if text[first:start].upper() in ("O", "P", "R") else first


def _zones(text: str, start: int) -> list[tuple[bool, bool, int]]:
    """Ways to see the zone: whether one is printed, whether the time is Zulu, and where it ends. A 2 may be a Z."""
    found = _ZONE.match(text, start)
    zulu = found is not None and damage.alike(found[1], "Z")
    if found is None or not (zulu or found[1].isalpha()):
        return [(False, True, start)]
    return [(True, zulu, found.end()), (False, True, start)]


def _month_year(text: str, digits: str, start: int) -> tuple[int | None, int | None, int | None]:
    """Month and year that follow a clock, and where they end; no end where nothing that looks like them follows."""
    found = _MONTH_YEAR.match(digits, start)
    if found:
        month = next(name for name in ("month", "short", "split") if found[name])
        year = found["year"] or found["after"] or found["last"]
        return _month(text[slice(*found.span(month))]), _full_year(year), found.end()
    alone = _MONTH.match(text, start)
    return (_month(alone[1]), None, alone.end()) if alone else (None, None, None)


def _group(
    printed: str,
    clock: tuple[int, int, int] | None,
    month: int | None,
    year: int | None,
    zulu: bool,
    damaged: bool = True,
) -> DateTimeGroup:
    day, hour, minute = clock or (None, None, None)
    utc = None
    if zulu and year is not None and month is not None and day is not None and hour is not None and minute is not None:
        utc = _minute(year, month, day, hour, minute)
    return DateTimeGroup(printed, day, hour, minute, month, year, utc, damaged)


def _clock(printed: str) -> tuple[int, int, int] | None:
    """Day, hour and minute of six digits with marks between them; None where there is no such time."""
    digits = "".join(filter(str.isdecimal, printed))
    day, hour, minute = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    return (day, hour, minute) if 1 <= day <= 31 and hour < 24 and minute < 60 else None


def _without_neighbours(text: str) -> str:
    return _OPERATING_SIGNAL.sub("", _PROSIGNS.sub("", text).rstrip(" .,"))


@lru_cache(maxsize=1024)
def _month(printed: str) -> int | None:
    """The month that is printed or near; failing that, the one that alone has two letters in their place."""
    name = "".join(printed.split()).upper()
    if name in _NUMBERS:
        return _NUMBERS[name]
    near = damage.nearest(name, _REPAIRABLE)
    if near:
        return _NUMBERS[near[0]]
    letters = damage.letters(name)
    shared = [max(_in_place(letters[:3], short), _in_place(letters[-3:], short)) for short in SHORT_MONTHS]
    most = max(shared)
    return shared.index(most) + 1 if most >= _MONTH_LETTERS and shared.count(most) == 1 else None


def _in_place(letters: str, month: str) -> int:
    return sum(a == b for a, b in zip(letters, month, strict=False))


def _full_year(printed: str) -> int:
    digits = "".join(filter(str.isdecimal, printed))
    return int(digits) if len(digits) == 4 else full_year(int(digits))


def _minute(year: int, month: int, day: int, hour: int, minute: int) -> str | None:
    try:
        return f"{datetime(year, month, day, hour, minute).isoformat(timespec='minutes')}Z"
    except ValueError:
        return None


def _read_day(text: str, digits: str, after: int | None) -> str | None:
    """The day of `digits`, which is `text` or what it is with letters read as digits; the month is read in `text`."""
    if found := _YEAR_FIRST.fullmatch(digits):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMERIC.fullmatch(digits):
        return _day(_century(found[4], after), int(found[1]), int(found[3]))
    for form, month, day in ((_DAY_FIRST, 2, 1), (_MONTH_FIRST, 1, 2)):
        if found := form.fullmatch(digits):
            name = text[slice(*found.span(month))]
            number = _NUMBERS.get(name.upper()) if digits is text else _month(name)
            return _day(_century(found[3], after), number, int(found[day]))
    return None


def _century(printed: str, after: int | None) -> int:
    year = int(printed)
    if len(printed) == 4:
        return year
    if after is None:
        return full_year(year)
    earliest = after - _YEARS_BEFORE
    return earliest + (year - earliest) % 100


def _day(year: int, month: int | None, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if month else None
    except ValueError:
        return None
