"""The only module that knows where grammar/*.lark are, how they are compiled, and how a table of lark's is driven.

A header line is a text of a few tokens. Lark's own parser spends most of its time there on what such a line does not
need: line counts, error recovery, a lexer thread. `Grammar` reads the LALR table and the lexers that lark built, which
lark keeps private, and drives them itself: a fifth of the time. tests/test_grammar.py holds that its trees are lark's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from re import Match
from typing import Any

from lark import Lark, Token, Tree, UnexpectedCharacters

_PACKAGED = Path(__file__).parent / "_grammar"
FOLDER = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent / "grammar"
_END = "$END"
# Past `Token.__new__`, which only sorts out deprecated arguments.
_token: Callable[..., Token] = Token._future_new

# A rule that a token makes a state reduce by: its length, its name, what builds it.
_Reduction = tuple[int, str, Callable[[list[Any]], Any]]


class _State:
    """A state of the table: what matches the next token there, which tokens are skipped, and what each token does."""

    __slots__ = ("match", "reductions", "shifts", "skipped")

    def __init__(self, match: Callable[[str, int], Match[str] | None], skipped: frozenset[str]) -> None:
        self.match = match
        self.skipped = skipped
        self.shifts: dict[str, _State] = {}
        self.reductions: dict[str, _Reduction] = {}


class Grammar:
    """A grammar of lark's, LALR with the contextual lexer."""

    def __init__(self, lark: Lark) -> None:
        inner = lark.parser.parser.parser
        lexers = lark.parser.lexer.lexers
        table = inner.parse_table
        states = {number: _state(lexers[number]) for number in table.states}
        for number, state in states.items():
            for name, (action, to) in table.states[number].items():
                if action.name == "Shift":
                    state.shifts[name] = states[to]
                else:
                    state.reductions[name] = (len(to.expansion), to.origin.name, inner.callbacks[to])
        self._first = states[table.start_states["start"]]
        self._last = states[table.end_states["start"]]

    def parse(self, text: str) -> Tree[Token]:
        """The tree of `text`; its tokens know their place in it, and no line or column.

        Raises UnexpectedCharacters where the grammar knows no token, KeyError where it wants one more: grammars here
        have a token that takes whatever is left, and may end behind each, so that no text does either.
        """
        position, end = 0, len(text)
        state, states, values = self._first, [self._first], list[Any]()
        while True:
            kind, token = _END, None
            if position < end:
                found = state.match(text, position)
                if found is None:
                    raise UnexpectedCharacters(text, position, -1, -1)  # type: ignore[no-untyped-call]  # as above
                kind, start, position = found.lastgroup or "", position, found.end()
                if kind in state.skipped:
                    continue
                token = _token(kind, found[0], start, None, None, None, None, position)
            while (reduction := state.reductions.get(kind)) is not None:
                state = _reduce(states, values, reduction)
                if token is None and state is self._last:
                    return values[-1]  # type: ignore[no-any-return]  # the start rule's tree
            state = state.shifts[kind]
            states.append(state)
            values.append(token)

    def tokens(self, text: str) -> list[Token]:
        """The children of `parse`, of a grammar whose tree is nothing but tokens that may each stand anywhere.

        Raises UnexpectedCharacters as `parse` does.
        """
        position, end = 0, len(text)
        match, skipped, found = self._first.match, self._first.skipped, list[Token]()
        while position < end:
            known = match(text, position)
            if known is None:
                raise UnexpectedCharacters(text, position, -1, -1)  # type: ignore[no-untyped-call]  # as above
            kind, start, position = known.lastgroup or "", position, known.end()
            if kind not in skipped:
                found.append(_token(kind, known[0], start, None, None, None, None, position))
        return found


def _reduce(states: list[_State], values: list[Any], reduction: _Reduction) -> _State:
    """The state that follows, what the rule builds being in the place of its parts."""
    size, name, build = reduction
    if size:
        parts = values[-size:]
        del states[-size:], values[-size:]
    else:
        parts = []
    values.append(build(parts))
    state = states[-1].shifts[name]
    states.append(state)
    return state


def _state(lexer: Any) -> _State:
    """A state without its actions, from the lexer that lark made for it."""
    patterns = lexer.scanner._mres
    assert len(patterns) == 1, "more terminals than one pattern holds"
    return _State(patterns[0].match, frozenset(lexer.ignore_types))


@cache
def parser(name: str) -> Grammar:
    """The grammar of grammar/`name`.lark, compiled once a process."""
    return Grammar(lark(name))


def lark(name: str) -> Lark:
    """The same grammar as lark's own parser."""
    return Lark(
        (FOLDER / f"{name}.lark").read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        import_paths=[str(FOLDER)],
        maybe_placeholders=False,
        propagate_positions=False,
    )


@cache
def digest() -> str:
    """SHA-256, in hexadecimal, over the names and bytes of all grammar files in order of their names."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.lark")):
        data = path.read_bytes()
        found.update(f"{path.name} {len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()
