"""Whether the letters of an office document are seen, by the colours and the size that it gives them."""

from __future__ import annotations

import re
from collections import Counter

from cableparse.diagnostics import Code
from cableparse.pages import Note
from cableparse.sources.css_value import BLACK, WHITE, Color

# Letters that differ less from what they stand on are not seen: a twentieth of black on white.
_UNSEEN = 0.05
# In points. Smaller letters are dots on paper.
_SMALLEST = 1.5
_BRIGHTEST = 255  # of a shade
_HEX = re.compile(r"[0-9A-Fa-f]{6}")


def hidden_by(ink: Color | None, paper: Color | None, points: float | None) -> str | None:
    """What hides letters of this colour and size, if anything does; colours that cannot be told are None."""
    if points is not None and points < _SMALLEST:
        return "its size"
    if ink is not None and paper is not None and ink.stands_out(paper) <= _UNSEEN:
        return "its colour"
    return None


def hex_color(value: str | None) -> Color | None:
    """The colour that six hexadecimal digits, or the last six of more, stand for."""
    digits = (value or "")[-6:]
    if not _HEX.fullmatch(digits):
        return None
    red, green, blue = (int(digits[place : place + 2], 16) / _BRIGHTEST for place in (0, 2, 4))
    return Color(red, green, blue)


def mixed(ink: Color, paper: Color, share: float) -> Color:
    """The colour of a pattern of which `share`, from 0 to 1, is of the first colour."""
    return Color(*ink[:3], share).over(paper)


def concealed_note(concealed: Counter[str], what: str) -> list[Note]:
    """What to say of letters that are not seen, counted by what hides them; `what` is the document."""
    if not concealed:
        return []
    ways = ", ".join(way for way, _ in concealed.most_common())
    return [Note(Code.CONCEALED_TEXT, f"{concealed.total():,} letters of the {what}, hidden by {ways}.")]


def letters(text: str) -> int:
    """How many letters and signs a text has, blanks left out."""
    return sum(map(len, text.split()))


__all__ = ["BLACK", "WHITE", "Color", "concealed_note", "hex_color", "hidden_by", "letters", "mixed"]
