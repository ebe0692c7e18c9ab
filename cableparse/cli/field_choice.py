"""The fields that people are asked about, as they are chosen on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

Fields = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES", help="The fields to ask about: subject,to,release, or all. Without it those that count most."
    ),
]


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
