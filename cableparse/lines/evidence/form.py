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
from cableparse.pages import Line
from cableparse.vocabulary import classifications, offices, posts, precedence

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
_NOTE = (
    ("REPRODUCTION", "FROM", "THIS", "COPY", "IS", "PROHIBITED", "UNLESS", "UNCLASSIFIED"),
    ("PROHIBITED", "UNLESS", "OFFICIAL", "USE", "ONLY", "OR", "UNCLASSIFIED"),
    ("REPRODUCTION", "OF", "THIS", "MESSAGE", "IS", "PROHIBITED"),
)
_NOTE_KEYS = frozenset({"REPRODUCTION", "PROHIBITED", "UNLESS"})
_NOTE_SHARE = 0.55
# The margin before a label holds a symbol or two of the column, and specks.
_MARGIN = 14
_LABEL_TOKENS = 6
_LONGEST_TITLE = 60
# The share of a line of addressees that names and serials are.
_SHARE = 0.7
# UNNUMBERED, as long as it is, is told from a cut-off print of it.
_UNNUMBERED = 0.6
# Below this a word of the form is taken for another word.
_NEAR = 0.68
_LABELS = frozenset({"fm", "to", "info", "number", "control", "received", "date", "ref", "subject"})
# Marks and specks around a word.
SIGNS = ' \t*_#|•·-.,:;‘"“”{}[]<>~=+°£'
_AIRGRAM = re.compile(r"[AR4] ?[-–] ?\d{1,4}")
_COLUMN = {"ACTION": "column", "ORIGIN": "column", "INFO": "column_info"}
LONGEST_HEAD = 90
_QUOTES = ('"', "“", "‘", "'")
_UNLESS = re.compile("unless", re.I)
_INSTRUCTIONS = ("INDICATE", "COLLECT", "CHARGE", "FORM")
_GROUPS = ("GP1", "GP2", "GP3", "GP4")
_PRECEDENCE_WORDS = frozenset({"OPERATIONAL", "NIACT"})
_MISSIONS = ("AMEMBASSY", "EMBASSY", "AMCONSUL", "AMCONGEN", "AMLEGATION", "USMISSION", "CONSULATE", "LEGATION")
_BOX_NEAR = 0.75
# The longest label of the box is longer than any other that is looked for.
_APPROVED = "TELEGRAPHIC TRANSMISSION AND CLASSIFICATION APPROVED BY"
_APPROVED_BEGINS = "TELEGRAPHIC TRANSMISSION"
_BOX = frozenset({"drafted", "approved", "cleared"})
_SHORTEST_NAME = 4
# Symbols of offices that are words of a sentence as well.
_SHORT_WORDS = frozenset(
    "A I AM AN AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF ON OR SO TO UP US WE ALL AND ANY ARE BUT CAN DID FOR GET HAD"
    " HAS HER HIM HIS HOW ITS LET MAN MAY MEN NEW NOT NOW OFF OLD ONE OUR OUT OWN PUT SAW SAY SEE SHE THE TOO TWO USE WAR"
    " WAS WAY WHO WHY YET YOU".split()
)
_ORDINARY = frozenset(
    {"IN", "TO", "OF", "NO", "SO", "AS", "AT", "BY", "DO", "ON", "OR", "AN", "WE", "HE", "AID", "AIR"}
)
# What a colon behind a label, and a value of the type that it asks for, add to its nearness; what they must come to.
_COLON = 0.15
_TYPED = 0.25
_LEAST = 0.95
_LEAST_ALONE = 0.8
_CERTAIN = 1.3
# Words of a sentence as well: only a value of their type makes labels of them.
_TYPED_ONLY = frozenset({"to", "info", "number"})
_PAGE_MARK = re.compile(r"\W*(?:Page \d+|-{3,})\W*$")
_DRAFTER = re.compile(
    r"[A-Z][A-Za-z]{0,5}(?:[/:][A-Z]{1,6}){0,3} ?[:;] ?[A-Z][A-Za-z. ]{3,20}(?:[:;][\w/]{1,8})? +\d{1,2}/\d{1,2}/\d{2}\b"
)
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


@lru_cache(maxsize=16384)
def near(printed: str, known: str) -> float:
    """How near two words are, case left out; 0 where they cannot be near enough, which look-alikes folded tell fast."""
    longest = max(len(printed), len(known))
    if abs(len(printed) - len(known)) > max(1, len(known) // 3):
        return 0.0
    from rapidfuzz.distance import OSA

    most = int((1 - _NEAR) * longest / damage.LOST) + 1
    if OSA.distance(damage.skeleton(printed), damage.skeleton(known), score_cutoff=most) > most:
        return 0.0
    return damage.closeness(printed.upper(), known)


@lru_cache(maxsize=16384)
def closest(printed: str, known: tuple[str, ...], least: float) -> str | None:
    """The one of some words that a printed one is nearest to, None where none is near enough."""
    score, word = max((near(printed, word), word) for word in known)
    return word if score >= least else None


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
    """The stretch of a line that is nearest to one of some printed words, and how near; of equals the longest."""
    found = (window for form in known for window in _windows(text, form))
    return max(found, key=lambda window: (window[0], window[2] - window[1]), default=None)


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
    found = closest(name, MONTHS, 0.75)
    return MONTHS.index(found) + 1 if found else None


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
    if not found or not (_hour(found[0].text)):
        return None
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


def hour(text: str) -> Find | None:
    """An hour in the line, behind a speck or two."""
    for word in words(text)[:3]:
        if found := clock(text[word.start :]):
            return Find("clock", word.start + found.start, word.start + found.end)
    return None


@lru_cache(maxsize=4096)
def level(text: str) -> Find | None:
    """The classification that a short line ends in, behind a speck or two: `26. ac SECRET`, `wo WINCLASSIEVED`."""
    found = words(text)
    if len(found) > 4:
        return None
    for word in found:
        printed = text[word.start : found[-1].end]
        if classifications.level(printed) or classifications.repair_level(printed):
            return Find("banner", word.start, found[-1].end)
    return None


def _hour(word: str) -> bool:
    """Whether figures are an hour, or hour and minute that lost what parts them."""
    number = _number(word)
    return number is not None and (0 < number <= 12 or len(word) in (3, 4))


def _closing(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end


# --- names


@lru_cache(maxsize=4096)
def post(text: str) -> Find | None:
    """The post that the text begins with, damaged or not: `Mexico City eimai`."""
    found = words(text)
    for size in range(min(4, len(found)), 0, -1):
        name = " ".join([word.text for word in found[:size]])
        if posts.plad(name) and not name[:1].isdigit():
            return Find("post", found[0].start, found[size - 1].end)
    for size in range(min(3, len(found)), 0, -1):
        name = " ".join([word.text for word in found[:size]])
        if posts.repair_post(name) or (size > 1 and posts.repair_plad(name)):
            return Find("post", found[0].start, found[size - 1].end)
    return None


@lru_cache(maxsize=4096)
def department(text: str) -> Find | None:
    """The Secretary or Department of State in the line, with the serial and precedence behind the name."""
    found = best_window(text, _DEPARTMENT)
    if found is None or found[0] < 0.78:
        return None
    short = " " not in text[found[1] : found[2]]
    if short and (found[1] > 3 or found[0] < 0.9) and text[found[1] : found[2]].upper() != "SECSTATE":
        return None
    return Find("department", found[1], found[2])


@lru_cache(maxsize=4096)
def alone(text: str) -> bool:
    """Whether the line is nothing but a post's name."""
    found = post(text)
    return found is not None and not TOKEN.search(text, found.end) and not text[:1].isdigit()


@lru_cache(maxsize=4096)
def addressees(text: str) -> float:
    """The share of the line that names addressees with their serials: `DEPARTMENT 250 USUN 89, INFORMATION PARIS`."""
    found = words(text)
    held: list[int] = []
    taken: set[int] = set()
    numbered = False
    for index, word in enumerate(found):
        if _number(word.text) is not None or near(word.text, "UNNUMBERED") > _UNNUMBERED:
            taken.update(held, [index] if held else [])
            numbered = numbered or bool(held)
            held = []
        elif not word.text[:1].isupper():
            held = []
        else:
            held.append(index)
            if closest(word.text.upper(), _SENT, 0.8) or posts.plad(word.text):
                taken.add(index)
    total = sum(len(word.text) for word in found)
    return sum(len(found[index].text) for index in taken) / total if numbered and total else 0.0


@lru_cache(maxsize=4096)
def goes_on_sent(text: str, before: str) -> bool:
    """Whether a line goes on with the list of addressees above it: the list ends in a comma or a name, or this begins so."""
    found = words(text)
    if not found:
        return False
    last = words(before)[-1:]
    open_ = before.rstrip().endswith(",") or (bool(last) and _number(last[0].text) is None and before.rstrip()[-1:] not in ".")
    unnumbered = near(found[0].text, "UNNUMBERED") > _UNNUMBERED and len(found) < 3
    return open_ and (unnumbered or addressees(text) >= _SHARE)


@lru_cache(maxsize=4096)
def sent(text: str) -> int | None:
    """Where the list of a line of addressees begins: `SENT DEPARTMENT 1213, REPEATED INFORMATION PARIS 5`."""
    found = words(text)
    if len(found) < 3 or ":" in text[: found[2].end] or addressees(text) < _SHARE:
        return None
    first = closest(damage.letters(found[0].text).upper(), _SENT, 0.8)
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
    plain = text.strip(SIGNS).upper()
    if len(plain) > 3 and any(plain in whole for whole in _TITLES):
        return 1.0
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
    if found is None or near(text[found[1] : found[2]], _DEPARTMENT[0]) > found[0]:
        return 0.0
    return found[0] if found[2] - found[1] > 0.6 * len(text.strip()) or _has_title(text) else 0.0


def _has_title(text: str) -> bool:
    found = best_window(text, _TITLES[:3])
    return found is not None and found[0] > _NEAR


@lru_cache(maxsize=4096)
def reproduction(text: str) -> bool:
    """Whether the line is a piece of the reproduction note, damaged or not, and hardly anything else."""
    return not _NOTE_KEYS.isdisjoint(_note_words(text))


@lru_cache(maxsize=4096)
def _note_words(text: str) -> tuple[str, ...]:
    """The longest run of the note's words, each next to the one before it as in the note, where it fills the line."""
    found = [word.text.upper() for word in words(text) if len(word.text) > 1]
    if not found or len(found) > 2 * len(_NOTE[0]):
        return ()
    best: tuple[str, ...] = ()
    for note in _NOTE:
        run: list[str] = []
        for word in found:
            known = closest(word, note, 0.7)
            follows = bool(run) and known is not None and note.index(known) - note.index(run[-1]) in (1, 2)
            run = [*run, known] if follows and known else [known] if known else []
            best = max(best, tuple(run), key=len)
    return best if len(best) > _NOTE_SHARE * len(found) else ()


@lru_cache(maxsize=4096)
def instruction(text: str) -> bool:
    """Whether the line is the outgoing form's own box: `INDICATE: COLLECT / CHARGE TO`."""
    found = words(text)
    return bool(found) and len(found) < 8 and closest(found[0].text.upper(), _INSTRUCTIONS, 0.8) is not None and not prose(text)


def goes_on_note(text: str) -> bool:
    """Whether the line next to a piece of the reproduction note is one, too: `FROM THIS COPY`."""
    return len(_note_words(text)) > 1


@lru_cache(maxsize=4096)
def labelled(text: str) -> Printed | None:
    """The label in the line, behind the margin's symbols: its colon and its value's type speak for a damaged one."""
    found = [
        Printed(seen.label, word.start, word.start + seen.value, score)
        for word in words(text)[:_LABEL_TOKENS]
        for seen in near_labels(text[word.start :], "form")
        if seen.label in _LABELS and (score := _sure(text[word.start :], seen, word.start > _MARGIN))
    ]
    return max(found, key=lambda seen: seen.score - seen.start / 100, default=None)


def _sure(text: str, seen: Print, far: bool) -> float:
    """How sure a label is, from its nearness to a printed form, its colon, and what stands behind it.

    Far from the margin it is one only where all of these are right.
    """
    value = text[seen.value :].strip(SIGNS)
    if not value:
        if (
            far
            or offices.known(text.strip(SIGNS + "®"))
            or text.find(" ") > 0
            and not seen.colon
            and " " not in seen.form
        ):
            return 0.0
        least = _LEAST_ALONE if len(seen.form) > 3 else _LEAST
        word = not seen.colon and column_word(text)  # the words over the column are labels where a colon follows
        return seen.near if seen.near >= least and not word else 0.0
    colon = seen.colon or not text[seen.value - 1].isspace()
    typed = value_of(seen.label, text[seen.value :]) is not None
    if not typed and (not colon or seen.label in _TYPED_ONLY):
        return 0.0
    score = seen.near + _COLON * colon + _TYPED * typed
    return score if score >= (_CERTAIN if far else _LEAST) else 0.0


@lru_cache(maxsize=4096)
def value_of(label: str, value: str) -> Find | None:
    """The value that a label asks for, by its type, near where the text begins; None where none is."""
    found: Find | None = None
    match label:
        case "fm":
            found = post(value)
        case "to":
            found = addressed(value) or (Find("post", 0, len(value)) if post(value) else None)
        case "info":
            found = Find("post", 0, len(value)) if post(value) else None
        case "number":
            day = dated(value)
            found = day if day and day.type == "number" else serial(value)
        case "control":
            found = serial(value)
        case "received" | "date":
            day = dated(value)
            found = day if day and day.type != "number" else clock(value)
    return found if found and found.start <= _MARGIN else None


@lru_cache(maxsize=4096)
def addressed(text: str) -> Find | None:
    """The Department with the precedence and the serial behind its name: `SECSTATE 586`, `Secstate 96 PRIORITY`."""
    found = department(text)
    if found is None:
        return None
    end = found.end
    for word in words(text[end:]):
        if text[end : found.end + word.start].strip() or not (
            (_number(word.text) is not None and len(word.text) > 1) or word.text.upper() in precedence.WORDS
        ):
            break
        end = found.end + word.end
    return Find("department", found.start, end)


@lru_cache(maxsize=4096)
def serial(text: str) -> Find | None:
    """A number of two to six figures where the text begins."""
    found = words(text)
    if not found or not 2 <= len(found[0].text) <= 6 or _number(found[0].text) is None or found[0].start > 4:
        return None
    return Find("serial", found[0].start, found[0].end)


@lru_cache(maxsize=4096)
def urgent(text: str) -> bool:
    """Whether the line is precedence words and serials alone: `PRIORITY`, `IMMEDIATE 1071`."""
    found = [word.text.upper() for word in words(text)]
    named = [
        word in precedence.WORDS or word in _PRECEDENCE_WORDS or precedence.repair(word) is not None for word in found
    ]
    numbers = [_number(word) is not None for word in found]
    return any(named) and all(one or other for one, other in zip(named, numbers, strict=True))


@lru_cache(maxsize=4096)
def group(text: str) -> bool:
    """Whether the line is a group marking: `GP-1`."""
    printed = "".join([word.text for word in words(text)])
    return 2 < len(printed) < 5 and closest(printed, _GROUPS, 0.75) is not None


@lru_cache(maxsize=4096)
def address(text: str) -> bool:
    """Whether the line is a post with its mission's word, its serial and its precedence: `EMBASSY CARACAS 577`."""
    found = post(text)
    rest = text[found.end :].strip(SIGNS) if found else ""
    first = words(text)[:1]
    mission = bool(first) and any(near(first[0].text, word) > 0.8 for word in _MISSIONS)
    return found is not None and mission and (not rest or serial(rest) is not None or urgent(rest))


@lru_cache(maxsize=4096)
def airgram(text: str) -> bool:
    """Whether the line is nothing but an airgram's number: `A-234`."""
    return _AIRGRAM.fullmatch(text.strip(SIGNS)) is not None


@lru_cache(maxsize=4096)
def page_head(text: str) -> bool:
    """Whether the line heads a further page: `-2- 1213, NOVEMBER 30, 3 PM FROM MEXICO CITY`, `Page 2 of telegram to`."""
    found = dated(text)
    if found and found.type == "number" and found.start <= _MARGIN and len(text) < LONGEST_HEAD:
        rest = text[found.end :].lstrip(" ,.")
        first = words(rest)[:1]
        return bool(first) and near(first[0].text, "FROM") > _NEAR and post(rest[first[0].end :]) is not None
    window = best_window(text[:40], ("PAGE OF TELEGRAM TO",))
    return window is not None and window[1] <= _MARGIN


@lru_cache(maxsize=4096)
def column_word(text: str) -> str:
    """The label of a line that is nothing but a word over the column of offices, or empty."""
    printed = "".join(text.split()).strip(SIGNS)
    if not 3 <= len(printed) <= 7 or offices.known(printed):
        return ""
    ranked = max((near(printed, word), label) for word, label in _COLUMN.items())
    return ranked[1] if ranked[0] > 0.72 else ""


@lru_cache(maxsize=4096)
def symbol(text: str) -> str:
    """The office of a line that is nothing but a symbol of the column, damaged or not, or empty."""
    printed = text.strip(SIGNS + "()®!'1\\")
    if not 0 < len(printed) <= 5 or not printed[:1].isalnum() or sum(map(str.isupper, printed)) * 2 < len(printed):
        return ""
    plain = printed.replace(".", "").upper()
    return plain if plain.isalnum() and not plain.isdigit() else ""


@lru_cache(maxsize=4096)
def number_alone(text: str) -> Find | None:
    """A stretch that is nothing but figures: `year` where it is one, else `serial` for what a control number is like."""
    found = words(text)
    if len(found) != 1 or not (plain := damage.digits(found[0].text)).isdigit() or _number(found[0].text) is None:
        return None
    if len(plain) == 4 and plain.startswith("19"):
        return Find("year", found[0].start, found[0].end)
    return Find("serial", found[0].start, found[0].end) if len(plain) > 2 else None


@lru_cache(maxsize=4096)
def prose(text: str) -> float:
    """How much the line is running text: its words, from five on full, less where its short ones are none of a language."""
    found = _WORDS.findall(text)
    long = sum(len(word) > 3 for word in found)
    if len(found) < 3 or long < 2 or sum(map(len, found)) < 0.75 * len(text.replace(" ", "")):
        return 0.0
    return min(len(found) / 5, 1.0) * min(1.0, 0.2 + _known_share(words(text)))


def _known_share(found: tuple[Word, ...]) -> float:
    """The share of the words of up to three letters that are words; 1 where there are hardly any."""
    short = [word.text.upper() for word in found if len(word.text) <= 3 and word.text.isalpha()]
    return sum(word in _SHORT_WORDS for word in short) / len(short) if len(short) > 1 else 1.0


@lru_cache(maxsize=4096)
def record_sheet(text: str) -> bool:
    """Whether the line begins with a label of an archive's record sheet."""
    return any(seen.label == "record_sheet" and seen.near > 0.8 for seen in near_labels(text.strip(SIGNS), "form"))


@lru_cache(maxsize=4096)
def box_label(text: str) -> Print | None:
    """The label of the drafting box that the line begins with: `Drafted by:`, `Clearances:`."""
    found = [seen for seen in near_labels(text, "form") if seen.label in _BOX and seen.near > _BOX_NEAR and seen.colon]
    window = best_window(text, (_APPROVED, _APPROVED_BEGINS))
    if window is not None and window[0] > _BOX_NEAR and window[1] <= _MARGIN:
        colon = text.find(":", window[2] - 1)
        found.append(Print("approved", window[0], colon + 1 if colon >= 0 else len(text), True, _APPROVED))
    return max(found, key=lambda seen: (seen.near, len(seen.form)), default=None)


@lru_cache(maxsize=4096)
def drafter(text: str) -> tuple[int, int] | None:
    """Where a line has office, drafter, typist and day of an outgoing form's box: `ARA/CCA:JDoe:or 12/12/63`."""
    found = _DRAFTER.search(text)
    return found.span() if found and found.start() <= _MARGIN else None


@lru_cache(maxsize=4096)
def leading_symbol(text: str) -> tuple[int, int] | None:
    """Where the office stands that a line of text begins with: `CIA . MENT BEING`."""
    found = words(text)
    if len(found) < 2 or found[0].start > 3 or not 0 < len(found[0].text) <= 5:
        return None
    name = found[0].text.upper()
    if not offices.known(name) or name in _ORDINARY or not found[0].text.isupper():
        return None
    return found[0].start, found[0].end


def debris(text: str, capitals: bool = False) -> bool:
    """Whether a line is what OCR makes of specks and handwriting: short, no word of five letters, no sentence's end.

    Among lines of `capitals` a line of capitals is none.
    """
    found = words(text)
    return (
        len(found) <= 8
        and text[-1:] not in '.?!-)"”'
        and not (capitals and any(word.text.isalpha() and word.text.isupper() for word in found))
        and not any(len(word.text) > 4 and word.text.isalpha() for word in found)
        and sum(len(word.text) <= 3 for word in found) * 2 >= len(found)
        and sum(word.text.upper() in _SHORT_WORDS for word in found) * 2 < max(1, len(found))
    )


@lru_cache(maxsize=4096)
def surname(text: str) -> tuple[int, int] | None:
    """Where a signer's name stands on a line that has no more than it and specks: `MCCLOY`, `VANDEN HEUVEL`."""
    found = [word for word in words(text) if len(word.text) > 2]
    if len(found) > 2 and _is_name(found[-1].text) and found[-1].text.isupper() and _is_noise(text[: found[-1].start]):
        found = found[-1:]
        return (found[0].start, found[0].end) if len(found[0].text) >= _SHORTEST_NAME else None
    if not 0 < len(found) <= 2 or not all(_is_name(word.text) for word in found):
        return None
    first, last = found[0], found[-1]
    printed = text[first.start : last.end]
    if (
        first.start > 4
        or column_word(printed)
        or offices.known(printed)
        or classifications.level(printed)
        or len(printed) < _SHORTEST_NAME
    ):
        return None
    return (first.start, last.end) if text[first.end : last.start].strip() == "" else None


def _is_noise(text: str) -> bool:
    """Whether words are handwriting as OCR reads it: not capitals, and the short ones no words of a language."""
    return (
        not any(word.text.isupper() and len(word.text) > 2 for word in words(text)) and _known_share(words(text)) < 0.6
    )


def _is_name(word: str) -> bool:
    plain = word.strip("'’!|")
    return plain.isalpha() and plain[:1].isupper() and sum(map(str.isupper, plain)) >= max(2, len(plain) // 2 - 1)


def page_break(line: Line, before: Line) -> bool:
    """Whether a page begins with this line: the source says so, or a transcript's mark does."""
    return line.page != before.page or _PAGE_MARK.match(line.text) is not None


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
