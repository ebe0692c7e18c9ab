"""The grammars of grammar/*.lark: where they are, and each as a `Grammar` that reads texts."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from cableparse.grammars import compiled_table
from cableparse.grammars.grammar import Grammar, Token, Tree

__all__ = ["FOLDER", "Grammar", "Token", "Tree", "digest", "keep_tables", "parser"]

_ROOT = Path(__file__).parent.parent
_PACKAGED = _ROOT / "_grammar"
FOLDER = _PACKAGED if _PACKAGED.is_dir() else _ROOT.parent / "grammar"


@cache
def parser(name: str) -> Grammar:
    """The grammar of grammar/`name`.lark."""
    return Grammar(compiled_table.table(FOLDER / f"{name}.lark", digest()))


def keep_tables() -> None:
    """Compile all grammars and put their tables beside them."""
    for path in FOLDER.glob("*.lark"):
        compiled_table.keep(path, digest(), compiled_table.compiled(path))


@cache
def digest() -> str:
    """SHA-256, in hexadecimal, over the names and bytes of all grammar files in order of their names."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.lark")):
        data = path.read_bytes()
        found.update(f"{path.name} {len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()
