"""How light a colour of a PDF is."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace

# Spaces whose numbers are amounts of an ink or places in a table; what they look like takes a look at the page.
_UNTOLD = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab"})


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
            red, green, blue = parts
            return 0.299 * red + 0.587 * green + 0.114 * blue
        case 4:
            *colors, black = parts
            red, green, blue = (1 - min(1.0, amount + black) for amount in colors)
            return 0.299 * red + 0.587 * green + 0.114 * blue
    return nan
