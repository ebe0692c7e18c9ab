"""The command line. Each command imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse import __version__
from cableparse.errors import CableparseError, MissingProgram, UnreadableInput
from cableparse.sources.options import OcrChoice, SourceOptions
from cableparse.sources.pdf.limits import PdfLimits
from cableparse.views.formats import Format
from cableparse.views.terminal import ReaderGone, message, standard_output, write_utf8

if TYPE_CHECKING:
    from cableparse.pages import Document

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

_DEFAULTS = SourceOptions()
Ocr = Annotated[OcrChoice, typer.Option(help="When page images are recognised, and by what program.")]
TextColumn = Annotated[
    str | None,
    typer.Option(help="The column of a table that has the text. Without it body, text, content, raw_text or document."),
]
MaxBytes = Annotated[int, typer.Option(min=1, help="Refuse a file, member, message or row of more bytes than this.")]
MaxUnpacked = Annotated[int, typer.Option(min=1, help="Unpack no more bytes than this from one archive.")]
MaxRatio = Annotated[int, typer.Option(min=1, help="Unpack no more than this many times an archive's own size.")]
MaxDepth = Annotated[int, typer.Option(min=1, help="How many archives may lie inside each other.")]
MaxPages = Annotated[int, typer.Option(min=1, help="Read no more pages than this of a PDF or an image.")]
MaxObjects = Annotated[int, typer.Option(min=1, help="Read no more glyphs and shapes than this of a PDF's page.")]
MaxContent = Annotated[int, typer.Option("--max-content-bytes", min=1, help="Unpack no more of a page than this.")]
MaxForms = Annotated[int, typer.Option("--max-form-depth", min=1, help="How deep forms may be nested in a page.")]
MaxPixels = Annotated[int, typer.Option(min=1, help="Refuse a page image of more pixels than this.")]


class Color(str, Enum):
    """What `--color` takes."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class _Tally:
    """How many documents were read, how many were not, and how many want a program that is missing."""

    def __init__(self) -> None:
        self.read = 0
        self.unreadable = 0
        self.unaided = 0

    def failed(self, error: UnreadableInput | MissingProgram) -> None:
        if isinstance(error, MissingProgram):
            self.unaided += 1
        else:
            self.unreadable += 1
        message(str(error))

    @property
    def exit_code(self) -> int:
        if self.unaided:
            return MissingProgram.exit_code
        if not self.unreadable:
            return 0
        return SOME_FAILED if self.read else UnreadableInput.exit_code


@app.command()
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files, folders, quoted globs or -.")],
    form: Annotated[Format, typer.Option("--format", help="How records are printed.")] = Format.JSON,
    as_one: Annotated[bool, typer.Option("--as-one", help="All FILEs are page images of one document.")] = False,
    ocr: Ocr = _DEFAULTS.ocr,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = _DEFAULTS.max_bytes,
    max_unpacked: MaxUnpacked = _DEFAULTS.max_unpacked,
    max_ratio: MaxRatio = _DEFAULTS.max_ratio,
    max_depth: MaxDepth = _DEFAULTS.max_depth,
    max_pages: MaxPages = _DEFAULTS.pdf.max_pages,
    max_objects: MaxObjects = _DEFAULTS.pdf.max_objects,
    max_content_bytes: MaxContent = _DEFAULTS.pdf.max_content_bytes,
    max_form_depth: MaxForms = _DEFAULTS.pdf.max_form_depth,
    max_pixels: MaxPixels = _DEFAULTS.pdf.max_pixels,
) -> None:
    """Print the record of every cable in FILE... to standard output.

    A FILE is text, a web page, an e-mail, a PDF, a page image, or an archive, a mailbox or a table of them.
    json prints an object for one record and an array for several; jsonl prints one record a line.
    """
    import gc

    from cableparse.pipeline import parse_document
    from cableparse.sources.find import find_files
    from cableparse.views.records import record_output

    # A record is a thousand small objects without a cycle: collecting after every 700 takes a thirtieth of the time.
    gc.set_threshold(20_000, 50, 50)
    pdf = PdfLimits(max_pages, max_objects, max_content_bytes, max_form_depth, max_pixels)
    options = SourceOptions(max_bytes, max_unpacked, max_ratio, max_depth, ocr, text_column, pdf)
    tally = _Tally()
    with standard_output() as write:
        output = record_output(form, write)
        paths = find_files(files, tally.failed)
        for document in _as_one(paths, options, tally) if as_one else _each(paths, options, tally):
            for cable in parse_document(document):
                output.put(cable)
        output.close()
    raise typer.Exit(tally.exit_code)


def _each(paths: Iterable[str], options: SourceOptions, tally: _Tally) -> Iterator[Document]:
    """The documents of all inputs; those that cannot be read are told to the person and counted."""
    from cableparse import sources

    for path in paths:
        try:
            for found in sources.read(path, options=options):
                if isinstance(found, UnreadableInput):
                    tally.failed(found)
                else:
                    tally.read += 1
                    yield found
        except (UnreadableInput, MissingProgram) as error:
            tally.failed(error)


def _as_one(paths: Iterable[str], options: SourceOptions, tally: _Tally) -> Iterator[Document]:
    from cableparse import sources

    given = list(paths)
    if tally.unreadable:  # a record of a cable without one of its pages would be wrong
        return
    try:
        document = sources.read_as_one(given, options=options)
    except (UnreadableInput, MissingProgram) as error:
        tally.failed(error)
    else:
        tally.read += 1
        yield document


@app.command()
def inspect(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file or -.")],
    color: Annotated[Color, typer.Option(help="auto is colour on a terminal.")] = Color.AUTO,
    ocr: Ocr = _DEFAULTS.ocr,
    text_column: TextColumn = None,
    max_bytes: MaxBytes = _DEFAULTS.max_bytes,
    max_unpacked: MaxUnpacked = _DEFAULTS.max_unpacked,
    max_ratio: MaxRatio = _DEFAULTS.max_ratio,
    max_depth: MaxDepth = _DEFAULTS.max_depth,
    max_pages: MaxPages = _DEFAULTS.pdf.max_pages,
    max_objects: MaxObjects = _DEFAULTS.pdf.max_objects,
    max_content_bytes: MaxContent = _DEFAULTS.pdf.max_content_bytes,
    max_form_depth: MaxForms = _DEFAULTS.pdf.max_form_depth,
    max_pixels: MaxPixels = _DEFAULTS.pdf.max_pixels,
) -> None:
    """Show every line of FILE with its kind and rule, and each diagnostic under its place.

    An archive, a mailbox or a table can be shown where it holds one document.
    """
    from cableparse.layout import place
    from cableparse.pipeline import parse_document
    from cableparse.views.inspection import InspectView, terminal_has_color

    pdf = PdfLimits(max_pages, max_objects, max_content_bytes, max_form_depth, max_pixels)
    options = SourceOptions(max_bytes, max_unpacked, max_ratio, max_depth, ocr, text_column, pdf)
    document = _only_document(file, options)
    diagnostics = [d for cable in parse_document(document) for d in cable.diagnostics]
    colored = color is Color.ALWAYS or (color is Color.AUTO and terminal_has_color())
    view = InspectView(place(document), diagnostics, color=colored)
    with standard_output() as write:
        for line in view.lines():
            write(line + "\n")


def _only_document(path: str, options: SourceOptions) -> Document:
    """The one document of an input; raises UnreadableInput where it has another number of them."""
    from cableparse import sources

    documents = []
    for found in sources.read(path, options=options):
        if isinstance(found, UnreadableInput):
            raise found
        documents.append(found)
        if len(documents) > 1:
            names = " and ".join(str(document.member or document.name) for document in documents)
            raise UnreadableInput(f"{path}: holds more than one document ({names}); take out the one to be shown")
    if documents[0].member:
        message(f"{path}: this is {documents[0].member}")
    return documents[0]


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
