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

# What a token makes a state do: the state to shift to, or the rule to reduce by: its length, its name, what builds it.
_Reduction = tuple[int, str, Callable[[list[Any]], Any]]


class _State:
    """A state of the table: what matches the next token there, which tokens are skipped, and what each token does."""

    __slots__ = ("actions", "match", "skipped")

    def __init__(self, match: Callable[[str, int], Match[str] | None], skipped: frozenset[str]) -> None:
        self.match = match
        self.skipped = skipped
        self.actions: dict[str, _State | _Reduction] = {}


class Grammar:
    """A grammar of lark's, LALR with the contextual lexer."""

    def __init__(self, lark: Lark) -> None:
        inner = lark.parser.parser.parser  # type: ignore[attr-defined]  # lark names no types of its parts
        lexers = lark.parser.lexer.lexers  # type: ignore[attr-defined]  # as above
        table = inner.parse_table
        states = {number: _state(lexers[number]) for number in table.states}
        for number, state in states.items():
            for name, (action, to) in table.states[number].items():
                if action.name == "Shift":
                    state.actions[name] = states[to]
                else:
                    state.actions[name] = (len(to.expansion), to.origin.name, inner.callbacks[to])
        self._first = states[table.start_states["start"]]
        self._last = states[table.end_states["start"]]

    def parse(self, text: str) -> Tree[Token]:
        """The tree of `text`; its tokens know their place in it, and no line or column.

        Raises UnexpectedCharacters where the grammar knows no token, UnexpectedEnd where it wants one more: grammars
        here end in a token that takes whatever is left, so that no text does either.
        """
        position, end = 0, len(text)
        states, values = [self._first], list[Any]()
        while position < end:
            state = states[-1]
            found = state.match(text, position)
            if found is None:
                raise UnexpectedCharacters(text, position, -1, -1)  # type: ignore[no-untyped-call]  # as above
            start, position = position, found.end()
            kind = found.lastgroup or ""
            if kind not in state.skipped:
                self._feed(states, values, kind, Token(kind, found[0], start, None, None, None, None, position))
        self._feed(states, values, _END, None)
        return values[-1]  # type: ignore[no-any-return]  # the start rule's tree

    def _feed(self, states: list[_State], values: list[Any], kind: str, token: Token | None) -> None:
        """Reduce by what the token ends, then shift it; the end of the text is reached when all is one tree."""
        while True:
            action = states[-1].actions.get(kind)
            if action is None:
                raise UnexpectedCharacters(str(token or ""), 0, -1, -1)  # type: ignore[no-untyped-call]  # as above
            if isinstance(action, _State):
                states.append(action)
                values.append(token)
                return
            size, name, build = action
            parts = values[len(values) - size :]
            del states[len(states) - size :], values[len(values) - size :]
            values.append(build(parts))
            following = states[-1].actions[name]
            assert isinstance(following, _State)
            states.append(following)
            if token is None and following is self._last:
                return


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
