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
# A name that no table has, before the word that passes a message on.
_MAY_PASS = re.compile(r"[A-Z0-9][A-Z0-9/,.&-]{1,15}(?: [A-Z0-9/,.&-]+)? (?:FOR|PASS) [A-Z0-9][A-Z0-9/,.& -]{1,30}$")
_NOTAL = re.compile(r"\W*(?:NOTAL|NOT ALL)\W*$", re.I)
_INSTRUCTION = re.compile(rf"(?:{telling_words.pattern('declassification')}|6DS|N ?/ ?A)\b", re.I)
_REASON = re.compile(r"REASONS?\b|\(?[a-hA-H]\)?(?:[, ]| and|\.$)|and \(|1\.[3-6]", re.I)
_ORDER = re.compile(r"\W*1 ?[\dOIl] ?[\dOIl] ?[\dOIl] ?[\dOIl]?(?!\d)|\W*N ?/ ?A\b")
_WORDS = re.compile(r"[A-Za-z'’-]{2,}")
_OPENING = re.compile(
    rf"(?:BEGIN )?(?:{telling_words.pattern('opens')})\b|\(?(?:{classifications.pattern(marks=True)}) ?- ?ENTIRE"
    rf"|(?:THE )?FOL(?:LOWING)? (?:{telling_words.pattern('behind following')})\b|QUOTE\b|(?:THE )?FOLLOWING .*:$"
)
_JOINS = re.compile(rf"(?:(?<=\w)[,;:/(-]| -|\b(?:{telling_words.pattern('joins')}))$", re.I)
# The longest line of captions in the fixtures has 61 characters.
_LONGEST_CAPTION = 75
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
        return 0.9 if sum(word in _MISSIONS for word in text.split()) > 1 else 0.0
    if shape.level(text)[0] > _LEVEL:
        return 0.0
    if _INDICATOR.match(text):
        return 1.0
    indicator, _, name = text.partition("/")
    if len(indicator) <= _LONGEST_INDICATOR and name.partition(" ")[0] in _MISSIONS:
        return 1.0
    if ";" in text and _precedences() & set(re.split(r"[\s;,]+", text)):
        return 0.9
    if not _ADDRESS.match(text):
        near = text[:1].isalpha() and damage.nearest(text.split()[0].upper(), _MISSIONS, least=0.75)
        return 0.7 if near else 0.0
    first, _, rest = text.partition(" ")
    word = first.strip(".,;:'\"").upper()
    if word in _MISSIONS or posts.plad(_bare(text)) is not None:
        return 1.0
    if len(word) > 5 and damage.nearest(word, _MISSIONS, least=0.7):
        return 0.9
    words = text.upper().split()
    if (
        "WASHDC" in words
        or agencies.words() & set(words)
        or (words[0] == "ALL" and len(words) < _MOST_COLLECTIVE_WORDS)
    ):
        return 0.8
    if len(words) <= _MOST_NAME_WORDS and posts.repair_plad(_bare(text)) is not None:
        return 0.9
    if text.upper() != text or not rest:
        return 0.4 if text.upper() == text and len(word) > 4 and not text.endswith(".") else 0.1
    return 0.45 if len(words) <= 5 and not text.rstrip().endswith((".", ":")) else 0.1


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
        return 1.0 if text.upper() == text else 0.6
    if text.startswith("THE ") and len(text) < _LONGEST_TITLE:
        return 0.7
    return 0.3 if len(text) < 40 and text.upper() == text and ("." in text or "/" in text or "-" in text) else 0.0


@lru_cache(maxsize=8192)
def tag_codes(text: str) -> float:
    """The share of the line's words that are TAGS codes, names in parentheses left out."""
    plain = _PARENTHESIS.sub(" ", text)
    words = [word.strip(".,;:/") for word in re.split(r"[\s,;/]+", plain)]
    words = [word for word in words if word]
    if not words:
        return 0.6 if text.strip() else 0.0
    known = sum(1.0 if tags_codes.find(word, None) else 0.5 if _TAG_WORD.fullmatch(word) else 0.0 for word in words)
    return known / len(words)


@lru_cache(maxsize=8192)
def references(text: str) -> float:
    """How well the line is a list of references or goes on with one."""
    if _NOTAL.match(text):
        return 1.0
    lettered = _LETTERED.match(text)
    body = text[lettered.end() :] if lettered else text
    if _REFERENCE.match(body):
        long = len(_WORDS.findall(body)) > 8
        return (0.6 if long else 1.0) if lettered else (0.3 if long else 0.9)
    if lettered:
        return 0.7 if not body.strip() or len(body) < 40 else 0.4
    if re.match(r"[\d(,;.) ]+(?:AND\b|$|[,;(])", body):
        return 0.7
    return 0.4 if _SERIAL.search(body) and len(body) < 50 else 0.0


def eo(text: str) -> float:
    """How well the value is that of an executive order: its number, or N/A."""
    if _ORDER.match(text):
        return 1.0
    order = damage.digits("".join(text[: _ORDER_LENGTH + 1].split()))[:_ORDER_LENGTH]
    return 0.8 if sum(map(str.isdigit, order)) >= _ORDER_LENGTH - 1 else 0.0


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
    return 1.0 if _is_caption(text) else 0.8 if _is_passing(text) else 0.5 if _MAY_PASS.match(text) else 0.0


def _is_caption(text: str) -> bool:
    if len(text) > _LONGEST_CAPTION:
        return False
    head = re.split(r"[;,(/]| {2,}", text, maxsplit=1)[0].strip()
    known = (captions.find(head), captions.find(text))
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
    if len(words) < 3:
        return 0.0
    letters = sum(map(len, words)) / len(text)
    return min(len(words) / 6, 1.0) * (1.0 if letters > 0.7 else letters)


def noise(text: str) -> float:
    """How much a line between lines of capitals is small letters and signs: specks that OCR read."""
    if text.isupper() or sentence(text) > _RUNNING:
        return 0.0
    letters = sum(map(str.isalpha, text))
    lower = sum(map(str.islower, text))
    return 1.0 if lower > 0.35 * letters or letters < 0.4 * len(text.replace(" ", "")) - 4 else 0.0
