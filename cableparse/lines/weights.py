"""The weights of the evidence: `weights.csv`, a row a weight with its reason."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import SimpleNamespace

_TABLE = Path(__file__).with_name("weights.csv")


@cache
def weights() -> SimpleNamespace:
    """Each weight by its name."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return SimpleNamespace(**{row["name"]: float(row["value"]) for row in csv.DictReader(file)})
