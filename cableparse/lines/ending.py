"""What stands below the mark that closes a text: distribution by another system, page foots (FORMATS.md 11)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.lines.evidence import words
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled

_CLOSES = re.compile(r"BT\b|#\d{4}|N{4}|.{1,3}$")
# The first of the lines by which the NSC's system filed a message: section, serial, time of receipt.
_FILED = re.compile(r"SECT: ?(?:SECTION: ?)?\d\d? OF \d")
# Of running text a line of four words has so much (words.py).
_SENTENCE = 0.6


def close(lines: Sequence[Labelled]) -> list[Labelled]:
    """The lines, with those that are no sentences below a closing mark and above the next text as print."""
    found: list[Labelled] = []
    text = closed = False
    for line in lines:
        if line.label == "text":
            filed = _FILED.match(line.text) is not None
            closed = (closed or filed) and words.sentence(line.text) < _SENTENCE
            if closed:
                line = line._replace(label="print", kind=LineKind.FURNITURE)
            else:
                text = True
        elif line.kind is LineKind.HEADER:
            text = closed = False
        elif line.label == "end_mark" and text and _CLOSES.match(line.text):
            closed = True
        found.append(line)
    return found
