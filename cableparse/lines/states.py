"""The ends of the paths through a message, and the way back along them."""

from __future__ import annotations

from typing import NamedTuple

from cableparse.lines.labels import Label


class PathNode:
    """A line's label on a path, with the way back."""

    __slots__ = ("before", "index", "label", "near", "value")

    def __init__(self, index: int, label: str, value: int, near: float, before: PathNode | None) -> None:
        self.index = index
        self.label = label
        self.value = value
        self.near = near
        self.before = before


class State:
    """The end of one path: the label that is open, and what the next line is judged by."""

    __slots__ = (
        "closed", "column", "count", "headed", "label", "last", "node", "numbered", "place", "score", "section",
    )  # fmt: skip

    def __init__(self, label: Label, place: int, numbered: bool, score: float, node: PathNode | None) -> None:
        self.label = label
        self.place = place
        self.numbered = numbered
        self.score = score
        self.node = node
        self.headed = False
        self.closed = False  # BT stands below the addressees: nothing goes on with them
        self.section = False  # the heading is that of a further section: its text goes on in the middle of a sentence
        self.last = ""
        self.column = 0  # where on its line the last of the value begins
        self.count = 0


class Option(NamedTuple):
    """One reading of a stretch: `begins` is the label that opens, None where the open one stays."""

    label: str
    score: float
    begins: Label | None = None
    value: int = 0
    near: float = 1.0
    keeps: bool = False  # furniture: the open label is left as it is
