"""Where one message of a file ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cableparse.layout.cues import Mark

# Zeros and ones as teletype paper and OCR show them (fixtures/pre-1973).
_FIRST_PAGE = re.compile(r"PA[GC]E[ \t]+[\d@OBG8®]?[1iIlY](?!\d)")
# How transcripts of scans mark a page.
_PAGE_MARK = re.compile(r"(?:## )?Page \d+$")
_LOOK_BACK = 20

# Which openings may follow each other inside one message: an MRN block is printed above a telegram,
# and an archive's heading above either.
_MAY_PRECEDE = {"page": {"mrn", "heading", "routing", "form"}, "mrn": {"heading"}, "routing": {"heading"}}


def split(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The messages of a file as half-open ranges of lines; together they are all its lines."""
    starts = [0]
    for index in _openings(marks):
        starts.append(max(_head(marks, index), starts[-1]))
    bounds = sorted(set(starts))
    return [*zip(bounds, [*bounds[1:], len(marks)], strict=True)]


def _openings(marks: Sequence[Mark]) -> Iterator[int]:
    """The lines that open a further message."""
    seen: set[str] = set()
    text_lines = 0
    for index, mark in enumerate(marks):
        opening = _opening(mark)
        if opening is None:
            text_lines += mark.cue in ("text", "number")
            continue
        headless = opening == "page" and not seen and text_lines  # the header printed after the text
        if opening in seen or (seen and not seen <= _MAY_PRECEDE.get(opening, set())):
            yield index
            seen = set()
        if not headless or _FIRST_PAGE.match(mark.text):
            seen.add(opening)


def _opening(mark: Mark) -> str | None:
    match mark.cue:
        case "mrn":
            return "mrn"
        case "page" if _FIRST_PAGE.match(mark.text):
            return "page"
        case "routing" if mark.text.startswith("VZCZ"):
            return "routing"
        case "form_heading":
            return "form"
        case "attributes_heading" if mark.text.startswith("Message Text"):
            return "heading"
    return None


def _head(marks: Sequence[Mark], opening: int) -> int:
    """The first line of the message that `opening` opens.

    What is printed above its opening belongs to it, down from the foot banner of the message before.
    """
    page = next((i for i in range(opening, max(opening - 6, -1), -1) if _PAGE_MARK.match(marks[i].text)), None)
    if page is not None:
        return page
    first = opening
    while first and marks[first - 1].cue in ("blank", "specks", "banner", "decision", "accession", "foia_banner"):
        first -= 1
    banners = [i for i in range(max(opening - _LOOK_BACK, 0), opening) if marks[i].cue == "banner"]
    if len(banners) > 1:
        return banners[-2] + 1
    if banners and banners[0] < opening - 3:
        return banners[0] + 1
    return first
