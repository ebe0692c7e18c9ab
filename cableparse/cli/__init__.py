"""The command line, a file a command. Each imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cableparse import __version__
from cableparse.cli.apply import apply
from cableparse.cli.batch import batch, check
from cableparse.cli.corpus import corpus
from cableparse.cli.evaluate import evaluate
from cableparse.cli.explain import explain, schema
from cableparse.cli.export import export
from cableparse.cli.inspect import inspect
from cableparse.cli.parse import parse
from cableparse.cli.view import view
from cableparse.errors import CableparseError
from cableparse.views.terminal import ReaderGone, message, write_utf8

INTERRUPTED = 130

app = typer.Typer(
    help="Parse declassified U.S. State Department cables into structured, sourced records.",
    epilog="Exit codes: 0 all fine, 1 some inputs failed, 2 usage, 3 nothing readable, "
    "4 output cannot be written, 5 missing program or extra, 130 interrupted.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

for command in (parse, batch, check, inspect, view, apply, evaluate, export, schema, explain):
    app.command()(command)
app.add_typer(corpus, name="corpus")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"cableparse {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Parse declassified U.S. State Department cables into structured, sourced records."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    write_utf8()
    try:
        app()
    except ReaderGone:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except CableparseError as error:
        message(str(error))
        sys.exit(error.exit_code)
