"""One stamp of a releasing agency: cut at its markings, what stands between them read by grammar/release.lark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.dates import iso_date
from cableparse.grammars import Token, Tree, parser
from cableparse.reading import fold
from cableparse.vocabulary import classifications, exemptions, release_markings, review_options
from cableparse.vocabulary.release_markings import Marking
from cableparse.vocabulary.review_options import ReviewOption

_STATUS = {
    "full": "RELEASED IN FULL",
    "part": "RELEASED IN PART",
    "denied": "DENIED IN FULL",
    "declassified": "DECLASSIFIED",
    "systematic review": "DECLASSIFIED",
}
_READ = frozenset({*release_markings.STAMP, "reviewed by"})
# Roles behind whose marking a date is that of the release; the officer stands before or behind it.
_DATED = frozenset(
    {"issuer", "systematic review", "case", "banner", "document", "box", "released", "reviewing office", "reviewed by"}
)
# Roles behind whose marking codes stand, which count where the paper was released in part.
_CODED = frozenset({"part", "review form"})
_REVIEWED = frozenset({"reviewer", "reviewing office", "reviewed by"})
_BOXED = frozenset({"full", "part", "declassified"})
_CASES = frozenset({"case", "banner"})
# The border of a stamp's box, read as a letter or digit before the capitalised word of its line.
_BORDER = re.compile(r"^\w(?=[A-Z][a-z])", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
# What is at least so like a stroke was one.
_LEAST_BORDER = 0.5
# More words are no name of a reviewer with his title.
_LONGEST_NAME = 5
# What stands between a number and its label: DOCID-32395493.
_EDGES = "-.()[]#"
# 03/26/2014
_NUMERIC_DATE = 10
# Its projects' numbers are the letter S and nine.
_PROJECT = re.compile(r"S\d{9}")
# The Department's document numbers are the letter C and eight digits (release_markings.csv).
_DOCUMENT_DIGITS = 9


class StampValue(NamedTuple):
    """A value in a stamp's text at `start:end`; `printed` is null where it was not repaired."""

    field: str
    value: str
    role: str
    start: int
    end: int
    printed: str | None = None
    score: float = 1.0


@lru_cache(maxsize=1024)
def values(text: str) -> tuple[tuple[StampValue, ...], bool]:
    """The values of one stamp's text, and whether a marking of release or declassification is among it."""
    bare = _BORDER.sub(_without_border, damage.plain(text))
    options = list(_options(bare))
    markings = [m for m in release_markings.find_all(bare) if m.role in _READ and not _is_option(m, options)]
    found = list(_decision(options))
    ends = [*(marking.start for marking in markings), len(bare)]
    found += _numbers(_Gap(bare, 0, ends[0]), "")
    for index, marking in enumerate(markings):
        boxes = [option.start for option in options if option.start >= marking.end]
        gap = _Gap(bare, marking.end, min([ends[index + 1], *boxes]))
        before = _Gap(bare, markings[index - 1].end if index else 0, marking.start)
        following = markings[index + 1].role if index + 1 < len(markings) else ""
        found += _status(marking, text)
        found += _numbers(gap, marking.role)
        found += _of_role(marking.role, gap, before, following)
    return tuple(found), bool(review_options.decided(options)) or any(
        m.role in _STATUS or m.role == "released" for m in markings
    )


def _options(text: str) -> Iterator[ReviewOption]:
    """The options of the forms among the lines, ticked or not, by their places in the stamp's text."""
    for line in _LINE.finditer(text):
        for option in review_options.options(line[0]):
            yield option._replace(start=line.start() + option.start, end=line.start() + option.end)


def _is_option(marking: Marking, options: Sequence[ReviewOption]) -> bool:
    """Whether words that decide elsewhere are an option of a form: its box decides."""
    return any(marking.start < option.end and option.start < marking.end for option in options)


def _decision(options: Sequence[ReviewOption]) -> Iterator[StampValue]:
    """What the ticked boxes of a form decide."""
    if option := review_options.decided(options):
        yield StampValue("status", _STATUS[option.decision], "review form", option.start, option.end)


def _without_border(found: re.Match[str]) -> str:
    return " " if damage.closeness(found[0], "|") >= _LEAST_BORDER else found[0]


def _status(marking: Marking, text: str) -> Iterator[StampValue]:
    if status := _STATUS.get(marking.role):
        printed = text[marking.start : marking.end] if marking.score < 1 else None
        yield StampValue("status", status, marking.role, marking.start, marking.end, printed, marking.score)


def _of_role(role: str, gap: _Gap, before: _Gap, following: str) -> Iterator[StampValue]:
    """What the marking's own role says of the words beside it."""
    if role in _CODED:
        yield from gap.codes()
    if role in _REVIEWED or (role in _BOXED and following == "issuer"):
        yield from gap.person(role, first=True)
    elif role == "systematic review":
        yield from before.person(role, first=False)
    if role in _DATED:
        yield from gap.date(role)


def _numbers(gap: _Gap, role: str) -> Iterator[StampValue]:
    """Case and document numbers: by their shape anywhere, and whatever stands behind their label."""
    for token in gap.tokens:
        if token.type == "CASE_ID" and role != "document":
            yield gap.found("case_id", str(token), role, token)
            role = ""
        elif token.type == "DOCUMENT_ID" and role not in _CASES:
            yield gap.found("document_id", str(token), role, token)
            role = ""
        elif token.type == "FIGURES" and (role in _CASES or role == "document") and not _date(token):
            field = "document_id" if role == "document" else "case_id"
            figures = token.strip(_EDGES)
            number = _number(figures, role)
            if number is not None:
                yield gap.found(field, number, role, token, None if number == figures else str(token))
            role = ""


def _number(printed: str, role: str) -> str | None:
    """A number with what OCR took for letters read as digits; None where too few digits are left to tell."""
    if _PROJECT.fullmatch(printed):
        return printed
    if printed.isdigit() and not (role == "document" and len(printed) == _DOCUMENT_DIGITS):
        return printed
    if role == "document" and len(printed) == _DOCUMENT_DIGITS:
        digits = damage.digits(printed[1:])
        return f"C{digits}" if digits.isdigit() else None
    head, *parts = printed.split("-")
    number = "-".join([head, *map(damage.digits, parts)]) if parts else damage.digits(printed)
    return number if "".join(number.split("-")[bool(parts) :]).isdigit() else None


def _date(printed: str) -> str | None:
    """The ISO date of a stamp's date, also where a slash of `03/26/2014` is read as a digit."""
    if found := iso_date(printed):
        return found
    if len(printed) == _NUMERIC_DATE and "/" in (printed[2], printed[5]):
        return iso_date("/".join(map(damage.digits, (printed[:2], printed[3:5], printed[6:]))))
    day, _, rest = printed.replace("-", " ").partition(" ")
    month, _, year = rest.partition(" ")
    return iso_date(f"{damage.digits(day)} {damage.letters(month)} {damage.digits(year)}") if year else None


def _likeness(printed: str, date: str) -> float:
    """How close a damaged date is to the same date as stamps print it."""
    year, month, day = date.split("-")
    return round(damage.closeness(printed, f"{month}/{day}/{year}"), 2) if "/" in printed else 1 - 1 / len(printed)


class _Gap:
    """What stands between two markings: the tokens of its tree, and where they begin in the stamp's text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text[start:end]
        self.base = start
        self.children = parser("release").parse(self.text).children if self.text.strip() else []

    @property
    def tokens(self) -> Iterator[Token]:
        """All tokens but the words of persons."""
        return (child for child in self.children if isinstance(child, Token))

    def found(self, field: str, value: str, role: str, token: Token, printed: str | None = None) -> StampValue:
        start = self.base + (token.start_pos or 0)
        score = 1.0 if printed is None else round(damage.closeness(printed, value), 2)
        return StampValue(field, value, role, start, start + len(token), printed, score)

    def person(self, role: str, *, first: bool) -> Iterator[StampValue]:
        """The first or the last person; what stands behind its comma is a title (RECORD.md, convention 15)."""
        persons = [child for child in self.children if isinstance(child, Tree) and _is_person(child)]
        if persons:
            words = [word for word in persons[0 if first else -1].children if isinstance(word, Token)]
            start, end = words[0].start_pos or 0, words[-1].end_pos or 0
            name = fold(self.text[start:end]).rstrip(".")
            yield StampValue("authority", name, role, self.base + start, self.base + start + len(name))

    def date(self, role: str) -> Iterator[StampValue]:
        """The first date."""
        for token in self.tokens:
            if token.type in ("DATE", "FIGURES") and (date := _date(token)):
                found = self.found("date", date, role, token, None if iso_date(token) else str(token))
                yield found if found.printed is None else found._replace(score=_likeness(token, date))
                return

    def codes(self) -> Iterator[StampValue]:
        """The exemption codes that the gap begins with, and no other figures behind them."""
        known = exemptions.find_all(self.text)
        end = len(self.text)
        found = []
        for token in self._flat():
            start = token.start_pos or 0
            if token.type in ("COMMA", "SIGN", "NEWLINE") or token.upper() == "AND":
                continue
            if any(first <= start < last for _, first, last in known):
                continue
            code = exemptions.normalise(token, lenient=not token.isdigit())
            if code is None:
                end = start
                break
            found.append((code, start, start + len(token)))
        for code, first, last in sorted([*found, *known], key=lambda item: item[1]):
            if first < end:
                yield StampValue("exemptions", code, "part", self.base + first, self.base + last)

    def _flat(self) -> Iterator[Token]:
        for child in self.children:
            if isinstance(child, Token):
                yield child
            else:
                yield from (word for word in child.children if isinstance(word, Token))


def _is_person(tree: Tree) -> bool:
    """Two to five words, one with a capital, that are no classification: a name."""
    words = " ".join(map(str, tree.children))
    return 1 < len(tree.children) <= _LONGEST_NAME and not words.islower() and classifications.level(words) is None
