"""What it costs to go from the label that is open to another, by the order of a message."""

from __future__ import annotations

from cableparse.lines.labels import Label
from cableparse.lines.weights import weights

# The places of labels.csv: a subject block's labels come in any order, a trailer stands below the text.
SUBJECT_BLOCK = 21
TEXT = 90
TRAILER = 95
_HEADING = 20
_NEAR_CERTAIN = 0.97
_LIKELY = 0.8
_OPENS_HEADING = frozenset({"dtg", "class_line", "offices", "filing"})


def move(place: int, numbered: bool, headed: bool, opened: str, label: Label, near: float) -> float | None:
    """The cost of `label` behind the label `opened` at `place`; None where it cannot stand there.

    `numbered` tells whether a numbered paragraph stands above, `headed` whether a heading does, `near` how well the
    label is printed.
    """
    w = weights()
    to = label.place if label.place is not None else place
    if to == TEXT:
        return float(w.text_back) if place > TEXT else 0.0
    if place < TEXT:
        if to >= TRAILER:
            return float(w.back)
        if to == place:
            return float(w.again) if label.name == opened else 0.0
        if to > place or _one_block(place, to):
            return 0.0
        return float(w.block_back if place > SUBJECT_BLOCK and to < _HEADING else w.back)
    if to >= TRAILER:
        return 0.0
    if place >= TRAILER:
        return None
    if to <= _HEADING:
        if label.content in _OPENS_HEADING or (label.content == "addressee" and near == 1.0):
            return float(w.heading_back if headed else w.heading_back_open)
        return None if headed or near < _LIKELY or label.content != "addressee" else float(w.heading_back_open)
    if near < _NEAR_CERTAIN:
        return None
    return float(w.numbered_back if numbered else w.subject_back)


def _one_block(place: int, to: int) -> bool:
    """Whether both places are of the subject block, or of the lists of addressees, whose order varies."""
    return min(place, to) >= SUBJECT_BLOCK or {place, to} <= {18, 19}
