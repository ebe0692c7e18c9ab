"""Options of the commands that have people check a collection: which fields they are asked about, and shares."""

from __future__ import annotations

import re
from typing import Annotated

import typer

_SHARE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)")

Fields = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES", help="The fields to ask about: subject,to,release, or all. Without it those that count most."
    ),
]


def share(given: str | float) -> float:
    """The share that was typed, or that is the default.

    Raises:
        typer.BadParameter: it is none, or not between 0 and 1.
    """
    found = _SHARE.fullmatch(str(given).strip())
    value = float(found[1]) / (100 if found[2] else 1) if found else 0.0
    if not 0 < value < 1:
        raise typer.BadParameter(f"{given!r} is no share; write 5% or 0.05")
    return value


def rows_of(fields: str | None) -> list[str]:
    """The rows of the form that `--fields` names.

    Raises:
        typer.BadParameter: one is no field that is checked.
    """
    from cableparse.audit.counted import NoSuchRow, chosen

    try:
        return chosen(filter(None, (name.strip() for name in (fields or "").split(","))))
    except NoSuchRow as error:
        raise typer.BadParameter(str(error), param_hint="--fields") from error
