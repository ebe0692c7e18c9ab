"""The only module that knows where grammar/*.lark are and how they are compiled."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lark import Lark

_PACKAGED = Path(__file__).parent / "_grammar"
FOLDER = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent / "grammar"


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
