"""The command line. Each command imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from cableparse import __version__
from cableparse.errors import CableparseError, UnreadableInput
from cableparse.sources.text import MAX_BYTES, read_text
from cableparse.views.formats import Format
from cableparse.views.terminal import ReaderGone, message, standard_output, write_utf8

SOME_FAILED = 1
USAGE = 2
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

MaxBytes = Annotated[int, typer.Option(min=1, help="Refuse an input of more bytes than this.")]


class Color(str, Enum):
    """What `--color` takes."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class _Tally:
    """How many inputs were read and how many were not."""

    def __init__(self) -> None:
        self.read = 0
        self.unreadable = 0

    def failed(self, error: UnreadableInput) -> None:
        self.unreadable += 1
        message(str(error))

    @property
    def exit_code(self) -> int:
        if not self.unreadable:
            return 0
        return SOME_FAILED if self.read else UnreadableInput.exit_code


@app.command()
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files, folders, quoted globs or -.")],
    form: Annotated[Format, typer.Option("--format", help="How records are printed.")] = Format.JSON,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Print the record of every cable in FILE... to standard output.

    json prints an object for one record and an array for several; jsonl prints one record a line.
    """
    import gc

    from cableparse.pipeline import parse_document
    from cableparse.sources.find import find_files
    from cableparse.views.records import record_output

    # A record is a thousand small objects without a cycle: collecting after every 700 takes a thirtieth of the time.
    gc.set_threshold(20_000, 50, 50)
    tally = _Tally()
    with standard_output() as write:
        output = record_output(form, write)
        for path in find_files(files, tally.failed):
            try:
                document = read_text(path, max_bytes=max_bytes)
            except UnreadableInput as error:
                tally.failed(error)
                continue
            tally.read += 1
            for cable in parse_document(document):
                output.put(cable)
        output.close()
    raise typer.Exit(tally.exit_code)


@app.command()
def inspect(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file or -.")],
    color: Annotated[Color, typer.Option(help="auto is colour on a terminal.")] = Color.AUTO,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Show every line of FILE with its kind and rule, and each diagnostic under its place."""
    from cableparse.layout import place
    from cableparse.pipeline import parse_document
    from cableparse.views.inspection import InspectView, terminal_has_color

    document = read_text(file, max_bytes=max_bytes)
    diagnostics = [d for cable in parse_document(document) for d in cable.diagnostics]
    colored = color is Color.ALWAYS or (color is Color.AUTO and terminal_has_color())
    view = InspectView(place(document), diagnostics, color=colored)
    with standard_output() as write:
        for line in view.lines():
            write(line + "\n")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from cableparse.record import Cable

    with standard_output() as write:
        write(json.dumps(Cable.model_json_schema(by_alias=True, mode="serialization"), indent=2) + "\n")


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A diagnostic's code; all without it.")] = None,
) -> None:
    """Say what a diagnostic means and what to do about it."""
    from cableparse.diagnostics import Code, find

    known = find(code) if code else None
    if code and not known:
        _unknown_code(code, [c.code for c in Code])
    with standard_output() as write:
        for meaning in [known] if known else list(Code):
            write(f"{meaning.code} ({meaning.severity})\n  {meaning.sentence}\n  {meaning.advice}\n")


def _unknown_code(code: str, known: list[str]) -> None:
    from difflib import get_close_matches

    near = get_close_matches(code.lower(), known, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`cableparse explain` lists all codes"
    message(f"no diagnostic has the code {code}; {hint}")
    raise typer.Exit(USAGE)


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
