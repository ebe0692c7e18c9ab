"""The pages of an office document, as far as its breaks tell: each with its head and its foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

BREAK = "\f"


class DocumentSection(NamedTuple):
    """Pages with the same heads and feet.

    `end` is the number of the line behind its last one. `furniture` has the lines of heads and feet by `default
    header`, `first footer`, `even header` and the like; what is not there is that of the section before.
    """

    end: int
    furniture: Mapping[str, Sequence[str]] = {}
    has_first: bool = False
    begins_page: bool = True


def pages(lines: Sequence[str], sections: Sequence[DocumentSection], notes: Sequence[str], both_sides: bool) -> str:
    """The text of a document, a form feed between pages; `notes` are the lines behind the last one.

    Without `both_sides` the pages of even numbers are like the others. Lines behind the last section belong to it.
    """
    found: list[str] = []
    furniture: dict[str, Sequence[str]] = {}
    start = 0
    for index, section in enumerate(sections or [DocumentSection(len(lines))]):
        is_last = index + 1 >= len(sections)
        furniture |= section.furniture
        own = [*lines[start:], *notes] if is_last else lines[start : section.end]
        for number, page in enumerate(_split(own)):
            if found and not number and not section.begins_page:
                found[-1] = "\n".join([found[-1], *page])
                continue
            is_even = both_sides and len(found) % 2 == 1
            side = "first" if section.has_first and not number else "even" if is_even else "default"
            head, foot = (furniture.get(f"{side} {place}", ()) for place in ("header", "footer"))
            found.append("\n".join([*head, *page, *foot]))
        start = section.end
    return BREAK.join(found)


def _split(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each page; a line that is nothing but a break is none."""
    page: list[str] = []
    for line in lines:
        first, *others = line.split(BREAK)
        if first or not others:
            page.append(first)
        for other in others:
            yield page
            page = [other] if other else []
    yield page
