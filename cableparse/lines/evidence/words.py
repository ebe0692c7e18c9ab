"""What the words of a value are: offices, addressees, officers, TAGS, references, captions, sentences."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cableparse import damage
from cableparse.lines.evidence import shape
from cableparse.vocabulary import agencies, captions, classifications, posts, precedence, tags_codes, telling_words
from cableparse.vocabulary.tables import rows

# SECSTATE is the name of a post, and stands where the word of a mission does.
_MISSIONS = (*posts.telling_missions(), "SECSTATE")
_OFFICE = re.compile(r"(?<!\w)[A-Z0-9][A-Za-z0-9$]{0,4}[^\w/]{1,3}(?=\w?[\d@])[\w@]{1,3}(?!\w)")
_TOTAL = re.compile(r"/ ?\w{2,4}(?: ?[A-Z])?\b|\( ?ISO ?\) ?[A-Z]?")
_SIGNS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"[A-Z0-9&][A-Za-z0-9.&'()\/,;\"“ -]*\W{0,2}$")
_INDICATOR = re.compile(r"R[UH][A-Z]{3,6}[/ ]")
_OFFICER = re.compile(r"[A-Z0-9][A-Z0-9/.,& -]{0,24}? ?[:=~;-] ?\(?[A-Z]")
_TAG_WORD = re.compile(r"[A-Z0-9]{2,5}")
_PARENTHESIS = re.compile(r"\([^()]*\)?")
_LETTERED = re.compile(r"\(?(?:[A-Z]|\d)[.):]{1,2} ?(?=[A-Z0-9(']|$)|REF ?\(?[A-Z]\)?[ :.]")
_SERIAL = re.compile(r"\b\w*\d\w*\b")
_REFERENCE = re.compile(r"[A-Za-z][A-Za-z.' ]{2,24}[ -][\dOIl]{2,7}\b")
# Words that begin with a capital, a colon and a value behind them.
_IN_SMALL = re.compile(r"[A-Z][a-z]{2,}(?:[ /][A-Za-z]+){0,2}: ?\S")
# A name that no table has, before the word that passes a message on; no word of a sentence, and no stop at the end.
_MAY_PASS = re.compile(
    rf"(?!(?:{telling_words.pattern('joins')})\b)[A-Z0-9][A-Z0-9/,.&-]{{1,15}}(?: [A-Z0-9/,.&-]+)? (?:FOR|PASS) "
    rf"(?!(?:{telling_words.pattern('article')})\b)[A-Z0-9][A-Z0-9/,.& -]{{1,30}}(?<!\.)$"
)
_NOTAL = re.compile(r"\W*(?:NOTAL|NOT ALL)\W*$", re.I)
_INSTRUCTION = re.compile(rf"(?:{telling_words.pattern('declassification')}|6DS|N ?/ ?A|OR-[A-Z](?=\W*$))\b", re.I)
_REASON = re.compile(r"REASONS?\b|\(?[a-hA-H]\)?(?:[, ]| and|\.$)|and \(|1\.[3-6]", re.I)
_ORDER = re.compile(r"\W*1 ?[\dOIl] ?[\dOIl] ?[\dOIl] ?[\dOIl]?(?!\d)|\W*N ?/ ?A\b")
_WORDS = re.compile(r"[A-Za-z'’-]{2,}")
_OPENING = re.compile(
    rf"(?:BEGIN )?(?:{telling_words.pattern('opens')})\b|\(?(?:{classifications.pattern(marks=True)}) ?- ?ENTIRE"
    rf"|\((?:{classifications.pattern(marks=True)})\) ENTIRE"
    rf"|(?:THE )?FOL(?:LOWING)? (?:{telling_words.pattern('behind following')})\b|QUOTE\b|(?:THE )?FOLLOWING .*:$"
)
_JOINS = re.compile(rf"(?:(?<=\w)[,;:/(-]| -|\b(?:{telling_words.pattern('joins')}))$", re.I)
# The longest line of captions in the fixtures has 61 characters.
_LONGEST_CAPTION = 75
# How well an address fits, beside 1 for a post's own: several of them on a line, a damaged name, a damaged word of a
# mission before a name that is none, an agency or a collective, and words in capitals or not of which nothing is known.
_SEVERAL_ADDRESSES = 0.9
_DAMAGED_NAME = 0.9
_DAMAGED_MISSION = 0.7
_AGENCY = 0.8
_CAPITAL_WORDS = 0.45
_CAPITAL_WORD = 0.4
_NO_ADDRESS = 0.1
# How near the word of a mission is, and how near where it is longer than USDEL and USLO.
_NEAR_MISSION = 0.75
_NEAR_LONG_MISSION = 0.7
_LONG_MISSION = 6
# A name alone on its line has more letters than most words of a sentence.
_SHORTEST_NAME = 5
# The same of an officer: a name in small letters, THE and a title, and print with the signs of an office.
_NAME_IN_SMALL = 0.6
_TITLED = 0.7
_OFFICE_SIGNS = 0.3
# Of TAGS: names in parentheses alone, and a word that may be a code of another year.
_NAMES_ALONE = 0.6
_UNKNOWN_CODE = 0.5
# Of references: one that is a sentence, with its letter before it and without; one without its letter; a letter with
# little behind it, or a number that the post's name stood before; a letter before a sentence, or a number somewhere.
_LETTERED_SENTENCE = 0.6
_SENTENCE = 0.3
_UNLETTERED = 0.9
_PART_OF_REFERENCE = 0.7
_HARDLY_REFERENCE = 0.4
# A reference of more words is a sentence, and so is what is longer.
_MOST_REFERENCE_WORDS = 8
_LONGEST_REFERENCE = 40
_LONGEST_NUMBERED = 50
# Of an order's number with a figure lost, of a passing line, and of one by names that no table has.
_DAMAGED_ORDER = 0.8
_PASSING_LINE = 0.8
_MAY_BE_PASSING = 0.5
# From so many words on a line is running text in part, and wholly; of its characters so many are letters of words.
_FEWEST_WORDS = 3
_WHOLE_SENTENCE = 6
_LETTERS = 0.7
# Specks are small letters among capitals, or signs: of a line's letters, and of its characters but some.
_SMALL = 0.35
_LEGIBLE = 0.4
_FEW_SIGNS = 4
# The longest line of the fixtures that passes a message on has 58 characters; databases join two.
_LONGEST_PASSING = 90
# One addressee with precedence and serial is shorter; several stand on one line in SMART only, parted by semicolons.
_LONGEST_ADDRESS = 60
# Seven letters, and one more that OCR made of two strokes.
_LONGEST_INDICATOR = 8
_MOST_NAME_WORDS = 5
_MOST_COLLECTIVE_WORDS = 11
_LEVEL = 0.8
_RUNNING = 0.8
_LONGEST_TITLE = 40
_ORDER_LENGTH = 5


@lru_cache(maxsize=8192)
def offices(text: str) -> float:
    """The share of the line that is offices with copies: `EUR-12 NEA-00 /030 W`."""
    found = _OFFICE.findall(text)
    if not found and not _TOTAL.search(text):
        return 0.0
    rest = _SIGNS.sub("", _TOTAL.sub("", _OFFICE.sub("", text)))
    printed = _SIGNS.sub("", text)
    return 1 - len(rest) / len(printed) if printed else 0.0


@lru_cache(maxsize=8192)
def addressee(text: str) -> float:
    """How well the line is a plain-language address, with precedence and serial or without."""
    if len(text) > _LONGEST_ADDRESS and ";" not in text:
        return _SEVERAL_ADDRESSES if sum(word in _MISSIONS for word in text.split()) > 1 else 0.0
    if shape.level(text)[0] > _LEVEL:
        return 0.0
    if _INDICATOR.match(text):
        return 1.0
    indicator, _, name = text.partition("/")
    if len(indicator) <= _LONGEST_INDICATOR and name.partition(" ")[0] in _MISSIONS:
        return 1.0
    if ";" in text and _precedences() & set(re.split(r"[\s;,]+", text)):
        return _SEVERAL_ADDRESSES
    if not _ADDRESS.match(text):
        near = text[:1].isalpha() and damage.nearest(text.split()[0].upper(), _MISSIONS, least=_NEAR_MISSION)
        return _DAMAGED_MISSION if near else 0.0
    first, _, rest = text.partition(" ")
    word = first.strip(".,;:'\"").upper()
    if word in _MISSIONS or posts.plad(_bare(text)) is not None:
        return 1.0
    if len(word) >= _LONG_MISSION and damage.nearest(word, _MISSIONS, least=_NEAR_LONG_MISSION):
        return _DAMAGED_NAME
    words = text.upper().split()
    if (
        "WASHDC" in words
        or agencies.words() & set(words)
        or (words[0] == "ALL" and len(words) < _MOST_COLLECTIVE_WORDS)
    ):
        return _AGENCY
    if len(words) <= _MOST_NAME_WORDS and posts.repair_plad(_bare(text)) is not None:
        return _DAMAGED_NAME
    if text.upper() != text or not rest:
        alone = text.upper() == text and len(word) >= _SHORTEST_NAME and not text.endswith(".")
        return _CAPITAL_WORD if alone else _NO_ADDRESS
    named = len(words) <= _MOST_NAME_WORDS and not text.rstrip().endswith((".", ":"))
    return _CAPITAL_WORDS if named else _NO_ADDRESS


def broken_name(text: str, below: str) -> bool:
    """Whether an address runs over to the line below: neither `AMEMBASSY` nor `LIMA`, but both are a post's."""
    return posts.plad(_bare(text)) is None and posts.plad(_bare(f"{text} {below}")) is not None


def _bare(text: str) -> str:
    """An address without precedence and serial."""
    words = text.strip(" .,;:").split()
    while words and (words[-1].isdigit() or words[-1].strip(",;") in _precedences()):
        words.pop()
    return " ".join(words)


@cache
def _precedences() -> frozenset[str]:
    return frozenset(precedence.WORDS) | {"NIACT"}


@lru_cache(maxsize=8192)
def officer(text: str) -> float:
    """How well the line is `OFFICE:NAME`, or THE and a title."""
    if _OFFICER.match(text):
        return 1.0 if text.upper() == text else _NAME_IN_SMALL
    if text.startswith("THE ") and len(text) < _LONGEST_TITLE:
        return _TITLED
    signs = "." in text or "/" in text or "-" in text
    return _OFFICE_SIGNS if len(text) < _LONGEST_TITLE and text.upper() == text and signs else 0.0


@lru_cache(maxsize=8192)
def tag_codes(text: str) -> float:
    """The share of the line's words that are TAGS codes, names in parentheses left out."""
    plain = _PARENTHESIS.sub(" ", text)
    words = [word.strip(".,;:/") for word in re.split(r"[\s,;/]+", plain)]
    words = [word for word in words if word]
    if not words:
        return _NAMES_ALONE if text.strip() else 0.0
    known = [tags_codes.find(word, None) is not None for word in words]
    others = sum(not one and _TAG_WORD.fullmatch(word) is not None for one, word in zip(known, words, strict=True))
    return (sum(known) + _UNKNOWN_CODE * others) / len(words)


@lru_cache(maxsize=8192)
def references(text: str) -> float:
    """How well the line is a list of references or goes on with one."""
    if _NOTAL.match(text):
        return 1.0
    lettered = _LETTERED.match(text)
    body = text[lettered.end() :] if lettered else text
    if _REFERENCE.match(body):
        long = len(_WORDS.findall(body)) > _MOST_REFERENCE_WORDS
        if lettered:
            return _LETTERED_SENTENCE if long else 1.0
        return _SENTENCE if long else _UNLETTERED
    if lettered:
        return _PART_OF_REFERENCE if len(body) < _LONGEST_REFERENCE or not body.strip() else _HARDLY_REFERENCE
    if re.match(r"[\d(,;.) ]+(?:AND\b|$|[,;(])", body):
        return _PART_OF_REFERENCE
    return _HARDLY_REFERENCE if _SERIAL.search(body) and len(body) < _LONGEST_NUMBERED else 0.0


def eo(text: str) -> float:
    """How well the value is that of an executive order: its number, or N/A."""
    if _ORDER.match(text):
        return 1.0
    order = damage.digits("".join(text[: _ORDER_LENGTH + 1].split()))[:_ORDER_LENGTH]
    return _DAMAGED_ORDER if sum(map(str.isdigit, order)) >= _ORDER_LENGTH - 1 else 0.0


def instruction(text: str) -> float:
    """Whether the line is a declassification instruction that left its E.O. line."""
    return 1.0 if _INSTRUCTION.match(text) else 0.0


def reason(text: str) -> float:
    """Whether the line goes on with a classification reason."""
    return 1.0 if _REASON.match(text) else 0.0


@lru_cache(maxsize=8192)
def handling(text: str) -> float:
    """How well the line is captions (1) or a passing or attention line (0.8)."""
    if len(text) > _LONGEST_PASSING or _OPENING.match(text) or shape.number(text):
        return 0.0
    if _is_caption(text):
        return 1.0
    return _PASSING_LINE if _is_passing(text) else _MAY_BE_PASSING if _MAY_PASS.match(text) else 0.0


def _is_caption(text: str) -> bool:
    if len(text) > _LONGEST_CAPTION:
        return False
    head = re.split(r"[;,(/]| {2,}| - ", text, maxsplit=1)[0].strip()
    known = (captions.find(head), captions.find(text))
    each = [captions.find(word) for word in head.split()]
    if all(caption is not None and caption.name in captions.names() for caption in each):  # NODIS CHEROKEE
        return bool(each)
    return any(c is not None and c.name in captions.names() for c in known) or captions.repair(head) is not None


def _is_passing(text: str) -> bool:
    upper = " ".join(_as_passing(word) for word in text.upper().split())
    for words, start in _passing():
        if upper.startswith(words) and not upper[len(words) : len(words) + 1].isalpha():
            return words not in ("FOR", "FROM") or upper[len(words) : len(words) + 2].strip().isalpha()
        at = -1 if start else upper.find(f" {words} ")
        if at > 0 and " " in words:
            return True
        if at > 0 and all(_passes(part) for part in re.split(r"[,;/]| AND ", upper[:at])):
            return True
    return False


def _as_passing(word: str) -> str:
    """The word, or the one of the passing lines that it is damaged from by look-alikes alone."""
    return _passing_words().get((len(word), damage.skeleton(word)), word)


@cache
def _passing_words() -> dict[tuple[int, str], str]:
    """The words by their length and skeleton; of two alike the first."""
    found: dict[tuple[int, str], str] = {}
    for word in [word for words, _ in _passing() for word in words.split()]:
        found.setdefault((len(word), damage.skeleton(word)), word)
    return found


@cache
def _passing() -> tuple[tuple[str, bool], ...]:
    found = [(row["words"], row["place"] == "start") for row in rows("passing")]
    return tuple(sorted(found, key=lambda row: -len(row[0])))


def _passes(name: str) -> bool:
    """Whether a name before FOR or PASS is one that a message can be passed by: a post or an agency."""
    words = name.strip().removeprefix("ALSO ").split()
    if len(words) > _MOST_NAME_WORDS:
        return False
    if not words or bool(agencies.words() & set(words)):
        return True
    plain = " ".join(words)
    if posts.find(plain) is not None or any(
        damage.alike(word, "DEPT") or damage.alike(word, "DEPARTMENT") for word in words
    ):
        return True
    return len(words) <= _MOST_NAME_WORDS and posts.repair_post(plain) is not None


def labelled_in_small(text: str) -> bool:
    """Whether the line prints a label in small letters, known or not: codes and addresses do not go on with one."""
    return _IN_SMALL.match(text) is not None


def opens_text(text: str) -> float:
    """Whether the line is how a text begins where it has no number."""
    return 1.0 if _OPENING.match(text) else 0.0


def joins(text: str) -> bool:
    """Whether the line ends in a word or sign that another must follow."""
    return _JOINS.search(text) is not None


@lru_cache(maxsize=8192)
def sentence(text: str) -> float:
    """How much the line is running text: its share of words of three letters and more, from six words on full."""
    words = _WORDS.findall(text)
    if len(words) < _FEWEST_WORDS:
        return 0.0
    letters = sum(map(len, words)) / len(text)
    return min(len(words) / _WHOLE_SENTENCE, 1.0) * (1.0 if letters > _LETTERS else letters)


def noise(text: str) -> float:
    """How much a line between lines of capitals is small letters and signs: specks that OCR read."""
    if text.isupper() or sentence(text) > _RUNNING:
        return 0.0
    letters = sum(map(str.isalpha, text))
    lower = sum(map(str.islower, text))
    printed = len(text.replace(" ", ""))
    return 1.0 if lower > _SMALL * letters or letters < _LEGIBLE * printed - _FEW_SIGNS else 0.0
