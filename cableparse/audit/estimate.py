"""How many fields of a collection are right, from a sample: shares with intervals that fit how it was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cableparse.audit.judgement import Judgement
from cableparse.audit.sample import Sample


class Estimate(NamedTuple):
    """The share of the collection's fields of one kind that are right, and between what it lies at the sample's level.

    `checked`, `wrong` and `unclear` count fields of the sample; those that are unclear are not among `checked`.
    """

    right: float
    low: float
    high: float
    checked: int
    wrong: int
    unclear: int


def estimate(sample: Sample, judged: Sequence[Judgement]) -> Estimate:
    """The estimate from the settled judgements of one row."""
    raise NotImplementedError
