"""A statement of accuracy as one HTML page."""

from __future__ import annotations

from cableparse.statement import AccuracyStatement
from cableparse.views import closed

_STYLES = ("page/base.css", "statement/page.css")


def page(statement: AccuracyStatement) -> str:
    """The page."""
    generator = statement.program or "cableparse"
    return closed.render("statement/page.html", _STYLES, statement=statement, generator=generator)
