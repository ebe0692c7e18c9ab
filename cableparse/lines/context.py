"""What is seen of a message as a whole: how wide its lines are, whether it is double-spaced, in capitals."""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.lines import labels
from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import shape
from cableparse.lines.weights import Weights

# A line of a telegram has no more; some fifth of all lines are short.
_WIDEST_LINE = 70
_SLACK = 14
# Of ten lines the widest may be joined ones.
_FULL = 0.9
# An empty line or two may stand before the line below.
_BELOW = 3
_MOST = 0.5
# Most lines of a heading are no longer, most lines of a text are.
_LONGEST_HEADING = 30


class Context:
    """A message's stretches, the labels of its family, and the weights that its lines are judged by."""

    def __init__(self, stretches: Sequence[LineStretch], family: str, weights: Weights) -> None:
        self.stretches = stretches
        self.family = family
        self.weights = weights
        self.rows = {label.name: label for label in labels.family(family)}
        lengths = sorted([len(s.text) for s in stretches if s.text])
        self.width = min(lengths[int(len(lengths) * _FULL)] if lengths else 0, _WIDEST_LINE)
        self.spaced = _is_double_spaced(stretches)
        self.teletype = _is_teletype(stretches)

    def below(self, index: int) -> str:
        """The next printed text."""
        return next((s.text for s in self.stretches[index + 1 : index + 1 + _BELOW] if s.text), "")

    def is_full(self, text: str, following: str) -> bool:
        """Whether the first word of the text that follows would not have fitted on the line."""
        return len(text) + 1 + len(following.split(maxsplit=1)[0]) > self.width - _SLACK


def _is_teletype(stretches: Sequence[LineStretch]) -> bool:
    """Whether the message is printed in capitals only, as all were before SMART: its heading is in any case.

    Below a heading in capitals paragraphs whose letters are mostly small are those of another.
    """
    long = [s.text for s in stretches if len(s.text) > _LONGEST_HEADING]
    small = sum(shape.number(text) and 2 * sum(map(str.islower, text)) > len(text) for text in long)
    return sum(map(str.isupper, long)) > _MOST * len(long) and not small


def _is_double_spaced(stretches: Sequence[LineStretch]) -> bool:
    """Whether OCR put an empty line before nearly every line."""
    printed_lines = [s for s in stretches if s.text]
    return sum([s.gap > 0 for s in printed_lines]) > _MOST * len(printed_lines)
