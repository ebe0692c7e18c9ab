"""What the fields of every header grammar share: the reading, the lines' rules, what no field took."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from lark import Token, Tree

from cableparse.draft import Draft
from cableparse.fields import references
from cableparse.fields.value import Printed
from cableparse.layout.cues import Mark
from cableparse.reading import Piece, Reading

_MARKDOWN = re.compile(r"[\s#*>|_]*")
_KEPT_RULES = ("handling", "references_rest")


class HeaderLine(NamedTuple):
    """A header line: its text's place, and the rule that made it one."""

    mark: Mark
    rule: str

    @property
    def piece(self) -> Piece:
        """The line's text; a line that goes on with a subject may begin with dashes or a quotation mark."""
        mark = self.mark
        if self.rule != "continuation":
            return Piece(mark.line, mark.start, mark.end)
        lead = _MARKDOWN.match(mark.line.text, 0, mark.end)
        return Piece(mark.line, lead.end() if lead else mark.start, mark.end)


class Fields(ABC):
    """Reads the nodes of one grammar's tree into a draft."""

    def __init__(self, draft: Draft, lines: Sequence[HeaderLine]) -> None:
        self.draft = draft
        self.reading = Reading([line.piece for line in lines])
        self.rules = {m.line.number: rule for m, rule in lines if rule in _KEPT_RULES}
        self.leftover: list[Token] = []

    @abstractmethod
    def field(self, name: str, tokens: list[Token]) -> None:
        """Read one field: the grammar's rule `name` and its tokens, the label first."""

    def put(self, node: Tree[Token] | Token) -> None:
        """Read one node of the tree."""
        if isinstance(node, Tree):
            self.field(str(node.data), [t for t in node.children if isinstance(t, Token)])
        elif self.rules.get(self._line_number(node)) == "references_rest":
            references.read(self.draft, self.value([node]))
        else:
            self.leftover.append(node)

    def unplaced(self) -> list[int]:
        """The numbers of the lines that are nothing but leftover text."""
        whole = {piece.line.number: piece.end - piece.start for piece in self.reading.pieces}
        found = ((self._line_number(token), len(token.strip())) for token in self.leftover)
        return [number for number, length in found if length >= whole[number] - 1]

    def split(self, tokens: Sequence[Token]) -> tuple[Printed, Printed]:
        """The field's own lines, and the captions and passing lines that stand below it."""
        if not self.rules:
            return self.value(tokens), self.value([])
        own: list[Token] = []
        rest: list[Token] = []
        for token in tokens:
            (rest if self.rules.get(self._line_number(token)) == "handling" else own).append(token)
        return self.value(own), self.value(rest)

    def value(self, tokens: Sequence[Token]) -> Printed:
        """Some tokens with their place."""
        return Printed(self.reading, tokens)

    def _line_number(self, token: Token) -> int:
        return self.reading.spans(token.start_pos or 0, token.end_pos or 0)[0].line
