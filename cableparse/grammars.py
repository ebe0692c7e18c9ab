"""The only module that knows where grammar/*.lark are and how they are compiled."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from lark import Lark, Token, UnexpectedCharacters
from lark.common import LexerConf
from lark.lexer import BasicLexer, ContextualLexer, LexerState, Scanner, TerminalDef
from lark.parsers.lalr_parser_state import ParserState
from lark.utils import TextSlice

_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_PACKAGED = Path(__file__).parent / "_grammar"
FOLDER = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent / "grammar"


class _Scanner(Scanner):
    """Lark's scanner with an empty group behind each terminal in place of a named one around it.

    The engine then passes over a terminal at its first letter, which halves the time of a token.
    """

    def _build_mres(self, terminals: list[TerminalDef], max_size: int) -> list[re.Pattern[str]]:
        self._types = ["", *(t.name for t in terminals)]
        return [re.compile("|".join(f"(?:{bare(t.pattern.to_regexp())})()" for t in terminals), self.g_regex_flags)]

    def match(self, text: TextSlice[str], pos: int) -> tuple[str, str] | None:
        found = self._mres[0].match(text.text, pos, text.end)
        return (found[0], self._types[found.lastindex or 0]) if found else None


class _Lexer(BasicLexer):
    def _build_scanner(self) -> Scanner:
        plain = super()._build_scanner()
        return _Scanner(plain.terminals, self.g_regex_flags, self.re, use_bytes=False)  # type: ignore[no-untyped-call]  # lark has no type there

    def match(self, text: TextSlice[str], pos: int) -> tuple[str, str] | None:
        return self.scanner.match(text, pos)  # type: ignore[no-any-return]  # as above


class _ContextualLexer(ContextualLexer):
    """Leaves lark's validation of terminals, a second of every start, to the tests (tests/test_grammar.py)."""

    BasicLexer = _Lexer
    lexers: dict[int, _Lexer]  # type: ignore[assignment]  # lark names only the base class

    def __init__(
        self, conf: LexerConf, states: dict[int, Collection[str]], always_accept: Collection[str] = ()
    ) -> None:
        conf.skip_validation = True
        super().__init__(conf, states, always_accept)

    def lex(self, lexer_state: LexerState, parser_state: ParserState[int]) -> Iterator[Token]:
        """Tokens without line and column: a reading finds the place in the input by the offset."""
        text, position, end = lexer_state.text.text, lexer_state.text.start, lexer_state.text.end
        while position < end:
            lexer = self.lexers[parser_state.position]
            found = lexer.match(lexer_state.text, position)
            if found is None:
                raise UnexpectedCharacters(text, position, -1, -1, state=parser_state)  # type: ignore[no-untyped-call]  # as above
            value, kind = found
            start, position = position, position + len(value)
            if kind not in lexer.ignore_types:
                token = Token(kind, value, start, None, None, None, None, position)
                yield lexer.callback[kind](token) if kind in lexer.callback else token


def bare(pattern: str) -> str:
    """A pattern whose named groups do not capture, so that many fit into one."""
    return _GROUP_NAME.sub("(?:", pattern)


@cache
def parser(name: str) -> Lark:
    """The LALR parser of grammar/`name`.lark, compiled once a process."""
    return Lark(
        (FOLDER / f"{name}.lark").read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        import_paths=[str(FOLDER)],
        maybe_placeholders=False,
        propagate_positions=False,
        _plugins={"ContextualLexer": _ContextualLexer},
    )


@cache
def pattern(name: str, terminal: str) -> re.Pattern[str]:
    """One terminal of grammar/`name`.lark as a regular expression, with the terminal's named groups.

    What a grammar names as one token is taken apart with the very pattern that found it.
    """
    found = next((t for t in parser(name).terminals if t.name == terminal), None)
    if found is None:
        raise LookupError(f"grammar/{name}.lark has no terminal {terminal}")
    return re.compile(found.pattern.to_regexp())


@cache
def scanner(name: str, *terminals: str) -> re.Pattern[str]:
    """Some terminals of a grammar as one pattern, in the order given, each in a group of its name."""
    return re.compile("|".join(f"(?P<{t}>{bare(pattern(name, t).pattern)})" for t in terminals))


@cache
def digest() -> str:
    """SHA-256, in hexadecimal, over the names and bytes of all grammar files in order of their names."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.lark")):
        data = path.read_bytes()
        found.update(f"{path.name} {len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()
