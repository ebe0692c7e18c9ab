"""`cableparse corpus`: what many records together tell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cableparse.views.terminal import message

corpus = typer.Typer(
    help="Whole messages, references, copies and gaps: what many records together tell.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)
_Records = Annotated[
    list[Path],
    typer.Argument(metavar="RECORDS...", help="JSON Lines (.jsonl, .gz, .zst), JSON, folders of them or batch outputs."),
]


@corpus.command()
def join(records: _Records, output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]) -> None:
    """Put the sections of one message together into one record.

    Writes JSON Lines: first the records that are no sections, unchanged, then the joined ones. A section that is missing,
    repeated or contradictory gets a diagnostic.
    """
    from cableparse.corpus.join import join as join_records
    from cableparse.records import Records

    done = join_records(Records(records), output)
    message(
        f"{output}: {done.sections} sections of {done.records} records joined to {done.messages} messages, "
        f"{done.incomplete} of them without a section"
    )
