"""The shape of a line's groups: date-time groups, page lines, routing lines, whatever digits are read as."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile

from cableparse import damage
from cableparse.dates import MONTHS, SHORT_MONTHS
from cableparse.lines.evidence.section import section_head
from cableparse.vocabulary import classifications, precedence, telling_words
from cableparse.vocabulary.tables import rows

_COUNTER = re.compile(r"\d{6}Z?")
_DIGIT = re.compile(r"\d")
_CLEAN_DTG = re.compile(
    rf"(?:\d{{6}} )?[ZOPRYW](?: [ZOPRYW])? {{1,4}}\d{{6}} ?Z (?:{'|'.join(SHORT_MONTHS)}) \d\d"
    r"(?:\s+Z[A-Z]{2}-?\d?)?\W*$"
)
# How well a line fits of which something is lost or damaged, beside 1 for a whole one. A tenth more or less of one of
# them changes the labels of no more than two lines of the fixtures, half of them damaged.
_SENT_WITHOUT_PROSIGN = 0.7
_SENT_WITH_PROSIGN = 0.85
_MONTH_LOST = 0.6
_ONLY_MONTH = 0.4
_STATION_LOST = 0.6
_STATION_DAMAGED = 0.8
_TIME_LOST = 0.7
_LONE_CAPITAL = 0.6
_BLANKS_LOST = 0.9
_NUMBER_LOST = 0.5
_NUMBER_DAMAGED = 0.6
# Station, serial and time alone, without PAGE before them.
_NO_PAGE = 0.9
# What a section behind the level adds to the nearness of the level.
_SECTION_ADDS = 0.1
# Day, hour and Z, a figure lost or a speck read as one or two; with what is no figure between them.
_GROUP_FIGURES = range(5, 9)
# Six figures, Z and two specks.
_LONGEST_DIGITS = 9
# A letter of PAGE may be another.
_NEAR_PAGE = 0.7
# PAGE is numbered in two figures.
_PAGE_FIGURES = 2
# A serial that a time follows has five figures, with leading zeros (FORMATS.md 3.3).
_SERIAL = 5
# Six figures and a stop.
_LONGEST_COUNT = 7
_TWO_COUNTS = re.compile(r"\d{1,3}[/-](?:\d{1,3}|[A-Z])")
# SECRET, a blank and a number.
_SHORTEST_CLASS_LINE = 8
# Of a number's signs so many may be no figures.
_FIGURES_LOST = 2
_QUOTE = "QUOTE "
# A serial has four figures at least, a time six; one may be lost.
_SERIAL_AND_TIME = 9
# Half of them are still printed as figures.
_PRINTED = 5
_MOST_POST_WORDS = 5
_LONGEST_REMARK = 24
# A whole group, its month unreadable.
_GROUP_ALONE = re.compile(r"[ZOPR0](?: [ZOPR0])? \d{6} ?Z ?\w+ ?\d\d\W*$")
_MONTH_ALONE = re.compile(rf"[^.]{{0,20}}\b(?:{'|'.join(SHORT_MONTHS)}) ?\d\d\W*$")
_MONTH_STARTS = frozenset(full[:length] for full in MONTHS for length in range(1, len(full)))
# One letter in three may be damaged, if it looks a little like what it stands for.
_LEAST_MONTH = 0.7
# A counter, two prosigns and the group with a blank after each character.
_LONGEST_GROUP = 44
# Figures that a damaged group still prints as figures.
_FEWEST_FIGURES = 3
_MOST_WORDS = 8
_WORD = re.compile(r"\S+")
# A blank, two figures with one between them, or four.
_YEAR_LENGTH = 4
# How many letters of a month are printed, the likeliest first: OCR adds one or loses one.
_MONTH_LETTERS = (3, 4, 2)
_YEAR = re.compile(r"\W?[\w&] ?[\w&]?(?!\w)|\W?\d{4}(?!\w)")
_PAGE = re.compile(r"\W?(?P<word>[\w|]{4})(?:[ \t]+|(?=[\d@]\w))(?P<page>[\w@]{1,3})(?:[^\w\n]+(?P<rest>.*)|\W*)$")
_PLACE = re.compile(
    r"(?P<station>[A-Z][A-Z .'0-9]{1,11}?)[ \t.~-]+(?P<serial>[\w@!|\[]{4,7})(?P<rest>(?:[ \t.~-]+.*)?)$"
)
_PLACE_REST = re.compile(
    r"[ \t]*(?:\d\d OF \d\d)?[ \t.~-]*(?:[\dOIlZS]{5,7}\w? ?[Z\d]?|(?:TOSEC|SECTO)[ \t]+\d+)?[\W]*$"
)
_FILING = re.compile(
    r"[^\w-]{0,3}[-_~]{4,}+\W{0,20}\w|[-_~]{8,}+\W{0,20}$|[0-9A-F]{6}[ \t]+\w{6}Z\s*/\s*\d|\w{6}Z [0-9A-F]{6}\s*/\s*\d"
)
_ROUTING = re.compile(r"VZCZ|[ZOPR]{2} R[UH][A-Z]+|[DB]E\s+R[UH][A-Z]{2,}\s|ZN[RY]\s+[A-Z]{5}|R[UH][A-Z]{4,6}$")
_END = re.compile(
    r"N{3,4}(?:[A-Z]{6,8})?\W*$|NMAFVVZCZ|BT(?: #\d{4})?\W*$|#\d{4}\W*$|\W*END OF DOCUMENT"
    r"|\W*Current (?:Handling|Class)[^*]*\*\*\*|ADMIN\W*$"
)
# `PAGE 01` alone: station and serial may stand on the next line.
_PAGE_ALONE = 10
# BT with a blank in it.
_LONGEST_BREAK = 3
_SHORTEST_LEVEL = 5
_LONGEST_LEVEL = 30
# Of a level's letters one in four may be damaged.
_LETTERS_AN_EDIT = 4
_MOST_EDITS = _LONGEST_LEVEL // _LETTERS_AN_EDIT
# SECDEF is 0.75 near SECRET.
_LEAST_LEVEL = 0.8
_NUMBER = re.compile(r"\d{1,2}\s?[.,)»]\s?(?=[\s(A-Z\"“]|$)")
_NO_SPECK = re.compile(r"\w\W*\w|\d\W?\.|\(?[A-Z][.)]")
_LETTER = re.compile(r"\(?[A-Z][.)](?=\s|$)")
_POST_NUMBER = re.compile(
    r"(?P<post>\w[^\d\n:()]?[^\n:()]{1,30}?)(?:[ .,]+|(?<=[A-Z]{4})(?=\d))(?P<number>(?=[^\s\d]*\d)[^\s]{1,7})(?!\w)"
)
_GLUED_POST = re.compile(r"[A-Z]{4,20}\d{2,6}$")
_GLUED_END = re.compile(r"[A-Z]{4}\d{2,6}$")
_SECTION = re.compile(
    rf"(?:(?:{telling_words.pattern('last section')})\s+)?[A-Z]{{4,8}}\s+\w{{1,5}}\s+[O0]F\s+\w{{1,5}}\b"
)
_GROUP_MARK = re.compile(r"\(?(?:GP ?- ?|GROUP )[1-4]\W*$", re.I)


def group(text: str) -> float:
    """Whether the line is a group marking, as texts of 1961 to 1972 close with one: `GP-3.`."""
    return 1.0 if _GROUP_MARK.match(text) else 0.0


@lru_cache(maxsize=8192)
def dtg(text: str) -> float:
    """How well the line is a precedence and a date-time group: `O R 262310Z SEP 00`; 1 where nothing is damaged."""
    if not _DIGIT.search(text, 0, _LONGEST_GROUP):
        return 0.0
    if is_clean_dtg(text):
        return 1.0
    if sum(map(str.isdigit, text[:_LONGEST_GROUP])) < _FEWEST_FIGURES and not _MONTH_ALONE.match(text):
        return 0.0
    words = [(m[0], m.end()) for m in _WORD.finditer(text, 0, _LONGEST_GROUP)]
    for at, (word, end) in enumerate(words[1:_MOST_WORDS], 1):
        year = _YEAR.match(text[end : end + _YEAR_LENGTH].strip())
        if not year and word.rstrip(".,").isalpha() and not _is_month(word.upper()):
            continue
        month = _month(word)
        if month and (year or word[len(month) :].strip(".,")):
            return _group([w for w, _ in words[:at]])
    return _MONTH_LOST if _GROUP_ALONE.match(text) else _ONLY_MONTH if _MONTH_ALONE.match(text) else 0.0


def is_clean_dtg(text: str) -> bool:
    """Whether the line is a precedence and a date-time group, and nothing is damaged."""
    return _CLEAN_DTG.match(text) is not None


def _month(word: str) -> str:
    """The month that a word begins with, as printed; empty where it is none."""
    whole = _is_month(word.upper())
    for length in _MONTH_LETTERS:
        rest = word[length:].strip(".,")
        if rest and not whole and not rest.isdigit():
            continue
        head = word[:length].upper()
        if head in SHORT_MONTHS or (len(head) == length and _near_month(head)):
            return word[:length]
    return ""


def _is_month(upper: str) -> bool:
    """Whether a word begins with a month's whole name, or is the beginning of one."""
    return upper in _MONTH_STARTS or upper.startswith(MONTHS)


@lru_cache(maxsize=4096)
def _near_month(head: str) -> bool:
    near = damage.ranked(head, SHORT_MONTHS, _LEAST_MONTH, 0.0)
    return bool(near) and near[0][1] > _LEAST_MONTH


def _group(words: list[str]) -> float:
    """How well the words before a month are precedence, and a group of day, hour and Z."""
    lead: list[str] = []
    while words and len(words[0].strip(".,'")) <= 2 and not words[0].isdigit():
        lead.append(words.pop(0).strip(".,'"))
    if words and words[0] in precedence.SINGLE_WORDS:  # IMMEDIATE 121302Z JUL 86
        worded = [words.pop(0) for _ in takewhile(precedence.SINGLE_WORDS.__contains__, list(words))]
        return _SENT_WITH_PROSIGN if len(words) == 1 and _group(words) and worded else 0.0
    if len(words) > 2 and _COUNTER.fullmatch(words[0]) and words[1].isalpha():
        words.pop(0)  # a counter or the time of receipt stands before the precedence
    while words and len(words[0]) == 1 and words[0].isalpha():
        lead.append(words.pop(0))
    group = "".join(words)
    read = damage.digits("".join(c for c in group if c.isalnum() or c in "@|!"))
    plain = sum(map(str.isdigit, read))
    if plain not in _GROUP_FIGURES or len(read) > _LONGEST_DIGITS or sum(map(str.isdigit, group)) < _FEWEST_FIGURES:
        return 0.0
    prosigns = bool(lead) and all(precedence.from_prosign(damage.letters(p)) for p in lead)
    return _SENT_WITH_PROSIGN if prosigns else _SENT_WITHOUT_PROSIGN


def page(text: str) -> float:
    """How well the line is a page line: `PAGE 01 SAIGON 07853 140841Z`, or its first half alone."""
    found = _PAGE.match(text)
    if found is None:
        return 0.0
    number = damage.digits(found["page"])
    if not number.isdigit():
        return 0.0
    word = 1.0 if found["word"] == "PAGE" else damage.closeness(found["word"].upper(), "PAGE")
    if word < _NEAR_PAGE:
        return 0.0
    rest = found["rest"]
    if not rest:
        return word if word == 1.0 and len(number) == _PAGE_FIGURES else _STATION_LOST * word
    digits = sum(map(str.isdigit, damage.digits(rest)))
    if place(rest) or section_head(rest):
        return word
    printed = sum(map(str.isdigit, rest))
    return _STATION_DAMAGED * word if digits >= _SERIAL_AND_TIME and printed >= _PRINTED else 0.0


def is_page_alone(text: str) -> bool:
    """Whether a page line prints no station and serial."""
    return len(text) < _PAGE_ALONE


def place(text: str) -> float:
    """How well the line is station and serial: `SAIGON 07853 140841Z`."""
    found = _PLACE.match(text)
    if found is None or not _PLACE_REST.match(found["rest"]):
        return 0.0
    serial = damage.digits(found["serial"])
    if not serial.isdigit() or sum(map(str.isdigit, found["serial"])) < 2:
        return 0.0
    return 1.0 if found["rest"].rstrip().endswith("Z") and len(serial) >= _SERIAL else _TIME_LOST


def timed_place(text: str) -> float:
    """How well the line is station, serial and the time of a page line, which no other line has together."""
    return _NO_PAGE if text.rstrip(" .").endswith("Z") and place(text) == 1.0 else 0.0


def filing(text: str) -> float:
    """The relay's dashed line with counter and filing time."""
    return 1.0 if _FILING.match(text) else 0.0


def routing(text: str) -> float:
    """ACP-127 format lines 1 to 4."""
    return 1.0 if _ROUTING.match(text) else 0.0


def end_mark(text: str) -> float:
    """What closes a text: NNNN, BT, #0077, << END OF DOCUMENT >>."""
    return 1.0 if _END.match(text) or (len(text) <= _LONGEST_BREAK and damage.alike(text, "BT")) else 0.0


def count(text: str) -> float:
    """A bare number of up to six digits, as below the page line."""
    return 1.0 if len(text) <= _LONGEST_COUNT and text.replace(" ", "").rstrip(".").isdigit() else 0.0


def two_counts(text: str) -> float:
    """Two such numbers parted by a sign, or one and a letter, as above the offices: `46/15`, `72-S`."""
    return 1.0 if _TWO_COUNTS.fullmatch(text) else 0.0


def number(text: str) -> float:
    """Whether the line begins with a paragraph number."""
    return 1.0 if text[:1].isdigit() and _NUMBER.match(text) else 0.0


def letter(text: str) -> float:
    """Whether the line begins with a letter that marks an item: `A. `, `(B) `."""
    return 1.0 if _LETTER.match(text) else 0.0


def speck(text: str) -> float:
    """Whether there is no word in the line; one capital letter may be a prosign that stands apart."""
    if text[:1].isupper() and not text[1:].strip(" .,'") and not _LETTER.match(text):
        return _LONE_CAPITAL
    return 0.0 if _NO_SPECK.search(text) else 1.0


@cache
def _levels() -> tuple[str, ...]:
    """The levels without their blanks."""
    forms = {row["marking"] for row in rows("classifications") if row["marking"].isupper()}
    plain = sorted(form.replace(" ", "") for form in forms)
    return tuple(form for form in dict.fromkeys(plain) if len(form) > _SHORTEST_LEVEL)


@cache
def _levels_about(length: int) -> tuple[list[str], list[str]]:
    """The levels that a skeleton of so many letters may be near to, and their skeletons."""
    levels = [known for known in _levels() if abs(length - len(damage.skeleton(known))) <= _most(known)]
    return levels, list(map(damage.skeleton, levels))


def _most(level: str) -> int:
    """How many edits, look-alikes not counted, a print of a level may be from it."""
    return len(level) // _LETTERS_AN_EDIT


@lru_cache(maxsize=8192)
def level(text: str) -> tuple[float, int]:
    """How well the line begins with a classification level, letters spaced or not, and where the level ends."""
    best, end = 0.0, 0
    squeezed = ""
    for word in _WORD.finditer(text, 0, _LONGEST_LEVEL * 2):
        squeezed += word[0].upper().strip(".,'~")
        if len(squeezed) > _LONGEST_LEVEL:
            break
        near = _near_level(squeezed)
        glued = _glued_level(squeezed) if near < _LEAST_LEVEL and " " not in text[: word.end()] else 0
        if glued:
            return 1.0, word.start() + glued
        if near > best or near == 1.0:
            best, end = near, word.end()
    return best, end


def _glued_level(word: str) -> int:
    """The length of the level that a word begins with, OCR having lost the blank behind it: CONFIDENTIALSTATE."""
    if not word.startswith(_levels()):
        return 0
    return max((len(plain) for plain in _levels() if word.startswith(plain) and len(word) > len(plain) + 2), default=0)


@lru_cache(maxsize=16384)
def _near_level(squeezed: str) -> float:
    if len(squeezed) < _SHORTEST_LEVEL:
        return 0.0
    if squeezed in _levels():
        return 1.0
    folded = damage.skeleton(squeezed)
    levels, skeletons = _levels_about(len(folded))
    near = damage.within(folded, skeletons, _MOST_EDITS) if levels else []
    return max((damage.closeness(squeezed, levels[n]) for n, edits in near if edits <= _most(levels[n])), default=0.0)


def class_line(text: str) -> float:
    """How well the line is a classification line: level, perhaps a section, post and serial."""
    return _class_line(text) or _glued_class_line(text)


def _glued_class_line(text: str) -> float:
    """The same, where blanks were lost and found in other places: `CON Fl DENTIALLISBON004321`."""
    if len(text) > _LONGEST_LEVEL * 2 or not text[-1:].isdigit() or not text[:1].isalpha():
        return 0.0
    squeezed = "".join(text.upper().split())
    if not _GLUED_END.search(squeezed):
        return 0.0
    best = 0.0
    for plain in _levels():
        rest = squeezed[len(plain) :]
        if _GLUED_POST.match(rest) and _near_level(squeezed[: len(plain)]) > _LEAST_LEVEL:
            best = max(best, _BLANKS_LOST * _near_level(squeezed[: len(plain)]))
    return best


def _class_line(text: str) -> float:
    first = text[:1].upper()
    if not first.isalnum() or len(text) < _SHORTEST_CLASS_LINE:
        return 0.0
    if not (_DIGIT.search(text) or "OF" in text or "0F" in text):  # neither number nor section
        return 0.0
    start = len(_QUOTE) if text.startswith(_QUOTE) else 0
    near, end = level(text[start:])
    if near < _LEAST_LEVEL:
        return 0.0
    rest = text[start + end :].lstrip(" .,:-/")
    section = _SECTION.match(rest)
    if section is not None:
        rest = rest[section.end() :].lstrip()
        near = min(1.0, near + _SECTION_ADDS)
    found = _POST_NUMBER.match(rest)
    if found is None or sum(map(str.isdigit, damage.digits(found["number"]))) < len(found["number"]) - _FIGURES_LOST:
        return _NUMBER_LOST * near if section else 0.0
    if found["post"].lower() == "page" or classifications.level(found["post"]):
        return 0.0
    if len(found["post"].split()) > _MOST_POST_WORDS or len(rest) - found.end() > _LONGEST_REMARK:
        return 0.0
    plain = any(map(str.isdigit, found["number"]))
    return near if plain else _NUMBER_DAMAGED * near
