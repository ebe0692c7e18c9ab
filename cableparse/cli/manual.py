"""`cableparse manual`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.target import must_be_free
from cableparse.cli.usage import USAGE, nearest
from cableparse.views.terminal import message, standard_output

if TYPE_CHECKING:
    from cableparse.manual import Topic

ALL = "all"


def manual(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="TOPIC", help="Topics or commands, or all; without it the topics are listed."),
    ] = None,
    html: Annotated[
        bool, typer.Option("--html", help="Write one page for a browser, of all topics where none is named.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write; without it it is printed.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE where it exists.")] = False,
) -> None:
    """Print what the manual says on TOPIC.

    In a pipe or a FILE it is Markdown as it was written. `cableparse help TOPIC` does the same.
    """
    from cableparse.manual import topics
    from cableparse.views.manual import contents, on_terminal

    if output:
        must_be_free(output, force)
    if not wanted and not html and not output:
        text = contents(topics())
    else:
        text = _text(_chosen(wanted or [ALL], topics()), html)
    if output:
        _write(output, text)
        return
    with standard_output() as write:
        write(on_terminal(text) if wanted and not html and sys.stdout.isatty() else text)


def _text(chosen: list[Topic], html: bool) -> str:
    from cableparse.cli.option_tables import option_tables

    tables = option_tables()
    whole = [topic.with_tables(tables) for topic in chosen]
    if html:
        from cableparse.views.manual.manual_page import page

        return page(whole)
    return "\n".join(topic.text for topic in whole)


def _chosen(wanted: Sequence[str], known: list[Topic]) -> list[Topic]:
    """The topics by their own names or by those of the commands that they tell of, each once, in their order."""
    if ALL in wanted:
        return known
    for name in wanted:
        if not any(topic.is_about(name) for topic in known):
            hint = nearest(name, [topic.name for topic in known]) or "`cableparse manual` lists all topics."
            message(f"the manual has no topic {name}. {hint}")
            raise typer.Exit(USAGE)
    return [topic for topic in known if any(topic.is_about(name) for name in wanted)]


def _write(output: Path, text: str) -> None:
    from cableparse.output import replacing

    with replacing(output) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    message(f"wrote {output}")
