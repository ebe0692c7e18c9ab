"""One name for one thing: no two files of the package are called the same, nor two of its public classes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from listing import PACKAGE

# A command's file is named after the command, whatever there is of that name below it.
_COMMANDS = PACKAGE / "cli"
_FILES = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]


def test_a_file_name_stands_once() -> None:
    assert _twice(path.name for path in _FILES if path.parent != _COMMANDS) == []


def test_a_class_name_stands_once() -> None:
    assert _twice(name for path in _FILES for name in _classes(path)) == []


def _classes(path: Path) -> Iterator[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return (node.name for node in nodes if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
