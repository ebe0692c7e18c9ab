"""The command line, a file a command. Each imports what it needs when it runs, so that its start is quick."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import Annotated

import typer

from cableparse import __version__
from cableparse.cli.usage import UsageError, show
from cableparse.errors import CableparseError
from cableparse.views.terminal import ReaderGone, message, open_streams, standard_output

# As shells tell of a program that an interrupt ended: 128 and its number, 2.
INTERRUPTED = 130
# Each command and the file of this folder that has it, in the order of `--help`.
COMMANDS = {
    "parse": "parse",
    "batch": "batch",
    "check": "batch",
    "inspect": "inspect",
    "view": "view",
    "review": "review",
    "apply": "apply",
    "sample": "sample",
    "labels": "labels",
    "evaluate": "evaluate",
    "statement": "statement",
    "export": "export",
    "schema": "explain",
    "explain": "explain",
    "corpus": "corpus",
    "manual": "manual",
}
# What `--help` does not list, and a person may type.
_OTHER_NAMES = {"help": "manual"}
# As wide as the terminal, where typer would stop at 80 columns.
_HELP_NAMES = ["-h", "--help"]
_HELP = {"help_option_names": _HELP_NAMES, "max_content_width": sys.maxsize}


def application(arguments: Sequence[str]) -> typer.Typer:
    """The command that the first argument names; all commands where it names none, as `--help` and a mistake do."""
    app = typer.Typer(
        help="Parse declassified U.S. State Department cables into structured, sourced records.",
        epilog="`cableparse manual` tells more. Exit codes: 0 all fine, 1 some inputs failed, 2 usage, "
        "3 nothing readable, 4 output cannot be written, 5 missing program or extra, 130 interrupted.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=_HELP,
    )
    app.callback()(_options)
    given = [_OTHER_NAMES.get(name, name) for name in arguments[:1]]
    for name in [name for name in COMMANDS if name in given] or COMMANDS:
        command = getattr(import_module(f"{__name__}.{COMMANDS[name]}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command()(command)
            for other in (other for other, meant in _OTHER_NAMES.items() if meant == name):
                app.command(other, hidden=True)(command)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        with standard_output() as write:
            write(f"cableparse {__version__}\n")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Parse declassified U.S. State Department cables into structured, sourced records."""


def _help_written(arguments: Sequence[str]) -> AbstractContextManager[object]:
    """What tells that the help cannot be written, which typer writes itself."""
    return nullcontext() if arguments and not {*_HELP_NAMES} & {*arguments} else standard_output()


def main() -> None:
    """Run the command line and end the process with its exit code."""
    open_streams()
    try:
        with _help_written(sys.argv[1:]):
            sys.exit(application(sys.argv[1:])(standalone_mode=False))
    except UsageError as error:
        sys.exit(show(error))
    except ReaderGone:
        sys.exit(0)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except CableparseError as error:
        message(str(error))
        sys.exit(error.exit_code)
