"""`cableparse export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.writer_options import writer_options
from cableparse.errors import OutputError
from cableparse.views.terminal import message
from cableparse.writers import FORMATS, FormatName, WriterOptions, writer

# \b keeps the help's lines as they are.
_CHOICES = "The format.\n\n\b\n" + "\n".join(f"{form.name}: {form.summary}" for form in FORMATS) + "\n\n"


@takes(writing=writer_options)
def export(
    records: Annotated[
        list[Path],
        typer.Argument(
            metavar="RECORDS",
            help="Files of records (.jsonl, .jsonl.gz, .jsonl.zst, .json), folders of them, output folders of batches.",
        ),
    ],
    writing: WriterOptions,
    to: Annotated[FormatName, typer.Option(metavar="NAME", help=_CHOICES)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="TARGET", help="The file or folder to write.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace TARGET where it is a file; a folder is never replaced.")
    ] = False,
) -> None:
    """Write records that were parsed before in another format.

    What a format cannot carry is told on standard error, with the number of records.
    """
    from cableparse.records import Records

    form = next(form for form in FORMATS if form.name == to.value)
    _must_be_free(output, force)
    notes = writer(form)(Records(records), output, writing)
    for sentence, number in notes.items():
        message(f"{number} {'record' if number == 1 else 'records'}: {sentence}")


def _must_be_free(output: Path, force: bool) -> None:
    if output.is_dir():
        raise OutputError(f"{output}: is a folder that exists already; name another TARGET, or remove it yourself")
    if output.exists() and not force:
        raise OutputError(f"{output}: exists already; name another TARGET, or replace it with --force")
