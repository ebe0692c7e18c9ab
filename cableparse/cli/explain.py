"""`cableparse schema` and `cableparse explain`: what the program says of itself."""

from __future__ import annotations

from typing import Annotated

import typer

from cableparse.cli.usage import USAGE, nearest
from cableparse.views.terminal import message, standard_output


def schema(
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Print that of a corrections file instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of a record."""
    from cableparse.corrections import Corrections
    from cableparse.record import Cable
    from cableparse.writers.schema import schema_text

    with standard_output() as write:
        write(schema_text(Corrections if corrections else Cable))


def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A diagnostic's code; all without it.")] = None,
) -> None:
    """Say what a diagnostic means and what to do about it."""
    from cableparse.diagnostics import Code, find

    known = find(code) if code else None
    if code and not known:
        _unknown_code(code, [c.code for c in Code])
    with standard_output() as write:
        for meaning in [known] if known else list(Code):
            write(f"{meaning.code} ({meaning.severity})\n  {meaning.sentence}\n  {meaning.advice}\n")


def _unknown_code(code: str, known: list[str]) -> None:
    hint = nearest(code, known) or "`cableparse explain` lists all codes."
    message(f"no diagnostic has the code {code}. {hint}")
    raise typer.Exit(USAGE)
