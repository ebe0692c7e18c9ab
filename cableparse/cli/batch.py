"""`cableparse batch` and `cableparse check`."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.batch.compression import Compression
from cableparse.cli.bundles import takes
from cableparse.cli.run_options import FailOn, RunOptions, run_options
from cableparse.cli.source_options import source_options
from cableparse.cli.tally import SOME_FAILED
from cableparse.cli.writer_options import writer_options
from cableparse.errors import UnreadableInput
from cableparse.sources.options import SourceOptions
from cableparse.views.print_formats import LogFormat
from cableparse.views.terminal import message, standard_output
from cableparse.writers import FORMATS, ExportFormat, FormatName, Notes, WriterOptions

if TYPE_CHECKING:
    from cableparse.batch.job import Job
    from cableparse.batch.report import Figures

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FOLDER", help="Folders, files, archives, quoted globs, and remote folders such as s3://BUCKET/PATH."
    ),
]

_FORMATS = [FormatName("jsonl")]


@takes(run=run_options, writing=writer_options, options=source_options)
def batch(
    run: RunOptions,
    writing: WriterOptions,
    options: SourceOptions,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="The folder to write.")],
    inputs: Inputs = None,
    form: Annotated[
        list[FormatName],
        typer.Option(
            "--format", metavar="NAME", help="What to write besides the records in OUT/records; may be repeated."
        ),
    ] = _FORMATS,
    compress: Annotated[
        Compression, typer.Option(help="How the records in OUT/records are compressed.")
    ] = Compression.NONE,
) -> None:
    """Read the cables of whole folders into OUT; the same command goes on where a run was stopped.

    OUT/records has the records as JSON Lines, from which every other format is made; OUT/report.html the figures,
    OUT/report.jsonl what became of each file, OUT/quarantine.csv the files that need a person.
    """
    _load_ahead(run)
    given = _inputs(inputs, run)
    wanted = {name.value for name in form}
    forms = [known for known in FORMATS if known.name in wanted]
    if not writing.root and len(given) == 1:
        writing = replace(writing, root=given[0])
    job = replace(_job(given, output, forms, run, options), compression=compress, writing=writing)
    raise typer.Exit(_do(job, run, output))


@takes(run=run_options, options=source_options)
def check(
    run: RunOptions,
    options: SourceOptions,
    inputs: Inputs = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT", help="A folder for the report; none without it.")
    ] = None,
    dacs: Annotated[
        bool,
        typer.Option(
            "--dacs",
            help="Print as CSV which records lack which of the nine elements that DACS requires of a description; "
            "with --output to OUT/dacs.csv, in place of the report.",
        ),
    ] = False,
    repository: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of --dacs: who holds the documents, which no cable says.")
    ] = None,
) -> None:
    """Read the cables of whole folders and tell what batch would, without writing records."""
    _load_ahead(run)
    with _folder(None if dacs else output) as folder:
        job = _job(_inputs(inputs, run), folder, [] if dacs else None, run, options)
        exit_code = _do(job, run, folder if output and not dacs else None)
        if dacs and exit_code != UnreadableInput.exit_code:
            _check_dacs(folder, output, WriterOptions(repository=repository))
    raise typer.Exit(exit_code)


def _check_dacs(folder: Path, output: Path | None, options: WriterOptions) -> None:
    """Print or write which of the records below `folder` lack which element; tell the totals."""
    from cableparse.records import Records
    from cableparse.writers import dacs

    target = (output or folder) / "dacs.csv"
    totals = dacs.write_report(Records([folder]), target, options)
    for element, count in sorted(totals.items()):
        message(f"{count:,} {'record lacks' if count == 1 else 'records lack'} {element}")
    if output is None:
        with standard_output() as write:
            write(target.read_text(encoding="utf-8"))


def _load_ahead(run: RunOptions) -> None:
    if not run.cluster:
        from cableparse.batch.runner import fork_server

        fork_server.load_ahead()


def _job(
    inputs: list[str], output: Path, forms: Sequence[ExportFormat] | None, run: RunOptions, options: SourceOptions
) -> Job:
    from cableparse.batch.job import Job
    from cableparse.batch.runner import TaskLimits

    return Job(
        inputs,
        output,
        forms,
        sources=replace(options, seconds=run.timeout),
        jobs=run.jobs,
        cluster=run.cluster,
        limits=TaskLimits(run.timeout, run.memory),
        retry=run.retry_failed,
    )


def _inputs(inputs: Sequence[str] | None, run: RunOptions) -> list[str]:
    from cableparse.batch.listing import named_in

    given = [*(inputs or []), *(named_in(run.files_from) if run.files_from else [])]
    if not given:
        raise UnreadableInput("nothing to read; name a FOLDER or --files-from")
    if not any(_may_be_there(path) for path in given):
        raise UnreadableInput(f"{' '.join(given)}: no such file or folder")
    return given


def _may_be_there(path: str) -> bool:
    """Whether something lies at a path, or it is an address or a pattern, which are looked up later."""
    from glob import has_magic

    return "://" in path or has_magic(path) or os.path.lexists(path)


@contextmanager
def _folder(output: Path | None) -> Iterator[Path]:
    if output:
        yield output
    else:
        import tempfile

        with tempfile.TemporaryDirectory(prefix="cableparse-") as folder:
            yield Path(folder)


def _do(job: Job, run: RunOptions, report: Path | None) -> int:
    """Run a job, tell its summary and the folder of its report, and give the exit code."""
    from cableparse.batch import job as jobs
    from cableparse.batch.report import stopped, summary
    from cableparse.views.batch_progress import log, showing

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # to be stopped is to be interrupted
    if run.force:
        jobs.start_over(job.output)
    is_json = run.log_format is LogFormat.JSON
    try:
        with showing(run.log_format) as progress:
            figures, notes, earlier = jobs.run(job, progress)
    except jobs.Stopped as error:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is kept: a second Ctrl-C would change the exit code alone
        if is_json:
            log("stopped", sources=asdict(error.figures.sources))
        for line in () if is_json else stopped(error.figures, report):
            message(line)
        raise
    exit_code = _exit_code(figures, run.fail_on)
    if is_json:
        log("finished", exit_code=exit_code, sources=asdict(figures.sources), kinds=figures.kinds, notes=notes)
    else:
        for form in (form for form in FORMATS if notes.get(form.name)):
            _tell_notes(form, notes[form.name], job.output)
        for line in summary(figures, report, earlier):
            message(line)
    return exit_code


def _tell_notes(form: ExportFormat, notes: Notes, output: Path) -> None:
    from cableparse.cli.export_notes import told

    message(f"{form.name}: {output / (form.name if form.by_shard else form.target)} is written")
    for line in told(form, notes):
        message(f"  {line}")


def _exit_code(figures: Figures, fail_on: FailOn) -> int:
    sources = figures.sources
    if not (sources.done + sources.duplicates or figures.kinds):
        return UnreadableInput.exit_code
    failed = sources.failed or (fail_on is FailOn.WARNING and (figures.with_warnings or figures.with_errors))
    return SOME_FAILED if failed and fail_on is not FailOn.NEVER else 0
