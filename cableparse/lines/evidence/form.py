"""What is typed on a telegram form: its printed words, and its values, each known by its type (FORMATS.md 2 and 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from cableparse import damage
from cableparse.lines.evidence.printed import Print
from cableparse.lines.evidence.printed import near as near_labels
from cableparse.vocabulary import posts

TOKEN = re.compile(r"[\w!|’'®]+")
MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE"),
    *("JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
)
_STAMP_MONTHS = (*(month[:3] for month in MONTHS), "SEPT")
_NOON = frozenset({"NOON", "MIDNIGHT"})
_DEPARTMENT = ("SECRETARY OF STATE", "DEPARTMENT OF STATE", "SECSTATE", "DEPARTMENT", "DEPT")
_LETTERHEAD = "DEPARTMENT OF STATE"
_TITLES = ("INCOMING TELEGRAM", "OUTGOING TELEGRAM", "JOINT TELEGRAM", "TELEGRAM", "AIRGRAM")
_SENT = ("ACTION", "SENT", "REPEATED", "RPTD", "INFORMATION", "INFO")
_REPRODUCTION = ("REPRODUCTION", "FROM", "THIS", "COPY", "MESSAGE", "IS", "PROHIBITED", "UNLESS", "UNCLASSIFIED")
_REPRODUCTION_KEYS = frozenset({"REPRODUCTION", "PROHIBITED", "UNLESS"})
# The margin before a label holds a symbol or two of the column, and specks.
_MARGIN = 14
_LABEL_TOKENS = 4
_LONGEST_TITLE = 60
# Below this a word of the form is taken for another word.
_NEAR = 0.68
_LABELS = frozenset({"fm", "to", "info", "number", "control", "received", "date", "ref", "subject"})
# What a colon behind a label, and a value of the type that it asks for, add to its nearness; what they must come to.
_COLON = 0.15
_TYPED = 0.25
_LEAST = 0.9
_YEAR = re.compile(r"1\d{2,3}")
_WORDS = re.compile(r"[A-Za-z’']{2,}")


class Find(NamedTuple):
    """A value in a line by its type; `start` and `end` count characters of the text it was found in."""

    type: str
    start: int
    end: int


class Printed(NamedTuple):
    """A label in a line: `start` is where it begins, `value` where what it labels begins, `score` how sure it is."""

    label: str
    start: int
    value: int
    score: float


class Word(NamedTuple):
    """A word of a line with its place."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of a line."""
    return tuple(Word(m.start(), m.end(), m[0]) for m in TOKEN.finditer(damage.plain(text)))


@lru_cache(maxsize=4096)
def near(printed: str, known: str) -> float:
    """How near two words are, case left out; words of very different length are not compared."""
    if abs(len(printed) - len(known)) > max(1, len(known) // 3):
        return 0.0
    return damage.closeness(printed.upper(), known)


def _windows(text: str, known: str) -> Iterator[tuple[float, int, int]]:
    """Stretches of as many words as `known` has, one more or one less, with their nearness to it."""
    found = words(text)
    count = known.count(" ") + 1
    for size in {count, count + 1, count - 1} - {0}:
        for index in range(len(found) - size + 1):
            start, end = found[index].start, found[index + size - 1].end
            printed = " ".join([word.text for word in found[index : index + size]])
            if (score := near(printed, known)) >= _NEAR:
                yield score, start, end


def best_window(text: str, known: tuple[str, ...]) -> tuple[float, int, int] | None:
    """The stretch of a line that is nearest to one of some printed words, and how near."""
    return max((window for form in known for window in _windows(text, form)), default=None)


# --- dates and serials


def _number(word: str) -> int | None:
    """A word read as digits, where at least one is printed as one."""
    plain = damage.digits(word)
    return int(plain) if plain.isascii() and plain.isdigit() and any(map(str.isdigit, word)) else None


@lru_cache(maxsize=4096)
def month(word: str) -> int | None:
    """The month that a word names, damaged or not."""
    name = damage.letters(word).upper()
    if name in MONTHS:
        return MONTHS.index(name) + 1
    if len(name) < 4 or not (word[:1].isupper() or word[:1].isdigit()):
        return None
    found = damage.nearest(name, MONTHS, least=0.75)
    return MONTHS.index(found[0]) + 1 if found else None


@lru_cache(maxsize=4096)
def dated(text: str) -> Find | None:
    """A date in the line: `number` with a serial before it, `dated` with a year, `day` with neither, `stamp`."""
    found = words(text)
    for index, word in enumerate(found):
        if month(word.text) is None:
            continue
        day = found[index + 1] if index + 1 < len(found) else None
        if day is None or len(day.text) > 2 or not 0 < (_number(day.text) or 0) < 32:
            continue
        end = day.end
        rest = found[index + 2 : index + 3]
        if rest and len(rest[0].text) in (3, 4) and _YEAR.fullmatch(damage.digits(rest[0].text)):
            return Find("dated", word.start, rest[0].end)
        if hour := clock(text[end:]):
            end += hour.end
        serial = found[index - 1] if index else None
        if serial and len(serial.text) <= 6 and _number(serial.text) is not None:
            return Find("number", serial.start, end)
        return Find("day", word.start, end)
    return _stamp(found)


def _stamp(found: tuple[Word, ...]) -> Find | None:
    """The clock stamp of an outgoing form: `FEB 9 11 17 AM '62`."""
    for index, word in enumerate(found):
        if word.text.upper() not in _STAMP_MONTHS:
            continue
        rest = found[index + 1 : index + 7]
        numbers = [_number(other.text.strip("'")) for other in rest]
        known = [number for number in numbers if number is not None]
        if len(known) >= 4 and 0 < known[0] < 32 and 40 < known[-1] < 80:
            last = max(i for i, number in enumerate(numbers) if number is not None)
            return Find("stamp", word.start, rest[last].end)
    return None


@lru_cache(maxsize=4096)
def clock(text: str) -> Find | None:
    """An hour where the text begins: `4:32 p.m.`, `noon`. After the figures come A or P and a letter or two."""
    found = words(text)
    if found and found[0].text.upper() in _NOON:
        return Find("clock", found[0].start, found[0].end)
    index = 0
    while index < min(2, len(found)) and len(found[index].text) <= 5 and _number(found[index].text) is not None:
        index += 1
    if not index or index >= len(found):
        return None
    letters = found[index]
    if letters.text[:1].upper() not in ("A", "P") or len(letters.text) > 4:
        return None
    end = letters.end
    if len(letters.text) == 1 and index + 1 < len(found) and len(found[index + 1].text) <= 2:
        end = found[index + 1].end
    return Find("clock", found[0].start, _closing(text, end))


def _closing(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end


# --- names


@lru_cache(maxsize=4096)
def post(text: str) -> Find | None:
    """The post that the text begins with, damaged or not: `Mexico City eimai`."""
    found = words(text)
    for size in range(min(4, len(found)), 0, -1):
        name = " ".join([word.text for word in found[:size]])
        if (posts.plad(name) or posts.find(name)) and not name[:1].isdigit():
            return Find("post", found[0].start, found[size - 1].end)
    for size in range(min(3, len(found)), 0, -1):
        if posts.repair_post(" ".join([word.text for word in found[:size]])):
            return Find("post", found[0].start, found[size - 1].end)
    return None


@lru_cache(maxsize=4096)
def department(text: str) -> Find | None:
    """The Secretary or Department of State in the line, with the serial and precedence behind the name."""
    found = best_window(text, _DEPARTMENT)
    if found is None or found[0] < 0.78 or (found[2] - found[1] < 8 and found[0] < 1):
        return None
    return Find("department", found[1], found[2])


@lru_cache(maxsize=4096)
def alone(text: str) -> bool:
    """Whether the line is nothing but a post's name."""
    found = post(text)
    return found is not None and not TOKEN.search(text, found.end) and not text[:1].isdigit()


@lru_cache(maxsize=4096)
def addressees(text: str) -> float:
    """The share of the line that names addressees with their serials: `DEPARTMENT 250 USUN 89`."""
    found = words(text)
    named, held, taken = 0, 0, 0
    for word in found:
        size = word.end - word.start
        if _number(word.text) is not None or near(word.text, "UNNUMBERED") > _NEAR:
            named += held > 0
            taken += held + size if held else 0
            held = 0
        elif word.text[:1].isupper():
            held += size
        else:
            held = 0
    total = sum(word.end - word.start for word in found)
    return taken / total if named and total else 0.0


@lru_cache(maxsize=4096)
def sent(text: str) -> int | None:
    """Where the list of a line of addressees begins: `SENT DEPARTMENT 1213, REPEATED INFORMATION PARIS 5`."""
    found = words(text)
    if len(found) < 3 or addressees(text) < 0.7:
        return None
    first = damage.nearest(damage.letters(found[0].text).upper(), _SENT, least=0.8)
    if first is None or text[found[0].end : found[0].end + 1] == ":":
        return None
    rest = text[found[1].start :]
    return found[1].start if department(rest) or post(rest) or post(text[found[2].start :]) else None


# --- the form's own words


@lru_cache(maxsize=4096)
def title(text: str) -> float:
    """How well the line prints the form's title."""
    if len(text) > _LONGEST_TITLE:
        return 0.0
    found = best_window(text, _TITLES)
    if found is None or found[1] > _MARGIN:
        return 0.0
    alike = found[2] - found[1]
    plain = len(TOKEN.sub("", text))
    rest = len(text) - alike - plain
    return found[0] if rest < alike or letterhead(text) else 0.0


@lru_cache(maxsize=4096)
def letterhead(text: str) -> float:
    """How well the line prints the Department's name and little else."""
    if len(text) > _LONGEST_TITLE:
        return 0.0
    found = best_window(text, (_LETTERHEAD,))
    return found[0] if found and (found[2] - found[1] > 0.6 * len(text.strip()) or _has_title(text)) else 0.0


def _has_title(text: str) -> bool:
    found = best_window(text, _TITLES[:3])
    return found is not None and found[0] > _NEAR


@lru_cache(maxsize=4096)
def reproduction(text: str) -> bool:
    """Whether the line is a piece of the reproduction note."""
    found = words(text)
    if not found or len(found) > 2 * len(_REPRODUCTION):
        return False
    kept = [damage.nearest(word.text.upper(), _REPRODUCTION, least=0.7) for word in found if len(word.text) > 1]
    names = {known[0] for known in kept if known}
    return bool(names & _REPRODUCTION_KEYS) and sum(known is not None for known in kept) > 0.7 * len(kept)


@lru_cache(maxsize=4096)
def labelled(text: str) -> Printed | None:
    """The label in the line, behind the margin's symbols: its colon and its value's type speak for a damaged one."""
    found = [
        Printed(seen.label, word.start, word.start + seen.value, score)
        for word in words(text)[:_LABEL_TOKENS]
        if word.start <= _MARGIN
        for seen in near_labels(text[word.start :], "form")
        if seen.label in _LABELS and (score := _sure(text[word.start :], seen) - 0.01 * word.start) >= _LEAST
    ]
    return max(found, key=attrgetter("score"), default=None)


def _sure(text: str, seen: Print) -> float:
    """How sure a label is, from its nearness to a printed form, its colon, and what stands behind it."""
    value = text[seen.value :]
    colon = seen.colon or not value or not text[seen.value - 1].isspace()
    typed = is_typed(seen.label, value)
    if not typed and (not colon or seen.label == "to"):
        return 0.0 if value else seen.near + _COLON * seen.colon
    return seen.near + _COLON * colon + _TYPED * typed


def is_typed(label: str, value: str) -> bool:
    """Whether a value is of the type that a label asks for."""
    match label:
        case "fm":
            return post(value) is not None
        case "to" | "info":
            return (department(value) or post(value)) is not None
        case "number":
            found = dated(value)
            return (found is not None and found.type == "number") or serial(value) is not None
        case "control":
            return serial(value) is not None
        case "received" | "date":
            found = dated(value)
            return found is not None and found.type != "number"
    return False


@lru_cache(maxsize=4096)
def serial(text: str) -> Find | None:
    """A number of two to six figures where the text begins."""
    found = words(text)
    if not found or not 2 <= len(found[0].text) <= 6 or _number(found[0].text) is None or found[0].start > 4:
        return None
    return Find("serial", found[0].start, found[0].end)


def prose(text: str) -> float:
    """How much the line is running text: words of two letters and more, from five on full."""
    found = _WORDS.findall(text)
    if len(found) < 3:
        return 0.0
    letters = sum(map(len, found)) / len(text.replace(" ", ""))
    long = sum(len(word) > 3 for word in found)
    return min(len(found) / 5, 1.0) if letters > 0.75 and long > 1 else 0.0
