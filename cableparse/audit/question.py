"""Questions about a collection, those first whose answers remove most expected errors in the time they take.

A reading that recurs is one question however often it does: one answer settles all. A field that was read as it is
printed is a question of its own, asked only where it is unsure.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from heapq import heappush, heappushpop, nlargest
from typing import NamedTuple

from cableparse.audit.counted import counted
from cableparse.audit.occurrence import Occurrence, occurrences
from cableparse.grade import SURE
from cableparse.record import Cable

# To take in what is asked and press a key, beside the look at the print: a judgement, as `seconds` in importance.csv.
_OPENING = 2.0
# An item of a list is compared as fast as a short field, whatever the whole list takes.
_ITEM = 4.0
# So many places show whether one answer fits all.
EXAMPLES = 3
# Readings that recur are counted for at most so many at a time, some 100 MB; then those of least weight are forgotten.
_MOST = 500_000
# Bytes of a digest of a reading, so that half a million are told apart.
_DIGEST = 8
_MINUTE = 60  # seconds


class Example(NamedTuple):
    """A place where a question arises."""

    cable: Cable
    path: str


@dataclass
class Question:
    """What is asked: the first occurrence stands for all. `errors` is how many of them are expected to be wrong."""

    first: Occurrence
    seconds: float
    occurrences: int = 0
    records: int = 0
    errors: float = 0.0
    examples: list[Example] = field(default_factory=list)


class Questions(NamedTuple):
    """The questions that fit into the time, with what is expected of all fields together."""

    asked: list[Question]
    records: int
    errors: float

    @property
    def removed(self) -> float:
        """How many errors the answers are expected to remove."""
        return sum(question.errors for question in self.asked)


class _Weight(NamedTuple):
    """How often a question arises, and the errors that are expected there, each as much as its field counts."""

    places: int
    errors: float
    seconds: float

    @property
    def rate(self) -> float:
        """Errors removed a second: up to three places are looked at."""
        return self.errors / cost(self.seconds, self.places)


def cost(seconds: float, places: int) -> float:
    """How long an answer takes: a look at each place that is shown, and what is the same for every question."""
    return _OPENING + seconds * min(places, EXAMPLES)


def questions(records: Iterable[Cable], rows: Sequence[str], minutes: float) -> Questions:
    """The questions about fields of these rows of the form; `records` are read twice.

    Memory holds a small thing a recurring reading, up to half a million of them, and as many other fields as could be
    asked about in the time. Where more readings recur, one that was seldom for long is told with fewer errors than it
    has, and may be left out.
    """
    ranking = _Ranking(minutes * _MINUTE)
    wanted = frozenset(rows)
    for cable in records:
        ranking.add(cable, wanted)
    chosen = ranking.chosen()
    open_ones = frozenset(chosen)
    found: dict[int, Question] = {}
    for cable in records if chosen else ():
        _gather(cable, wanted, open_ones, found)
    asked = [found[digest] for digest in chosen if digest in found]
    return Questions(asked, ranking.records, ranking.errors)


def _is_of_interest(one: Occurrence) -> bool:
    """Whether it may be asked about: it recurs, or is unsure."""
    return one.doubt > 0 and (one.recurs or 1 - one.doubt < SURE)


class _Ranking:
    """Which questions are worth most, from one look at each record."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._most = max(int(seconds / cost(1, 1)), 1)  # no more could be answered
        self._recurring: dict[int, _Weight] = {}
        self._single: list[tuple[float, int, float]] = []
        self.records = 0
        self.errors = 0.0

    def add(self, cable: Cable, rows: frozenset[str]) -> None:
        """Count what arises in a record."""
        self.records += 1
        for one in occurrences(cable):
            if one.row not in rows:
                continue
            self.errors += one.doubt
            if not _is_of_interest(one):
                continue
            weight = _Weight(1, one.doubt * counted(one.row).importance, _seconds(one))
            if one.recurs:
                self._count(_digest(one, cable), weight)
            else:
                (heappush if len(self._single) < self._most else heappushpop)(
                    self._single, (weight.rate, _digest(one, cable), weight.seconds)
                )

    def _count(self, digest: int, weight: _Weight) -> None:
        before = self._recurring.get(digest)
        self._recurring[digest] = (
            _Weight(before.places + 1, before.errors + weight.errors, weight.seconds) if before else weight
        )
        if len(self._recurring) > _MOST:
            kept = nlargest(_MOST // 2, self._recurring.items(), key=lambda item: item[1].rate)
            self._recurring = dict(kept)

    def chosen(self) -> list[int]:
        """The digests of the questions that fit into the time, the best first."""
        ranked = [(rate, digest, cost(seconds, 1)) for rate, digest, seconds in self._single]
        ranked += [(w.rate, digest, cost(w.seconds, w.places)) for digest, w in self._recurring.items()]
        found, left = [], self._seconds
        for _, digest, takes in nlargest(self._most, ranked):
            left -= takes
            if left < 0:
                break
            found.append(digest)
        return found


def _gather(cable: Cable, rows: frozenset[str], chosen: Container[int], found: dict[int, Question]) -> None:
    """Count what a record has of the chosen questions, and keep it as an example."""
    here: set[int] = set()
    for one in occurrences(cable):
        if one.row not in rows or not _is_of_interest(one) or (digest := _digest(one, cable)) not in chosen:
            continue
        question = found.setdefault(digest, Question(one, _seconds(one)))
        question.occurrences += 1
        question.errors += one.doubt
        if digest not in here:
            here.add(digest)
            question.records += 1
            if len(question.examples) < EXAMPLES:
                question.examples.append(Example(cable, one.path))


def _seconds(one: Occurrence) -> float:
    seconds = counted(one.row).seconds
    return min(seconds, _ITEM) if "[]" in one.field and one.row != "body.paragraphs[]" else seconds


def _digest(one: Occurrence, cable: Cable) -> int:
    return int.from_bytes(blake2b(one.key(cable).encode(), digest_size=_DIGEST).digest())
