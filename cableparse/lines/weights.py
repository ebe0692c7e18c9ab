"""The weights of the evidence: `weights.csv`, a row a weight with its reason."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

_TABLE = Path(__file__).with_name("weights.csv")

# A number for each name of the table, as an attribute; tests/train.py hands in numbers that count their weights.
Weights = Any


@cache
def default_weights() -> Weights:
    """The weights of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return SimpleNamespace(**{row["name"]: float(row["value"]) for row in csv.DictReader(file)})
