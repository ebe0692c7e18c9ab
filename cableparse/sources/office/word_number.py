"""The numbers that Word sets before paragraphs, which are no part of their text (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from string import ascii_uppercase
from typing import TYPE_CHECKING

from cableparse.sources.office.word_style import properties, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LARGEST = 32767  # that Word numbers to
_DIGITS = len(str(_LARGEST))
_BULLET = "\u2022"
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Numbers:
    """Counts the numbered paragraphs of a document, in its order."""

    def __init__(self, root: Element | None) -> None:
        """Take the lists from the document's part of them, if it has one."""
        lists = [] if root is None else root.findall("abstractNum")
        self._levels = {
            entry.get("abstractNumId", ""): {level.get("ilvl", ""): level for level in entry.findall("lvl")}
            for entry in lists
        }
        self._numbers = {} if root is None else {entry.get("numId", ""): entry for entry in root.findall("num")}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, str]] = set()

    def next(self, number: str, level: str) -> str:
        """What stands before the next paragraph of a list, with a blank behind it; empty where nothing does."""
        entry = self._numbers.get(number)
        if entry is None or not level.isdecimal():
            return ""
        name = value(properties(entry), "abstractNumId") or ""
        levels = self._levels.get(name, {})
        override = next((o for o in entry.findall("lvlOverride") if o.get("ilvl") == level), None)
        if override is not None and (own := override.find("lvl")) is not None:
            levels = {**levels, level: own}
        if level not in levels:
            return ""
        self._count(name, int(level), levels, self._restart(override, number, level))
        return self._printed(levels, level, self._counts[name])

    def _restart(self, override: Element | None, number: str, level: str) -> int | None:
        """The number that a list begins with anew, at its first paragraph."""
        start = None if override is None else override.find("startOverride")
        if start is None or (number, level) in self._begun:
            return None
        self._begun.add((number, level))
        return _whole(start.get("val"))

    def _count(self, name: str, level: int, levels: dict[str, Element], restart: int | None) -> None:
        counts = self._counts[name]
        for above in range(level):
            counts.setdefault(above, _start(levels.get(str(above))))
        if restart is not None:
            counts[level] = restart
        else:
            counts[level] = counts[level] + 1 if level in counts else _start(levels[str(level)])
        for below in [place for place in counts if place > level]:
            del counts[below]

    def _printed(self, levels: dict[str, Element], level: str, counts: dict[int, int]) -> str:
        found = properties(levels[level])
        if value(found, "numFmt") == "none" or (
            found.get("rPr") is not None and found["rPr"].find("vanish") is not None
        ):
            return ""
        pattern = value(found, "lvlText") or ""
        if value(found, "numFmt") == "bullet":
            return f"{_PRIVATE.sub(_BULLET, pattern)} " if pattern.strip() else ""

        def printed(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            style = value(properties(levels.get(str(index))), "numFmt") or "decimal"
            return _figure(counts.get(index, 1), "decimal" if "isLgl" in found else style)

        text = _PLACE.sub(printed, pattern)
        return f"{text} " if text else ""


def _start(level: Element | None) -> int:
    return _whole(value(properties(level), "start"))


def _whole(text: str | None) -> int:
    return min(int(text[:_DIGITS]), _LARGEST) if text and text.isdecimal() else 1


def _figure(number: int, style: str) -> str:
    """A number as a list prints it; decimal where it is of a script that no cable is in."""
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("upperLetter", "lowerLetter") and number > 0:
        times, place = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[place] * (times + 1)
        return letters if style == "upperLetter" else letters.lower()
    if style in ("upperRoman", "lowerRoman") and number > 0:
        roman = ""
        for size, letters in _ROMAN:
            roman += letters * (number // size)
            number %= size
        return roman if style == "upperRoman" else roman.lower()
    return str(number)
