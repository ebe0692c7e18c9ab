"""One line of the drafting officers: OFFICE:NAME[:typist], several on a line, with date and telephone behind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lark import Token, Tree

from cableparse import damage
from cableparse.dates import iso_date
from cableparse.grammars import parser
from cableparse.vocabulary import offices

_EDGES = " ,-"
# The initials of a typist, the shortest name that stands before them, and one that a lost colon glued to its office.
_TYPIST = range(1, 5)
_NAME = 5


class Officer(NamedTuple):
    """An officer as read; `start` and `end` count characters of the line, `name` may be empty.

    `repair` is what was printed and what it was read as, where the colon between office and name is damaged.
    """

    office: str | None
    name: str
    start: int
    end: int
    repair: tuple[str, str] | None = None


class Line(NamedTuple):
    """The officers of a line, and the date behind them in ISO 8601 with its place."""

    officers: tuple[Officer, ...]
    date: str | None
    start: int
    end: int


@lru_cache(maxsize=4096)
def parse(text: str) -> Line:
    """What one line says. Officers with no office are those whose line names none."""
    officers: list[Officer] = []
    date, start, end = None, 0, 0
    for node in parser("drafting").parse(text).children:
        if not isinstance(node, Tree) or node.data == "office":
            continue
        officers += _officers(node)
        for token in (token for tail in node.find_data("tail") for token in tail.children if isinstance(token, Token)):
            if token.type == "DATE" and date is None:
                date = iso_date(damage.digits(token))
            start = start or token.start_pos or 0
            end = token.end_pos or 0
    return Line(tuple(officers), date, start, end)


def _officers(node: Tree[Token]) -> Iterator[Officer]:
    """The officers of one chain of words between separators: mostly one, two where a stroke parts name and office."""
    links = [token for office in node.find_data("office") for token in office.children if isinstance(token, Token)]
    words = [token for token in node.children if isinstance(token, Token)]
    ...
