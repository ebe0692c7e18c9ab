"""What each line is, decided over the whole message: the best path through its labels.

At each stretch of a line the label that is open stays open, another begins, or the line is furniture that leaves it
open. Evidence votes (`evidence/`), the order of messages decides (`moves.py`), `weights.csv` says how much each counts.
Where a line is certain there is one path and nothing else is looked at; of a telegram whose lines mostly are, only the
others are weighed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from cableparse.lines import labels
from cableparse.lines.certain import Way, begins_distribution, in_text, is_heading, lists_offices, surely_printed
from cableparse.lines.context import Context
from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import shape
from cableparse.lines.evidence.between import furniture
from cableparse.lines.evidence.section import is_further_section
from cableparse.lines.kinds import LineKind
from cableparse.lines.label_options import Options
from cableparse.lines.labelled import Labelled
from cableparse.lines.labels import Label
from cableparse.lines.moves import TEXT
from cableparse.lines.states import Option, PathNode, State
from cableparse.lines.weights import Weights, default_weights

# A path that is so far behind the best is given up; more than so many are not followed.
_BEAM = 9.0
_WIDEST = 6
_HEADS = frozenset({"dtg", "fm", "to", "class_line", "mrn"})
# Below the first line of the system's own heading, or of its distribution, there is no other family's message.
_SYSTEM = frozenset({"page", "origin", "action"})
# A path that is so far behind when the numbered text begins is the best in the end of no fixture, and of none of 2,500
# damaged copies of them.
_FAR = 5.0
# How many lines a subject has that is long.
_SUBJECT_LINES = 8
# A margin of more is a share of 1 to the ninth digit.
_FARTHEST = 20.0
_BY_SCORE, _BY_TOTAL = attrgetter("score"), itemgetter(1)
_START = Label("start", "any", labels.kind("envelope"), (), 0, "")


def decide(stretches: Sequence[LineStretch], family: str, weights: Weights | None = None) -> list[Labelled]:
    """Every stretch with its label, in order; `weights` are those of weights.csv where no others are given."""
    return _Paths(Context(stretches, family, weights or default_weights())).run()


def decide_rest(way: Way, weights: Weights) -> bool:
    """Go a telegram's way to its end: a line here and there that is not certain is decided, in its place.

    False where it is no telegram of the Department's own system, or has not all of its heading.
    """
    stretches = way.stretches
    context = None
    while (at := way.go()) < len(stretches):
        if not (context or _is_electronic(way)) or not _may_go_on(way, stretches[at].text):
            return False
        context = context or Context(stretches, "telegram", weights)
        paths = _Paths(context, _state(way))
        paths.below_page = way.below_page
        paths.follow(at)
        end = at + 1
        while end < len(stretches) and not paths.is_settled:
            paths.follow(end)
            end += 1
        best = paths.best
        way.go_on(paths.labelled(at, end), best.label.name, best.place, best.numbered)
        way.below_page = paths.below_page
    return way.is_whole


def _is_electronic(way: Way) -> bool:
    """Whether the way begins with lines of the Department's own system."""
    return not _SYSTEM.isdisjoint([line.label for line in way.found])


def _may_go_on(way: Way, text: str) -> bool:
    """Whether a line that is not certain may be one of a telegram, all in capitals, and is below no stamp.

    Where another heading begins, the whole message tells whose it is.
    """
    if text != text.upper() or (way.text_begun and (begins_distribution(text) or is_heading(text))):
        return False
    above = next((line.label for line in reversed(way.found) if line.kind is not LineKind.BLANK), "")
    return above != "release"


def _state(way: Way) -> State | None:
    """The end of the one path that leads down to here; None where no label is open yet."""
    if way.last < 0:
        return None
    lines = way.found[max(way.last - _SUBJECT_LINES, 0) : way.last + 1]
    last = lines[-1]
    count = next((n for n, line in enumerate(reversed(lines)) if line.label != last.label), len(lines))
    state = State(_row(lines[-count]), TEXT if way.text_begun else way.place, way.numbered, 0.0, None)
    state.headed = not _HEADS.isdisjoint(way.seen)
    state.section = any(line.label == "class_line" and is_further_section(line.text) for line in way.found)
    state.closed = not way.label
    state.last, state.column, state.count = last.line.text[last.value : last.end], last.value, count
    return state


def _row(line: Labelled) -> Label:
    """The row of labels.csv that tells the line's label."""
    seen = surely_printed(line.text) if line.is_labelled else None
    return seen.row if seen else labels.row(line.label, "telegram")


class _Paths:
    """The paths through a message that are followed side by side, from `start` on, or from its first line."""

    def __init__(self, context: Context, start: State | None = None) -> None:
        self.context = context
        self.stretches = context.stretches
        self.below_page = False  # behind a page line that prints no station and serial
        self.states = [start or State(_START, 0, False, 0.0, None)]
        self.totals: dict[int, dict[str, float]] = {}

    def run(self) -> list[Labelled]:
        """The whole message, labelled by the best path."""
        for index in range(len(self.stretches)):
            self.follow(index)
        return self.labelled(0, len(self.stretches))

    @property
    def best(self) -> State:
        """The end of the best path."""
        return max(self.states, key=_BY_SCORE)

    @property
    def is_settled(self) -> bool:
        """Whether but one path is left that leads not below the text, or numbered text has begun on the best by far."""
        if len(self.states) == 1:
            return self.states[0].place <= TEXT
        best = self.best
        rivals = [state for state in self.states if state.label.name != "text" and state.score > best.score - _FAR]
        return best.label.name == "text" and best.numbered and not rivals

    def follow(self, index: int) -> None:
        """Lead all paths over the next stretch."""
        stretch = self.stretches[index]
        if stretch.text:
            self._step(index, stretch)

    def labelled(self, start: int, end: int) -> list[Labelled]:
        """The stretches that the paths were led over, labelled by the best."""
        found: dict[int, PathNode] = {}
        node = self.best.node
        while node is not None:
            found[node.index] = node
            node = node.before
        return [self._labelled(index, self.stretches[index], found.get(index)) for index in range(start, end)]

    def _step(self, index: int, stretch: LineStretch) -> None:
        below_page, self.below_page = self.below_page, False
        if not below_page and self._goes_on(index, stretch):
            return
        seen = self._between(index, stretch.text)
        self.below_page = seen[0] == "page" and shape.is_page_alone(stretch.text)
        if seen[1] == 1.0:
            for state in self.states:
                state.node = PathNode(index, seen[0], stretch.start, 1.0, state.node)
                state.closed = state.closed or seen[0] == "end_mark"
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
        ends = sorted(found.values(), key=_BY_SCORE, reverse=True)
        best = ends[0].score
        self.states = [state for state in ends[:_WIDEST] if state.score > best - _BEAM]
        if len(totals) > 1:
            self.totals[index] = totals

    def _between(self, index: int, text: str) -> tuple[str, float]:
        """The line as one between those of a message; what may be of a stamp is, where the stamp stands right below."""
        seen = furniture(text)
        if seen[0] != "release" or seen[1] == 1.0:
            return seen
        below, how_well = furniture(self.context.below(index))
        return (below, max(seen[1], how_well)) if below == "release" else seen

    def _goes_on(self, index: int, stretch: LineStretch) -> bool:
        """Whether the line is what it is in the numbered text of a telegram, where there is but one path."""
        state = self.states[0]
        if len(self.states) > 1 or not state.numbered or state.label.name != "text":
            return False
        if self._begins_section(index, stretch.text):
            return False
        label = in_text(stretch.text) if self.context.family == "telegram" else ""
        if label:
            state.node = PathNode(index, label, stretch.start, 1.0, state.node)
            state.last = stretch.text
            self.below_page = label == "page" and shape.is_page_alone(stretch.text)
        return bool(label)

    def _begins_section(self, index: int, text: str) -> bool:
        """Whether the head of a further section begins with its list of offices, a count above it."""
        if shape.count(text):
            text = self.context.below(index)
        return begins_distribution(text) or lists_offices(text)

    def _extend(
        self,
        found: dict[tuple[str, int, bool], State],
        index: int,
        stretch: LineStretch,
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
        node = PathNode(index, option.label, option.value or stretch.start, option.near, state.node)
        new = State(label, place, numbered, total, node)
        new.last = state.last if option.keeps else _value(stretch, option)
        new.column = state.column if option.keeps else node.value
        new.closed = state.closed and option.keeps
        new.headed = state.headed or (begins is not None and begins.name in _HEADS)
        new.section = is_further_section(stretch.text) if option.label == "class_line" else state.section
        new.count = state.count if option.keeps else 1 if begins else state.count + 1
        found[key] = new

    def _labelled(self, index: int, stretch: LineStretch, node: PathNode | None) -> Labelled:
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
        other, best = max([pair for pair in totals.items() if pair[0] != label], key=_BY_TOTAL)
        return round(1 / (1 + math.exp(-max(min(own - best, _FARTHEST), -_FARTHEST))), 3), other


def _value(stretch: LineStretch, option: Option) -> str:
    """The stretch's text behind the printed label."""
    return stretch.line.text[option.value : stretch.end] if option.value else stretch.text
