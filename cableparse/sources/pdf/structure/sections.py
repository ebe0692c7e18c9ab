"""The cross-reference sections of a PDF, one a revision: where its objects stand, and which it deletes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFXRef, PDFXRefFallback, PDFXRefStream
from pdfminer.pdfexceptions import PDFKeyError, PDFObjectNotFound
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import int_value

# What the first field of an entry says (ISO 32000-1, 7.5.8.3).
_FREE, _IN_FILE, _PACKED = 0, 1, 2
# Words of an entry of a table: a place, a generation and a keyword (7.5.4).
_ENTRY = 3


@dataclass(slots=True)
class CrossReference:
    """One section: `used` has the places of objects, `packed` the object streams of those that lie in one.

    Readers that know object streams find what a `hybrid` one calls free in a second section (7.5.8.4).
    """

    place: int
    used: dict[int, int] = field(default_factory=dict)
    packed: dict[int, int] = field(default_factory=dict)
    freed: set[int] = field(default_factory=set)
    hybrid: bool = False


class Superseded(PDFBaseXRef):
    """Stands before the sections of earlier revisions, in which pdfminer looks for what it cannot read in a later one.

    `present` are the objects that later revisions have, `deleted` those that they have not any more. `missed` says that
    pdfminer could not read one of the former.
    """

    def __init__(self, present: set[int], deleted: set[int]) -> None:
        self.present = present
        self.deleted = deleted
        self.missed = False

    def get_trailer(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def get_pos(self, objid: int) -> tuple[int | None, int, int]:
        """No place: PDFObjectNotFound for what later revisions have, PDFKeyError for what the next section may know."""
        if objid in self.present or objid in self.deleted:
            self.missed |= objid in self.present
            raise PDFObjectNotFound(objid)
        raise PDFKeyError(objid)


def sections_of(document: PDFDocument, data: bytes) -> list[CrossReference] | None:
    """The sections that pdfminer read, in its order; None where it lost its way and looked for the objects itself."""
    if any(isinstance(xref, PDFXRefFallback) for xref in document.xrefs):
        return None
    ahead = [document.find_xref(PDFParser(BytesIO(data)))]
    sections = []
    for xref in document.xrefs:
        trailer, place = xref.get_trailer(), ahead.pop(0)
        ahead[:0] = [int_value(trailer[key]) for key in ("XRefStm", "Prev") if key in trailer]
        if isinstance(xref, PDFXRefStream) and xref.data is not None:
            sections.append(from_stream(trailer, xref.data, place))
        elif isinstance(xref, PDFXRef):
            used = {number: where for number, (_, where, _) in xref.offsets.items()}
            sections.append(CrossReference(place, used, hybrid="XRefStm" in trailer))
    return sections


def from_table(data: bytes, place: int, end: int) -> CrossReference:
    """The section whose keyword `xref` stands at `place`, as far as it can be read before `end`."""
    section = CrossReference(place)
    words = data[place:end].split()[1:]
    at = 0
    with suppress(ValueError, IndexError):
        while at < len(words):
            start, count = int(words[at]), int(words[at + 1])
            at += 2
            for number in range(start, start + count):
                where, _, kind = words[at : at + _ENTRY]
                at += _ENTRY
                if kind == b"n" and int(where):
                    section.used[number] = int(where)
                elif kind == b"f" or not int(where):
                    section.freed.add(number)
    return section


def from_stream(entries: Mapping[str, Any], data: bytes, place: int) -> CrossReference:
    """The section that is a stream, of its dictionary and its unpacked data; raises what damage makes it raise."""
    section = CrossReference(place)
    first, second, third = entries["W"]
    index = entries.get("Index", (0, entries["Size"]))
    numbers = (n for start, count in zip(index[::2], index[1::2], strict=True) for n in range(start, start + count))
    for at, number in zip(range(0, len(data), first + second + third), numbers, strict=False):
        kind = int.from_bytes(data[at : at + first]) if first else _IN_FILE
        where = int.from_bytes(data[at + first : at + first + second])
        if kind == _IN_FILE:
            section.used[number] = where
        elif kind == _PACKED:
            section.packed[number] = where
        elif kind == _FREE:
            section.freed.add(number)
    return section
