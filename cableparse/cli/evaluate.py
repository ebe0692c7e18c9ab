"""`cableparse evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.cli.tally import InputTally
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import message, standard_output

if TYPE_CHECKING:
    from cableparse.audit.findings import Findings
    from cableparse.audit.reliability import CalibratedShare

# With what is wrong in them these fill a screen.
_SHOWN = 5
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
    write_calibration: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With --sample: write what makes confidences those of the collection, for --calibration.",
        ),
    ] = None,
    form: Annotated[
        EvaluationFormat, typer.Option("--format", help="How the figures are printed.")
    ] = EvaluationFormat.TABLE,
    show: Annotated[
        int, typer.Option(min=0, help="How many of the worst files are shown with what is wrong.")
    ] = _SHOWN,
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
        _print(*_sampled(gold, sample, show, write_calibration), form)
        return
    if write_calibration:
        raise typer.BadParameter("is made of a sample; name it with --sample", param_hint="--write-calibration")
    from cableparse import gold as labels
    from cableparse.evaluation import evaluate as measure
    from cableparse.records import Records
    from cableparse.views.accuracy import as_json, as_table

    tally = InputTally()
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


def _sampled(answers: list[Path], folder: Path, show: int, calibration: Path | None) -> tuple[_Table, _Json]:
    """The views of what a checked sample tells."""
    from cableparse.audit.drawn_sample import records
    from cableparse.audit.findings import findings
    from cableparse.audit.reliability import calibrated
    from cableparse.corrections import files
    from cableparse.views.estimates import as_json, as_table

    found, told = findings(folder, files(answers)), calibrated(records(folder))
    if calibration:
        _write(found, told, calibration)
    return lambda: as_table(found, told, show), lambda: as_json(found, told, show)


def _write(found: Findings, told: CalibratedShare, target: Path) -> None:
    """Write the calibration that a sample gives, in the place of an earlier one."""
    from cableparse.audit.recalibrate import fit
    from cableparse.output import replacing

    made = fit(found, told)
    with replacing(target) as temporary:
        temporary.write_text(f"{made.model_dump_json(indent=1)}\n", encoding="utf-8", newline="\n")
    own = f", of its own for {', '.join(made.rows)}" if made.rows else ""
    message(f"wrote {target} from {made.fields} fields, {made.wrong} of them wrong{own}; see --calibration")


def _print(table: _Table, as_json: _Json, form: EvaluationFormat) -> None:
    with standard_output() as write:
        if form is EvaluationFormat.JSON:
            write(as_json() + "\n")
        else:
            write("".join(f"{line}\n" for line in table()))
