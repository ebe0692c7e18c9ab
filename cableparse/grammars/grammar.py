"""A grammar's table, driven: tokens and trees of a text.

A header line is a text of a few tokens. Lark's own parser spends most of its time there on what such a line does not
need: line counts, error recovery, a lexer thread. This one takes a fifth of the time, and a start of the program need
not import lark. tests/test_grammar.py holds that its trees are lark's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from re import Match
from typing import NamedTuple, NoReturn, TypedDict

_END = "$END"
_Match = Callable[[str, int], Match[str] | None]


class Rule(NamedTuple):
    """A rule: how many parts it has, its name, and which parts its tree keeps, each with whether it is taken apart."""

    size: int
    name: str
    kept: list[tuple[int, bool]] | None
    """None where the tree keeps all as they are."""


class StateTable(TypedDict):
    """A state: the number of its lexer; by name of token or rule the state that follows, or the rule that is complete.

    All by their numbers.
    """

    lexer: int
    shifts: dict[str, int]
    reductions: dict[str, int]


class LalrTable(TypedDict):
    """An LALR table with its lexers (a pattern and which tokens it skips), in terms of JSON; state 0 is the first."""

    last: int
    states: list[StateTable]
    rules: list[Rule]
    lexers: list[tuple[str, list[str]]]


class Token(str):
    """A word of a text, of a type that the grammar names; from `start_pos` to `end_pos` in the text."""

    __slots__ = ("end_pos", "start_pos", "type")

    type: str
    start_pos: int
    end_pos: int

    def __new__(cls, type: str, text: str, start_pos: int = 0, end_pos: int = 0) -> Token:
        """A token of `text`, which a reader may have made of others."""
        token = str.__new__(cls, text)
        token.type = type
        token.start_pos = start_pos
        token.end_pos = end_pos
        return token


@dataclass(slots=True)
class Tree:
    """What a rule, `data`, is made of."""

    data: str
    children: list[Tree | Token]

    def find(self, rule: str) -> Iterator[Tree]:
        """The trees of a rule in this one, itself included, in the order of the text."""
        if self.data == rule:
            yield self
        for child in self.children:
            if isinstance(child, Tree):
                yield from child.find(rule)


class _State:
    """A state of the table: what matches the next token there, which tokens are skipped, and what each token does."""

    __slots__ = ("match", "reductions", "shifts", "skipped")

    def __init__(self, pattern: str, skipped: list[str]) -> None:
        self.match: _Match = partial(_first_match, self, pattern)
        self.skipped = frozenset(skipped)
        self.shifts: dict[str, _State] = {}
        self.reductions: dict[str, Rule] = {}


def _first_match(state: _State, pattern: str, text: str, position: int) -> Match[str] | None:
    """Most texts meet few of a grammar's states: a pattern is compiled when its state is met."""
    state.match = _matcher(pattern)
    return state.match(text, position)


@cache
def _matcher(pattern: str) -> _Match:
    return re.compile(pattern).match


class Grammar:
    """A grammar of lark's, LALR with the contextual lexer."""

    def __init__(self, table: LalrTable) -> None:
        rules = [Rule(*rule) for rule in table["rules"]]
        states = [_State(*table["lexers"][state["lexer"]]) for state in table["states"]]
        for state, row in zip(states, table["states"], strict=True):
            state.shifts = {name: states[to] for name, to in row["shifts"].items()}
            state.reductions = {name: rules[rule] for name, rule in row["reductions"].items()}
        self._first, self._last = states[0], states[table["last"]]

    def parse(self, text: str) -> Tree:
        """The tree of `text`.

        Raises UnexpectedCharacters where the grammar knows no token, KeyError where it wants one more: grammars here
        have a token that takes whatever is left, and may end behind each, so that no text does either.
        """
        position, end = 0, len(text)
        state, states, values = self._first, [self._first], list[Tree | Token]()
        while position < end:
            found = state.match(text, position)
            if found is None:
                _refuse(text, position)
            kind, start, position = found.lastgroup or "", position, found.end()
            if kind in state.skipped:
                continue
            while (rule := state.reductions.get(kind)) is not None:
                state = _reduce(states, values, rule)
            state = state.shifts[kind]
            states.append(state)
            values.append(Token(kind, found[0], start, position))
        while state is not self._last:
            state = _reduce(states, values, state.reductions[_END])
        tree = values[-1]
        assert isinstance(tree, Tree)
        return tree

    def tokens(self, text: str) -> list[Token]:
        """The children of `parse`, of a grammar whose tree is nothing but tokens that may each stand anywhere.

        Raises UnexpectedCharacters as `parse` does.
        """
        position, end = 0, len(text)
        match, skipped, found = self._first.match, self._first.skipped, list[Token]()
        while position < end:
            known = match(text, position)
            if known is None:
                _refuse(text, position)
            kind, start, position = known.lastgroup or "", position, known.end()
            if kind not in skipped:
                found.append(Token(kind, known[0], start, position))
        return found


def _reduce(states: list[_State], values: list[Tree | Token], rule: Rule) -> _State:
    """The state that follows, the rule's tree being in the place of its parts."""
    parts: list[Tree | Token] = []
    if rule.size:
        parts = values[-rule.size :]
        del states[-rule.size :], values[-rule.size :]
    children = parts if rule.kept is None else _children(parts, rule.kept)
    values.append(Tree(rule.name, children))
    state = states[-1].shifts[rule.name]
    states.append(state)
    return state


def _children(parts: list[Tree | Token], kept: list[tuple[int, bool]]) -> list[Tree | Token]:
    children: list[Tree | Token] = []
    for place, apart in kept:
        part = parts[place]
        if not (apart and isinstance(part, Tree)):
            children.append(part)
        elif children:
            children += part.children
        else:  # a list that grows from the left is not copied at each step
            children = part.children
    return children


def _refuse(text: str, position: int) -> NoReturn:
    from lark import UnexpectedCharacters

    raise UnexpectedCharacters(text, position, -1, -1)  # type: ignore[no-untyped-call]  # lark's is not typed
