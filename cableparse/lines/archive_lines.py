"""The archive's own lines about a message, told by their heading: attributes, a table's row, a web page's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.lines.cut import LineStretch

_ROW = re.compile(r"[a-z][a-z_]+: ")
# The first column of the table; the row stands at the top, or below a mail's own header and an empty line.
_ROW_BEGINS = "doc_nbr:"
# NARA's headings of the text and of the block.
TEXT_HEADING = "Message Text"
ATTRIBUTES_HEADING = "Message Attributes"
# PlusD prints some twenty fields above a text and closes them with this line.
_WEB_END = "Show Headers"
# Twice as many: a field may take two lines.
_WEB_FIELDS = 40
_WEB_DATE = re.compile(r"\d{4} [A-Z][a-z]+ \d{1,2}, \d\d:\d\d \([A-Z][a-z]+\)")


def blocks(stretches: Sequence[LineStretch]) -> dict[int, str]:
    """The label of each stretch that belongs to such a block: `attributes`, `database_row`, `web_page`."""
    found: dict[int, str] = {}
    for index, stretch in enumerate(stretches):
        text = stretch.text
        if text.startswith(_ROW_BEGINS) and not any(before.text for before in stretches[max(index - 1, 0) : index]):
            _fill(found, stretches, index, _rows_end(stretches, index), "database_row")
        elif index < _WEB_FIELDS and text == _WEB_END:
            _fill(found, stretches, _web_start(stretches, index), index + 1, "web_page")
        elif text == TEXT_HEADING:
            found[index] = "attributes"
        elif text == ATTRIBUTES_HEADING and index not in found:
            _fill(found, stretches, index, _attributes_end(stretches, index), "attributes")
    return found


def _rows_end(stretches: Sequence[LineStretch], first: int) -> int:
    following = range(first, len(stretches))
    return next((i for i in following if not _ROW.match(stretches[i].line.text)), len(stretches))


def _web_start(stretches: Sequence[LineStretch], end: int) -> int:
    """The title, with its date below; a mail's own header may stand above both, and an empty line between."""
    date = next((i for i in range(end) if _WEB_DATE.match(stretches[i].text)), 0)
    return next((i + 1 for i in range(date - 1, -1, -1) if not stretches[i].text), 0)


def _attributes_end(stretches: Sequence[LineStretch], heading: int) -> int:
    """The block runs to the next message's heading, or to the end of the file."""
    following = range(heading + 1, len(stretches))
    return next((i for i in following if stretches[i].text == TEXT_HEADING), len(stretches))


def _fill(found: dict[int, str], stretches: Sequence[LineStretch], start: int, end: int, label: str) -> None:
    found.update({i: label for i in range(start, end) if stretches[i].text})
