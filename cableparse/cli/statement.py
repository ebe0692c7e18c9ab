"""`cableparse statement`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.target import must_be_free
from cableparse.errors import UnreadableInput
from cableparse.output import PAGES
from cableparse.views.terminal import message, standard_output

if TYPE_CHECKING:
    from cableparse.audit.collection import Collection
    from cableparse.audit.drawn_sample import Sample
    from cableparse.statement import AccuracyStatement

_SUFFIXES = (*PAGES, ".txt", ".json")


def statement(
    folder: Annotated[Path, typer.Argument(metavar="SAMPLE", help="The folder of a sample.")],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="CORRECTIONS", help="Corrections files of those who checked it, or folders of them."),
    ],
    records: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="RECORDS",
            help="The collection that the sample was drawn from: what it holds is told, too, and of the output folder "
            "of a batch what was not read.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="NAME", help="What was converted.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="STATEMENT",
            help=".html is a page, .txt text for a finding aid, .json what `export --statement` takes. Without it the "
            "text is printed.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace STATEMENT where it is a file.")] = False,
) -> None:
    """State how accurate a collection is, by a SAMPLE of it and the CORRECTIONS of those who checked it.

    One page tells what was converted and how, how the sample was drawn and by whom it was checked, how right each field
    is with its interval, what was not read, and what a reader should know.
    """
    from cableparse import corrections
    from cableparse.audit import drawn_sample as samples
    from cableparse.audit import statement_text as statements
    from cableparse.audit.findings import findings
    from cableparse.audit.reliability import calibrated
    from cableparse.output import replacing
    from cableparse.views.statement import as_text

    if output:
        if output.suffix.lower() not in _SUFFIXES:
            raise typer.BadParameter(f"name a file that ends in {', '.join(_SUFFIXES)}", param_hint="--output")
        must_be_free(output, force)
    found = findings(folder, corrections.files(files))
    whole = _collection(records, found.sample) if records else None
    made = statements.statement(found, calibrated(samples.records(folder)), whole, title)
    if output is None:
        with standard_output() as write:
            write(as_text(made))
    else:
        with replacing(output) as temporary:
            temporary.write_text(_written(made, output.suffix.lower()), encoding="utf-8", newline="\n")
        message(f"wrote {output}")
    if not found.is_complete:
        message(f"the sample is not finished: {found.left:,} fields are to be checked")


def _written(made: AccuracyStatement, suffix: str) -> str:
    from cableparse.views.statement import as_page, as_text

    if suffix in PAGES:
        return as_page(made)
    return f"{made.model_dump_json(indent=2)}\n" if suffix == ".json" else as_text(made)


def _collection(paths: list[Path], sample: Sample) -> Collection:
    """What the records hold that a sample was drawn from.

    Raises:
        UnreadableInput: they are others.
    """
    from cableparse.audit.collection import collection
    from cableparse.batch.report.inputs import inputs_of
    from cableparse.records import Records

    found = collection(Records(paths))
    if found.records != sample.records:
        raise UnreadableInput(
            f"{' '.join(map(str, paths))}: hold {found.records:,} records, and the sample was drawn from "
            f"{sample.records:,}: name what it was drawn from, or draw it anew"
        )
    if len(paths) == 1:
        found.inputs = inputs_of(paths[0])
    return found
