"""How light a colour of a PDF is."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace

# Spaces whose numbers are amounts of an ink or places in a table; what they look like takes a look at the page.
_UNTOLD = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab"})
# How much red, green and blue add to how light a colour is: ITU-R BT.601, as in the grey pictures that Pillow makes.
_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114


def luminance(color: Any, space: PDFColorSpace | None = None) -> float:
    """From 0 (black) to 1 (white); NaN where the numbers do not tell."""
    if space is not None and space.name in _UNTOLD:
        return nan
    parts = list(color) if isinstance(color, (tuple, list)) else [color]
    if not all(isinstance(part, (int, float)) for part in parts):
        return nan
    return from_components(parts)


def from_components(parts: Sequence[float]) -> float:
    """The luminance of one number (grey), three (red, green, blue) or four (cyan, magenta, yellow, black)."""
    match len(parts):
        case 1:
            return parts[0]
        case 3:
            return _grey(*parts)
        case 4:
            *colors, black = parts
            return _grey(*(1 - min(1.0, amount + black) for amount in colors))
    return nan


def _grey(red: float, green: float, blue: float) -> float:
    return _RED * red + _GREEN * green + _BLUE * blue
