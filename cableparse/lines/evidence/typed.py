"""The values typed on a form, each known by its type: dates, hours, serials, posts, addressees (FORMATS.md 2, 11)."""

from __future__ import annotations

import re
from functools import lru_cache

from cableparse import damage
from cableparse.dates import MONTHS, SHORT_MONTHS
from cableparse.lines.evidence.form_address import addressed as to_all
from cableparse.lines.evidence.line_words import (
    MARGIN,
    SIGNS,
    Find,
    LineWord,
    best_window,
    closest,
    near,
    printed_forms,
    words,
)
from cableparse.vocabulary import classifications, posts, precedence, telling_words

STAMP_MONTHS = (*SHORT_MONTHS, "SEPT")
# DAR ES SALAAM behind AMERICAN CONSULATE GENERAL.
_LONGEST_NAME = 6
# The share of a line of addressees that names and serials are.
_SHARE = 0.7
# UNNUMBERED, as long as it is, is told from a cut-off print of it.
_UNNUMBERED = 0.6
_ORDER = re.compile(r"\d{5}")
_QUOTES = ('"', "“", "‘", "'")
_UNLESS = re.compile("unless", re.I)
_YEAR = re.compile(r"1\d{2,3}")
# No number of a form has more.
_MOST_FIGURES = 12
# Four letters of a month are enough to tell it by, one of which may be damaged; of MAY no damage is told.
_SHORTEST_MONTH, _NEAR_MONTH = 4, 0.75
_DAYS = range(1, 32)
# Of four figures one may be lost.
_YEAR_LENGTHS = (3, 4)
# No serial of a year has more (FORMATS.md 7.1), and one figure alone is a page's or a paragraph's.
_SERIAL_FIGURES = range(2, 7)
# A stamp has day, hour, minute, A or P and M, and the year behind its month: six words, four of them figures.
_STAMP_WORDS, _STAMP_FIGURES = 6, 4
# A stamp with a year outside of these is none of the forms, which were in use from the war until 1973.
_STAMP_YEARS, _SHORT_YEARS = range(1941, 1980), range(41, 80)
_CENTURY, _HOURS, _HALVES = range(1900, 2000), range(1, 13), ("AM", "PM")
_CLOCK_FIGURES = (3, 4)  # hour and minute that lost what parts them
_LONGEST_CLOCK = 5  # with what parts them: 12:30
_LONGEST_HALF = 4  # `p.m.`
_SPECKS = 2  # before a value
# LIMITED OFFICIAL USE, and a speck.
_MOST_LEVEL_WORDS = 4
# A damaged name of more words is found by the first of them.
_LONGEST_DAMAGED = 3
# SECRETARY OF STATE may have a letter in four damaged. DEPT alone is near other words, unless it stands at the margin
# and has a letter in ten damaged at most.
_NEAR_DEPARTMENT, _NEAR_DEPT = 0.78, 0.9
# Department's 803 is a telegram that the text speaks of.
_POSSESSIVE = re.compile(r"['’]s$", re.I)
# Characters before a value that begins the line: a speck and a blank or two.
_BEFORE_DEPT, _BEFORE_SERIAL = 3, 4
# SECSTATE is addressed so.
_CITY = ("WASHINGTON", "WASHDC")
# Of SENT, REPEATED, INFORMATION and of a mission's word one letter in five may be damaged.
_NEAR_WORD = 0.8
# SENT, a name and its serial.
_SHORTEST_SENT = 3
# UNNUMBERED, and a name before it or a speck behind it.
_MOST_UNNUMBERED = 2


def figures(word: str) -> int | None:
    """A word read as digits, where at least one is printed as one."""
    if len(word) > _MOST_FIGURES or not any(map(str.isdigit, word)):
        return None
    plain = damage.digits(word)
    return int(plain) if plain.isascii() and plain.isdigit() else None


@lru_cache(maxsize=4096)
def month(word: str) -> int | None:
    """The month that a word names, damaged or not."""
    name = damage.letters(word).upper()
    if name in MONTHS:
        return MONTHS.index(name) + 1
    if len(name) < _SHORTEST_MONTH or not (word[:1].isupper() or word[:1].isdigit()):
        return None
    found = closest(name, MONTHS, _NEAR_MONTH)
    return MONTHS.index(found) + 1 if found else None


@lru_cache(maxsize=4096)
def dated(text: str) -> Find | None:
    """A date in the line: `number` with a serial before it, `dated` with a year, `day` with neither, `stamp`."""
    found = words(text)
    for index, word in enumerate(found):
        day = found[index + 1] if index + 1 < len(found) else None
        if day is None or len(day.text) > 2 or figures(day.text) not in _DAYS:
            continue
        end = day.end
        rest = found[index + 2 : index + 3]
        yearly = bool(rest) and len(rest[0].text) in _YEAR_LENGTHS and _YEAR.fullmatch(damage.digits(rest[0].text))
        if month(word.text) is None and not (yearly and word.text.istitle() and word.text.upper() in STAMP_MONTHS):
            continue
        if yearly:
            return Find("dated", word.start, rest[0].end)
        if hour := clock(text[end:]):
            end += hour.end
        serial = found[index - 1] if index else None
        if serial and len(serial.text) < _SERIAL_FIGURES.stop and figures(serial.text) is not None:
            return Find("number", serial.start, end)
        return Find("day", word.start, end)
    return _stamp(found)


def _stamp(found: tuple[LineWord, ...]) -> Find | None:
    """An outgoing form's clock stamp, its year anywhere: `FEB 9 11 17 AM '62`, `1962 FEB 9`, `FEB 9 1962 11 17`."""
    for index, word in enumerate(found):
        if word.text.upper() not in STAMP_MONTHS:
            continue
        rest = found[index + 1 : index + 1 + _STAMP_WORDS]
        numbers = [figures(other.text.strip("'")) for other in rest]
        known = [number for number in numbers if number is not None]
        if not known or known[0] not in _DAYS:
            continue
        last = rest[max(i for i, number in enumerate(numbers) if number is not None or rest[i].text in _HALVES)].end
        if index and figures(found[index - 1].text) in _STAMP_YEARS:
            return Find("stamp", found[index - 1].start, last)
        if (known[1:] and known[1] in _STAMP_YEARS) or (len(known) >= _STAMP_FIGURES and known[-1] in _SHORT_YEARS):
            return Find("stamp", word.start, last)
    return None


@lru_cache(maxsize=4096)
def clock(text: str) -> Find | None:
    """An hour where the text begins: `4:32 p.m.`, `noon`. After the figures come A or P and a letter or two."""
    found = words(text)
    if found and found[0].text.upper() in telling_words.words("hour"):
        return Find("clock", found[0].start, found[0].end)
    index = 0
    if not found or not (_hour(found[0].text)):
        return None
    while (
        index < min(2, len(found))
        and len(found[index].text) <= _LONGEST_CLOCK
        and figures(found[index].text) is not None
    ):
        index += 1
    if not index or index >= len(found):
        return None
    letters = found[index]
    if letters.text.upper() in telling_words.words("hour"):
        return Find("clock", found[0].start, letters.end)
    if letters.text[:1].upper() not in ("A", "P") or len(letters.text) > _LONGEST_HALF:
        return None
    word = len(letters.text) == _LONGEST_HALF and letters.text.isupper()  # POL 15-1 PORT
    if word or text[letters.end : letters.end + 1] == "-":  # `2231; A-91`: a serial, and an airgram's number
        return None
    end = letters.end
    if len(letters.text) == 1 and index + 1 < len(found) and len(found[index + 1].text) <= 2:
        end = found[index + 1].end
    return Find("clock", found[0].start, _closing(text, end))


def hour(text: str) -> Find | None:
    """An hour in the line, behind a speck or two."""
    for word in words(text)[: _SPECKS + 1]:
        if found := clock(text[word.start :]):
            return Find("clock", word.start + found.start, word.start + found.end)
    return None


@lru_cache(maxsize=4096)
def level(text: str) -> Find | None:
    """The classification that a short line ends in, behind a speck or two: `26. ac SECRET`, `wo WINCLASSIEVED`."""
    found = words(text)
    if len(found) > _MOST_LEVEL_WORDS:
        return None
    for word in found:
        printed = text[word.start : found[-1].end]
        if classifications.level(printed) or classifications.repair_level(printed):
            return Find("banner", word.start, found[-1].end)
    return None


def _hour(word: str) -> bool:
    """Whether figures are an hour, or hour and minute that lost what parts them."""
    number = figures(word)
    return number is not None and (number in _HOURS or len(word) in _CLOCK_FIGURES)


def _closing(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end


@lru_cache(maxsize=4096)
def post(text: str) -> Find | None:
    """The post that the text begins with, damaged or not: `Mexico City eimai`."""
    found = words(text)
    for size in range(min(_LONGEST_NAME, len(found)), 0, -1):
        name = " ".join([word.text for word in found[:size]])
        if posts.plad(name) and not name[:1].isdigit():
            return Find("post", found[0].start, found[size - 1].end)
    for size in range(min(_LONGEST_DAMAGED, len(found)), 0, -1):
        name = " ".join([word.text for word in found[:size]])
        if posts.repair_post(name) or (size > 1 and posts.repair_plad(name)):
            return Find("post", found[0].start, found[size - 1].end)
    return None


@lru_cache(maxsize=4096)
def department(text: str) -> Find | None:
    """The Secretary or Department of State in the line, with the serial and precedence behind the name."""
    found = best_window(text, telling_words.words("department"))
    if found is None or found[0] < _NEAR_DEPARTMENT or _POSSESSIVE.search(text, found[1], found[2]):
        return None
    short = " " not in text[found[1] : found[2]]
    damaged = found[1] > _BEFORE_DEPT or found[0] < _NEAR_DEPT
    if short and damaged and text[found[1] : found[2]].upper() != "SECSTATE":
        return None
    return Find("department", found[1], found[2])


@lru_cache(maxsize=4096)
def alone(text: str) -> bool:
    """Whether the line is nothing but a post's name."""
    if len(words(text)) > _LONGEST_NAME or any(map(str.isdigit, text[:1])):
        return False
    found = post(text)
    return found is not None and not words(text[found.end :])


@lru_cache(maxsize=4096)
def addressees(text: str) -> float:
    """The share of the line that names addressees with their serials: `DEPARTMENT 250 USUN 89, INFORMATION PARIS`."""
    found = words(text)
    serials = [figures(word.text) is not None or near(word.text, "UNNUMBERED") > _UNNUMBERED for word in found]
    if not any(serials):
        return 0.0
    held: list[int] = []
    taken: set[int] = set()
    numbered = False
    for index, word in enumerate(found):
        if serials[index]:
            taken.update(held, [index] if held else [])
            numbered = numbered or bool(held)
            held = []
        elif closest(word.text.upper(), printed_forms("sent"), _NEAR_WORD) or posts.plad(word.text):
            held.append(index)
            taken.add(index)
        elif not word.text[:1].isupper():
            held = []
        else:
            held.append(index)
    total = sum(len(word.text) for word in found)
    return sum(len(found[index].text) for index in taken) / total if numbered and total else 0.0


@lru_cache(maxsize=4096)
def goes_on_sent(text: str, before: str) -> bool:
    """Whether a line goes on with the list of addressees above it, which ends in a comma or in a name."""
    found = words(text)
    if not found:
        return False
    last = words(before)[-1:]
    open_ = before.rstrip().endswith(",") or (
        bool(last) and figures(last[0].text) is None and before.rstrip()[-1:] not in "."
    )
    unnumbered = near(found[0].text, "UNNUMBERED") > _UNNUMBERED and len(found) <= _MOST_UNNUMBERED
    return open_ and (unnumbered or addressees(text) >= _SHARE)


@lru_cache(maxsize=4096)
def sent(text: str) -> int | None:
    """Where the list of a line of addressees begins: `SENT DEPARTMENT 1213, REPEATED INFORMATION PARIS 5`."""
    found = words(text)
    if len(found) < _SHORTEST_SENT or ":" in text[: found[2].end]:
        return None
    first = closest(damage.letters(found[0].text).upper(), printed_forms("sent"), _NEAR_WORD)
    if first is None or addressees(text) < _SHARE:
        return None
    rest = text[found[1].start :]
    return found[1].start if department(rest) or post(rest) or post(text[found[2].start :]) else None


@lru_cache(maxsize=4096)
def value_of(label: str, value: str) -> Find | None:
    """The value that a label asks for, by its type, near where the text begins; None where none is."""
    found: Find | None = None
    match label:
        case "fm":
            found = post(value)
        case "to":
            found = addressed(value) or to_all(value) or (Find("post", 0, len(value)) if post(value) else None)
        case "info":
            found = to_all(value) or (Find("post", 0, len(value)) if post(value) else None)
        case "number":
            day = dated(value)
            found = day if day and day.type == "number" else serial(value)
            if found and best_window(value[found.end :], ("SECTION",)):
                found = found._replace(end=len(value))
        case "control":
            found = serial(value)
        case "eo":
            found = Find("order", 0, len(value)) if _ORDER.match(value) else None
        case "received" | "date":
            day = dated(value)
            found = day if day and day.type != "number" else clock(value)
    return found if found and found.start <= MARGIN else None


@lru_cache(maxsize=4096)
def addressed(text: str) -> Find | None:
    """The Department with the precedence and the serial behind its name: `SECSTATE 586`, `Secstate 96 PRIORITY`."""
    found = department(text)
    if found is None:
        return None
    end = found.end
    for word in words(text[end:]):
        if clock(text[found.end + word.start :]):
            break
        if text[end : found.end + word.start].strip() or not (
            (figures(word.text) is not None and len(word.text) > 1) or word.text.upper() in (*precedence.WORDS, *_CITY)
        ):
            break
        end = found.end + word.end
    return Find("department", found.start, end)


@lru_cache(maxsize=4096)
def serial(text: str) -> Find | None:
    """A number of two to six figures where the text begins."""
    found = words(text)
    if not found or len(found[0].text) not in _SERIAL_FIGURES or found[0].start > _BEFORE_SERIAL:
        return None
    if figures(found[0].text) is None:
        return None
    return Find("serial", found[0].start, found[0].end)


@lru_cache(maxsize=4096)
def urgent(text: str) -> bool:
    """Whether the line is precedence words and serials alone: `PRIORITY`, `IMMEDIATE 1071`."""
    named = False
    for word in [word.text.upper() for word in words(text)]:
        if word in precedence.WORDS or word in precedence.FIRST_WORDS or precedence.repair(word) is not None:
            named = True
        elif figures(word) is None:
            return False
    return named


def _is_mission(word: str) -> bool:
    """Whether a word before a city is a mission's, begins one's name, or is a mission by itself: USUN."""
    named = word.startswith("US") and posts.find(word) is not None
    return named or word.upper() == "AMERICAN" or any(near(word, known) > _NEAR_WORD for known in posts.missions())


@lru_cache(maxsize=4096)
def address(text: str) -> bool:
    """Whether the line is a post with its mission's word, its serial and its precedence: `EMBASSY CARACAS 577`."""
    found = post(text)
    rest = text[found.end :].strip(SIGNS) if found else ""
    first = words(text)[:1]
    mission = bool(first) and _is_mission(first[0].text)
    return found is not None and mission and (not rest or serial(rest) is not None or urgent(rest))


@lru_cache(maxsize=4096)
def number_alone(text: str) -> Find | None:
    """A stretch that is nothing but figures: `year` where it is one, else `serial` from three figures on."""
    found = words(text)
    if len(found) != 1 or not (plain := damage.digits(found[0].text)).isdigit() or figures(found[0].text) is None:
        return None
    if int(plain) in _CENTURY and len(plain) == len(str(_CENTURY.start)):
        return Find("year", found[0].start, found[0].end)
    return Find("serial", found[0].start, found[0].end) if len(plain) > 2 else None


@lru_cache(maxsize=4096)
def level_in(text: str) -> tuple[int, int] | None:
    """Where a classification stands beside the form's own print: `SECRET PROHIBITED UNLESS "UNCLASSIFIED"`.

    The note's own word stands in quotes, or alone behind the note.
    """
    for word in words(text):
        quoted = text[word.start - 1 : word.start] in _QUOTES if word.start else False
        if not quoted and classifications.level(word.text) and not _UNLESS.search(text, 0, word.start):
            return word.start, word.end
    return None
