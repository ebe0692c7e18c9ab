"""The Arrow schema of a record, derived from the record's models: lists, structs and maps as they are nested there."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic import BaseModel, JsonValue

from cableparse.record import Cable

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), JsonValue: pa.string()}

# What stands beside the record's own fields, for joins and for dates.
KEY = pa.field("key", pa.string(), nullable=False)
SENT = pa.field("sent", pa.timestamp("ms", "UTC"))


def record_schema() -> pa.Schema:
    """The fields of a record in their order, then `key` and `sent`, which is `dtg.utc` as a time."""
    return pa.schema([*_fields(Cable), KEY, SENT])


def _fields(model: type) -> Iterator[pa.Field]:
    for name, annotation in _annotations(model):
        kind, nullable = _not_null(annotation)
        yield pa.field(name, _type(kind), nullable=nullable)


def _annotations(model: type) -> Iterator[tuple[str, Any]]:
    """The names, as they are written, and types of a model's, a dataclass's or a named tuple's fields."""
    if issubclass(model, BaseModel):
        for name, field in model.model_fields.items():
            yield field.serialization_alias or name, field.annotation
    else:
        yield from get_type_hints(model).items()


def _not_null(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        (kind,) = (each for each in get_args(annotation) if each is not type(None))
        return kind, True
    return annotation, False


def _type(kind: Any) -> pa.DataType:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(pa.field("element", _type(arguments[0]), nullable=False))
    if origin is dict:
        return pa.map_(_type(arguments[0]), pa.field("value", _type(arguments[1]), nullable=False))
    if not (issubclass(kind, (BaseModel, tuple)) or dataclasses.is_dataclass(kind)):
        raise TypeError(f"no Arrow type is known for {kind}")
    return pa.struct(list(_fields(kind)))
