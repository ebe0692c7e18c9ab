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
    """Put into the JSON Schema of a model what its fields mean; one of which nothing is known is left as it is."""
    for name, field in schema.get("properties", {}).items():
        if found := _found(model, name):
            field["description"] = found


def meaning(model: type, field: str) -> str:
    """What a field of a model means.

    Raises:
        KeyError: the table has no row for it.
    """
    found = _found(model, field)
    if found is None:
        raise KeyError(f"{model.__name__}.{field}")
    return found


def _found(model: type, field: str) -> str | None:
    """The row of the model, or of the nearest one that it is derived from."""
    keys = ((base.__name__.lstrip("_"), field) for base in model.__mro__)
    return next((_rows()[key] for key in keys if key in _rows()), None)


@cache
def _rows() -> dict[tuple[str, str], str]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {(row["model"], row["field"]): row["meaning"] for row in csv.DictReader(table)}
