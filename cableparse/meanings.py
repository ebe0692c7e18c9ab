"""What each field of the record means: the rows of meanings.csv.

They stand apart from the models, which every start builds: a description takes time there, and only a schema shows it.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_suffix(".csv")


def describe(schema: dict[str, Any], model: type) -> None:
    """Put into the JSON Schema of a model what each of its fields means."""
    for name, field in schema.get("properties", {}).items():
        field["description"] = meaning(model, name)


def meaning(model: type, field: str) -> str:
    """What a field of a model means, or of one that it is derived from.

    Raises:
        KeyError: the table has no row for it.
    """
    for base in model.__mro__:
        if found := _rows().get((base.__name__.lstrip("_"), field)):
            return found
    raise KeyError(f"{model.__name__}.{field}")


@cache
def _rows() -> dict[tuple[str, str], str]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {(row["model"], row["field"]): row["meaning"] for row in csv.DictReader(table)}
