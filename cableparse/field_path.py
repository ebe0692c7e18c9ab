"""Paths of fields in a record: `subject`, `message.number`, `to[0]`, `body.paragraphs[2]`, `attributes.from`."""

from __future__ import annotations

import re
import types
from functools import lru_cache
from typing import Any, Union, get_args, get_origin

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_INDEX = re.compile(r"\[\d+\]")
# An item of a list: the list, and which it is.
ITEM = re.compile(r"(.+)\[(\d+)\]")
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


def found_at(record: Any, path: str) -> Any:
    """The value at `path` in a record as plain objects, None where there is none."""
    try:
        return value_at(record, path)
    except NoSuchField:
        return None


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


def put_new(record: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path of names alone; what it stands in is made where it is not there yet."""
    *parents, last = path.split(".")
    for parent in parents:
        record = record.setdefault(parent, {})
    record[last] = value


def list_of(path: str) -> str:
    """The path of the outermost list that a field stands in: `to` for `to[0]`; its own where it stands in none."""
    return path.partition("[")[0]


def any_item(path: str) -> str:
    """The path with `[]`, which stands for any item, in place of each index."""
    return _INDEX.sub("[]", path)


def type_at(model: Any, path: str) -> Any:
    """The type of the field at `path` of a record's model, as it is annotated; `[]` stands for any item."""
    annotation = model
    for name in path.replace("[]", ".[]").split("."):
        within = without_none(annotation)[0]
        annotation = get_args(within)[0] if name == "[]" else _member(within, name)
    return annotation


def without_none(annotation: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was part of it."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return parts[0], len(parts) < len(get_args(annotation))


def _member(model: Any, name: str) -> Any:
    return next(f.annotation for key, f in model.model_fields.items() if name in (f.alias or key, key))


@lru_cache(maxsize=4096)
def _steps(path: str) -> tuple[str | int, ...]:
    if not _PATH.fullmatch(path):
        raise NoSuchField(path)
    return tuple(int(index) if index else name for name, index in _STEP.findall(path))


def _child(node: Any, step: str | int, path: str) -> Any:
    if isinstance(node, dict) and step in node:
        return node[step]
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    raise NoSuchField(path)
