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
    typer.Argument(metavar="RECORDS", help="JSON Lines (.jsonl, .gz, .zst), JSON, folders of them or batch outputs."),
]


@corpus.command()
def join(records: _Records, output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]) -> None:
    """Put the sections of one message together into one record.

    Writes JSON Lines: first the records that are no sections, unchanged, then the joined ones. A section that is
    missing, repeated or contradictory gets a diagnostic.
    """
    from cableparse.corpus.join import join as join_records
    from cableparse.records import Records

    done = join_records(Records(records), output)
    message(
        f"{output}: {done.sections} sections of {done.records} records joined; messages: {done.messages}, "
        f"{done.incomplete} of which lack a section"
    )


@corpus.command()
def references(
    records: _Records, output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")]
) -> None:
    """Look every reference up among the records: who cites whom.

    Writes references.csv, a row a reference with its state (resolved, not-in-corpus, ambiguous, itself, no-id,
    no-telegram), and references.graphml, with an edge for each that names one other message.
    """
    from cableparse.corpus.citations import write_references
    from cableparse.records import Records

    states = write_references(Records(records), output)
    told = ", ".join(f"{count} {state}" for state, count in states.most_common()) or "none"
    message(f"{output}: {states.total()} references: {told}")


@corpus.command()
def gaps(
    records: _Records, output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")]
) -> None:
    """List the numbers that posts must have used and no record has, by post and year.

    Writes gaps.csv, with ranges between the lowest and the highest number seen and single numbers that only references
    name, and suspects.csv, with numbers far off those of the same time: probably misread, they open no gap.
    """
    from cableparse.corpus.gaps import write_gaps
    from cableparse.records import Records

    found = write_gaps(Records(records), output)
    message(
        f"{output}: {found.missing} numbers missing between others, {found.cited} only cited, "
        f"{found.suspects} suspected of being misread"
    )


@corpus.command()
def duplicates(
    records: _Records, output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")]
) -> None:
    """Group the copies of the same message, and say what one release shows that another withholds.

    Writes groups.jsonl, pairs.csv (each pair with its basis and score) and report.txt. Pairs of the same number whose
    texts differ are listed as doubtful and not grouped.
    """
    from cableparse.corpus.duplicates import write_duplicates
    from cableparse.records import Records
    from cableparse.views.progress_bar import watched

    found = write_duplicates(Records(records), output, watched)
    message(
        f"{output}: {found.records} copies in {found.groups} groups, {found.differing} groups with text that one copy "
        f"shows and another withholds, {found.doubtful} doubtful pairs"
    )
    if found.in_part:
        groups = "1 group has" if found.in_part == 1 else f"{found.in_part} groups have"
        message(f"{groups} too many copies to compare each with each; groups.jsonl says with which they were compared")
