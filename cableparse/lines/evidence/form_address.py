"""Whom forms are addressed to besides posts: all posts of a kind, commands; the Department's numbers (FORMATS.md 2)."""

from __future__ import annotations

import re
from functools import lru_cache

from cableparse import damage
from cableparse.lines.evidence.line_words import NEAR, SIGNS, Find, near
from cableparse.vocabulary import agencies, telling_words

_NUMBER = re.compile(r"\W*(?P<word>\w{7,9})(?: telegram)?(?: no\.?)? ?\d{1,5}(?=\s{2,}|[\s.,]*$)", re.I)
_OF_DEPARTMENT = re.compile(r"\W*(STATE {1,3}\d{5,6})\W*")
# One blank between its words: behind two another column of the form begins.
_COLLECTIVE = re.compile(
    rf"\W*ALL(?: [A-Z][A-Z']*){{0,7}}? (?:{telling_words.pattern('collective')})"
    r"(?: [A-Z]+){0,2}(?: \d{1,5})?(?=\s{2,}|[\s.,;]*$)",
    re.I,
)


@lru_cache(maxsize=4096)
def number(text: str) -> Find | None:
    """The circular's number that the text begins with: `CIRCULAR 1412`."""
    found = _NUMBER.match(damage.plain(text))
    if found is None or near(found["word"], "CIRCULAR") < NEAR:
        return None
    return Find("circular", found.start("word"), found.end())


@lru_cache(maxsize=4096)
def collective(text: str) -> Find | None:
    """The addressee that the text begins with, where that is all posts of a kind: `ALL AMERICAN DIPLOMATIC POSTS`."""
    found = _COLLECTIVE.match(text)
    return None if found is None else Find("collective", len(text) - len(text.lstrip(SIGNS)), found.end())


def _command(text: str) -> Find | None:
    """A command or agency that is all there is, with its serial: `CINCPAC 112`."""
    first, *rest = text.split() or [""]
    if first not in agencies.words() or any(not word.isdigit() for word in rest):
        return None
    return Find("command", text.index(first), len(text.rstrip()))


def addressed(text: str) -> Find | None:
    """What is no post and stands behind the label of addressees; a circular's number may stand there first."""
    return collective(text) or number(text) or _command(text)


def of_department(text: str) -> Find | None:
    """The Department's own number, as its forms print it from 1966 on: `STATE 058038`, and nothing else."""
    found = _OF_DEPARTMENT.fullmatch(text)
    return Find("numbered", *found.span(1)) if found else None
