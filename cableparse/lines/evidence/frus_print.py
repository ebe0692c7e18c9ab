"""What a telegram printed in *Foreign Relations* shows (FORMATS.md 2; RECORD.md convention 22)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cableparse.vocabulary import classifications, precedence

# A travelling Secretary's messages to the Department have a series of their own: `Secto 12.`.
TRAVELLING = "Secto"
# 851G.01/5–749: Telegram; the decimal number ends in month, day and year
_FILE = re.compile(
    r"\s*(?:\d{3}[A-Z]?\.[\w.() -]*|[A-Z][A-Za-z ]{1,20})/(?P<month>\d{1,2})[-–—](?P<day>\d{1,2})(?P<year>\d\d)\b"
)
_KIND = re.compile(r".*:\s*(?:Circular )?(?:Telegram|Airgram)\b", re.I)
# A footnote's mark: 1, or /1/ as the Department's pages of the 1990s have it, where notes stand below their paragraph.
_MARK = r"(?:/\d{1,2}/|\d{0,2})"
_BETWEEN = re.compile(r"\s*/\d{1,2}/(?=\s?[A-Z])")
_PARTY = r"[A-Z][\w’' ().,&-]{3,90}?"
# Telegram 4698 From the Embassy in Chile to the Department of State, October 5, 1972, 2015Z: the volumes of the 1970s.
_HEADING = re.compile(
    r"\s*(?:No\. \d+ |\[?\d{1,4}\]?\.? )?"
    r"(?:The|(?P<kind>(?:Circular )?(?:Telegram|Airgram)(?: (?:(?P<number>\d+)|[A-Z]*-?\d+))? From)(?: the)?)"
    rf" (?P<sender>(?:Mission (?:to|at) (?:the )?)?{_PARTY})"
    rf" to (?:the )?(?P<addressee>{_PARTY})(?:, [A-Z][a-z]{{2,8}} \d{{1,2}}, (?P<year>19\d\d)(?:, \d{{4}}Z)?)?"
    rf"\s{{0,3}}{_MARK}\W{{0,3}}$"
)
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Za-z ]{2,24}), [A-Z][a-z]{2,8} \d{1,2}, (?P<year>19\d\d)(?:\s?[—–,-]+ ?[\w:. ]{1,12})?"
    rf"{_MARK}\W{{0,3}}$"
)


@lru_cache(maxsize=1024)
def file_number(text: str) -> re.Match[str] | None:
    """The file number above a telegram, with the word that says it is one."""
    found = _FILE.match(text)
    return found if found and _KIND.match(text) else None


@lru_cache(maxsize=1024)
def heading(text: str) -> re.Match[str] | None:
    """The editors' heading: `The Ambassador in France (Caffery) to the Secretary of State`."""
    return _HEADING.match(text.rstrip())


def telegram(text: str) -> bool:
    """Whether the editors' heading says that it is a telegram: `Telegram From the Embassy in Ghana to ...`."""
    found = heading(text)
    return found is not None and found["kind"] is not None


def dated(text: str) -> bool:
    """Whether the editors' heading has the date, which stands on a line below it elsewhere."""
    found = heading(text)
    return found is not None and found["year"] is not None


@lru_cache(maxsize=1024)
def dateline(text: str) -> re.Match[str] | None:
    """The dateline: `Ottawa, March 5, 1961—6 p.m.`."""
    return _DATELINE.match(text.rstrip())


@lru_cache(maxsize=1024)
def level_and_precedence(text: str) -> re.Match[str] | None:
    """A line with the level, and the precedence behind it."""
    return _two().match(text)


def note_between(text: str) -> bool:
    """Whether a note begins that stands below its paragraph: `/2/Document 180.`."""
    return _BETWEEN.match(text) is not None


@lru_cache(maxsize=1024)
def source_note(text: str) -> re.Match[str] | None:
    """The source note, where it names the level: behind the file it has precedence and captions, too."""
    return _source().match(text)


@cache
def _two() -> re.Pattern[str]:
    """`secret  priority`, on one line."""
    urgent = "|".join(precedence.WORDS)
    level = classifications.pattern()
    return re.compile(rf"\s*\(?(?P<level>{level})\)?[ \t]+\(?(?P<urgent>{urgent})\)?\W*$", re.I)


@cache
def _source() -> re.Pattern[str]:
    """The source note, `Source: Department of State, Central Files, 753N.00/3-1461. Secret; Niact.`, from its begin."""
    level = classifications.pattern()
    mark = r"(?:\d{1,2}\.? |\[|/\d{1,2}/ ?)?"
    return re.compile(rf"\s*{mark}Source: .*?\. (?P<level>{level})\b(?P<handling>[^.]*)\.?", re.I)
