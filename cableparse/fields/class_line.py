"""The classification line: level, captions, section, and the post and serial of the message number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.draft import Draft
from cableparse.fields import handling, labelled_values
from cableparse.grammars import Token, parser
from cableparse.lines import Block
from cableparse.reading import fold
from cableparse.vocabulary import captions, classifications, number_words, posts

_EDGES = " .,:;/-()"
# A marking is at most four words (LIMITED OFFICIAL USE NOFORN) and falls into a few more when its letters come apart.
_LONGEST_MARKING = 8
_LONGEST_CAPTION = 3
_COUNTS = number_words.words()
# Section heads count in three digits, 001.2 OF 003 (FORMATS.md 6), others in two.
_COUNT_DIGITS = 3
# `SCTION`, `ECTION` and `SECTO` lose a letter or two of seven; `PAGE` shares none.
_SECTION = 0.55
_SHORTEST_GLUED_POST = 4
_GLUED = re.compile(rf"([^\W\d_]{{{_SHORTEST_GLUED_POST},}})(\d{{2,}}\S*)")


class NumberWord(NamedTuple):
    """A word of a line that prints a message number: `start` and `end` count characters of the value."""

    text: str
    start: int
    end: int
    is_number: bool

    @property
    def is_of(self) -> bool:
        """Whether it is the OF between two counts."""
        return self.end - self.start == 2 and damage.letters(self.text).upper() == "OF"

    @property
    def as_count(self) -> int | None:
        """The number of a section or page: 01, O1, TWO, 001.2."""
        whole = damage.digits(self.text.partition(".")[0]).strip(_EDGES)
        if whole.isdecimal() and len(whole) <= _COUNT_DIGITS:
            return int(whole)
        word = self.text.upper().strip(_EDGES)
        return _COUNTS.index(word) + 1 if word in _COUNTS else None


class Counts(NamedTuple):
    """SECTION 01 OF 03, and where it stands."""

    number: int
    of: int
    start: int
    end: int


class PrintedNumber(NamedTuple):
    """What a line prints of a message number: the words before a serial, the serial, and where both stand."""

    name: str
    name_start: int
    name_end: int
    serial: str
    start: int
    end: int


class ClassLine(NamedTuple):
    """A classification line taken apart; `marking` and `captions` have their places in the value."""

    level: str | None
    marking: tuple[str, int, int]
    score: float | None
    captions: tuple[tuple[str, int, int], ...]
    section: Counts | None
    numbered: PrintedNumber | None
    quoted: bool


def read(draft: Draft, block: Block) -> None:
    """Level, captions and section of the message's own classification line; what its number says is settled later.

    A further one, of another section or of a quoted message, is kept apart.
    """
    parsed = parse(block.value.text)
    if parsed.quoted or draft.get("classification.level") is not None:
        labelled_values.read(draft, block)
        return
    if parsed.level is not None:
        marking, start, end = parsed.marking
        spans = block.value.spans(start, end)
        draft.put("classification.level", parsed.level, spans)
        if parsed.score is not None:
            draft.repaired(marking, parsed.level, parsed.score, spans)
    for name, first, last in parsed.captions:
        handling.add(draft, name, block.value.spans(first, last))
    if parsed.section is not None:
        number, of, first, last = parsed.section
        draft.put("message.section", {"number": number, "of": of}, block.value.spans(first, last))


@lru_cache(maxsize=2048)
def parse(text: str) -> ClassLine:
    """Take a classification line apart; never raises, and gives nothing where nothing is understood."""
    printed: Sequence[NumberWord] = words(text)
    quoted = bool(printed) and printed[0].text.upper() == "QUOTE"
    if quoted:
        printed = printed[1:]
    level, used, score = _level(printed)
    marking = _stretch(printed[:used])
    rest: Sequence[NumberWord] = printed[used:]
    if level is None:
        level, marking, rest, score = _glued(rest)
    rest, section = counts(rest)
    before, rest = _captions(rest)
    number = numbered(rest)
    behind, _ = _captions([word for word in rest if number is not None and word.start >= number.end])
    return ClassLine(level, marking, score, before + behind, section, number, quoted)


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[NumberWord, ...]:
    """The words and numbers of a value; a name that is glued to its serial is a word and a number."""
    found: list[NumberWord] = []
    for token in parser("class_line").tokens(damage.plain(text)):
        if token.type == "NUMBER":
            found += _number(token)
        else:
            start = token.start_pos or 0
            found.append(NumberWord(str(token), start, start + len(token), False))
    return tuple(found)


def _number(token: Token) -> Iterator[NumberWord]:
    start, text = token.start_pos or 0, str(token)
    glued = None if text.isdigit() else _GLUED.fullmatch(text)
    if glued is not None:
        yield NumberWord(glued[1], start, start + glued.end(1), False)
        yield NumberWord(glued[2], start + glued.start(2), start + len(text), True)
    else:
        yield NumberWord(text, start, start + len(text), text.isdigit() or not _reads_as_word(text))


def _reads_as_word(text: str) -> bool:
    """Whether letters prevail in a word with digits: SECR3T and 0TTAWA, not D668 or O1."""
    return 2 * sum(sign.isalpha() for sign in text) > len(text)


def counts(printed: Sequence[NumberWord]) -> tuple[Sequence[NumberWord], Counts | None]:
    """The words without `SECTION 1 OF 2`, `FINAL SECTION OF 2` or a page count, and the section."""
    at = next((index for index, word in enumerate(printed) if index and word.is_of), None)
    if at is None or at + 1 == len(printed) or (of := printed[at + 1].as_count) is None:
        return printed, None
    first = at - 1
    number = printed[first].as_count
    if number is None:
        number = of  # FINAL SECTION OF 2
    else:
        first -= 1
    label = printed[first] if first >= 0 and not printed[first].is_number else None
    if label is None:
        first += 1  # a page line has no word before its counts
    elif number == of and first and printed[first - 1].text.upper() in ("FINAL", "LAST"):
        first -= 1
    rest = [*printed[:first], *printed[at + 2 :]]
    if label is not None and damage.closeness(label.text.upper(), "SECTION") < _SECTION:
        return rest, None
    return rest, Counts(number, of, printed[first].start, printed[at + 1].end)


def numbered(printed: Sequence[NumberWord]) -> PrintedNumber | None:
    """The first serial, with the name before it; a date-time group is no serial."""
    at = next((index for index, word in enumerate(printed) if word.is_number and _is_serial(word)), None)
    if at is None:
        return None
    word, before = printed[at], [known for known in printed[:at] if not known.is_number]
    name = fold(" ".join(known.text for known in before)).strip(_EDGES).upper()
    serial = word.text.partition("/")[0].rstrip(_EDGES)
    start, stop = (before[0].start, before[-1].end) if before else (word.start, word.start)
    return PrintedNumber(name, start, stop, serial, word.start, _end_of_series(printed, at))


def _end_of_series(printed: Sequence[NumberWord], at: int) -> int:
    """Where the serial ends, with the travelling Secretary's own behind it (`TOSEC 12345`) and the word FINAL."""
    end = printed[at].end
    for word in printed[at + 1 :]:
        post = None if word.is_number else posts.find(word.text.strip(_EDGES))
        if word.is_number or word.text.upper() == "FINAL" or (post is not None and post.type == "TRAVELING PARTY"):
            end = word.end
        else:
            break
    return end


def _is_serial(word: NumberWord) -> bool:
    text = word.text.rstrip(_EDGES)
    return any(sign.isdecimal() for sign in text) and not (text[-1] in "Zz" and text[:-1].isdecimal())


def _level(printed: Sequence[NumberWord]) -> tuple[str | None, int, float | None]:
    """The level, how many words print it, and how near they are to it where they are damaged."""
    run: list[str] = []
    for word in printed[:_LONGEST_MARKING]:
        if word.is_number and word.end - word.start > 1:  # one figure may be a letter of a spaced marking
            break
        run.append(word.text)
    for used in range(len(run), 0, -1):
        level = classifications.level(" ".join(run[:used]))
        if level is not None:
            return level, used, None
    near = [
        (fixed[1], used, fixed[0])
        for used in range(1, len(run) + 1)
        if (fixed := classifications.repair_level(" ".join(run[:used])))
    ]
    if not near:
        return None, 0, None
    score, used, level = max(near)
    return level, used, score


def _captions(rest: Sequence[NumberWord]) -> tuple[tuple[tuple[str, int, int], ...], Sequence[NumberWord]]:
    """The captions that the words begin with, between the level and the post or behind the serial."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while (known := _caption(rest, at)) is not None:
        name, used = known
        found.append((name, rest[at].start, rest[at + used - 1].end))
        at += used
    return tuple(found), rest[at:]


def _caption(rest: Sequence[NumberWord], at: int) -> tuple[str, int] | None:
    for used in range(min(_LONGEST_CAPTION, len(rest) - at), 0, -1):
        caption = captions.find(" ".join(word.text for word in rest[at : at + used]))
        if caption is not None and caption.name in captions.names():
            return caption.name, used
    return None


def _glued(rest: Sequence[NumberWord]) -> tuple[str | None, tuple[str, int, int], Sequence[NumberWord], float | None]:
    """A level whose end is glued to the next word: `CONFIDENTIALSECTION 01`, `CON Fl DENTIALLISBON004321`."""
    for at, word in enumerate(rest[:_LONGEST_MARKING]):
        if word.is_number:
            break
        before = " ".join(known.text for known in rest[:at])
        for cut in range(1, len(word.text)):
            printed = f"{before} {word.text[:cut]}".strip()
            level, score = classifications.level(printed), None
            if level is None and posts.find(word.text[cut:]) and len(word.text) - cut >= _SHORTEST_GLUED_POST:
                level, score = classifications.repair_level(printed) or (None, None)
            if level is not None:
                tail = NumberWord(word.text[cut:], word.start + cut, word.end, False)
                return level, (printed, rest[0].start, word.start + cut), [tail, *rest[at + 1 :]], score
    return None, ("", 0, 0), rest, None


def _stretch(printed: Sequence[NumberWord]) -> tuple[str, int, int]:
    if not printed:
        return "", 0, 0
    return " ".join(word.text for word in printed), printed[0].start, printed[-1].end
