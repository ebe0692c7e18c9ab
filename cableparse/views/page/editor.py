"""How a field is edited, as its type in the record's model says."""

from __future__ import annotations

import types
from functools import cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from cableparse.record import Cable

# Columns of an item that follow from others, or point elsewhere in the record.
_HIDDEN = frozenset({"redactions"})
_LONG = frozenset({"text", "subject"})


class ItemInput(NamedTuple):
    """One input for a part of an item."""

    name: str
    kind: str  # text, long, integer or choice
    options: list[str]
    nullable: bool


class Editor(NamedTuple):
    """The inputs of a field.

    `kind` is `text`, `long`, `integer`, `choice`, `list` (of text), `rows` (a list of items) or `object` (one item);
    the last two have `columns`.
    """

    kind: str
    nullable: bool
    options: list[str]
    columns: list[ItemInput]

    @property
    def plain(self) -> dict[str, object]:
        """As the page's script takes it."""
        return {**self._asdict(), "columns": [column._asdict() for column in self.columns]}


@cache
def editor_of(path: str) -> Editor:
    """The inputs of the field at `path`, in which `[]` stands for any item and `*` for any name."""
    if path.endswith(".*"):
        return Editor("text", False, [], [])
    annotation: Any = Cable
    name = ""
    for name in path.replace("[]", ".[]").split("."):
        annotation = _item(annotation) if name == "[]" else _member(annotation, name)
    inner, nullable = _without_none(annotation)
    if get_origin(inner) is list:
        (item,) = get_args(inner)
        columns = _columns(item) if _is_model(item) else []
        return Editor("rows" if columns else "list", False, [], columns)
    if _is_model(inner):
        return Editor("object", nullable, [], _columns(inner))
    column = _column(name, annotation)
    return Editor(column.kind, column.nullable, column.options, [])


def _item(annotation: Any) -> Any:
    return get_args(_without_none(annotation)[0])[0]


def _member(annotation: Any, name: str) -> Any:
    model = _without_none(annotation)[0]
    return next(f.annotation for key, f in model.model_fields.items() if name in (f.alias or key, key))


def _columns(model: type[BaseModel]) -> list[ItemInput]:
    return [_column(key, f.annotation) for key, f in model.model_fields.items() if key not in _HIDDEN]


def _column(name: str, annotation: Any) -> ItemInput:
    inner, nullable = _without_none(annotation)
    if get_origin(inner) is Literal:
        return ItemInput(name, "choice", [str(option) for option in get_args(inner)], nullable)
    if inner is int:
        return ItemInput(name, "integer", [], nullable)
    return ItemInput(name, "long" if name in _LONG else "text", [], nullable)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was part of it."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return parts[0], len(parts) < len(get_args(annotation))


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
