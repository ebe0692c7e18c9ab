"""The fields of a record that a sample asks people of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from cableparse.form_fields import has_path, named
from cableparse.record import Cable


class Asked(NamedTuple):
    """A field: its row of the form, and its path."""

    row: str
    path: str


def asked(cable: Cable, rows: Iterable[str]) -> list[Asked]:
    """The fields that `rows` stand for, in the order of the form, as far as a corrections file can name them."""
    record = json.loads(cable.to_json())
    return [Asked(row, path) for row in rows for path, _ in named(record, row) if has_path(path)]
