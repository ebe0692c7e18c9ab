"""The weights of the evidence: `weights.csv`, a row a weight with its reason."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

_TABLE = Path(__file__).with_name("weights.csv")


class Weights:
    """A number for each name of the table, as an attribute.

    tests/train.py hands in numbers that count where they weigh.
    """

    def __init__(self, **numbers: float) -> None:
        """Hold `numbers` by their names."""
        self.__dict__.update(numbers)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> float:
            """The weight of that name."""


@cache
def default_weights() -> Weights:
    """The weights of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return Weights(**{row["name"]: float(row["value"]) for row in csv.DictReader(file)})
