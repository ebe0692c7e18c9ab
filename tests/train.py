"""Learn how much each piece of evidence counts for a line's label, from the gutter files.

    python tests/train.py [--epochs 6] [--write]

An averaged structured perceptron over the weights of cableparse/lines/weights.csv, beginning with those (M. Collins,
"Discriminative Training Methods for Hidden Markov Models", EMNLP 2002). Where the best path through a message has a
wrong label, each weight moves by as much more as it counts in the best path with the gutter's labels. A weight keeps
its sign, for that is what its reason says. `--write` puts the weights into the table; else they are printed beside the
table's.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import gutter
from corpus import Sample, groups

import cableparse
from cableparse.lines import Labelled, LineKind, arrange, decide, message
from cableparse.lines.context import Context
from cableparse.lines.cut import LineStretch
from cableparse.lines.label_options import Options
from cableparse.lines.labels import kind, table
from cableparse.lines.states import Option, State
from cableparse.lines.weights import Weights, default_weights
from cableparse.record import MESSAGES

TABLE = Path(cableparse.__file__).with_name("lines") / "weights.csv"
EPOCHS = 6
# Shares of wrong characters; each epoch takes every text with one of them.
RATES = (0.0, 0.02, 0.05, 0.10)
# How far a weight moves for each time that it counts in a wrong path: some two hundred move it by 1.
STEP = 0.005
# The right path must be so much better than another for each label that the other has wrong.
MARGIN = 0.5
# More than a whole message's path comes to: with it the best path has as many right labels as can stand there.
_WRONG = 10_000.0
_OWN = (LineKind.HEADER, LineKind.BODY, LineKind.UNPARSED)
_SEED = 1
_DIGITS = 1
_LEAST = 0.1


class Counted(float):
    """A number that knows how often each weight is counted in it: its derivative, found backwards.

    What a comparison or `max` chooses is counted as it was chosen, so that a path's score stays a sum of weights.
    """

    __slots__ = ("name", "terms")
    name: str
    terms: tuple[tuple[Counted, float], ...]

    def __new__(cls, value: float, terms: tuple[tuple[Counted, float], ...] = (), name: str = "") -> Counted:
        made = super().__new__(cls, value)
        made.name, made.terms = name, terms
        return made

    def __add__(self, other: float) -> Counted:
        terms = ((self, 1.0), (other, 1.0)) if isinstance(other, Counted) else ((self, 1.0),)
        return Counted(float.__add__(self, other), terms)

    __radd__ = __add__

    def __neg__(self) -> Counted:
        return Counted(float.__neg__(self), ((self, -1.0),))

    def __sub__(self, other: float) -> Counted:
        return self + -other

    def __rsub__(self, other: float) -> Counted:
        return -self + other

    def __mul__(self, factor: float) -> Counted:
        return Counted(float.__mul__(self, factor), ((self, float(factor)),))

    __rmul__ = __mul__

    def __truediv__(self, divisor: float) -> Counted:
        return self * (1 / divisor)

    def counts(self) -> dict[str, float]:
        """How often each weight is in it."""
        found: defaultdict[str, float] = defaultdict(float)
        held: list[tuple[Counted, float]] = [(self, 1.0)]
        while held:
            number, times = held.pop()
            if number.name:
                found[number.name] += times
            held += [(term, times * factor) for term, factor in number.terms]
        return dict(found)


class Lesson(NamedTuple):
    """What is decided in one message, and the labels that are right for each stretch."""

    stretches: Sequence[LineStretch]
    family: str
    wanted: Sequence[frozenset[str]]


class _Taught(Context):
    """A message whose options cost more where their label is wrong."""

    def __init__(self, lesson: Lesson, weights: Weights, cost: float) -> None:
        super().__init__(lesson.stretches, lesson.family, weights)
        self.wanted = lesson.wanted
        self.cost = cost


class _Costed(Options):
    context: _Taught

    def of(self, state: State) -> Iterator[Option]:
        wanted, cost = self.context.wanted[self.index], self.context.cost
        for option in super().of(state):
            yield option if option.label in wanted else option._replace(score=option.score - cost)


def lessons(samples: Iterable[Sample], rate: float) -> list[Lesson]:
    """What is decided in the texts, with so many wrong characters; forms and what is no cable are decided otherwise."""
    return [lesson for sample in samples for lesson in _of_text(sample, rate)]


@cache
def _of_text(sample: Sample, rate: float) -> list[Lesson]:
    held: list[tuple[Sequence[LineStretch], str]] = []

    def keep(stretches: Sequence[LineStretch], family: str, weights: Weights) -> list[Labelled]:
        held.append((stretches, family))
        return decide.decide(stretches, family, weights)

    with mock.patch.object(message, "decide", keep):
        sheets = arrange(sample.document(rate))
    if any(sheet.kind not in MESSAGES or sheet.layout == "form" for sheet in sheets):
        return []
    rows = gutter.read(sample.gutter)
    return [
        Lesson(stretches, family, [_right(rows[s.line.number - 1].labels) for s in stretches])
        for stretches, family in held
    ]


def _right(labels: Sequence[str]) -> frozenset[str]:
    """The labels that are right for a line: no field hangs on which furniture, stamp or envelope it is."""
    own = any(kind(label) in _OWN for label in labels)
    return frozenset(labels) if own else _others()


@cache
def _others() -> frozenset[str]:
    return frozenset(label.name for label in table() if label.kind not in _OWN)


def learn(names: Iterable[str], epochs: int = EPOCHS) -> Weights:
    """The weights that the messages teach, to so many digits as the table has."""
    samples = [sample for name in names for sample in groups()[name]]
    start = vars(default_weights())
    now, total, seen = dict(start), dict.fromkeys(start, 0.0), 0
    rng = random.Random(_SEED)
    for _ in range(epochs):
        for sample in rng.sample(samples, len(samples)):
            for lesson in lessons([sample], rng.choice(RATES)):
                for name, by in _correction(lesson, now).items():
                    now[name] = _signed(now[name] + STEP * by, start[name])
            seen += 1
            for name, value in now.items():
                total[name] += value
    return Weights(**{name: _signed(round(total[name] / seen, _DIGITS), start[name]) for name in start})


def _signed(value: float, start: float) -> float:
    """The value, or what is least with the sign that it had."""
    return max(value, _LEAST) if start > 0 else min(value, -_LEAST)


def _correction(lesson: Lesson, now: dict[str, float]) -> dict[str, float]:
    """How much more each weight counts in the gutter's path than in the best one; empty where that has its labels."""
    weights = Weights(**{name: Counted(value, name=name) for name, value in now.items()})
    found, best = _best(_Taught(lesson, weights, -MARGIN))
    if all(not line.text or line.label in wanted for line, wanted in zip(found, lesson.wanted, strict=True)):
        return {}
    _, right = _best(_Taught(lesson, weights, _WRONG))
    return (right - best).counts()


def _best(message: _Taught) -> tuple[list[Labelled], Counted]:
    """The best path's lines, and its score."""
    with mock.patch.object(decide, "Options", _Costed):
        paths = decide._Paths(message)
        lines = paths.run()
    return lines, max(Counted(0.0) + state.score for state in paths.states)


def write(weights: Weights) -> None:
    """Put the weights into the table, each beside its reason."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows({**row, "value": getattr(weights, row["name"])} for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--write", action="store_true", help="write cableparse/lines/weights.csv")
    options = parser.parse_args()
    weights = learn(groups(), options.epochs)
    for name, value in vars(default_weights()).items():
        sys.stdout.write(f"{name:18} {value:5.1f} {getattr(weights, name):5.1f}\n")
    if options.write:
        write(weights)


if __name__ == "__main__":
    main()
