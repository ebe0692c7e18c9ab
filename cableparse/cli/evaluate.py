"""`cableparse evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.cli.tally import Tally
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import message, standard_output

_Table = Callable[[], Iterator[str]]
_Json = Callable[[], str]


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
    sample: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="GOLD are the answers to this sample of `cableparse sample`: estimate its whole collection.",
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

    With --sample GOLD are the corrections files of those who checked the sample. What share of the fields of the whole
    collection is right is estimated, with intervals that fit how it was drawn, and where two people differ is told.
    """
    if sample:
        if records or sources:
            raise typer.BadParameter("a sample has its own records; leave out --records and --sources")
        _print(*_sampled(gold, sample, show), form)
        return
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
        _print(lambda: as_table(evaluation, show), lambda: as_json(evaluation, show), form)
    raise typer.Exit(tally.exit_code)


def _sampled(answers: list[Path], folder: Path, show: int) -> tuple[_Table, _Json]:
    """The views of what a checked sample tells."""
    from cableparse.audit.findings import findings
    from cableparse.corrections import files
    from cableparse.views.estimates import as_json, as_table

    found = findings(folder, files(answers))
    return lambda: as_table(found, show), lambda: as_json(found, show)


def _print(table: _Table, as_json: _Json, form: EvaluationFormat) -> None:
    with standard_output() as write:
        if form is EvaluationFormat.JSON:
            write(as_json() + "\n")
        else:
            write("".join(f"{line}\n" for line in table()))
