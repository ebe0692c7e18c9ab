"""`cableparse view`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.cli.tally import InputTally
from cableparse.cli.target import must_be_free
from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.output import PAGES
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import message

if TYPE_CHECKING:
    from cableparse.views.page.origin import ShownDocument


@takes(options=source_options)
def view(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE|RECORDS", help="Files, folders, globs or -; or records made of them.")
    ],
    options: SourceOptions,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PAGE.html|FOLDER", help="A page; or a folder, of a page a document."),
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Replace PAGE.html or FOLDER where an earlier view has made it.")
    ] = False,
) -> None:
    """Make a page for a browser: the source beside its record, to be read, checked and corrected.

    A FILE is parsed. RECORDS are JSON Lines or the output folder of a batch; their sources are shown where they are
    still to be found unchanged. A page needs no network and no server. A FOLDER gets index.html,
    a list in which headings and texts are searched.
    """
    from cableparse.views.page.write import write_file, write_folder

    must_be_free(output, force, knows_folders=True)
    tally = InputTally()
    write = write_file if output.suffix.lower() in PAGES else write_folder
    count = write(_shown(files, options, tally), output, options.pdf)
    if count:
        message(f"{count} {'record' if count == 1 else 'records'} in {output}")
    raise typer.Exit(tally.exit_code)


def _shown(files: list[str], options: SourceOptions, tally: InputTally) -> Iterator[ShownDocument]:
    from cableparse.records import Records, are_records
    from cableparse.sources.find import find_files
    from cableparse.views.page.origin import find_again

    for given in files:
        if are_records(Path(given)):
            for shown in find_again(Records([Path(given)]), options):
                tally.read += 1
                yield shown
        else:
            for path in find_files([given], tally.missing):
                yield from _parsed(path, options, tally)


def _parsed(path: str, options: SourceOptions, tally: InputTally) -> Iterator[ShownDocument]:
    from cableparse import sources
    from cableparse.pipeline import parse_document
    from cableparse.views.page.origin import Origin, ShownDocument

    try:
        for found in sources.read_parts(path, options=options):
            if isinstance(found, UnreadableInput):
                tally.failed(found)
            else:
                tally.read += 1
                yield ShownDocument(parse_document(found.document), Origin.of(found))
    except (UnreadableInput, MissingProgram) as error:
        tally.failed(error)
