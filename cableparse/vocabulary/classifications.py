"""Classification levels and portion marks."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cableparse import damage
from cableparse.vocabulary import telling_words
from cableparse.vocabulary.tables import forms, rows

_PUNCTUATION = " .,:;*#()"
_NOT_LETTERS = re.compile(r"[^A-Z]+")
# SECRET; shorter markings are too near to other words to be repaired.
_SHORTEST = 6
# One letter in five may be foreign. The margin is half of what UNCLASSIFIED and DECLASSIFIED differ in.
_NEAR = 0.8
_MARGIN = 0.06
# What may follow a level inside a portion mark, after one stroke or two: `S/NF`, `C//NF`, `S/REL TO USA, GBR`.
_PORTION_END = re.compile(rf"(?: ?/{{1,2}} ?(?:{telling_words.pattern('portion control')})(?:(?<=REL) TO [A-Z, ]+)?)*")


@lru_cache(maxsize=8192)
def level(printed: str) -> str | None:
    """The level of a marking, whatever its case, blanks and signs: `S E C R E T`, `UNCLAS`, `SECRET//NOFORN`.

    None for anything that is not a marking from end to end.
    """
    return _levels().get(_key(printed))


def unlabelled(printed: str) -> str:
    """A banner without its label: `CLASSIFICATION: SECRET`."""
    label, colon, marking = printed.partition(":")
    return marking.strip() if colon and label.upper() == "CLASSIFICATION" else printed


@lru_cache(maxsize=1024)
def repair_level(printed: str) -> tuple[str, float] | None:
    """The level that a damaged marking is close to, and a score: `LIMA TED OFFICTAL USE`. None for a known one."""
    key = "".join(damage.capitals(damage.plain(printed)).split()).strip(_PUNCTUATION)
    if len(key) < _SHORTEST - 1 or len(key) > 2 * max(map(len, _levels())) or level(printed):
        return None
    near = damage.ranked(key, _choices(), _NEAR, _MARGIN)
    levels = _levels()
    rivals = [score for word, score in near if levels.get(word) != levels.get(near[0][0])]
    if not near or (rivals and near[0][1] - rivals[0] < _MARGIN):
        return None
    found = levels.get(near[0][0])
    return (found, min(round(near[0][1], 2), damage.SUREST_REPAIR)) if found else None


@cache
def _choices() -> frozenset[str]:
    """Markings that are long enough, and the ordinary words that are near one."""
    words = [row["word"] for row in rows("ordinary_words") if row["near"] == "classifications"]
    return frozenset([*(known for known in _levels() if len(known) >= _SHORTEST), *words])


def portion(mark: str) -> bool:
    """Whether the inside of a pair of parentheses is a portion mark: `U`, `SBU`, `S/NF`, `S/ REL`, `C//NF`."""
    inside = " ".join(mark.upper().split())
    base = _portions().match(inside)
    return base is not None and _PORTION_END.fullmatch(inside, base.end()) is not None


@cache
def portion_marks() -> frozenset[str]:
    """The portion marks as they are printed: `(C)`, `(SBU/NF)`."""
    return frozenset(
        f"({mark})"
        for row in rows("classifications")
        if row["kind"] != "portion statement"
        for mark in forms(row["portion_marks"])
    )


@cache
def pattern(*, marks: bool = False) -> str:
    """A pattern, without a group of its own, for a marking in capitals, blanks between its letters or not.

    `marks` says that it may also be a portion mark, without its parentheses.
    """
    known = [row for row in rows("classifications") if row["record_level"]]
    found = {form for row in known for form in (*forms(row["marking"], " / "), row["spaced_form"]) if form}
    found |= {mark for row in known for mark in forms(row["portion_marks"])} if marks else set()
    return "|".join(re.escape(form) for form in sorted(found, key=lambda form: (-len(form), form)))


@cache
def words() -> frozenset[str]:
    """The words of the markings, in upper case."""
    listed = [row for row in rows("classifications") if row["record_level"]]
    return frozenset(
        word for row in listed for form in forms(row["marking"], " / ") for word in re.split(r"[ /]+", form)
    )


def rank(level: str) -> int:
    """How high a level is: 0 unclassified and controlled, 1 RESTRICTED, 2 CONFIDENTIAL, 3 SECRET, 4 TOP SECRET."""
    return _ranks().get(level, 0)


@cache
def _levels() -> dict[str, str]:
    """Letters of a marking to the record's level name."""
    return {
        _key(marking): row["record_level"]
        for row in rows("classifications")
        if row["record_level"]
        for marking in forms(row["marking"], separator=" / ")
    }


@cache
def pieces() -> tuple[str, ...]:
    """Halves of the words of all levels; what prints a level with one wrong letter has one of them, blanks apart."""
    markings = [form for row in rows("classifications") if row["record_level"] for form in forms(row["marking"], " / ")]
    words = {word for form in markings for word in form.split() if len(word) >= _SHORTEST and word.isalpha()}
    halves = {half for word in words for half in (word[: len(word) // 2], word[len(word) // 2 :])}
    return tuple(half for half in sorted(halves) if not any(other in half for other in halves - {half}))


@cache
def _ranks() -> dict[str, int]:
    return {row["record_level"]: int(row["level"]) for row in rows("classifications") if row["record_level"]}


@cache
def _portions() -> re.Pattern[str]:
    marks = {
        mark
        for row in rows("classifications")
        if row["kind"] != "portion statement"
        for mark in forms(row["portion_marks"])
        if mark.isalpha()
    }
    return re.compile("|".join(sorted(marks, key=len, reverse=True)))


def _key(printed: str) -> str:
    return _NOT_LETTERS.sub("", damage.plain(printed).upper())
