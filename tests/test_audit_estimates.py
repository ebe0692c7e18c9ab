"""The intervals of an audit hold the truth as often as they say, for each way to draw."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pytest

from cableparse.audit.estimate import Unit, estimate

DRAWS = 1000
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
    "many are wrong": Design(((5000, 0.75),), 100),
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
