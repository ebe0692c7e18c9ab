"""The shape of a line's groups: date-time groups, page lines, routing lines, whatever digits are read as."""

from __future__ import annotations

import re
from functools import cache

from cableparse import damage
from cableparse.vocabulary import classifications, precedence
from cableparse.vocabulary.tables import rows

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WORD = re.compile(r"\S+")
_DTG = re.compile(
    r"(?P<lead>(?:\S{1,2}\s+){0,2}|\d{6}\s+\S\s+)(?P<group>\w{5,8}|\w{6}\s\w)\W{0,3}(?P<z>[Z2])?\s*"
    r"(?P<month>[A-Z0-9|!]{3,9})[.,]?\s*(?P<year>\w\s?\w|\d{4})\b"
)
_PAGE = re.compile(r"\W?(?P<word>[\w|]{4})[ \t]+(?P<page>\w{1,3})(?:[^\w\n]+(?P<rest>.*)|\W*)$")
_PLACE = re.compile(r"(?P<station>[A-Z][A-Z .'0-9]{1,11}?)[ \t.~-]+(?P<serial>[\w@!|\[]{4,7})(?P<rest>(?:[ \t.~-]+.*)?)$")
_PLACE_REST = re.compile(r"[ \t]*(?:\d\d OF \d\d)?[ \t.~-]*(?:[\dOIlZS]{5,7}\w? ?[Z\d]?|(?:TOSEC|SECTO)[ \t]+\d+)?[\W]*$")
_SECTION_HEAD = re.compile(r"[A-Z][A-Z ]+ \w{8}\s+\w{3}(?:\.\w)? OF \w{3}\W*$")
_FILING = re.compile(r"\W{0,3}[-_~]{4,}\W*\w|[-_~]{8,}\W*$|[0-9A-F]{6}[ \t]+\w{6}Z\s*/\s*\d|\w{6}Z [0-9A-F]{6}\s*/\s*\d")
_ROUTING = re.compile(r"VZCZ|[ZOPR]{2} R[UH][A-Z]+|[DB]E\s+R[UH][A-Z]{2,}\s|ZN[RY]\s+[A-Z]{5}|R[UH][A-Z]{4,6}$")
_END = re.compile(
    r"N{3,4}(?:[A-Z]{6,8})?\W*$|NMAFVVZCZ|BT\W*$|#\d{4}\W*$|\W*END OF DOCUMENT|\W*Current (?:Handling|Class)[^*]*\*\*\*"
    r"|ADMIN\W*$"
)
_NUMBER = re.compile(r"\d{1,2}\s?[.,)»]\s?(?=[\s(A-Z\"“]|$)")
_SPECK = re.compile(r"[A-Za-z]{3}|\d{2}")
_LETTER = re.compile(r"\(?[A-Z][.)](?=\s|$)")
_LEVEL_END = re.compile(r"\s{2,}|[^A-Za-z0-9 ]")
_POST_NUMBER = re.compile(r"(?P<post>[A-Za-z][A-Za-z.' ,-]*?)[ .]+(?P<number>[\w@|\[!;]{1,7})(?!\w)")
_SECTION = re.compile(r"(?:(?:FINAL|LAST)\s+)?[A-Z]{4,8}\s+\w{1,5}\s+[O0]F\s+\w{1,5}\b")


def dtg(text: str) -> float:
    """How well the line is a precedence and a date-time group: `O R 262310Z SEP 00`."""
    found = _DTG.match(text)
    if found is None:
        return 0.0
    month = found["month"]
    if month[:3] not in _MONTHS and damage.nearest(month[:3], _MONTHS, least=0.6) is None:
        return 0.0
    group = damage.digits("".join(found["group"].split())).removesuffix("Z")
    plain = sum(map(str.isdigit, group))
    if plain < 5 or len(group) > 7:
        return 0.0
    lead = found["lead"].split()
    stamped = found["z"] == "Z" or found["group"].endswith("Z")
    certain = stamped and plain == 6 and month[:3] in _MONTHS and all(map(precedence.from_prosign, lead))
    return 1.0 if certain and lead else 0.8 if lead else 0.6


def page(text: str) -> float:
    """How well the line is a page line: `PAGE 01 SAIGON 07853 140841Z`, or its first half alone."""
    found = _PAGE.match(text)
    if found is None:
        return 0.0
    number = damage.digits(found["page"])
    if not number.isdigit():
        return 0.0
    word = 1.0 if found["word"] == "PAGE" else damage.closeness(found["word"].upper(), "PAGE")
    if word < 0.7:
        return 0.0
    rest = found["rest"]
    if rest is None:
        return word if word == 1.0 and len(number) == 2 else 0.6 * word
    return word if place(rest) or section_head(rest) else 0.0


def place(text: str) -> float:
    """How well the line is station and serial: `SAIGON 07853 140841Z`."""
    found = _PLACE.match(text)
    if found is None or not _PLACE_REST.match(found["rest"]):
        return 0.0
    serial = damage.digits(found["serial"])
    if not serial.isdigit() or sum(map(str.isdigit, found["serial"])) < 2:
        return 0.0
    return 1.0 if found["rest"].rstrip().endswith("Z") and len(serial) >= 5 else 0.7


def section_head(text: str) -> float:
    """`ANYPOST 00000220  001.2 OF 003` (FORMATS.md 6)."""
    return 1.0 if " OF " in text and _SECTION_HEAD.match(text) else 0.0


def filing(text: str) -> float:
    """The relay's dashed line with counter and filing time."""
    return 1.0 if _FILING.match(text) else 0.0


def routing(text: str) -> float:
    """ACP-127 format lines 1 to 4."""
    return 1.0 if _ROUTING.match(text) else 0.0


def end_mark(text: str) -> float:
    """What closes a text: NNNN, BT, #0077, << END OF DOCUMENT >>."""
    return 1.0 if _END.match(text) else 0.0


def count(text: str) -> float:
    """A bare number of up to six digits, as below the page line."""
    return 1.0 if len(text) < 8 and text.replace(" ", "").rstrip(".").isdigit() else 0.0


def number(text: str) -> float:
    """Whether the line begins with a paragraph number."""
    return 1.0 if text[:1].isdigit() and _NUMBER.match(text) else 0.0


def letter(text: str) -> float:
    """Whether the line begins with a letter that marks an item: `A. `, `(B) `."""
    return 1.0 if _LETTER.match(text) else 0.0


def speck(text: str) -> float:
    """Whether there is no word in the line."""
    return 0.0 if _SPECK.search(text) else 1.0


@cache
def _levels() -> tuple[tuple[str, str], ...]:
    """Squeezed printed level and the level, longest first."""
    forms = {row["marking"] for row in rows("classifications") if row["marking"].isupper()} | {"RESTRICTED"}
    return tuple((form.replace(" ", ""), form) for form in sorted(forms, key=lambda form: -len(form)) if len(form) > 4)


def level(text: str) -> tuple[float, int]:
    """How well the line begins with a classification level, letters spaced or not, and where the level ends."""
    words = [(m[0], m.end()) for m in _WORD.finditer(text[:60])]
    best, end = 0.0, 0
    squeezed = ""
    for word, stop in words:
        squeezed += word.upper()
        if len(squeezed) > 28:
            break
        for plain, _ in _levels():
            if abs(len(plain) - len(squeezed)) > 1:
                continue
            near = 1.0 if squeezed == plain else damage.closeness(squeezed, plain)
            if near > best or (near == best and near == 1.0):
                best, end = near, stop
    return best, end


def class_line(text: str) -> float:
    """How well the line is a classification line: level, perhaps a section, post and serial."""
    first = text[:1].upper()
    if not first.isalnum() or len(text) < 8:
        return 0.0
    start = 6 if text.startswith("QUOTE ") else 0
    near, end = level(text[start:])
    if near < 0.7:
        return 0.0
    rest = text[start + end :].lstrip(" .,:-/")
    section = _SECTION.match(rest)
    if section is not None:
        rest = rest[section.end() :].lstrip()
        near = min(1.0, near + 0.1)
    found = _POST_NUMBER.match(rest)
    if found is None or not damage.digits(found["number"]).isdigit():
        return 0.5 * near if section else 0.0
    if found["post"].lower() == "page" or classifications.level(found["post"]):
        return 0.0
    plain = any(map(str.isdigit, found["number"]))
    return near if plain else 0.6 * near
