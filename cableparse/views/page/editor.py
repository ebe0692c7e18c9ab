"""How a field is edited, as its type in the record's model says."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from cableparse.field_path import type_at, without_none
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
    annotation = type_at(Cable, path)
    inner, nullable = without_none(annotation)
    if get_origin(inner) is list:
        (item,) = get_args(inner)
        columns = _columns(item) if _is_model(item) else []
        return Editor("rows" if columns else "list", False, [], columns)
    if _is_model(inner):
        return Editor("object", nullable, [], _columns(inner))
    column = _column(path.replace("[]", ".[]").rpartition(".")[2], annotation)
    return Editor(column.kind, column.nullable, column.options, [])


def _columns(model: type[BaseModel]) -> list[ItemInput]:
    return [_column(key, f.annotation) for key, f in model.model_fields.items() if key not in _HIDDEN]


def _column(name: str, annotation: Any) -> ItemInput:
    inner, nullable = without_none(annotation)
    if get_origin(inner) is Literal:
        return ItemInput(name, "choice", [str(option) for option in get_args(inner)], nullable)
    if inner is int:
        return ItemInput(name, "integer", [], nullable)
    return ItemInput(name, "long" if name in _LONG else "text", [], nullable)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
