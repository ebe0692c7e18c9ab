"""`cableparse evaluate`."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.cli.tally import Tally
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import message, standard_output


class EvaluationFormat(str, Enum):
    """What `--format` takes."""

    TABLE = "table"
    JSON = "json"


@takes(options=source_options)
def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD", help="Label files, corrections files, or folders of them.")
    ],
    options: SourceOptions,
    records: Annotated[
        list[Path] | None,
        typer.Option(metavar="RECORDS", help="Measure these records; without it the sources are parsed now."),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where the files are that labels name; without it the folder GOLD, or beside the label.",
        ),
    ] = None,
    form: Annotated[
        EvaluationFormat, typer.Option("--format", help="How the figures are printed.")
    ] = EvaluationFormat.TABLE,
    show: Annotated[int, typer.Option(min=0, help="How many of the worst files are shown with what is wrong.")] = 5,
) -> None:
    """Measure how well records agree with GOLD: precision, recall and F1 of each field.

    GOLD are label files (NAME.gold.json) or corrections files from the pages of `cableparse view`: of these the fields
    that were checked or corrected count. Case, white space and closing punctuation do not count.
    """
    from cableparse import gold as labels
    from cableparse.evaluation import evaluate as measure
    from cableparse.records import Records
    from cableparse.views.accuracy import as_json, as_table

    tally = Tally()
    wanted = labels.read(gold, sources)
    if records:
        pairs = labels.among(wanted, Records(records))
        for name in (name for name, _, record in pairs if not record):
            message(f"{name}: is not among the records; all its values count as missing")
        evaluation = measure(pairs)
    else:
        evaluation = measure(labels.parsed(wanted, options, tally.failed))
    tally.read = evaluation.records
    if evaluation.records:
        with standard_output() as write:
            if form is EvaluationFormat.JSON:
                write(as_json(evaluation, show) + "\n")
            else:
                write("".join(f"{line}\n" for line in as_table(evaluation, show)))
    raise typer.Exit(tally.exit_code)
