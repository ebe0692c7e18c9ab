"""The archive's own lines about a message, told by their heading: attributes, a table's row, a web page's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.lines.cut import LineStretch

_ROW = re.compile(r"[a-z][a-z_]+: ")
# NARA's headings of the text and of the block.
TEXT_HEADING = "Message Text"
ATTRIBUTES_HEADING = "Message Attributes"
# PlusD prints some twenty fields above a text and closes them with this line.
_WEB_END = "Show Headers"
# Twice as many: a field may take two lines.
_WEB_FIELDS = 40


def blocks(stretches: Sequence[LineStretch]) -> dict[int, str]:
    """The label of each stretch that belongs to such a block: `attributes`, `database_row`, `web_page`."""
    found: dict[int, str] = {}
    first = next((i for i, s in enumerate(stretches) if s.text), None)
    if first is None:
        return found
    if stretches[first].text.startswith("doc_nbr:"):
        _fill(found, stretches, first, _rows_end(stretches, first), "database_row")
    for index, stretch in enumerate(stretches):
        text = stretch.text
        if index < _WEB_FIELDS and text == _WEB_END:
            _fill(found, stretches, 0, index + 1, "web_page")
        elif text == TEXT_HEADING:
            found[index] = "attributes"
        elif text == ATTRIBUTES_HEADING and index not in found:
            _fill(found, stretches, index, _attributes_end(stretches, index), "attributes")
    return found


def _rows_end(stretches: Sequence[LineStretch], first: int) -> int:
    following = range(first, len(stretches))
    return next((i for i in following if not _ROW.match(stretches[i].line.text)), len(stretches))


def _attributes_end(stretches: Sequence[LineStretch], heading: int) -> int:
    """The block runs to the next message's heading, or to the end of the file."""
    following = range(heading + 1, len(stretches))
    return next((i for i in following if stretches[i].text == TEXT_HEADING), len(stretches))


def _fill(found: dict[int, str], stretches: Sequence[LineStretch], start: int, end: int, label: str) -> None:
    found.update({i: label for i in range(start, end) if stretches[i].text})
