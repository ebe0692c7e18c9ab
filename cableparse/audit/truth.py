"""What people made sure of in a record, in the form of a label: the fields that were corrected or found right."""

from __future__ import annotations

import json
import re
from typing import Any

from cableparse.evaluation import SCALARS
from cableparse.field_path import value_at
from cableparse.form_fields import ATTRIBUTES, held
from cableparse.gold import outline, put
from cableparse.record import Cable

_LISTS = (
    *("captions", "precedence", "to", "info", "tags", "references"),
    *("distribution.offices", "distribution.info"),
    *("drafting.drafted_by", "drafting.approved_by", "drafting.cleared_by"),
    *("executive_order.reasons", "release.exemptions", "body.paragraphs", "redactions"),
)
_ITEM = re.compile(r"(.+?)\[\d+\]")


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
        if path in SCALARS or path.startswith(ATTRIBUTES):
            put(found, path, held(record, path))
    for path in _LISTS:
        items = value_at(record, path)
        if path in settled or (
            items and path not in moved and all(_is_settled(path, n, settled) for n in range(len(items)))
        ):
            put(found, path, [outline(item) for item in items] if path == "body.paragraphs" else items)
    return found


def _is_settled(path: str, number: int, settled: set[str]) -> bool:
    item = f"{path}[{number}]"
    return item in settled or f"{item}.codes" in settled
