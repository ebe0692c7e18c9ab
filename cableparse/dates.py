"""Date-time groups and the dates of declassification and release lines."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

_NAMES = [
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE"),
    *("JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
]
_MONTHS = {name[:length]: number for number, name in enumerate(_NAMES, 1) for length in range(3, len(name) + 1)}
_SHORT = [name[:3] for name in _NAMES]
_AS_DIGITS = str.maketrans("OQDILSB", "0001158")
_AS_LETTERS = str.maketrans("0158", "OISB")

_PROSIGNS = re.compile(r"^(?:[ZOPRY0]{1,2}[ ,/]+){1,3}(?=[0-9OIL])", re.IGNORECASE)
_DIGIT = "[0-9OQDILSB]"
_DTG = re.compile(
    rf"(?P<digits>[0-9OIL](?: ?{_DIGIT}){{5}}[0-9]?) ?(?P<zone>[A-Z](?![A-Z])|Z)?[ .,]*"
    rf"(?P<month>[A-Z0-9]{{0,2}}[A-Z]{{2,9}}?|[A-Z]{{2,9}})[ .,]*"
    rf"(?P<year>(?:19|20)\d ?\d|{_DIGIT} ?{_DIGIT})?(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_OPERATING_SIGNAL = re.compile(r" Z[A-Z]{2}\d?$")

_NUMERIC = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[ -]?([A-Za-z]{3,9})\.?,?[ -]?(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ?(\d{1,2}),? ?(\d{4}|\d{2})")


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


def read_dtg(printed: str) -> DateTimeGroup:
    """Read a date-time group: `262310Z SEP 00`, also spaced (`251346 Z JUN 7 3`) or damaged (`121413Z20UN 68`)."""
    text = _PROSIGNS.sub("", " ".join(printed.split()))
    found = _DTG.search(text)
    if found is None:
        return DateTimeGroup(_OPERATING_SIGNAL.sub("", text.rstrip(" .,")), None, None, None, None, None, None, True)
    clock, zulu, clock_damaged = _clock(found["digits"], found["zone"])
    month, month_damaged = _month(found["month"])
    year, year_damaged = _year(found["year"])
    day, hour, minute = clock or (None, None, None)
    utc = None
    if zulu and year is not None and month is not None and day is not None and hour is not None and minute is not None:
        utc = _minute(year, month, day, hour, minute)
    damaged = clock_damaged or month_damaged or year_damaged or utc is None
    return DateTimeGroup(found.group().strip(" .,"), day, hour, minute, month, year, utc, damaged)


def full_year(two_digits: int) -> int:
    """The year of a cable's two digits: 45 to 99 are 19xx, 00 to 44 are 20xx."""
    return two_digits + (1900 if two_digits >= 45 else 2000)


def iso_date(printed: str, after: int | None = None) -> str | None:
    """A date as YYYY-MM-DD, from any form the cables and their stamps print; None where there is no such day.

    Numeric dates are month first. With `after`, the year of the message, a two-digit year is the first one that is
    not more than two years before it; without, it is read as `full_year` does.
    """
    text = " ".join(printed.split()).strip(" .,;:")
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMERIC.fullmatch(text):
        return _day(_century(found[4], after), int(found[1]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(_century(found[3], after), _MONTHS.get(found[2].upper()), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(_century(found[3], after), _MONTHS.get(found[1].upper()), int(found[2]))
    return None


def _clock(printed: str, zone: str | None) -> tuple[tuple[int, int, int] | None, bool, bool]:
    """Day, hour and minute; whether the time is Zulu; whether the digits are damaged."""
    plain = printed.replace(" ", "").upper()
    digits = plain.translate(_AS_DIGITS)
    damaged = digits != plain or zone is None
    if len(digits) == 7:
        # OCR reads the closing Z as a 2.
        if zone is not None or digits[6] != "2":
            return None, False, True
        digits = digits[:6]
    day, hour, minute = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if not (1 <= day <= 31 and hour < 24 and minute < 60):
        return None, False, True
    return (day, hour, minute), zone is None or zone.upper() == "Z", damaged


def _month(printed: str) -> tuple[int | None, bool]:
    """The month, and whether its name is damaged; the month that alone shares most letters, two at least."""
    name = printed.upper()
    if name in _MONTHS:
        return _MONTHS[name], False
    letters = name.translate(_AS_LETTERS)
    if letters in _MONTHS:
        return _MONTHS[letters], True
    shared = [max(_in_place(letters[:3], short), _in_place(letters[-3:], short)) for short in _SHORT]
    most = max(shared)
    return (shared.index(most) + 1 if most >= 2 and shared.count(most) == 1 else None), True


def _in_place(letters: str, month: str) -> int:
    return sum(a == b for a, b in zip(letters, month, strict=False))


def _year(printed: str | None) -> tuple[int | None, bool]:
    if printed is None:
        return None, True
    plain = printed.replace(" ", "").upper()
    digits = plain.translate(_AS_DIGITS)
    return (int(digits) if len(digits) == 4 else full_year(int(digits))), digits != plain


def _minute(year: int, month: int, day: int, hour: int, minute: int) -> str | None:
    try:
        return datetime(year, month, day, hour, minute).strftime("%Y-%m-%dT%H:%MZ")
    except ValueError:
        return None


def _century(printed: str, after: int | None) -> int:
    year = int(printed)
    if len(printed) == 4:
        return year
    if after is None:
        return full_year(year)
    earliest = after - 2
    return earliest + (year - earliest) % 100


def _day(year: int, month: int | None, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if month else None
    except ValueError:
        return None
