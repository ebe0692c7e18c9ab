"""The value of REF cut into parts: its words, numbers and remarks between labels and separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse import damage
from cableparse.dates import SHORT_MONTHS, full_year
from cableparse.grammars import Token, Tree, parser
from cableparse.vocabulary import captions, classifications, reference_words

EDGES = " .,;'-"
YEAR = re.compile(r"'?\d{2}|(?:19|20)\d\d")
FULL_YEAR = re.compile(r"(?:19|20)\d\d")
# A year or a serial that is glued to the post: 91HARARE10232, STATE-93410, 91HARARE 10232.
_GLUED = re.compile(r"(?P<year>'?\d{2}|(?:19|20)\d\d)?(?P<post>[A-Z][A-Z.']{2,})-?(?P<serial>\d{1,7})?", re.I)
# 11/16/72; two numbers between strokes are serials of one post: 811/90.
_DAY = re.compile(r"(?:1[0-2]|0?[1-9])/(?:[12]\d|3[01]|0?[1-9])/(?P<year>\d{2}|(?:19|20)\d\d)")
_OF_GROUP = re.compile(r"\d{6}Z", re.I)
GROUP = re.compile(r"(?:\d{1,6}/)?\d{6}Z", re.I)
_LETTER = re.compile(r"[A-Z]{1,2}|\d{1,2}", re.I)
_REF = re.compile(r"REF\s+", re.I)
_WORD = re.compile(r"\S+")
# A group's, or one that is no day: DTG 031628Z SEP 75; DEC 75; DECEMBER 12 1976.
_MONTH = rf"(?:{'|'.join(SHORT_MONTHS)})[A-Z]*"
_MONTH_AND_YEAR = re.compile(rf"\dZ ?{_MONTH} (\d\d)$|\b{_MONTH} '?([4-9]\d|19\d\d)$|\b{_MONTH} \d{{1,2}},? (19\d\d)$")
# The last letter that an initial (`FROM J. DOE`) is taken for a label: lists go on from A without a gap.
_LAST_LABEL = "E"
# One letter of five may be damaged, or lost.
_NOTAL = 0.75
# Messages cite those of the last years.
_YEARS_BACK = 10


class ReferenceLabel(NamedTuple):
    """The letter or number before a reference, and where it stands with its marks."""

    letter: str
    start: int
    end: int


class ReferenceElement(NamedTuple):
    """A word, number or remark of a part; `kind` is WORD, NUMBER, REMARK or DEBRIS.

    `plain` is its text in upper case without stops, `role` what a word does in a reference.
    """

    kind: str
    text: str
    start: int
    end: int
    plain: str
    role: str = ""

    @property
    def word(self) -> str:
        """The word in upper case without stops; nothing where it is a number or remark."""
        return self.plain if self.kind == "WORD" else ""


def _element(kind: str, text: str, start: int) -> ReferenceElement:
    plain = text.upper().strip(EDGES)
    role = reference_words.role(plain) if kind == "WORD" else ""
    return ReferenceElement(kind, text, start, start + len(text), plain, role)


class ReferencePart(NamedTuple):
    """What stands between two cuts: the labels and the separator before it, and its elements."""

    labels: list[ReferenceLabel]
    separator: str
    elements: list[ReferenceElement]


def _cut(text: str, offset: int) -> Iterator[ReferencePart]:
    """The parts by labels and separators; `offset` is where `text` stands in the value."""
    tokens = [t for node in parser("references").parse(text).children if isinstance(node, Tree) for t in _tokens(node)]
    labels: list[ReferenceLabel] = []
    separator = ""
    held: list[ReferenceElement] = []
    bare = _bare_letters(tokens)
    for index, token in enumerate(tokens):
        start, end = offset + (token.start_pos or 0), offset + (token.end_pos or 0)
        following = tokens[index + 1].type if index + 1 < len(tokens) else ""
        if token.type == "LABEL" and not _is_inside(token, held, following):
            if held:
                yield ReferencePart(labels, separator, held)
                labels, held = [], []
            _label(labels, _letter(token), start, end)
            separator = ""
        elif token.type == "SEPARATOR":
            if held:
                yield ReferencePart(labels, separator, held)
                labels, held, separator = [], [], ""
            separator = separator or str(token)
        elif token.type == "REMARK" and not _is_remark(token[1:-1]):
            if held:
                yield ReferencePart(labels, separator, held)
                labels, held = [], []
            inner = list(_cut(token[1:-1], start + 1))
            yield from (
                part._replace(labels=labels or part.labels) if not at else part for at, part in enumerate(inner)
            )
            labels = [] if inner else labels
        elif token.type == "NAME":
            if index in bare:
                if held:
                    yield ReferencePart(labels, separator, held)
                    labels, held = [], []
                _label(labels, token[0].upper(), start, start + 1)
                separator = ""
            words = _WORD.finditer(token, 1 if index in bare else 0)
            held += [_element("WORD", found[0], start + found.start()) for found in words]
        elif token.type == "NUMBER":
            held += _number(token, start)
        else:
            kind = "REMARK" if token.type == "LABEL" else str(token.type)
            held.append(_element(kind, str(token), start))
    if held or labels:
        yield ReferencePart(labels, separator, held)


def _bare_letters(tokens: Sequence[Token]) -> set[int]:
    """The names that begin with a label without a sign, A first, then B: `A STATE 143146 B 78 LIMA 4711`."""
    found: list[int] = []
    for index, token in enumerate(tokens):
        letter, *post = token.split() if token.type == "NAME" else ("",)
        if letter.upper() == chr(ord("A") + len(found)) and (post or _is_year_before(tokens[index + 1 : index + 3])):
            found.append(index)
    return set(found) if len(found) > 1 else set()


def _is_year_before(tokens: Sequence[Token]) -> bool:
    """Whether they are a year and the words of a post."""
    return [token.type for token in tokens] == ["NUMBER", "NAME"] and YEAR.fullmatch(tokens[0]) is not None


def _tokens(node: Tree) -> list[Token]:
    return [token for token in node.children if isinstance(token, Token)]


def _label(labels: list[ReferenceLabel], letter: str, start: int, end: int) -> None:
    """Add a label; the same one printed twice, `A. (A)`, is one."""
    if labels and labels[-1].letter == letter:
        start = labels.pop().start
    labels.append(ReferenceLabel(letter, start, end))


def _number(token: str, start: int) -> Iterator[ReferenceElement]:
    """A number; one glued to its post or year in pieces, and a damaged word, in which letters prevail, as a word."""
    text = token.rstrip(EDGES).lstrip(EDGES.replace("'", ""))  # an apostrophe stands before a year: '91
    start += token.index(text)
    glued = _GLUED.fullmatch(text)
    if glued is not None:
        kinds = {"year": "NUMBER", "post": "WORD", "serial": "NUMBER"}
        for name, kind in kinds.items():
            if glued[name]:
                yield _element(kind, glued[name], start + glued.start(name))
    elif 2 * sum(sign.isalpha() for sign in text) > len(text) and not _OF_GROUP.search(text):
        yield _element("WORD", text, start)
    else:
        yield _element("NUMBER", text, start)


def _letter(label: str) -> str:
    found = _LETTER.search(_REF.sub("", label))
    return found[0].upper() if found else ""


def _is_inside(label: Token, held: Sequence[ReferenceElement], following: str) -> bool:
    """Whether it is no label: a classification before a serial (`KUWAIT (C)02293`), or an initial (`FROM J. DOE`)."""
    if not held or held[-1].kind != "WORD":
        return False
    return (label.startswith("(") and following == "NUMBER") or (label.endswith(".") and label[0].upper() > _LAST_LABEL)


def _is_remark(inside: str) -> bool:
    """Whether parentheses hold something that is said of a message: a year, a group, a caption, NOTAL."""
    words = [word.upper().strip(EDGES) for word in re.split(r"[\s,]+", inside) if word.strip(EDGES)]
    if not words or captions.find(inside) or classifications.level(inside) or classifications.portion(inside):
        return True
    if len(words) == 1 and (YEAR.fullmatch(words[0]) or year_of_day(words[0])):
        return True
    if any(GROUP.fullmatch(word) for word in words) or any(
        reference_words.role(w) in ("month", "paragraph") for w in words
    ):
        return True
    return all(reference_words.role(word) == "remark" or damage.closeness(word, "NOTAL") >= _NOTAL for word in words)


def parts(text: str, citing: int | None = None) -> Iterator[ReferencePart]:
    """The parts of a value of a message of the year `citing`.

    Those that a comma inside a date or before a year cut are one: `LETTER FROM DOE, MARCH 3, 1977`; `LIMA 4711, 1976`.
    """
    held: ReferencePart | None = None
    for part in _cut(damage.plain(text), 0):
        if held is not None and part.separator == "," and not part.labels and _goes_on(held, part, citing):
            held.elements.extend(part.elements)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _goes_on(held: ReferencePart, part: ReferencePart, citing: int | None) -> bool:
    first, *rest = part.elements
    if FULL_YEAR.fullmatch(first.plain) and (not rest or rest[0].kind != "WORD" or rest[0].role == "joins"):
        dated = any(element.role == "month" for element in held.elements[-2:])
        return dated or is_year_of(held.elements[-1], first, citing)
    return first.role == "month" and paper_kind(held.elements) is not None


def is_year_of(serial: ReferenceElement, number: ReferenceElement, citing: int | None) -> bool:
    """Whether a number behind a serial is its year, and no further serial: the serials of a list rise.

    It is one of the last years up to that of the citing message.
    """
    if citing is None or not FULL_YEAR.fullmatch(number.plain) or not serial.plain.isdecimal():
        return False
    year = int(number.plain)
    return serial.kind == "NUMBER" and int(serial.plain) > year and citing - _YEARS_BACK <= year <= citing


def paper_kind(elements: Sequence[ReferenceElement]) -> str | None:
    """The kind of a reference that is no telegram, by its words: letter, memo, report."""
    words = [element.plain for element in elements if element.kind == "WORD"]
    known = reference_words.words()
    if not any(word in known or "-" in word for word in words):
        return None
    kind = reference_words.kind(" ".join(words))
    return None if kind == "telegram" else kind


def year_of(printed: str | None) -> int | None:
    """The year of a print of two figures or four: '91 is 1991."""
    if printed is None:
        return None
    digits = printed.strip("'")
    return int(digits) if len(digits) == 4 else full_year(int(digits))


def year_of_day(printed: str) -> int | None:
    """The year of a day in figures: 11/16/72 is of 1972; None where it is no day."""
    found = _DAY.fullmatch(printed)
    return year_of(found["year"]) if found else None


def year_of_date(printed: str) -> int | None:
    """The year that a date or a date-time group ends with: DEC 75, 031628Z SEP 75."""
    dated = _MONTH_AND_YEAR.search(printed)
    return year_of(dated[1] or dated[2] or dated[3]) if dated else None
