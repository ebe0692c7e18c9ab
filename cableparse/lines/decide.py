"""What each line is, decided over the whole message: the best path through its labels.

At each stretch of a line the label that is open stays open, another begins, or the line is furniture that leaves it
open. Evidence votes (`evidence/`), the order of messages decides (`moves.py`), `weights.csv` says how much each counts.
Where a line is certain there is one path and nothing else is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cableparse.lines import labels
from cableparse.lines.certain import in_text
from cableparse.lines.context import Context
from cableparse.lines.cut import Stretch
from cableparse.lines.evidence import shape
from cableparse.lines.evidence.furniture import furniture
from cableparse.lines.labelled import Labelled
from cableparse.lines.labels import Label
from cableparse.lines.options import Options
from cableparse.lines.states import Node, Option, State
from cableparse.lines.weights import Weights, default_weights

# A path that is so far behind the best is given up; more than so many are not followed.
_BEAM = 9.0
_WIDEST = 6
_HEADS = frozenset({"dtg", "fm", "to", "class_line", "mrn"})
_START = Label("start", "any", labels.kind("envelope"), (), 0, "")


def decide(stretches: Sequence[Stretch], family: str, weights: Weights | None = None) -> list[Labelled]:
    """Every stretch with its label, in order; `weights` are those of weights.csv where no others are given."""
    return _Paths(Context(stretches, family, weights or default_weights())).run()


class _Paths:
    """The paths through a message that are followed side by side."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.stretches = context.stretches
        self.below_page = False  # behind a page line that prints no station and serial
        self.states = [State(_START, 0, False, 0.0, None)]
        self.totals: dict[int, dict[str, float]] = {}

    def run(self) -> list[Labelled]:
        for index, stretch in enumerate(self.stretches):
            if stretch.text:
                self._step(index, stretch)
        best = max(self.states, key=lambda state: state.score)
        found: dict[int, Node] = {}
        node = best.node
        while node is not None:
            found[node.index] = node
            node = node.before
        return [self._labelled(index, stretch, found.get(index)) for index, stretch in enumerate(self.stretches)]

    def _step(self, index: int, stretch: Stretch) -> None:
        below_page, self.below_page = self.below_page, False
        if not below_page and self._goes_on(index, stretch):
            return
        seen = furniture(stretch.text)
        self.below_page = seen[0] == "page" and shape.is_page_alone(stretch.text)
        if seen[1] == 1.0:
            for state in self.states:
                state.node = Node(index, seen[0], stretch.start, 1.0, state.node)
            return
        options = Options(self.context, index, stretch, seen)
        options.below_page = below_page
        found: dict[tuple[str, int, bool], State] = {}
        totals: dict[str, float] = {}
        for state in self.states:
            for option in options.of(state):
                total = state.score + option.score
                if total > totals.get(option.label, -math.inf):
                    totals[option.label] = total
                self._extend(found, index, stretch, state, option, total)
        best = max(state.score for state in found.values())
        kept = sorted((s for s in found.values() if s.score > best - _BEAM), key=lambda s: -s.score)
        self.states = kept[:_WIDEST]
        if len(totals) > 1:
            self.totals[index] = totals

    def _goes_on(self, index: int, stretch: Stretch) -> bool:
        """Whether the line is what it is in the numbered text of a telegram, where there is but one path."""
        state = self.states[0]
        if len(self.states) > 1 or not state.numbered or state.label.name != "text":
            return False
        label = in_text(stretch.text) if self.context.family == "telegram" else ""
        if label:
            state.node = Node(index, label, stretch.start, 1.0, state.node)
            state.last = stretch.text
            self.below_page = label == "page" and shape.is_page_alone(stretch.text)
        return bool(label)

    def _extend(
        self,
        found: dict[tuple[str, int, bool], State],
        index: int,
        stretch: Stretch,
        state: State,
        option: Option,
        total: float,
    ) -> None:
        begins = option.begins
        label = begins or state.label
        place = state.place if begins is None or begins.place is None else begins.place
        numbered = state.numbered or (label.name == "text" and shape.number(stretch.text) > 0)
        if option.keeps:
            numbered = state.numbered
        key = (label.name, place, numbered)
        held = found.get(key)
        if held is not None and held.score >= total:
            return
        node = Node(index, option.label, option.value or stretch.start, option.near, state.node)
        new = State(label, place, numbered, total, node)
        new.last = state.last if option.keeps else _value(stretch, option)
        new.headed = state.headed or (begins is not None and begins.name in _HEADS)
        new.count = state.count if option.keeps else 1 if begins else state.count + 1
        found[key] = new

    def _labelled(self, index: int, stretch: Stretch, node: Node | None) -> Labelled:
        if node is None:
            label = "blank" if not stretch.line.text[stretch.start : stretch.end].strip() else "speck"
            return Labelled(stretch.line, stretch.start, stretch.end, label, labels.kind(label), stretch.start)
        sure, second = self._sure(index, node.label)
        why = "" if node.value == stretch.start else f"{node.near:.2f} printed"
        kind = labels.kind(node.label)
        return Labelled(
            stretch.line, stretch.start, stretch.end, node.label, kind, node.value, sure, second, why, node.near
        )

    def _sure(self, index: int, label: str) -> tuple[float, str]:
        """How sure the label is by its margin to the second best, and that one's name."""
        totals = self.totals.get(index)
        if totals is None:
            return 1.0, ""
        own = totals.get(label, -math.inf)
        other, best = max(((name, t) for name, t in totals.items() if name != label), key=lambda pair: pair[1])
        return round(1 / (1 + math.exp(-max(min(own - best, 20.0), -20.0))), 3), other


def _value(stretch: Stretch, option: Option) -> str:
    """The stretch's text behind the printed label."""
    return stretch.line.text[option.value : stretch.end] if option.value else stretch.text
