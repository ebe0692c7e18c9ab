"""One addressee: routing indicator, plain-language name, precedence, its own serial (FORMATS.md 3.3 and 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.grammars import Token, Tree, parser
from cableparse.vocabulary import agencies, posts, precedence

Words = Sequence[Token]
Repair = tuple[str, str, float | None]

_EDGES = " .,;:'‘’\"“”`´*~^_|<>«»-–"
# Routing indicators begin with RU or RH (ACP-127); a letter alone is what a relay left of one.
_INDICATOR = re.compile(r"R[UH][A-Z]{2,6}")
# Words of a name; of a list that lost its line ends no more are looked at.
_LONGEST_NAME = 16
_POUCH = ("BY", "POUCH")
_UNNUMBERED = ("UNNUMBERED", "UNN")
# Two letters are what is left of a word that OCR broke.
_SHORTEST_WORD = 3
# The shortest and the longest precedence that a last word may end with.
_GLUED = range(5, 11)
# One letter in four may be of another shape.
_NEAR = 0.75
# A name in capitals with what may be a precedence behind it, and a serial.
_UNDAMAGED = re.compile(r" *([A-Z]+(?: [A-Z]+)*)(?: +(\d{1,6}))? *", re.ASCII)
# What ends in one of these ends in a precedence: the longest that it ends in.
_URGENT = tuple(f" {word}" for word in precedence.WORDS)


class ReadAddressee(NamedTuple):
    """An addressee as read; its name is empty where none stands there.

    `start`, `name_end` and `end` count characters of the text. `repairs` are what was printed, what it was read as,
    and how close the two are.
    """

    name: str
    precedence: str | None
    serial: int | None
    indicator: str | None
    post: str | None
    start: int
    name_end: int
    end: int
    repairs: tuple[Repair, ...] = ()


class _Name(NamedTuple):
    """The first `length` words as a name; the others are debris. `repair` is None where nothing was repaired."""

    text: str
    post: str | None
    length: int
    repair: Repair | None = None


class _Urgency(NamedTuple):
    """A precedence of `length` words; `repair` is None where nothing was repaired."""

    word: str
    length: int
    repair: Repair | None = None


@lru_cache(maxsize=16384)
def parse(text: str, *, cities: bool = False) -> tuple[ReadAddressee, ...]:
    """The addressees of a line, or of a list parted by semicolons; debris behind one is left out.

    With `cities` names are cities alone, as forms have them, each with its serial: LONDON 1166, BRUSSELS 1700.
    """
    if not cities and (known := _known_address(text)):
        return (known,)
    found: list[ReadAddressee] = []
    for node in parser("addressee").parse(text).children:
        words = [token for token in node.children if isinstance(token, Token)] if isinstance(node, Tree) else []
        first = True
        while words:
            addressee, rest = _take(words, cities)
            told = addressee.post or addressee.precedence or addressee.serial is not None
            told = told or addressee.name.upper() in agencies.words()
            if not first and not (told and _is_word(words[0])):
                break
            found.append(addressee)
            words, first = rest, False
    return tuple(found)


def _known_address(text: str) -> ReadAddressee | None:
    """An undamaged address of a post, which most are: the grammar and the vocabulary say the same of it."""
    printed = _UNDAMAGED.fullmatch(text)
    if printed is None:
        return None
    name, serial = printed.groups()
    urgency = None
    if name.endswith(_URGENT):
        urgency = next(word for word in precedence.WORDS if name.endswith(f" {word}"))
        name = name[: -len(urgency)].rstrip(" ")
    post = posts.plad(name)
    if post is None:
        return None
    start = printed.start(1)
    number = int(serial) if serial else None
    end = max(printed.end(1), printed.end(2))
    return ReadAddressee(name, urgency, number, None, post.name, start, start + len(name), end)


def _take(words: list[Token], cities: bool) -> tuple[ReadAddressee, list[Token]]:
    """The first addressee, and the words behind it: debris, or another one."""
    start = words[0].start_pos or 0
    indicator, words, repair = _indicator(words)
    closing, urgency = _closing(words, cities)
    rest = words[closing + (urgency.length if urgency else 0) :]
    name = _name(words[:closing], cities)
    if name.post is None and (joint := _joint(words[:closing])):
        name, urgency, rest = _name(words[:joint]), None, words[joint:]
    elif name.post is None and urgency is None and (glued := _glued(words[:closing])):
        name, urgency = glued
    serial = None
    while rest and (rest[0].type == "SERIAL" or _is_and(rest)):
        if rest[0].type != "SERIAL":
            rest = rest[1:]
        serial = int(rest[0].partition("/")[0]) if serial is None else serial
        rest = rest[1:]
        if urgency is None and rest and (urgency := _urgency(rest, 0)):
            rest = rest[urgency.length :]
    rest = rest[_ends(rest, cities) :]
    taken = len(words) - len(rest)
    name_end = words[name.length - 1].end_pos or 0 if name.length else start
    end = words[taken - 1].end_pos or 0 if urgency or taken > closing else name_end
    repairs = [one for one in (repair, name.repair, urgency.repair if urgency else None) if one]
    urgent = urgency.word if urgency else None
    return ReadAddressee(name.text, urgent, serial, indicator, name.post, start, name_end, end, tuple(repairs)), rest


def _indicator(words: list[Token]) -> tuple[str | None, list[Token], Repair | None]:
    """The routing indicator before the stroke; a damaged one before a known address is not read."""
    first = words[0]
    if first.type not in ("ROUTING", "INDICATOR"):
        return None, words, None
    printed, rest = str(first[:-1]), words[1:]
    if first.type == "ROUTING":
        return printed.replace(" ", "").removesuffix("/"), rest, None
    read = damage.letters(printed.upper())
    if _INDICATOR.fullmatch(read):
        return read, rest, (printed, read, damage.closeness(printed, read))
    name = _name(rest[: _closing(rest, cities=False)[0]])
    if len(printed) == 1 or name.post:
        return None, rest, None if len(printed) == 1 else (f"{first}{name.text}", name.text, None)
    whole = Token("WORD", first + rest[0], first.start_pos, end_pos=rest[0].end_pos)
    return None, [whole, *rest[1:]], None


def _is_and(words: list[Token]) -> bool:
    """Whether a further serial follows: 3885 AND 3886."""
    return len(words) > 1 and _plain(words[0]) == "AND" and words[1].type == "SERIAL"


def _closing(words: list[Token], cities: bool) -> tuple[int, _Urgency | None]:
    """Where the name ends, and the precedence that ends it."""
    for at, word in enumerate(words[:_LONGEST_NAME]):
        if word.type == "SERIAL":
            following = words[at + 1 : at + 2]
            if at and (cities or not following or _name(words[:at]).post or not _is_word(following[0])):
                return at, None
            if not at and (not following or _urgency(following, 0)):
                return 0, None
        elif at and _ends(words[at : at + len(_POUCH)], cities):
            return at, None
        elif urgency := _urgency(words, at):
            return at, urgency
    return len(words), None


def _ends(words: list[Token], cities: bool) -> int:
    """How many words say that an addressee gets it by pouch, or in a form that it has no serial there."""
    if tuple(_plain(word) for word in words[:2]) == _POUCH:
        return len(_POUCH)
    alone = bool(words) and _plain(words[0]) in ((*_UNNUMBERED, _POUCH[1]) if cities else (_UNNUMBERED[1], _POUCH[1]))
    return int(alone)


def _urgency(words: list[Token], at: int) -> _Urgency | None:
    """The precedence that `words[at]` says, with the word behind it; a damaged one where at most a serial follows."""
    one = _plain(words[at])
    readings = [(1, one)] if at + 1 == len(words) else [(2, f"{one} {_plain(words[at + 1])}"), (1, one)]
    for length, word in readings:
        if word in precedence.WORDS:
            both = precedence.repair(readings[0][1]) if length == 1 and word in precedence.FIRST_WORDS else None
            if both and _opens(one, both[0]):
                return _Urgency(both[0], 2, (_text(words[at : at + 2]), *both))
            return _Urgency(word, length)
    if not at or _post(words[: at + 1]):
        return None
    for length, word in readings:
        ends = at + length == len(words) or words[at + length].type == "SERIAL"
        fixed = precedence.repair(word) if ends else None
        if fixed and (length == 1 or _opens(one, fixed[0]) or not _urgency(words, at + 1)):
            return _Urgency(fixed[0], length, (_text(words[at : at + length]), *fixed))
    return None


def _opens(word: str, urgency: str) -> bool:
    """Whether it is the first word of a precedence of two: NIACT of NIACT IMMEDIATE, and not NATO."""
    first, blank, _ = urgency.partition(" ")
    return bool(blank) and damage.closeness(word, first) >= _NEAR


def _name(words: list[Token], cities: bool = False) -> _Name:
    """The name as printed, or repaired; with the debris behind it where only that makes it a known one."""
    for repaired in (False, True):
        for count in range(min(len(words), _LONGEST_NAME), 0, -1):
            if count < len(words) and _is_word(words[count]):
                break
            name = _text(words[:count]).strip(_EDGES)
            if not repaired and (post := _post(words[:count])):
                return _Name(name, post, count)
            repair = posts.repair_post if cities and "," not in name else posts.repair_plad
            if repaired and (fixed := repair(name)):
                return _repaired(name, fixed[0], fixed[1], count)
    return _Name(_text(words).strip(_EDGES), None, len(words))


def _repaired(printed: str, known: str, score: float, length: int) -> _Name:
    """The known name; as printed where only blanks stand in it: AM EMBASSY ROME is no damaged word."""
    if known.count(" ") < printed.count(" ") and known.replace(" ", "") == printed.replace(" ", ""):
        return _Name(printed, _known(known), length)
    return _Name(known, _known(known), length, (printed, known, score))


def _joint(words: list[Token]) -> int:
    """Where the second of two addresses on one line begins: at a mission's word, or both are known; else 0.

    The second may be a command or agency of one word: `AMEMBASSY CARACAS USCINCSO`.
    """
    for at in range(1, len(words)):
        opens = _plain(words[at]) in posts.missions() and not words[at - 1].endswith(",")
        follows = _post(words[at:]) or (at + 1 == len(words) and _plain(words[at]) in agencies.words())
        if (opens and (at > 1 or _post(words[:at]))) or (follows and _post(words[:at])):
            return at
    return 0


def _glued(words: list[Token]) -> tuple[_Name, _Urgency] | None:
    """A precedence glued to the last word: `USOFFICEROUTINE`."""
    *before, last = words or [Token("WORD", "")]
    for exact in (True, False):
        for size in _GLUED:
            head, tail = last[:-size], last[-size:]
            if len(head) < _SHORTEST_WORD:
                break
            fixed = None if exact else precedence.repair(tail)
            urgent = tail.upper() if tail.upper() in precedence.WORDS else fixed[0] if fixed else ""
            name = " ".join([*before, head])
            if urgent and (exact or _known(name) or head in posts.missions()):
                repair = (str(last), f"{head} {urgent}", fixed[1] if fixed else None)
                return _Name(name.strip(_EDGES), _known(name), len(words)), _Urgency(urgent, 0, repair)
    return None


def _post(words: list[Token]) -> str | None:
    return _known(_text(words)) if len(words) <= _LONGEST_NAME else None


def _text(words: list[Token]) -> str:
    return " ".join(words)


def _known(printed: str) -> str | None:
    """The name of the post that is addressed so."""
    name = printed.strip(_EDGES)
    post = posts.plad(name) or (None if name.isascii() else posts.plad(damage.plain(name)))
    return post.name if post else None


def _plain(word: str) -> str:
    return damage.plain(word).strip(_EDGES).upper()


def _is_word(word: str) -> bool:
    """Whether it may be a word of a name: three letters and no small one first, as debris has."""
    return not word[:1].islower() and sum(character.isalpha() for character in word) >= _SHORTEST_WORD
