"""Places in the text where words were taken out: blanks in brackets, a code or a remark that says so (FORMATS.md 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cableparse.vocabulary import exemptions, telling_words

# What stands in brackets is no longer where it says that something was taken out.
_BRACKETED = re.compile(r"\[([^\[\]]{1,80})\]")
# In small letters, as reviewers print it; a law's own paragraph follows its number: 222(b)(1).
_CODE = re.compile(r"(?<!\S)\(b\) ?\([1-9]\)(?:\([A-F]\))?(?![\w(])")
# A code behind a wide gap, where the box of what was taken out stands on the page, with the text going on behind it.
_BEHIND_GAP = re.compile(r" {4,}+(\S{2,9})(?= \S)")
# A code so near behind blanks in brackets is their reason.
_BEHIND = re.compile(r" {0,2}(\S{2,9})")


class Excision(NamedTuple):
    """`[start:end]` of the text is printed in place of what was taken out, for the reasons of `codes`."""

    start: int
    end: int
    codes: list[str]


def may_hold(text: str) -> bool:
    """Whether a text has what one is never without; most have none of it."""
    return "[" in text or "(b)" in text or "    " in text


def find(text: str) -> Iterator[Excision]:
    """The excisions of a text, in order."""
    if not may_hold(text):
        return
    found = [(place, _inside(place[1])) for place in _BRACKETED.finditer(text)]
    found += [(place, _codes(place[0])) for place in _CODE.finditer(text)]
    found += [(place, _codes(place[1])) for place in _BEHIND_GAP.finditer(text)]
    for place, codes in sorted(found, key=lambda pair: pair[0].start()):
        if codes is not None:
            behind = None if codes else _BEHIND.match(text, place.end())
            code = exemptions.normalise(behind[1]) if behind else None
            yield Excision(place.start(), behind.end() if behind and code else place.end(), [code] if code else codes)


def together(text: str) -> list[list[Excision]]:
    """The excisions of a text, those in one list that go on from one line to the next with nothing between."""
    found: list[list[Excision]] = []
    for excision in find(text):
        between = text[found[-1][-1].end : excision.start] if found else ""
        if "\n" in between and not between.strip():
            found[-1].append(excision)
        else:
            found.append([excision])
    return found


def _inside(printed: str) -> list[str] | None:
    """The codes in a pair of brackets, none where there are blanks or a remark; None where it is text."""
    if printed.isspace() or _remark().search(" ".join(printed.split())):
        return []
    return _codes(printed)


def _codes(printed: str) -> list[str] | None:
    """The codes that a print is nothing but; None where it is more."""
    found = exemptions.find_all(printed)
    at, rest = 0, ""
    for _, start, end in found:
        rest, at = rest + printed[at:start], end
    rest += printed[at:]
    return [code for code, _, _ in found] if found and not any(map(str.isalnum, rest)) else None


@cache
def _remark() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{telling_words.pattern('taken out')})\b", re.I)
