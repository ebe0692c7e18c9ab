"""`cableparse export`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.target import must_be_free
from cableparse.cli.writer_options import writer_options
from cableparse.views.terminal import message, standard_output
from cableparse.writers import FORMATS, ExportFormat, FormatName, Notes, WriterOptions, writer

if TYPE_CHECKING:
    from cableparse.record import Cable
    from cableparse.records import Records

# What is read of a file at a time.
_CHARACTERS = 1_000_000

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
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="TARGET",
            help="The file or folder to write; - is standard output, for the formats that are one file of lines or "
            "rows (a file of that name is ./-).",
        ),
    ],
    statement: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="ead3 and premis: how accurate the records are, as `statement -o FILE.json` or .txt says.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace TARGET where it is a file; a folder is never replaced.")
    ] = False,
) -> None:
    """Write records that were parsed before in another format.

    Standard error tells what was written, then what blocks an import, then what the format cannot carry, each with the
    number of records.
    """
    from cableparse.cli.export_notes import number_of, told
    from cableparse.records import Records

    form = next(form for form in FORMATS if form.name == to.value)
    if statement:
        writing = _stating(statement, form, writing)
    counting = _Counting(Records(records))
    from cableparse.sources.part import STDIN

    if output == STDIN:
        notes = _to_standard_output(form, counting, writing)
        message(f"wrote {form.name} to standard output from {number_of(counting.number)}")
    else:
        must_be_free(Path(output), force)
        notes = writer(form)(counting, Path(output), writing)
        message(f"wrote {output} from {number_of(counting.number)}")
    for line in told(form, notes):
        message(line)


def _stating(statement: Path, form: ExportFormat, writing: WriterOptions) -> WriterOptions:
    """The options with the statement in them."""
    from cableparse.statement import read

    if not form.states or writing.components:
        names = " and ".join(form.name for form in FORMATS if form.states)
        raise typer.BadParameter(
            f"only {names} carry a statement, and no single component does", param_hint="--statement"
        )
    return replace(writing, statement=read(statement))


class _Counting:
    """Records, counted each time that they are read."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.number = 0

    def __iter__(self) -> Iterator[Cable]:
        self.number = 0
        for record in self._records:
            self.number += 1
            yield record


def _to_standard_output(form: ExportFormat, records: Iterable[Cable], writing: WriterOptions) -> Notes:
    """Write the whole to a temporary file first: a failure then leaves no half of it in a pipe."""
    if not form.is_flat:
        names = ", ".join(form.name for form in FORMATS if form.is_flat)
        raise typer.BadParameter(f"{form.name} cannot go to standard output, only {names} can", param_hint="--output")
    with tempfile.TemporaryDirectory(prefix="cableparse-") as folder:
        target = Path(folder) / form.target
        notes = writer(form)(records, target, writing)
        with standard_output() as write, target.open(encoding="utf-8", newline="") as file:
            while text := file.read(_CHARACTERS):
                write(text)
    return notes
