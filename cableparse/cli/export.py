"""`cableparse export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cableparse.errors import OutputError
from cableparse.views.terminal import message
from cableparse.writers import FORMATS, DateCodes, FormatName, WriterOptions, writer

# \b keeps the help's lines as they are.
_CHOICES = "The format.\n\n\b\n" + "\n".join(f"{form.name}: {form.summary}" for form in FORMATS) + "\n\n"


def export(
    records: Annotated[
        list[Path],
        typer.Argument(
            metavar="RECORDS",
            help="Files of records (.jsonl, .jsonl.gz, .jsonl.zst, .json), folders of them, output folders of batches.",
        ),
    ],
    to: Annotated[FormatName, typer.Option(metavar="NAME", help=_CHOICES)],
    output: Annotated[Path, typer.Option(metavar="TARGET", help="The file or folder to write.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace TARGET where it is a file; a folder is never replaced.")
    ] = False,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="csv: begin with a byte order mark, and put ' before what Excel would run as a formula."
        ),
    ] = False,
    root: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="json and the archival formats: paths of files begin below this folder of the input.",
        ),
    ] = None,
    repository: Annotated[
        str | None, typer.Option(metavar="NAME", help="Archival formats: who holds the documents.")
    ] = None,
    collection: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Archival formats: what they are described under: a call number, AtoM's slug, ArchivesSpace's EAD ID "
            "or resource URI.",
        ),
    ] = None,
    rights: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Archival formats: a statement on use, true of all documents.")
    ] = None,
    omeka: Annotated[bool, typer.Option("--omeka", help="dublin-core: the headers of Omeka S.")] = False,
    components: Annotated[bool, typer.Option("--components", help="ead3: a folder with one component a file.")] = False,
    archivesspace_dates: Annotated[
        DateCodes, typer.Option(help="archivesspace: what row 1 of your template calls the first date.")
    ] = DateCodes.NUMBERED,
) -> None:
    """Write records that were parsed before in another format.

    What a format cannot carry is told on standard error, with the number of records.
    """
    from cableparse.records import Records

    form = next(form for form in FORMATS if form.name == to.value)
    _must_be_free(output, force)
    options = WriterOptions(excel, root, repository, collection, rights, omeka, components, archivesspace_dates)
    notes = writer(form)(Records(records), output, options)
    for sentence, number in notes.items():
        message(f"{number} {'record' if number == 1 else 'records'}: {sentence}")


def _must_be_free(output: Path, force: bool) -> None:
    if output.is_dir():
        raise OutputError(f"{output}: is a folder that exists already; name another TARGET, or remove it yourself")
    if output.exists() and not force:
        raise OutputError(f"{output}: exists already; name another TARGET, or replace it with --force")
