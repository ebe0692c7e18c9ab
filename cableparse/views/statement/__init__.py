"""A statement of accuracy as people read it: as text for a finding aid, and as a page that prints well."""

from __future__ import annotations

from collections.abc import Iterator

from cableparse.statement import AccuracyStatement
from cableparse.views import closed

_STYLES = ("page/base.css", "statement/page.css")


def as_text(statement: AccuracyStatement) -> str:
    """One line a paragraph, since a finding aid breaks lines itself; lines of tables are indented."""
    return "".join(f"{line}\n" for line in _lines(statement))


def as_page(statement: AccuracyStatement) -> str:
    """One HTML page, which opens from disk and prints well."""
    generator = statement.program or "cableparse"
    return closed.render("statement/page.html", _STYLES, statement=statement, generator=generator)


def _lines(statement: AccuracyStatement) -> Iterator[str]:
    yield from (statement.title, "", statement.summary)
    for section in statement.sections:
        yield from ("", section.title, *section.paragraphs)
        for table in section.tables:
            yield from ("", f"{table.caption}:", *(f"  {line}" for line in table.lines))
    if statement.program and statement.made_on:
        yield from ("", f"Stated by {statement.program} on {statement.made_on}.")
