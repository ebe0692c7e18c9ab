"""Items of lists as people see them: the parts that are read from the print, and what follows from those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cableparse.vocabulary import offices, posts, tags_codes

Item = Mapping[str, Any]

# What of an item is read from its print; the first part is what names it.
_ADDRESSEE, _OFFICE, _OFFICER = ("name", "precedence"), ("symbol", "copies"), ("office", "name")
PARTS: dict[str, tuple[str, ...]] = {
    "to": _ADDRESSEE,
    "info": _ADDRESSEE,
    "exempted": _ADDRESSEE,
    "distribution.offices": _OFFICE,
    "distribution.info": _OFFICE,
    "drafting.drafted_by": _OFFICER,
    "drafting.approved_by": _OFFICER,
    "drafting.cleared_by": _OFFICER,
    "tags": ("code",),
    "references": ("as_printed", "id"),
}
_BLANK: dict[tuple[str, ...], Item] = {
    _ADDRESSEE: {"name": "", "precedence": None, "serial": None, "routing_indicator": None, "post": None},
    _OFFICE: {"symbol": "", "copies": None, "name": None},
    _OFFICER: {"office": None, "name": ""},
    ("code",): {"code": "", "kind": "unknown", "name": None, "detail": None},
    ("as_printed", "id"): {"label": None, "as_printed": "", "id": None, "kind": None},
}


def printed_parts(root: str, reading: str, item: Item) -> tuple[str, ...]:
    """The parts of an item that a repair's reading names, as the program words it; none where it names no part."""
    parts = PARTS[root]
    for part in parts:
        if item[part] is not None and str(item[part]) == reading:
            return (part,)
    return parts if worded(root, item) == reading.replace(": ", ":") else ()


def worded(root: str, item: Item) -> str:
    """An item in one line: `EUR-25`, `EA:RTEARE`, a name, a code."""
    parts = PARTS[root]
    if parts == _OFFICE:
        return item["symbol"] if item["copies"] is None else f"{item['symbol']}-{item['copies']:02}"
    if parts == _OFFICER:
        return f"{item['office']}:{item['name']}" if item["office"] else str(item["name"])
    return str(item[parts[0]])


def item_of(root: str, words: str, year: int | None) -> dict[str, Any]:
    """The item that `worded` words so."""
    parts = PARTS[root]
    made: dict[str, Any] = {parts[0]: words}
    if parts == _OFFICE:
        symbol, _, copies = words.rpartition("-")
        made = {"symbol": symbol, "copies": int(copies)} if symbol and copies.isdecimal() else {"symbol": words}
    elif parts == _OFFICER:
        office, _, name = words.rpartition(":")
        made = {"office": office.strip() or None, "name": name.strip()}
    return changed(root, _BLANK[parts], made, year)


def changed(root: str, item: Item, parts: Item, year: int | None) -> dict[str, Any]:
    """An item with other parts, and what follows from them: an addressee's post, the names of an office and a code."""
    made = {**item, **parts}
    kind = PARTS[root]
    if kind == _ADDRESSEE:
        made["post"] = post_of(made["name"])
    elif kind == _OFFICE:
        made["name"] = offices.name(made["symbol"], year)
    elif kind == ("code",):
        known = tags_codes.find(made["code"], year)
        made |= {"kind": known.kind, "name": known.name} if known else {"kind": "unknown", "name": None}
    return made


def post_of(name: str | None) -> str | None:
    """The post that an address names."""
    post = posts.plad(name) if name else None
    return post.name if post else None
