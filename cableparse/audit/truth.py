"""What people made sure of in a record, in the form of a label: the fields that were corrected or found right."""

from __future__ import annotations

import json
import re
from typing import Any

from cableparse.evaluation import SCALARS
from cableparse.field_path import NoSuchField, value_at
from cableparse.record import Cable

_LISTS = (
    *("captions", "precedence", "to", "info", "tags", "references"),
    *("distribution.offices", "distribution.info"),
    *("drafting.drafted_by", "drafting.approved_by", "drafting.cleared_by"),
    *("executive_order.reasons", "release.exemptions", "body.paragraphs", "redactions"),
)
_ITEM = re.compile(r"(.+?)\[\d+\]")
_ATTRIBUTES = "attributes."


def truth(cable: Cable) -> dict[str, Any]:
    """The record's own paths with the values that people stand for; empty where nobody looked.

    Of a list only the whole says what should be in it: it is there where each of its items was looked at.
    """
    record = json.loads(cable.to_json())
    settled = {check.path for check in cable.checked}
    settled |= {made.path for made in cable.corrections if made.now is not None or not _ITEM.fullmatch(made.path)}
    # Behind an item that was taken out the others have moved: which of them were looked at is not known any more.
    moved = {item[1] for made in cable.corrections if made.now is None and (item := _ITEM.fullmatch(made.path))}
    found: dict[str, Any] = {}
    for path in sorted(settled):
        if path in SCALARS or path.startswith(_ATTRIBUTES):
            _put(found, path, _held(record, path))
    for path in _LISTS:
        items = value_at(record, path)
        if path in settled or (
            items and path not in moved and all(_is_settled(path, n, settled) for n in range(len(items)))
        ):
            _put(found, path, [_outline(item) for item in items] if path == "body.paragraphs" else items)
    return found


def _held(record: dict[str, Any], path: str) -> Any:
    if path.startswith(_ATTRIBUTES):  # whose names may hold dots
        return record["attributes"].get(path.removeprefix(_ATTRIBUTES))
    try:
        return value_at(record, path)
    except NoSuchField:
        return None


def _is_settled(path: str, number: int, settled: set[str]) -> bool:
    item = f"{path}[{number}]"
    return item in settled or f"{item}.codes" in settled


def _put(values: dict[str, Any], path: str, value: Any) -> None:
    if path.startswith(_ATTRIBUTES):
        values.setdefault("attributes", {})[path.removeprefix(_ATTRIBUTES)] = value
        return
    *parents, name = path.split(".")
    for parent in parents:
        values = values.setdefault(parent, {})
    values[name] = value


def _outline(paragraph: dict[str, Any]) -> dict[str, Any]:
    """Paragraphs are labelled by how they start and end."""
    return {**paragraph, "starts": paragraph["text"], "ends": paragraph["text"]}
