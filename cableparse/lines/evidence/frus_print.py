"""What a telegram printed in *Foreign Relations* shows (FORMATS.md 2; RECORD.md convention 22)."""

from __future__ import annotations

import re
from functools import lru_cache

# 851G.01/5–749: Telegram; the decimal number ends in month, day and year
_FILE = re.compile(
    r"\s*(?:\d{3}[A-Z]?\.[\w.() -]*|[A-Z][A-Za-z ]{1,20})/(?P<month>\d{1,2})[-–—](?P<day>\d{1,2})(?P<year>\d\d)\b"
)
_KIND = re.compile(r".*:\s*(?:Circular )?(?:Telegram|Airgram)\b", re.I)
_PARTY = r"[A-Z][\w’' ().,&-]{3,90}?"
_HEADING = re.compile(
    rf"\s*(?:No\. \d+ )?(?:The|Telegram From the) (?P<sender>{_PARTY})"
    rf" to (?:the )?(?P<addressee>{_PARTY})\s*\d{{0,2}}\W*$"
)
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Za-z ]{2,24}), [A-Z][a-z]{2,8} \d{1,2}, (?P<year>19\d\d)(?:\s?[—–,-]+ ?[\w:. ]{1,12})?\W*$"
)


@lru_cache(maxsize=1024)
def file_number(text: str) -> re.Match[str] | None:
    """The file number above a telegram, with the word that says it is one."""
    found = _FILE.match(text)
    return found if found and _KIND.match(text) else None


@lru_cache(maxsize=1024)
def heading(text: str) -> re.Match[str] | None:
    """The editors' heading: `The Ambassador in France (Caffery) to the Secretary of State`."""
    return _HEADING.match(text)


@lru_cache(maxsize=1024)
def dateline(text: str) -> re.Match[str] | None:
    """The dateline: `Ottawa, March 5, 1961—6 p.m.`."""
    return _DATELINE.match(text)
