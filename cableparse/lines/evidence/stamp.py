"""Marks that others put on a message: release stamps, exemption codes, classification banners, page counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cableparse import damage
from cableparse.vocabulary import captions, classifications, exemptions, posts, release_markings, review_options

_WORD = re.compile(r"[^\W_]+")
# Numbers that archives and reviewers print alone: JFK Act record and sheet numbers, NARA's project numbers, the
# Department's case and document numbers, CIA's reading room (FORMATS.md 11), the presidential libraries' own.
_NUMBERS = re.compile(
    r"\W{0,3}(?:NL(?:[BCEFJKNRT]|GB|RR|WJC)[ -]{1,3}(?=.{0,24}\d)[\w #,./-]{2,30}$|LOC-HAK-\d+"
    r"|\d{3}-\d{5}-\d{5}|13-00000|(?:CSP|[FMP])-\d{4}-\d{5}|B-\d{11}|C\d{8}|CIA-RDP|N(?:W|ND)\W{0,3}\d{5,6})\b"
)
# The last of a FOIA banner, which OCR sets on a line of its own; the banners date from 1990 at the earliest.
_BANNER_DATE = re.compile(r"Date: ?\d{1,2}/\d{1,2}/(?:199|20\d)\d\W*$", re.I)
# Two of them stand on one line, with a date.
_LONGEST_NUMBER = 60
# A head of a SAS print that OCR put on one line has some 150.
_LONGEST_STAMP = 300
# Two words in three, or so, are of a stamp.
_LEAST_STAMP = 0.35
# CASE NO and DOC NO are words of a text, too; the Department's and the archives' numbers have five digits at least.
_NUMBERED = frozenset({"case", "document"})
_LONG_NUMBER = re.compile(r"\d{5}|\d{3}\w{2,}\d")
_NAMED = frozenset({"reviewer", "reviewing office", "systematic review"})
# A reviewer's names and title; more capitalised words are a sentence's.
_MOST_NAMES = 5
_NAME = re.compile(r"[A-Z][\w.]*$|[A-Z]\.?$")
_OFFICER = re.compile(r"\W?\w[\w.'-]+(?: [A-Z][\w.'-]*){1,4}, \w[\w .,'-]{3,}$")
_DATE = re.compile(
    r"\W?\w{1,2}/\w{1,2}/\w{4}\W*$"
    r"|[^\n]{0,30}?(?:\b\d{1,2}[/-]\d{1,2}[/-]\d{2}|\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\W*$"
)
_CLOSING = frozenset({"issuer", "reviewing office", "guidelines", "box"})
# A telegram's own order has a colon, an instruction and its schedule.
_ORDER = re.compile(r"E\. ?O\. ?\d{5},? (?:AS AMENDED|SEC)", re.I)
# A line of the box is no longer than one of the text, and OCR puts specks beside it.
_LONGEST_BOX_LINE = 80
# Officer, title, Department, date.
_BOX_LINES = 4
_CODE_LINES = 3
_FORM = frozenset({"review form", "reviewing office"})
# Two lines of a reviewer's form have at most two others between them.
_FORM_LINES = 3
_TITLE_WORDS = 2
_LEAST_BEGUN = 0.6
_BOXED = frozenset({"full", "part", "declassified", "decision begun"})
# `UNCLASSIFIED//FOR OFFICIAL USE ONLY` and a caption; letters of a spaced level take two characters.
_LONGEST_BANNER = 60
_LONGEST_MARGIN = 40
# Three letters and figures, the shortest of posts' names being as long: `CONFIDENTIAL  PTQ9211`; the number on the film
# of the Department's files (FORMATS.md 7.3): `UNCLASSIFIED  AN: D760213-0411`.
_QUEUE = re.compile(r"\s(?:([A-Z]{3})\d{3,4}|AN: ?[A-Z]\d{6}-\d{4})$")
# Two captions; a longer line must print a level.
_LONGEST_CAPTION = 14
# Of a level with a wrong letter, and a caption behind it, a third still stands in pieces of its words.
_COVERED = 3
# SECRET with a letter lost; SBU is shorter and is known by all of its letters.
_SHORTEST_LEVEL = 5
_CHUNK = re.compile(r"\s{2,}|\s*[/,]+\s*")
# Captions without a level stand on the handling line, too.
_CAPTIONS_ONLY = 0.6
# No less than captions alone.
_LEAST_BANNER = 0.6
# One letter in three of OF and PAGE may be damaged.
_LEAST_FOOTER = 0.7
_FOOTER_AND_BANNER = re.compile(r"(.*\w ?[oO0][fF] ?\w{1,3})\s+([A-Z]\D*)$")
# A page count without a banner may be a text's own.
_UNBANNERED = 0.7
_NUMBER_ALONE = 0.9
# No document has a thousand pages.
_COUNT_FIGURES = 3
_PAGE = "PAGE"
_FOOTER_ALONE = re.compile(r"Page ?:? ?\d{1,3}\W?$|-{1,2} ?\d{1,2} ?-{1,2}$")


@lru_cache(maxsize=8192)
def is_stamp(text: str) -> float:
    """How surely a line by itself is a marking of release or review, or an archive's mark."""
    if len(text) > _LONGEST_STAMP:
        return 0.0
    if review_options.has_box(text) and review_options.options(text):
        return 1.0
    upper = text.upper()
    for hint in release_markings.hints():
        if hint in upper:
            fit = max(_marked(text), _numbered(text))
            return fit if fit >= _LEAST_STAMP else 0.0
    return _numbered(text)


def run_on(texts: Sequence[str]) -> set[int]:
    """The lines that go on with a stamp begun above them: FULL or the codes, the officer, the Department, the date."""
    printed = [(index, text) for index, text in enumerate(texts) if text]
    found: set[int] = set()
    for at, (_, text) in enumerate(printed):
        if is_stamp(text) >= _LEAST_BEGUN:
            following = printed[at + 1 : at + 2 + _CODE_LINES + _BOX_LINES]
            roles = {marking.role for marking in release_markings.find_all(text)}
            count = _box([text for _, text in following]) if roles & _BOXED else 0
            if "reviewer" in roles and following and _is_title(text, following[0][1]):
                count = 1
            found.update(index for index, _ in following[:count])
    return found | _within_form(printed)


def _within_form(printed: Sequence[tuple[int, str]]) -> set[int]:
    """The lines between two of a reviewer's form: his name and title, the words of boxes that OCR left out."""
    places = [at for at, (_, text) in enumerate(printed) if is_stamp(text) >= _LEAST_STAMP and _is_of_form(text)]
    near = [(above, below) for above, below in pairwise(places) if below - above <= _FORM_LINES]
    return {index for above, below in near for index, text in printed[above:below] if len(text) <= _LONGEST_BOX_LINE}


def _is_of_form(text: str) -> bool:
    """Whether a stamp's line is of a form whose boxes are ticked."""
    return bool(review_options.options(text)) or any(m.role in _FORM for m in release_markings.find_all(text))


def _box(following: Sequence[str]) -> int:
    """How many printed lines below a decision belong to its stamp.

    A name alone is no part of it: the Department or the date must follow.
    """
    begun = next((index for index, text in enumerate(following) if not _goes_on(text)), len(following))
    closed = begun
    for index, text in enumerate(following[begun : begun + _BOX_LINES], begun):
        if _closes(text):
            closed = index + 1
        elif index > closed + 1 or not (index > begun or _OFFICER.match(text)):
            break
    return closed


def _is_title(reviewer: str, below: str) -> bool:
    """Whether the reviewer's title, which stands behind a comma, runs over to the line below."""
    words = below.split()
    return "," in reviewer and len(words) <= _TITLE_WORDS and "".join(words).isalpha() and not is_banner(below)


def _goes_on(text: str) -> bool:
    """FULL or PART, where OCR broke the decision's line, the codes, and the order that the review was under."""
    word, _, rest = text.strip().partition(" ")
    order = _ORDER.match(text) is not None
    return is_margin(text) or order or (word.upper() in ("FULL", "PART") and (not rest or is_margin(rest)))


def _closes(text: str) -> bool:
    if len(text) > _LONGEST_BOX_LINE:
        return False
    return bool(_DATE.match(text)) or any(found.role in _CLOSING for found in release_markings.find_all(text))


@lru_cache(maxsize=8192)
def is_group(text: str) -> float:
    """Whether the line says in words what a group marking means: `not automatically declassified`."""
    if len(text) > _LONGEST_NUMBER or ("CLASSIF" not in (upper := text.upper()) and "DOWNGR" not in upper):
        return 0.0
    markings = release_markings.find_all(text)
    return 1.0 if markings and {found.role for found in markings} == {release_markings.GROUP} else 0.0


def is_margin(text: str) -> bool:
    """Whether the line is nothing but exemption codes: `B1, 1.4(D)`, also as OCR leaves them: `BI`, `l.4(D)`."""
    stripped = text.strip(" \t.,;:*|_")
    if "[ " in stripped:  # blanks in brackets are the text's, a code behind them stands beside it
        return False
    return 1 < len(stripped) <= _LONGEST_MARGIN and stripped[0] in exemptions.first_characters() and _codes(stripped)


@lru_cache(maxsize=1024)
def _codes(stripped: str) -> bool:
    end = 0
    for _, start, stop in [*exemptions.find_all(stripped), ("", len(stripped), len(stripped))]:
        if not all(_is_code(part) for part in re.split(r"[\s,;/&]+", stripped[end:start]) if part):
            return False
        end = stop
    return True


def is_banner(text: str) -> float:
    """How surely the line is nothing but a classification, with captions or doubled; least for captions alone."""
    if len(text) > _LONGEST_BANNER:
        return 0.0
    if len(text) > _LONGEST_CAPTION:
        squeezed = text.upper().replace(" ", "")
        if _COVERED * sum(len(piece) for piece in classifications.pieces() if piece in squeezed) < len(squeezed):
            return 0.0
    return _banner(text.strip(" \t*#_|"))


@lru_cache(maxsize=4096)
def _banner(stripped: str) -> float:
    stripped = classifications.unlabelled(stripped)
    if classifications.level(stripped) or _is_queued(stripped):
        return 1.0
    if len(stripped) < len("SBU"):
        return 0.0
    if len(stripped) < _SHORTEST_LEVEL:
        near = damage.closeness(stripped.upper(), "SBU")
        return near if near >= _LEAST_BANNER else 0.0
    found = _levels(stripped.split())
    if found is not None:
        return found
    whole, chunks = _near(stripped), _CHUNK.split(stripped)
    return whole if len(chunks) == 1 else max(min(map(_near, chunks)), whole)


def _is_queued(stripped: str) -> bool:
    """Whether the mark of the system that printed the message, or that of its film, stands behind the level."""
    mark = _QUEUE.search(stripped)
    if mark is None or (mark[1] and posts.find(mark[1])):
        return False
    return classifications.level(stripped[: mark.start()]) is not None


def is_footer(text: str) -> float:
    """How surely the line is a running page count, with a banner before it or without: `SECRET  Page 3 of 5`."""
    if len(text) > 2 * _LONGEST_BANNER:
        return 0.0
    if text[-1:].isupper() and (found := _FOOTER_AND_BANNER.match(text)):
        return _footer(found[1]) if is_banner(found[2]) >= _LEAST_BANNER else 0.0
    if damage.digits(text[-1:]).isdigit() is False:
        return 0.0
    if "age" not in text and "AGE" not in text and "of" not in text.lower():
        return _UNBANNERED if _FOOTER_ALONE.match(text) else 0.0
    return _footer(text)


@lru_cache(maxsize=1024)
def _marked(text: str) -> float:
    markings = [found for found in release_markings.find_all(text) if found.role in release_markings.STAMP]
    if not markings:
        return 0.0
    weight = max(release_markings.STAMP[found.role] * found.score for found in markings)
    if {found.role for found in markings} <= _NUMBERED and not _LONG_NUMBER.search(text):
        weight /= 2
    marked = sum(len(_WORD.findall(text, found.start, found.end)) for found in markings)
    ends = [0, *(place for found in markings for place in (found.start, found.end)), len(text)]
    rest = [word for start, end in zip(ends[::2], ends[1::2], strict=True) for word in _WORD.findall(text, start, end)]
    values = [_is_value(word) for word in rest]
    # a month stands between day and year
    months = sum(
        before and not word and after for before, word, after in zip(values, values[1:], values[2:], strict=False)
    )
    known = sum(values) + months
    if any(found.role in _NAMED for found in markings):
        known += min(_MOST_NAMES, sum(1 for word in rest if _NAME.match(word) and not _is_value(word)))
    share = (marked + known) / (marked + len(rest))
    return weight * share * share


def _is_value(word: str) -> bool:
    """Whether a word may stand beside a marking: a number, a date, a code, a level, a word of another marking."""
    upper = word.upper()
    return (
        any(map(str.isdigit, word))
        or upper in release_markings.vocabulary()
        or len(word) == 1
        or classifications.level(upper) is not None
    )


def _numbered(text: str) -> float:
    """How surely the line is a number of an archive or a reviewer, or the date of a FOIA banner."""
    if _BANNER_DATE.match(text):
        return _NUMBER_ALONE
    if len(text) > _LONGEST_NUMBER or not ("-" in text or text[:1] in "CN[({"):
        return 0.0
    return _NUMBER_ALONE if _NUMBERS.match(text) or _NUMBERS.match(damage.digits(text)) else 0.0


def _is_code(part: str) -> bool:
    return part.upper() == "AND" or exemptions.normalise(part, lenient=not part.isdigit()) is not None


def _levels(words: list[str]) -> float | None:
    """1 where the words are levels and captions one after the other, less for captions alone, None for others."""
    at, levels = 0, 0
    while at < len(words):
        for end in range(len(words), at, -1):
            printed = " ".join(words[at:end])
            if classifications.level(printed):
                levels += 1
                break
            if captions.find(printed):
                break
        else:
            return None
        at = end
    return 1.0 if levels else _CAPTIONS_ONLY


def _near(chunk: str) -> float:
    if classifications.level(chunk):
        return 1.0
    if captions.find(chunk):
        return _CAPTIONS_ONLY
    near = classifications.repair_level(chunk)
    return near[1] if near else 0.0


@lru_cache(maxsize=1024)
def _footer(text: str) -> float:
    words = list(_WORD.finditer(text))
    *above, number, of, last = [None, None, None, *words]
    if number is None or not _is_number(last[0]):
        return _UNBANNERED if _FOOTER_ALONE.match(text) else 0.0
    near = damage.closeness(of[0].upper(), "OF")
    if _is_number(number[0]) and above[-1] is not None:
        page = above[-1]
        near = min(near, damage.closeness(page[0].upper(), _PAGE))
    elif _is_number(number[0][len(_PAGE) :]):
        page = number
        near = min(near, damage.closeness(number[0][: len(_PAGE)].upper(), _PAGE))
    else:
        return 0.0
    head = text[: page.start()].strip(" \t|-")
    if head and is_banner(head) < _LEAST_BANNER:
        return 0.0
    return near if near >= _LEAST_FOOTER else 0.0


def _is_number(word: str) -> bool:
    return len(word) <= _COUNT_FIGURES and damage.digits(word).isdigit()
