"""Exemption codes in the margin beside a heading's line: they stand apart from what the line says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cableparse.lines import labels
from cableparse.lines.evidence import stamp
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled

# What a reviewer takes words out of; the other labels' values are words of a vocabulary.
_SAYING = frozenset({"subject", "ref", "handling", "classified"})
_GAP = re.compile(r"(?<=\S)(?: {3,}+|\t)\s*+(?=\S)")


def apart(lines: Sequence[Labelled]) -> list[Labelled]:
    """The lines, of those that a code stands beside two: what they say, and the code."""
    return [part for line in lines for part in _parts(line)]


def beside(lines: Sequence[Labelled]) -> Iterator[Labelled]:
    """The codes that stand beside a line of the heading."""
    for line, code in pairwise(lines):
        if code.kind is LineKind.MARGIN and code.line is line.line and line.kind is LineKind.HEADER:
            yield code


def _parts(line: Labelled) -> list[Labelled]:
    text = line.line.text
    if line.label not in _SAYING or ("   " not in text and "\t" not in text):
        return [line]
    gaps = list(_GAP.finditer(text, line.value, line.end))
    if not gaps or not stamp.is_margin(text[gaps[-1].end() : line.end]):
        return [line]
    code = gaps[-1].end()
    margin = line._replace(start=code, value=code, label="margin", kind=labels.kind("margin"), why="")
    return [line._replace(end=gaps[-1].start()), margin]
