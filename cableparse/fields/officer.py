"""One line of the drafting officers: OFFICE:NAME[:typist], several on a line, with date and telephone behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from cableparse import damage
from cableparse.dates import iso_date
from cableparse.grammars import Token, Tree, parser
from cableparse.vocabulary import offices, telling_words

_EDGES = " ,-"
# As typed on airgrams; the grammar has figures and dashes as a telephone.
_DASHED_DAY = re.compile(r"\d{1,2}-\d{1,2}-\d{2}")
# Office, a name that is too long for a typist's initials, a typist.
_UNDAMAGED = re.compile(r"([A-Z]+(?:[/-][A-Z]+)*):([A-Z]{5,})(?::([A-Z]{1,4}))?")
# The initials of a typist, and the shortest name that no blank parts from an office.
_TYPIST = range(1, 5)
_SHORTEST_GLUED = 5
# JROE; the part of an office between two strokes is mostly shorter.
_SHORTEST_NAME = 4
# The letters of an office inside another (L/SCA) that a name's first letters hardly make up.
_SHORTEST_INSIDE = 3
_ACTING = "ACTING"
_CLEARED_SO = frozenset(telling_words.words("cleared so"))
# Two of one office, the first with what stands behind a name: `EA/PRCM:DLDOE, JR./ADROE:CED`.
_JUNIOR = re.compile(
    r"(?P<office>[A-Z]+(?:[/-][A-Z]+)*): ?(?P<first>[A-Z]{4,}, (?:JR|SR|II|III)\.?)/(?P<second>[A-Z]{4,})"
    r"(?::[A-Z]{1,4})?"
)
_LINK = re.compile(r"[ \t]*(/)[ \t]*|(?<=[A-Z])(-)[ \t]+(?=[A-Z]{1,3}$)")
# Between two officers.
_AND = "AND"
# A name behind its office, a stroke, and the next officer with his: `Mr. Poe (draft) / L/AF - Miss Coe`.
_JOINED = re.compile(
    r"[:-][^\n:/]{0,40}?(?P<name>[A-Za-z.]{3,20})[ ]*(?:\([^()\n]{1,20}\)[ ]*)?(?P<stroke>/)"
    r"(?=[ ]*(?P<office>[A-Z][A-Z0-9/-]*[A-Z0-9]|[A-Z])[ ]*(?::|-{1,2}[ ])|[ ]*[A-Z][\w. ]{0,24} - [A-Z])"
)


class ReadOfficer(NamedTuple):
    """An officer as read; `start` and `end` count characters of the line.

    `repair` is what was printed and what it was read as, where the colon between office and name is damaged.
    """

    office: str | None
    name: str
    start: int
    end: int
    repair: tuple[str, str] | None = None


class Remarks(NamedTuple):
    """What stands behind the officers, from date or telephone on; the date in ISO 8601."""

    date: str | None
    start: int
    end: int


def each_on_a_line(text: str) -> str:
    """The lines of officers with those that a stroke joins on lines of their own; all characters keep their places."""
    strokes = [found.start("stroke") for found in _JOINED.finditer(text) if _ends_name(found["name"], found["office"])]
    signs = list(text)
    for at in strokes:
        signs[at] = "\n"
    return "".join(signs) if strokes else text


def _ends_name(word: str, office: str | None) -> bool:
    """Whether a word before a stroke is a name's last, and no part of an office: small letters, or four others."""
    if not word.isupper():
        return True
    return len(word) >= _SHORTEST_NAME and office is not None and is_office(office) and not is_office(word)


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[tuple[ReadOfficer, ...], Remarks | None]:
    """The officers of one line in order, those with no printed office too, and the remarks behind them."""
    if known := _undamaged(text):
        return (known,), None
    if (both := _JUNIOR.fullmatch(text)) and is_office(both["office"]):
        first = ReadOfficer(both["office"], both["first"], 0, both.end("first"))
        return (first, ReadOfficer(both["office"], both["second"], both.start("second"), len(text))), None
    officers: list[ReadOfficer] = []
    remarks: Remarks | None = None
    for node in parser("drafting").parse(text).children:
        if not isinstance(node, Tree):
            continue
        if node.data in ("officer", "bare"):
            officers += [officer for officer in _officers(node) if officer.name]
        for tail in _parts(node, "tail"):
            remarks = _remarks(_tokens(tail))
    return tuple(officers), remarks


def _undamaged(text: str) -> ReadOfficer | None:
    """An officer alone on the line, perhaps with the typist, as most are: the grammar says the same of it."""
    printed = _UNDAMAGED.fullmatch(text)
    if printed is None:
        return None
    office, name, typist = printed.groups()
    if typist and (offices.known(name) or offices.known(f"{office}/{name}")):  # then the name is the last word
        return None
    return ReadOfficer(office, name, 0, len(text))


def _remarks(tokens: list[Token]) -> Remarks:
    days = (token for token in tokens if token.type == "DATE" or _DASHED_DAY.fullmatch(token))
    date = next((iso_date(damage.digits(token).replace("-", "/")) for token in days), None)
    return Remarks(date, tokens[0].start_pos or 0, tokens[-1].end_pos or 0)


def _officers(node: Tree) -> Iterator[ReadOfficer]:
    """The officers of one chain of words between separators: mostly one, two where a stroke parts name and office."""
    links = [token for office in _parts(node, "office") for token in _tokens(office)]
    # no name has a digit: what begins with one is the relay's line or a telephone
    words = list(takewhile(lambda word: not word[0].isdigit(), _tokens(node)))
    for index, link in enumerate(links[1:], 1):
        name, stroke, _ = link.partition("/")
        if stroke and len(name) >= _SHORTEST_GLUED and not is_office(name):
            at = (link.start_pos or 0) + len(name)
            yield ReadOfficer(_symbol(links[:index]), name, links[0].start_pos or 0, at)
            other = _part(link, len(name) + 1)
            if index + 1 == len(links) and _are_names([name, str(other)]) and _is_typist(words):
                end = words[-1].end_pos or 0
                yield ReadOfficer(_symbol(links[:index]), str(other), other.start_pos or 0, end)
                return
            links = [other, *links[index + 1 :]]
            break
    joint = next((at for at in range(1, len(words)) if "/" in words[at] and _parted(words[at])), len(words))
    yield from _last(links, words[:joint])
    yield from _last([], words[joint:])


def _last(links: list[Token], words: list[Token]) -> Iterator[ReadOfficer]:
    """The officer whose name the words are, or whose typist's initials."""
    tokens = [*links, *words]
    if not tokens:
        return
    start, end = tokens[0].start_pos or 0, tokens[-1].end_pos or 0
    name = _name(words)
    if not links:
        yield _without_separator(words, name, start, end)
        return
    *before, link = links
    typed = _is_typist(words)
    if typed and before and not is_office(link) and not offices.known(f"{before[-1]}/{link}"):
        yield ReadOfficer(_symbol(before), str(link), start, end)
    elif typed and not before and (parted := _parted(link, typed=True)):
        yield ReadOfficer(*parted, start, end, (str(link), ":".join(parted)))
    elif len(words) == 1 and _are_names(name.split("/")):
        first = words[0].start_pos or 0
        for one in re.finditer(r"[^/]+", name):
            yield ReadOfficer(_symbol(links), one[0], first + one.start() if one.start() else start, first + one.end())
    elif len(before) == 1 and len(words) == 1 and is_office(_symbol(before)) and _are_names([str(link), name]):
        yield ReadOfficer(
            _symbol(before), str(link), start, link.end_pos or 0
        )  # two of one office: `EUR/RPM: JDOE: LROE`
        yield ReadOfficer(_symbol(before), name, words[0].start_pos or 0, end)
    else:
        yield ReadOfficer(_symbol(links), name, start, end)


def _is_typist(words: list[Token]) -> bool:
    """Whether the words behind a colon are no name but the initials of a typist, or of two."""
    initials = _name(words).replace("/", "")
    return len(initials) in _TYPIST and initials.isalpha()


def _are_names(parts: list[str]) -> bool:
    """Whether two of one office share its line: no part is an office, or short as a typist's initials may be."""
    return len(parts) > 1 and all(
        len(part) >= _SHORTEST_NAME and part.isalpha() and not is_office(part) for part in parts
    )


def _without_separator(words: list[Token], name: str, start: int, end: int) -> ReadOfficer:
    """An officer whose line has no colon: parted by strokes, by a misread colon, or with the office in parentheses."""
    words = [word for word in words if any(map(str.isalnum, word))]
    if not words:
        return ReadOfficer(None, "", start, end)
    first, rest = words[0], words[1:]
    if parted := _parted(first):
        office, glued = parted
        return ReadOfficer(office, _name([Token("WORD", glued), *rest]), start, end, (str(first), ":".join(parted)))
    parts = first.split("/")
    count = next((n for n in range(len(parts) - 1, 0, -1) if is_office("/".join(parts[:n]))), 0)
    if count and len(parts[count]) >= _TYPIST.stop - 1 and not is_office(parts[count]):
        return ReadOfficer("/".join(parts[:count]), _name([Token("WORD", parts[count]), *rest]), start, end)
    if rest and count and rest[0][0].isupper():
        return ReadOfficer(_symbol([first]), _name(rest), start, end)
    if rest and rest[-1].type == "NOTE" and is_office(rest[-1].strip("()")):
        return ReadOfficer(rest[-1].strip("()"), _name(words[:-1]), start, end)
    return ReadOfficer(None, name, start, end)


def _parted(word: str, *, typed: bool = False) -> tuple[str, str] | None:
    """Office and name where OCR read the colon between them as another sign or as a letter.

    With `typed` a typist follows, so that there must have been a colon.
    """
    for at in range(len(word) - _SHORTEST_GLUED, 0, -1):
        office, sign, name = word[:at], word[at], word[at + 1 :]
        first, *inside = office.split("/")
        if sign.isalnum() and not sign.islower():
            # a capital may as well be the office's or the name's: only behind an office inside another is it none
            known = is_office(office) and len("".join(inside[-1:])) >= (1 if typed else _SHORTEST_INSIDE)
        else:
            known = sign not in "/-'" and offices.known(first)
        first_name = name.partition("/")[0]
        if known and name.isupper() and first_name.isalpha() and len(first_name) >= _SHORTEST_NAME:
            return office, name
    return None


def is_office(symbol: str) -> bool:
    """Whether it is the symbol of an office, or of one inside an office: each part between strokes is known."""
    return offices.known(symbol) or all(offices.known(part) for part in symbol.split("/"))


def _name(words: list[Token]) -> str:
    """The words of a name, without what says how the officer cleared: `(INFO)`, `INFO`, `ok`, `, ACTING`."""
    capitals = all(word == word.upper() for word in words)
    kept = [word for word in words if not (capitals and word.type == "NOTE") and any(map(str.isalnum, word))]
    while len(kept) > 1 and (
        kept[-1].islower()
        or kept[-1] == _AND
        or kept[-1] in _CLEARED_SO
        or (kept[-1] == _ACTING and kept[-2].endswith(","))
    ):
        kept.pop()
    return " ".join(kept).strip(_EDGES)


def _symbol(links: list[Token]) -> str:
    """The office as printed, without the blanks behind its strokes and dashes."""
    whole = (_LINK.sub(r"\1\2", link.strip()) for link in links)
    return ":".join(whole).strip(_EDGES)


def _part(token: Token, start: int) -> Token:
    return Token(token.type, token[start:], (token.start_pos or 0) + start, end_pos=token.end_pos)


def _parts(node: Tree, name: str) -> list[Tree]:
    """The node and its children that the rule `name` made: it makes none further down."""
    return [part for part in (node, *node.children) if isinstance(part, Tree) and part.data == name]


def _tokens(tree: Tree) -> list[Token]:
    return [token for token in tree.children if isinstance(token, Token)]
