"""A grammar compiled by lark into a table, which is kept beside the grammar: lark takes 0.1 s for what a cable needs.

A table is JSON and nothing else, and lies where the code lies: who can put another there can as well put other code.
A wheel has the tables (hatch_build.py). A checkout keeps each at first use, as Python keeps bytecode, and unless
`PYTHONDONTWRITEBYTECODE` forbids both. One that is damaged, or of other grammars, is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cableparse.grammars.grammar import LalrTable, Rule, StateTable

if TYPE_CHECKING:
    from lark import Lark

# Raised whenever the terms of a table change.
_VERSION = 1

_Item = TypeVar("_Item")


def table(path: Path, digest: str) -> LalrTable:
    """The table of a grammar's file; `digest` is that of all grammars."""
    found = _kept(path, digest)
    if found is None:
        found = compiled(path)
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder that is not ours to write
                keep(path, digest, found)
    return found


def keep(path: Path, digest: str, found: LalrTable) -> None:
    """Put a table beside its grammar, whole or not at all."""
    text = json.dumps(found, separators=(",", ":"))
    target = _target(path)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        unfinished.write_text(f"{_seal(digest, text)}\n{text}", encoding="utf-8")
        unfinished.replace(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _kept(path: Path, digest: str) -> LalrTable | None:
    try:
        seal, _, text = _target(path).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if seal != _seal(digest, text):
        return None
    found: LalrTable = json.loads(text)
    return found


def _target(path: Path) -> Path:
    return path.with_suffix(".table")


def _seal(digest: str, text: str) -> str:
    """What says that a table is whole, and of these grammars and this version."""
    return hashlib.sha256(f"{_VERSION} {digest}\n{text}".encode()).hexdigest()


def lark(path: Path) -> Lark:
    """A grammar as lark's own parser."""
    from lark import Lark

    return Lark(
        path.read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        import_paths=[str(path.parent)],
        maybe_placeholders=False,
        propagate_positions=False,
    )


def compiled(path: Path) -> LalrTable:
    """The table that lark makes of a grammar; the same for the same grammar."""
    parser = lark(path).parser
    inner = parser.parser.parser.parse_table
    numbers = _numbers(inner)
    found = LalrTable(last=numbers[inner.end_states["start"]], states=[], rules=[], lexers=[])
    for state in numbers:
        row = StateTable(lexer=_number(found["lexers"], _lexer(parser.lexer.lexers[state])), shifts={}, reductions={})
        for name, (action, to) in sorted(inner.states[state].items()):
            if action.name == "Shift":
                row["shifts"][name] = numbers[to]
            else:
                row["reductions"][name] = _number(found["rules"], _rule(to))
        found["states"].append(row)
    return found


def _numbers(inner: Any) -> dict[Any, int]:
    """A number for each state, in an order that does not change from one run to the next as lark's does."""
    numbers = {inner.start_states["start"]: 0}
    waiting = list(numbers)
    for state in waiting:
        for _, (action, to) in sorted(inner.states[state].items()):
            if action.name == "Shift" and to not in numbers:
                numbers[to] = len(numbers)
                waiting.append(to)
    return numbers


def _number(held: list[_Item], item: _Item) -> int:
    """The place of an item in a list, at its end if it was not there."""
    if item not in held:
        held.append(item)
    return held.index(item)


def _lexer(lexer: Any) -> tuple[str, list[str]]:
    """The pattern of all terminals that may stand in a state, and which are skipped."""
    patterns = lexer.scanner._mres
    assert len(patterns) == 1, "more terminals than one pattern holds"
    return patterns[0].pattern, sorted(lexer.ignore_types)


def _rule(rule: Any) -> Rule:
    assert not (rule.alias or rule.options.expand1 or rule.options.keep_all_tokens), f"{rule} is not known here"
    kept = [
        (place, not symbol.is_term and symbol.name.startswith("_"))
        for place, symbol in enumerate(rule.expansion)
        if not (symbol.is_term and symbol.filter_out)
    ]
    whole = kept == [(place, False) for place in range(len(rule.expansion))]
    return Rule(len(rule.expansion), rule.origin.name, None if whole else kept)
