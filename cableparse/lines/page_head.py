"""The letterhead and the routing stamps over a page line, as prints of 1966 to 1973 have them (FORMATS.md 11)."""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import form_print, running, shape
from cableparse.lines.evidence.between import furniture

# A page's foot, the next one's head and the empty lines between them have no more.
_LINES = 14
# What fits less may be a line of the text.
_CERTAIN = 0.9


def heads(stretches: Sequence[LineStretch]) -> set[int]:
    """The stretches from a letterhead down to the page line below it, banners and stamps apart."""
    found: set[int] = set()
    printed = [i for i, s in enumerate(stretches) if s.text]
    for at, index in enumerate(printed):
        text = stretches[index].text
        if shape.page(text) and furniture(text)[0] == "page":
            found.update(_head(stretches, printed[max(at - _LINES, 0) : at]))
    return found


def _head(stretches: Sequence[LineStretch], above: Sequence[int]) -> list[int]:
    texts = [stretches[i].text for i in above]
    clear = next((n for n in range(len(texts), 0, -1) if _is_text(texts[n - 1])), 0)
    top = next((n for n in range(clear, len(texts)) if _is_letterhead(texts[n])), None)
    if top is None or any(map(_is_letterhead, texts[:clear])):
        return []  # under a letterhead stands the text
    return [i for i in above[top:] if furniture(stretches[i].text)[1] < _CERTAIN]


def _is_text(text: str) -> bool:
    """Whether a paragraph begins or goes on: what stands over it is a stamp that names the Department."""
    return bool(shape.number(text)) or running.prose(text) > 0


def _is_letterhead(text: str) -> bool:
    return form_print.letterhead(text) > 0 or form_print.title(text) > 0
