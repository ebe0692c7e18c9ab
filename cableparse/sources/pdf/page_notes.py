"""What there is to say of the pages of a document, gathered so that each thing is said once."""

from __future__ import annotations

from collections import defaultdict

from cableparse.diagnostics import Code
from cableparse.pages import Note

# Text that is recognised with less confidence is worth a look.
UNSURE = 0.8
LOW_CONFIDENCE = Code.LOW_CONFIDENCE, f"text was recognised with a confidence under {UNSURE}."
# Ranges of pages that a message names; more of them are hardly read.
_LISTED = 20


def not_all(pages: str, count: int) -> tuple[Code, str]:
    """What to say where only the `pages` of a file of `count` were to be read."""
    return Code.LIMIT_REACHED, f"of {count:,} pages only these were read: {pages} (pages)."


class PageNotes:
    """Notes by code and detail, each with the pages it is about."""

    def __init__(self) -> None:
        self._pages: dict[tuple[Code, str], list[int]] = defaultdict(list)

    def add(self, code: Code, detail: str, page: int | None = None) -> None:
        """Say `detail` of a page, or of the whole document."""
        pages = self._pages[code, detail]
        if page is not None:
            pages.append(page)

    def extend(self, other: PageNotes) -> None:
        """Add what another has."""
        for key, pages in other._pages.items():
            self._pages[key] += pages

    @property
    def notes(self) -> list[Note]:
        """One note for each code and detail: `Page 3: ...`, `Pages 1-4, 9: ...`."""
        return [Note(code, f"{_listed(pages)}{detail}") for (code, detail), pages in self._pages.items()]


def _listed(pages: list[int]) -> str:
    if not pages:
        return ""
    ranges: list[list[int]] = []
    for page in sorted(set(pages)):
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    shown = [f"{a}" if a == b else f"{a}-{b}" for a, b in ranges[:_LISTED]]
    more = " and more" if len(ranges) > _LISTED else ""
    return f"Page{'s' if len(ranges) > 1 or ranges[0][0] != ranges[0][1] else ''} {', '.join(shown)}{more}: "
