"""Page furniture that stands inside a line of text, told by its shape and the vocabulary of markings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cableparse import damage
from cableparse.vocabulary import posts
from cableparse.vocabulary.tables import forms, rows

# A shorter marking is a word of the text as well, or a letter.
_SHORTEST_LEVEL = 6
_STATION = r"[A-Z][A-Z .']{1,16}?"
# A word with a digit in it; which of the others were digits does not matter here.
_FIGURES = r"(?=[A-Z]*\d)[\dA-Z]"
_PAGE_LINE = rf"PAGE {_FIGURES}{{2,3}}\s+{_STATION} {_FIGURES}{{4,7}}(?: \d\d OF \d\d)?(?:\s+\d{{6}}Z)?"
_PAGE_COUNT = r"(?P<word>PAGE|Page|page) ?(?P<page>[^\W_]{1,3}) ?(?:OF|of) ?(?P<pages>[^\W_]{1,3})(?![^\W_])"
_SECTION_HEAD = r"(?P<station>(?:[A-Z][A-Z.']*\s){1,3})\d{8}\s+\d{3}(?:\.\d)? OF \d{3}"
# The head of a section has ten characters for the name of the post.
_NAME_LENGTH = 10
# The case of a text shows in its first words.
_BEGINNING = 40
_RELEASE = (
    r"U\.? ?S\.? Department of State\s+Case No\.? ?\S+(?:\s+Doc No\.? ?\S+)?(?:\s+Date:? ?[\d/]+)?"
    r"|Declassified/Released U\.?S\.? Department of State EO Systematic Review(?: \d\d [A-Z]{3} \d{4})?"
    r"|Approved For Release \d{4}/\d\d/\d\d ?: ?[A-Z]+-[\dA-Z-]+"
    r"|[A-Z]{2} \d{4,6} +Doc[Il]d: ?\d+ +Page \d+"
)
# What the NSC's system filed a message by, run on behind its last line.
_FILED = r"SECT: ?(?:SECTION: ?)?\d\d? OF \d\d?\s+SSN: ?\d{1,6}(?:\s+TOR: ?\d{6,12}(?:\s+M\d{4,8})?)?"
# Each shape has one of these: a text with none is passed over at once.
_SIGNS = (
    *("PAGE ", "Page", " OF 0", "SSN:", "Department of State", "For Release"),
    *("CLASSIFIED ", "CONFIDENTIAL ", "SECRET ", "RESTRICTED ", "OFFICIAL USE "),
)


class Cut(NamedTuple):
    """Furniture between two characters of a text."""

    start: int
    end: int


def may_hold(text: str) -> bool:
    """Whether `text`, a line or more, can have furniture in it."""
    for sign in _SIGNS:  # noqa: SIM110  # a generator takes three times as long
        if sign in text:
            return True
    return False


def find(text: str) -> Iterator[Cut]:
    """The furniture inside a line of text, with the banners on either side of it."""
    for found in _pattern().finditer(text):
        if found["station"]:
            yield Cut(found.end("station") - _length_of_post(found["station"]), found.end())
        elif found["word"] is None or _is_page_count(found):
            yield Cut(*found.span())


def _is_page_count(found: re.Match[str]) -> bool:
    """Whether `Page 2 of 3` is a footer: beside a banner, or written in another case than the text."""
    if not (damage.digits(found["page"]).isdigit() and damage.digits(found["pages"]).isdigit()):
        return False
    return bool(found["before"] or found["after"]) or (found["word"] == "Page" and found.string[:_BEGINNING].isupper())


def _length_of_post(words: str) -> int:
    """How many characters at the end of `words` are a post's name; the last word where none is known."""
    split = words.split()
    for first in range(len(split)):
        if " ".join(split[first:]) in _names():
            return len(words) - words.index(split[first])
    return len(split[-1]) + 1


@cache
def _names() -> frozenset[str]:
    return frozenset(name[:_NAME_LENGTH].rstrip() for name in posts.names())


@cache
def banner_words() -> str:
    """A pattern for the words of a classification banner, one banner or more."""
    levels = {
        marking
        for row in rows("classifications")
        if row["record_level"]
        for marking in forms(row["marking"], separator=" / ")
        if len(marking) >= _SHORTEST_LEVEL and marking.replace(" ", "").isalpha()
    }
    captions = {row["caption"] for row in rows("captions") if row["kind"] in ("distribution", "control")}
    words = [re.escape(word).replace(r"\ ", r"\s+") for word in sorted(levels, key=len, reverse=True)]
    others = "|".join(sorted(word for word in captions if word.isalpha()))
    return rf"(?:{'|'.join(words)})\b(?:[ /,]+(?:{others})\b)*"


@cache
def _pattern() -> re.Pattern[str]:
    banner = banner_words()
    shapes = "|".join((_PAGE_LINE, _PAGE_COUNT, _SECTION_HEAD, _RELEASE, _FILED))
    around = rf"\b(?P<before>(?:{banner}\s+){{0,2}})(?:{shapes})(?P<after>(?:\s+{banner}){{0,2}})\b"
    return re.compile(rf"{around}|\b(?P<twice>{banner})\s+(?P=twice)\b")
