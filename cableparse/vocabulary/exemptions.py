"""Exemption codes: the grounds on which text was withheld."""

from __future__ import annotations

import re
from functools import cache

from cableparse import damage
from cableparse.vocabulary.tables import fold, rows

_FOIA = r"\(?B\)?[ -]?\(?(?:7\)? ?\((?P<part>[A-F])\)|7(?P<bare>[A-F])|(?P<foia>[1-9]|I(?!-))(?!\.)\)?)"
# Blanks are counted, so that time grows with the length of the text and no faster.
_BLANKS = r"\s{0,4}"
_AND = rf"{_BLANKS}(?:,{_BLANKS}(?:AND\b{_BLANKS})?|AND\b{_BLANKS}|[/&]{_BLANKS})"
_ONE_LETTER = r"(?:\([A-H]\)|[A-H](?![A-Z0-9]))"
_MORE_LETTERS = rf"(?:(?:{_AND}|{_BLANKS})\([A-H]\)|{_AND}[A-H](?![A-Z0-9.(])(?! (?!AND\b)[A-Z]))*"
_LETTERS = rf"(?:\([A-H](?:{_AND}[A-H])+\)|{_ONE_LETTER}{_MORE_LETTERS})"
_CODE = re.compile(
    "(?<![A-Z0-9.])(?:"
    + "|".join(
        (
            _FOIA,
            r"1\.3\s?\(A\)\s?\((?P<old>10|[1-9])\)",
            rf"(?P<section>1\.[45]|6\.2){_BLANKS}(?P<letters>{_LETTERS})",
            r"(?P<years>25|50|75)\s?X\s?(?P<duration>[1-9])(?:-(?:HUM|WMD))?",
            r"(?:1\.6)?X(?P<exempt>[1-8])",
            # PA is an office too (PA-01), and stands in other text.
            rf"(?:PA|PRIVACY\sACT)(?={_BLANKS}(?:$|[,;)/&]|\(?B|\d))",
        )
    )
    + ")(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_LETTER = re.compile(r"(?<![A-Z])[A-H](?![A-Z])", re.IGNORECASE)
# What is left of a code that stands alone when its letters and digits may be misread: `81`, `l.4(0)`.
_ALONE = re.compile(r"(?P<b>\S)[ -]?(?P<number>\S)|(?P<one>\S) ?[.,] ?(?P<of>\S) ?\W? ?(?P<letter>\S) ?\W?")
_CATEGORIES = frozenset("ABCDEFGH")
# A letter alone is read as the nearest category as far as the two look alike at all.
_LEAST_LETTER = 0.5


def normalise(printed: str, lenient: bool = False) -> str | None:
    """The one code that is printed so: `(b)(1)` gives B1, `1.4 (d)` gives 1.4(D), `25 X6` gives 25X6.

    `lenient` also reads what OCR makes of a code that stands alone: `81` for B1, `l.4(0)` for 1.4(D). None for text
    that is no code, or several.
    """
    text = damage.plain(printed).strip(" .,;:*")
    found = find_all(text)
    if len(found) == 1 and found[0][1:] == (0, len(text)):
        return found[0][0]
    if known := _variants().get(fold(text)):
        return known
    if not lenient:
        return None
    return _repair(text)


def find_all(text: str) -> list[tuple[str, int, int]]:
    """The codes of a short marking such as `B1, 1.4(D)`, each with where it starts and ends in `text`.

    Letters after one section number are a code each: `1.5 (B) (C) (D)`.
    """
    found: list[tuple[str, int, int]] = []
    for code in _CODE.finditer(damage.plain(text)):
        if code["letters"]:
            found.extend(_sections(code))
        else:
            found.append((_name(code), *code.span()))
    return found


def meaning(code: str, year: int | None) -> str | None:
    """What a normalised code stands for; the sections' own numbers tell the order, so `year` does not matter yet."""
    return _meanings().get(code.upper())


@cache
def first_characters() -> frozenset[str]:
    """What a code can begin with, in either case, and what is taken for it."""
    printed = {
        form.strip()[0] for row in rows("exemptions") for form in row["variants_as_printed"].split(";") if form.strip()
    }
    printed |= {"\u0412", "\u0415"}
    return frozenset(printed | {character.lower() for character in printed} | set("Il|!["))


def _repair(text: str) -> str | None:
    found = _ALONE.fullmatch(text)
    if found is None:
        return None
    if found["b"]:
        number = damage.digits(found["number"])
        return f"B{number}" if damage.letters(found["b"].upper()) == "B" and number in "123456789" else None
    section = f"{damage.digits(found['one'])}.{damage.digits(found['of'])}"
    letter = damage.nearest(found["letter"].upper(), _CATEGORIES, least=_LEAST_LETTER, margin=0.0)
    return f"{section}({letter[0]})" if section in ("1.4", "1.5") and letter else None


def _sections(code: re.Match[str]) -> list[tuple[str, int, int]]:
    first = code.start("letters")
    letters = list(_LETTER.finditer(code["letters"]))
    starts = [code.start(), *(first + letter.start() for letter in letters[1:])]
    ends = [*(first + letter.end() for letter in letters[:-1]), code.end()]
    names = [f"{code['section']}({letter.group().upper()})" for letter in letters]
    return list(zip(names, starts, ends, strict=True))


def _name(code: re.Match[str]) -> str:
    if foia := code["foia"]:
        return f"B{'1' if foia in 'Ii' else foia}"
    if part := code["part"] or code["bare"]:
        return f"B7({part.upper()})"
    if code["old"]:
        return f"1.3(A)({code['old']})"
    if code["years"]:
        name = f"{code['years']}X{code['duration']}"
        return _variants().get(name, name)
    return f"X{code['exempt']}" if code["exempt"] else "PA"


@cache
def _variants() -> dict[str, str]:
    """Printed form to code, for what no rule above reads: `3.3(B)(1)`, `(K)(2)`, `NON-RESPONSIVE`."""
    known: dict[str, str] = {}
    for row in rows("exemptions"):
        for form in row["variants_as_printed"].split(";"):
            # A remark stands after a blank: `81 (OCR)`, `A1?`.
            if "(OCR)" not in form and "?" not in form and row["family"] != "stamp shorthand":
                known.setdefault(fold(form), row["code"])
    return known


@cache
def _meanings() -> dict[str, str]:
    return {row["code"].upper(): row["meaning"] for row in rows("exemptions")}
