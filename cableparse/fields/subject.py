"""SUBJECT: its lines as one, a word broken by a hyphen kept as printed (RECORD.md, subject)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cableparse.draft import Draft
from cableparse.fields import labelled_values
from cableparse.lines import Block
from cableparse.pages import Span
from cableparse.reading import fold

# The hyphens that break a word: ASCII's, the typographic ones, the soft one.
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011\u2012\u2013\u00ad]$")
# Blanks and the marks of Markdown, which are no part of a line that goes on with dashes or a quotation mark.
_MARKS = re.compile(r"[\s#*>|_]*")
_WORD = re.compile(r"[\w:]")


def read(draft: Draft, block: Block) -> None:
    """The first subject that is printed; its own heading does not double it, and a second one is kept apart."""
    if draft.get("subject") is not None:
        labelled_values.read(draft, block)
        return
    lines = list(_lines(block))
    parts = [text for text, _ in lines]
    half = len(parts) // 2
    if half and parts[:half] == parts[half:]:
        parts = parts[:half]
    text = "".join(part if _HYPHEN.search(part) else f"{part} " for part in parts).strip()
    if text:
        draft.put("subject", text, [span for _, span in lines])


def _lines(block: Block) -> Iterator[tuple[str, Span]]:
    """The lines' texts with their places; a further line begins with its dashes."""
    for index, (line, start, end) in enumerate(block.value.pieces):
        lead = _MARKS.match(line.text)
        if index and lead is not None and not _WORD.search(line.text, lead.end(), start):
            start = min(start, lead.end())
        if line.text[start:end].strip():
            yield fold(line.text[start:end]), line.span(start, end)
