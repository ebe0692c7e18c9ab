"""The archive's own attributes of a telegram: NARA's Message Attributes, a database row, a web page's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.draft import Draft
from cableparse.layout.cues import Mark
from cableparse.pages import Span
from cableparse.reading import fold

_ENTRY = re.compile(r"(?P<key>[A-Z][A-Za-z]*(?: [A-Za-z]+){0,5}|[a-z][a-z_]+): ?(?P<value>.*)$")
_SMART_KEYS = re.compile(r"(?P<key>MRN|Date/DTG|From|Action|E\.O\.|TAGS|Reference|Subject|Captions|Info|Pass Line) ?: *(?P<value>.*)$")
_NOT_KEY = re.compile(r"[^a-z0-9]+")


def read(draft: Draft, lines: Sequence[tuple[Mark, str]]) -> None:
    """Fill in `attributes`; a line with no key goes on with the value before it. `lines` have their rule."""
    values: dict[str, str] = {}
    spans: dict[str, list[Span]] = {}
    key = ""
    for mark, rule in lines:
        line = mark.line
        entry = (_SMART_KEYS if rule == "mrn_block" else _ENTRY).match(line.text.strip())
        if entry is not None:
            key = _NOT_KEY.sub("_", entry["key"].lower()).strip("_")
            values[key] = entry["value"]
        elif key:
            values[key] += f" {line.text}"
        else:
            continue
        spans.setdefault(key, []).append(
            Span(line.page, line.number, line.offset + mark.start, line.offset + mark.end)
        )
    for key, value in values.items():
        draft.put(f"attributes.{key}", fold(fold(value).strip("'")), spans[key])
