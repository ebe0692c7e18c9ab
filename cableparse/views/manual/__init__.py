"""The manual as a person meets it: on the terminal, and as one page for a browser."""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.manual import Topic

# Prose is tiring to read in longer lines.
_WIDEST = 100


def contents(topics: Sequence[Topic]) -> str:
    """The list of all topics, and how to go on."""
    width = max(len(topic.name) for topic in topics)
    listed = "".join(f"  {topic.name:{width}}  {topic.title}\n" for topic in topics)
    return (
        f"{listed}\n`cableparse manual TOPIC` prints a topic, `cableparse manual all` the whole;\n"
        "`cableparse manual --html -o manual.html` makes one page of it for a browser.\n"
    )


def on_terminal(text: str) -> str:
    """Markdown as the terminal shows it."""
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    console.width = min(console.width, _WIDEST)
    with console.capture() as captured:
        console.print(Markdown(text, hyperlinks=False))
    return captured.get()
