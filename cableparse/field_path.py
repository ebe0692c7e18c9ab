"""Paths of fields in a record: `subject`, `message.number`, `to[0]`, `body.paragraphs[2]`, `attributes.from`."""

from __future__ import annotations

import re
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_PATH = re.compile(r"[^.\[\]]+(?:\[\d+\]|\.[^.\[\]]+)*")


class NoSuchField(Exception):
    """A record has no field at a path."""


def value_at(record: Any, path: str) -> Any:
    """The value at `path` in a record as plain objects.

    Raises:
        NoSuchField: there is none.
    """
    node = record
    for step in _steps(path):
        node = _child(node, step, path)
    return node


def put_at(record: Any, path: str, value: Any) -> None:
    """Replace the value at `path` in a record as plain objects.

    Raises:
        NoSuchField: there is none.
    """
    *parents, last = _steps(path)
    node = record
    for step in parents:
        node = _child(node, step, path)
    _child(node, last, path)
    node[last] = value


def _steps(path: str) -> list[str | int]:
    if not _PATH.fullmatch(path):
        raise NoSuchField(path)
    return [int(index) if index else name for name, index in _STEP.findall(path)]


def _child(node: Any, step: str | int, path: str) -> Any:
    if isinstance(node, dict) and step in node:
        return node[step]
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    raise NoSuchField(path)
