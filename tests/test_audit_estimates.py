"""The intervals of an audit hold the truth as often as they say, for each way to draw."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
import pytest
from audited import Audited, audited

from cableparse.audit.draw import Draw, draw
from cableparse.audit.estimate import Unit, estimate
from cableparse.audit.figures import kappa
from cableparse.audit.frame import Frame

DRAWS = 600
LEVEL = 0.95


class Cell(NamedTuple):
    """A document of a collection: how many of its fields are right."""

    fields: int
    right: int


class Design(NamedTuple):
    """A collection's strata, each by how many documents it has and the share that is right; and how many are drawn."""

    strata: tuple[tuple[int, float], ...]
    drawn: int
    # The most fields of a document, and how far the fields of a document are right or wrong together.
    most: int = 1
    alike: float = 0.0


# The errors of the second kind of collection are where damage is: in small strata, in whole documents.
DESIGNS = {
    "records at random": Design(((5000, 0.95),), 200),
    "half of a small collection": Design(((400, 0.9),), 200),
    "by strata": Design(((3000, 0.97), (1000, 0.9), (600, 0.8), (80, 0.6)), 200),
    "whole documents": Design(((1200, 0.93),), 200, 12, 0.2),
    "by strata, whole documents": Design(((900, 0.97), (400, 0.9), (200, 0.75)), 200, 12, 0.2),
}


def collection(design: Design, rng: np.random.Generator) -> list[list[Cell]]:
    return [[cell(design, share, rng) for _ in range(documents)] for documents, share in design.strata]


def cell(design: Design, share: float, rng: np.random.Generator) -> Cell:
    fields = int(rng.integers(1, design.most + 1))
    spread = (1 - design.alike) / design.alike if design.alike else 0
    own = rng.beta(share * spread, (1 - share) * spread) if spread else share
    return Cell(fields, int(rng.binomial(fields, own)))


def drawn(design: Design, strata: Sequence[Sequence[Cell]], rng: random.Random) -> Iterator[Unit]:
    total = sum(map(len, strata))
    for number, cells in enumerate(strata):
        for found in rng.sample(cells, max(round(design.drawn * len(cells) / total), 2)):
            yield Unit(number, found.fields, found.right)


@pytest.mark.parametrize("name", DESIGNS)
def test_the_interval_holds_the_truth_as_often_as_it_says(name: str) -> None:
    design = DESIGNS[name]
    strata = collection(design, np.random.default_rng(1))
    cells = [cell for cells in strata for cell in cells]
    truth = sum(cell.right for cell in cells) / sum(cell.fields for cell in cells)
    rng = random.Random(1)
    held = 0
    for _ in range(DRAWS):
        found = estimate([len(cells) for cells in strata], drawn(design, strata, rng), LEVEL)
        assert found
        held += found.low <= truth <= found.high
    assert 0.93 <= held / DRAWS <= 0.97, held


class Way(NamedTuple):
    """How a sample of damaged cables is drawn."""

    by: tuple[str, ...]
    size: int
    whole: bool = False


ROWS = ("dtg.utc", "to", "tags", "references")
WAYS = {
    "records at random": Way((), 100),
    "by family, whole documents": Way(("family",), 150, whole=True),
}


@pytest.fixture(scope="module")
def known() -> list[Audited]:
    return audited(copies=2)


@pytest.mark.parametrize("name", WAYS)
def test_the_interval_holds_the_truth_of_cables_that_were_damaged(name: str, known: list[Audited]) -> None:
    way = WAYS[name]
    frame = Frame(way.by, [one.cable for one in known])
    held = dict.fromkeys(ROWS, 0)
    for seed in range(DRAWS):
        made = draw(frame, way.size, seed, whole_documents=way.whole)
        sizes = [stratum.documents if way.whole else stratum.records for stratum in made.strata]
        for row in ROWS:
            found = estimate(sizes, units(made, frame, known, row, way.whole), LEVEL)
            assert found
            held[row] += found.low <= share(known, row) <= found.high
    # Of one field Wilson's interval swings about its level, with how the share falls between the counts.
    assert 0.93 <= fmean(held.values()) / DRAWS <= 0.97, held
    assert min(held.values()) >= 0.91 * DRAWS, held


def units(made: Draw, frame: Frame, known: list[Audited], row: str, whole: bool) -> Iterator[Unit]:
    found: defaultdict[int, Unit] = defaultdict(lambda: Unit(0, 0, 0))
    for place, stratum in made.drawn.items():
        unit = frame.document[place] if whole else place
        judged, right = row in known[place].right, known[place].right.get(row, False)
        found[unit] = Unit(stratum, found[unit].judged + judged, found[unit].right + right)
    yield from found.values()


def share(known: list[Audited], row: str) -> float:
    return fmean(one.right[row] for one in known if row in one.right)


def test_what_was_all_checked_is_known() -> None:
    assert estimate([3], [Unit(0, 1, 1), Unit(0, 1, 0), Unit(0, 1, 1)], LEVEL) == (2 / 3, 2 / 3, 2 / 3, 3, 1, 0)


def test_a_sample_without_an_error_leaves_room_for_some() -> None:
    found = estimate([1000], [Unit(0, 1, 1)] * 60, LEVEL)
    assert found
    assert found.right == found.high == 1
    assert 0.93 < found.low < 0.96  # "rule of three": 3 errors in 60 would still be seen in nineteen samples of twenty


def test_a_stratum_that_stands_for_more_weighs_more() -> None:
    found = estimate([900, 100], [*[Unit(0, 1, 1)] * 10, *[Unit(1, 1, 0)] * 10], LEVEL)
    assert found
    assert found.right == pytest.approx(0.9)


def test_of_nothing_judged_nothing_is_said() -> None:
    assert estimate([10], [Unit(0, 0, 0)], LEVEL) is None
    assert estimate([10], [], LEVEL) is None


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa([[20, 5, 0], [10, 15, 0], [0, 0, 0]]) == pytest.approx(0.4)  # Cohen 1960's way, worked by hand
    assert kappa([[30, 0, 0], [0, 0, 0], [0, 0, 0]]) is None
