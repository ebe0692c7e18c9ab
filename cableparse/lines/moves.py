"""What it costs to go from the label that is open to another, by the order of a message."""

from __future__ import annotations

from cableparse.lines import labels
from cableparse.lines.labels import Label
from cableparse.lines.states import State
from cableparse.lines.weights import Weights


def _place(name: str, family: str = "telegram") -> int:
    return labels.row(name, family).place or 0


# A subject block's labels come in any order, a trailer stands below the text.
DTG = _place("dtg")
TO = _place("to")
SUBJECT_BLOCK = _place("handling")
TEXT = _place("text")
TRAILER = _place("signature", "smart")
_HEADING = _place("class_line")
_ADDRESSEES = frozenset({TO, _place("info")})
# What is printed with look-alikes for single letters is so near (printed.py).
_NEAR_CERTAIN = 0.97
# One letter in five may be damaged.
_LIKELY = 0.8
# What opens a heading below the text; a sender does where none stands above.
_OPENS_HEADING = frozenset({"dtg", "class_line", "offices", "filing"})


def move(weights: Weights, state: State, label: Label, near: float) -> float | None:
    """The cost of `label` behind the path that ends in `state`, None where it cannot stand there.

    `near` tells how well the label is printed.
    """
    place = state.place
    to = label.place if label.place is not None else place
    if to == TEXT:
        return weights.text_back if place > TEXT else 0.0
    if place < TEXT:
        return _downward(weights, state, label, to)
    if to >= TRAILER:
        return 0.0
    if place >= TRAILER:
        return None
    if to <= _HEADING:
        return _reopened(weights, state, label, near)
    if near < (_NEAR_CERTAIN if state.headed and state.numbered else _LIKELY):
        return None
    return weights.numbered_back if state.numbered else weights.subject_back


def _downward(weights: Weights, state: State, label: Label, to: int) -> float:
    """Within the heading and the subject block, or from them into the trailer."""
    place = state.place
    if to >= TRAILER:
        return weights.back
    if to == place:
        return weights.again if label.name == state.label.name else 0.0
    if to > place or min(place, to) >= SUBJECT_BLOCK or {place, to} <= _ADDRESSEES:
        return 0.0
    return weights.block_back if place > SUBJECT_BLOCK and to < _HEADING else weights.back


def _reopened(weights: Weights, state: State, label: Label, near: float) -> float | None:
    """From the text back into a heading."""
    if label.content == "class_line" and not state.numbered and near >= _NEAR_CERTAIN:
        return weights.subject_back  # of the message that is repeated, above its subject block
    addressee = label.content == "addressee"
    if label.content in _OPENS_HEADING or (addressee and near == 1.0):
        return weights.heading_back if state.headed else weights.heading_back_open
    return weights.heading_back_open if addressee and not state.headed and near >= _LIKELY else None
