"""Writes a new cross-reference behind a damaged PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import LIT, PSLiteral

_END = re.compile(rb"%%EOF\s*$")
# Bytes: some programs write remarks behind the last mark; viewers look in the last 1024.
_TAIL = 2048
# What stands for itself in a name (ISO 32000-1, 7.3.5).
_IRREGULAR = re.compile(rb"[^!-~]|[#()<>\[\]{}/%]")
# In an entry: its kind, a place or a number, a generation or an index.
_WIDTHS = (1, 4, 4)
# The generation of the object 0, which is never used (7.5.4).
_NEVER = 65_535


def is_whole(data: bytes) -> bool:
    """Whether the file ends as a PDF does (ISO 32000-1, 7.5.5)."""
    return _END.search(data[-_TAIL:].rstrip(b"\0")) is not None


class Repair:
    """A file with objects and a cross-reference written behind what it has.

    `places` are the generation and the place of each object, `packed` the object stream and the index of those that lie
    in one.
    """

    def __init__(self, data: bytes, places: Mapping[int, tuple[int, int]]) -> None:
        # What was cut off inside a stream ends here.
        self._pieces = [data, b"\nendstream\nendobj\n"]
        self._size = sum(map(len, self._pieces))
        self._highest = max(places, default=0)
        self.places = dict(places)
        self.packed: dict[int, tuple[int, int]] = {}

    def put(self, number: int, body: bytes, generation: int = 0) -> None:
        """Write an object anew."""
        self._highest = max(number, self._highest)
        self.places[number] = generation, self._size
        self._write(b"%d %d obj\n%s\nendobj\n" % (number, generation, body))

    def pack(self, number: int, stream: int, index: int) -> None:
        """Let an object be the one at `index` of an object stream."""
        self._highest = max(number, self._highest)
        self.places.pop(number, None)
        self.packed[number] = stream, index

    def add(self, body: bytes) -> int:
        """Write a new object; its number."""
        self.put(self._highest + 1, body)
        return self._highest

    def written(self, trailer: Mapping[str, Any]) -> bytes:
        """The file with a cross-reference stream of all objects; of `trailer` all counts that is not about another."""
        return b"".join((*self._pieces, self._section(trailer)))

    def _write(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._size += len(piece)

    def _section(self, trailer: Mapping[str, Any]) -> bytes:
        own = self._highest + 1
        entries = {
            0: (0, 0, _NEVER),
            **{number: (1, place, generation) for number, (generation, place) in self.places.items()},
            **{number: (2, *packed) for number, packed in self.packed.items()},
            own: (1, self._size, 0),
        }
        table = b"".join(
            value.to_bytes(width)
            for _, entry in sorted(entries.items())
            for value, width in zip(entry, _WIDTHS, strict=True)
        )
        told = {key: trailer[key] for key in ("Root", "Encrypt", "ID", "Info") if key in trailer}
        shape = {"W": list(_WIDTHS), "Index": _runs(sorted(entries)), "Size": own + 1, "Length": len(table)}
        head = printed({**told, "Type": LIT("XRef"), **shape})
        return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, head, table, self._size)


def printed(value: Any) -> bytes:
    """A value as PDF spells it; what has no spelling of its own, as a stream, is null."""
    if isinstance(value, dict):
        return b"<<%s>>" % b"".join(_name(key) + b" " + printed(entry) for key, entry in value.items())
    if isinstance(value, list):
        return b"[%s]" % b" ".join(map(printed, value))
    if isinstance(value, PDFObjRef):
        return b"%d 0 R" % value.objid
    if isinstance(value, PSLiteral):
        return _name(value.name)
    if isinstance(value, bytes):
        return b"<%s>" % value.hex().encode()
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    return b"%f" % value if isinstance(value, float) else b"null"


def _name(name: str | bytes) -> bytes:
    spelled = name if isinstance(name, bytes) else name.encode()
    return b"/" + _IRREGULAR.sub(lambda found: b"#%02x" % ord(found[0]), spelled)


def _runs(numbers: Iterable[int]) -> list[int]:
    """Where each run of numbers begins, and how long it is, one after the other."""
    runs: list[int] = []
    for number in numbers:
        if runs and number == runs[-2] + runs[-1]:
            runs[-1] += 1
        else:
            runs += [number, 1]
    return runs
