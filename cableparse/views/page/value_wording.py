"""How the values of fields read on a page: each as one line a person can compare with the print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cableparse.field_path import list_of

_Item = dict[str, Any]


def wording(path: str, value: Any) -> Iterator[tuple[str, str | None]]:
    """Each value of the field at `path` as text, with what it means where the record says so."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    for item in items:
        yield _words(path, item) if isinstance(item, dict) else (str(item), None)


def _words(path: str, item: _Item) -> tuple[str, str | None]:
    return _WORDS[list_of(path)](item)


def _addressee(item: _Item) -> tuple[str, str | None]:
    shown = (item.get(part) for part in ("name", "precedence", "serial", "routing_indicator"))
    return _join(*shown), _other(item, "post")


def _office(item: _Item) -> tuple[str, str | None]:
    copies = item.get("copies")
    return _join(item.get("symbol"), None if copies is None else f"{copies:02}", between="-"), item.get("name")


def _officer(item: _Item) -> tuple[str, str | None]:
    return _join(item.get("office"), item.get("name"), between=": "), None


def _tag(item: _Item) -> tuple[str, str | None]:
    return _join(item.get("code"), f"({item['detail']})" if item.get("detail") else None), item.get("name")


def _reference(item: _Item) -> tuple[str, str | None]:
    label = f"({item['label']})" if item.get("label") else None
    return _join(label, item.get("as_printed")), item.get("id")


def _section(item: _Item) -> tuple[str, str | None]:
    return _join(item.get("number"), item.get("of"), between=" of "), None


def _paragraph(item: _Item) -> tuple[str, str | None]:
    mark = f"({item['classification']})" if item.get("classification") else None
    return _join(item.get("heading"), _join(mark, item.get("text")), between="\n"), None


def _other(item: _Item, name: str) -> str | None:
    """What `name` of the item adds to its own name."""
    return item.get(name) if item.get(name) != item.get("name") else None


def _join(*parts: object, between: str = " ") -> str:
    return between.join(str(part) for part in parts if part is not None and part != "")


_WORDS: dict[str, Callable[[_Item], tuple[str, str | None]]] = {
    "message.section": _section,
    "to": _addressee,
    "info": _addressee,
    "exempted": _addressee,
    "distribution.offices": _office,
    "distribution.info": _office,
    "drafting.drafted_by": _officer,
    "drafting.approved_by": _officer,
    "drafting.cleared_by": _officer,
    "tags": _tag,
    "references": _reference,
    "body.paragraphs": _paragraph,
}
