"""A table in memory for pandas, with the columns of the CSV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cableparse.errors import MissingProgram
from cableparse.record import Cable
from cableparse.writers.csv import COLUMNS

if TYPE_CHECKING:
    from pandas import DataFrame

# Types that have a missing value, which a cable has in most columns. Lists and objects stay what they are.
_TYPES = {str: "string", int: "Int64", float: "Float64", list: "object", dict: "object"}


def to_frame(records: Iterable[Cable]) -> DataFrame:
    """The records as a pandas DataFrame, a row a cable, with the columns of `cableparse export --to csv`.

    A cell that the CSV joins with `; ` is a list here, which `explode` makes rows of; dates are text in ISO 8601.

    Raises:
        MissingProgram: the extra `pandas` is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError as error:
        raise MissingProgram("to_frame takes an extra: install it with `pip install 'cableparse[pandas]'`") from error
    cells: dict[str, list[Any]] = {column.name: [] for column in COLUMNS}
    for cable in records:
        for column in COLUMNS:
            cells[column.name].append(column.get(cable))
    return pandas.DataFrame({c.name: pandas.Series(cells[c.name], dtype=_TYPES[c.type]) for c in COLUMNS})
