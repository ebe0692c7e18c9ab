"""`cableparse parse`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.run_options import SHORTEST
from cableparse.cli.source_options import source_options
from cableparse.cli.tally import InputTally
from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.memory import collect_seldom
from cableparse.sources.options import SourceOptions
from cableparse.views.print_formats import PrintFormat
from cableparse.views.terminal import standard_output

if TYPE_CHECKING:
    from cableparse.record import Cable


@takes(options=source_options)
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files, folders, quoted globs or -.")],
    options: SourceOptions,
    form: Annotated[
        PrintFormat,
        typer.Option("--format", help="How records are printed; auto is table on a terminal, json elsewhere."),
    ] = PrintFormat.AUTO,
    as_one: Annotated[bool, typer.Option("--as-one", help="All FILEs are page images of one document.")] = False,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=SHORTEST,
            help="Give a FILE up after this many seconds: a process of its own reads it, which can be ended. Page "
            "images are recognised while there is time. Its records are printed when it is read to its end. Not with "
            "--as-one or standard input.",
        ),
    ] = None,
) -> None:
    """Print the record of every cable in FILE... to standard output.

    A FILE is text, a web page, an e-mail, a PDF, a page image, or an archive, a mailbox or a table of them.
    table prints what a person wants to know first; json an object for one record and an array for several; jsonl one
    record a line.
    """
    from cableparse.sources.find import find_files
    from cableparse.sources.part import STDIN
    from cableparse.views.printed_records import record_output
    from cableparse.views.recognition import pages_shown

    if timeout and (as_one or STDIN in files):
        raise typer.BadParameter("is not for --as-one or standard input", param_hint="--timeout")
    collect_seldom()
    tally = InputTally()
    with standard_output() as write, pages_shown():
        output = record_output(form, write)
        paths = find_files(files, tally.missing)
        if timeout:
            cables = _within(timeout, paths, options, tally)
        else:
            cables = _as_one(paths, options, tally) if as_one else _each(paths, options, tally)
        for cable in cables:
            output.put(cable)
        output.close()
    raise typer.Exit(tally.exit_code)


def _within(seconds: float, paths: Iterable[str], options: SourceOptions, tally: InputTally) -> Iterator[Cable]:
    """The records of all inputs, each read by a worker that is ended when its time is up."""
    from cableparse.batch.runner import TaskLimits
    from cableparse.batch.runner.pool import Pool

    pool = Pool(1, TaskLimits(seconds))
    options = replace(options, seconds=seconds)
    try:
        for path in paths:
            try:
                cables, told = pool.submit(_whole, path, options).result()
            except Exception as error:
                tally.failed(UnreadableInput(f"{path}: {pool.why_lost(error)}"))
            else:
                tally.add(told)
                yield from cables
    finally:
        pool.close(now=True)


def _whole(path: str, options: SourceOptions) -> tuple[list[Cable], InputTally]:
    """What a worker does: the records of one input, and how it fared."""
    from cableparse.views.recognition import pages_shown

    tally = InputTally()
    with pages_shown():
        return list(_each([path], options.begun(), tally)), tally


def _each(paths: Iterable[str], options: SourceOptions, tally: InputTally) -> Iterator[Cable]:
    """The records of all inputs; what has none is told to the person and counted."""
    from cableparse.folder import records_of

    for path in paths:
        yield from tally.sifted(records_of(path, options))


def _as_one(paths: Iterable[str], options: SourceOptions, tally: InputTally) -> Iterator[Cable]:
    from cableparse import sources
    from cableparse.folder import parsed

    given = list(paths)
    if tally.unreadable:  # a record of a cable without one of its pages would be wrong
        return
    try:
        document = sources.read_as_one(given, options=options)
    except (UnreadableInput, MissingProgram) as error:
        tally.failed(error)
    else:
        yield from tally.sifted(parsed(document))
