"""`cableparse inspect`."""

from __future__ import annotations

from enum import Enum
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.errors import UnreadableInput
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import message, standard_output

if TYPE_CHECKING:
    from cableparse.lines import Labelled
    from cableparse.pages import Document
    from cableparse.record import Diagnostic


class ColorWhen(str, Enum):
    """What `--color` takes."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@takes(options=source_options)
def inspect(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file or -.")],
    options: SourceOptions,
    color: Annotated[ColorWhen, typer.Option(help="auto is colour on a terminal.")] = ColorWhen.AUTO,
) -> None:
    """Show every line of FILE with its label and what decided it, and each diagnostic under its place.

    Before each line stand its number, kind and label, how sure the label is, the second best, and the reason.

    An archive, a mailbox or a table can be shown where it holds one document.
    """
    from cableparse.account import as_read
    from cableparse.lines import arrange
    from cableparse.pipeline import parse_messages
    from cableparse.views.inspection import InspectView, terminal_has_color

    document = _only_document(file, options)
    messages = arrange(document)
    lines: list[Labelled] = []
    diagnostics: list[Diagnostic] = []
    for one_message, cable in zip_longest(messages, parse_messages(messages, document)):
        lines += as_read(one_message.lines if one_message else [], ((one.code, one.span) for one in cable.diagnostics))
        diagnostics += cable.diagnostics
    colored = color is ColorWhen.ALWAYS or (color is ColorWhen.AUTO and terminal_has_color())
    view = InspectView(lines, diagnostics, color=colored)
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
