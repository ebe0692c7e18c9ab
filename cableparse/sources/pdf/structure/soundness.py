"""Whether a PDF's objects stand where its cross-reference says. Readers differ in what they make of one that is not."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFXRef
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import LIT

from cableparse.sources.pdf.structure.sections import CrossReference, Superseded, from_table, sections_of

OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+(\d{1,5})\s+obj\b")
LENGTH = re.compile(rb"/Length\s+(\d{1,12})\b(?:\s+\d+\s+(R)\b)?")
STREAM = re.compile(rb"stream[ \t]*(?:\r\n|\n|\r)")
END_OF_STREAM = re.compile(rb"\s*endstream")
# The number of an object at the end of a file, which was cut off in the middle of it.
BEGUN = re.compile(rb"%%EOF\s+\d[\d\s]*(?:o|ob)?\s*\Z")
_HEAD = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b\s*(\d*)")
_PAGES, _PAGE = LIT("Pages"), LIT("Page")


def is_sound(document: PDFDocument, data: bytes) -> bool:
    """Whether the last revision of a file was read, each of its objects stands in its place, and a page is listed.

    What a later revision has or deleted `document` looks for in no earlier section from here on.
    """
    try:
        sections = sections_of(document, data)
        places = _places(sections or [])
        if not sections or not _is_last(sections, data) or not _stand(sections, places, data):
            return False
        _part(document, sections, data)
        return lists_pages(document)
    except Exception:  # as below
        return False


def looked_back(document: PDFDocument) -> bool:
    """Whether something of a later revision could not be read in it, so that an earlier one would have been taken."""
    return any(xref.missed for xref in document.xrefs if isinstance(xref, Superseded))


def _part(document: PDFDocument, sections: list[CrossReference], data: bytes) -> None:
    """Put a layer between each two sections."""
    present: set[int] = set()
    deleted: set[int] = set()
    parted: list[PDFBaseXRef] = document.xrefs[:1]
    for xref, newer in zip(document.xrefs[1:], sections, strict=False):
        deleted = deleted.union(_freed(parted[-1], newer, data) - present)
        present = present.union(newer.used, newer.packed) - deleted
        parted += [Superseded(present, deleted), xref]
    document.xrefs = parted


def _freed(xref: PDFBaseXRef, section: CrossReference, data: bytes) -> set[int]:
    """The numbers that a section deletes, which pdfminer does not keep of a table."""
    if section.hybrid:
        return set()
    if not isinstance(xref, PDFXRef):
        return section.freed
    return from_table(data, section.place, data.find(b"trailer", section.place)).freed


def lists_pages(document: PDFDocument) -> bool:
    """Whether the catalog leads to a page. Where it leads to none pdfminer takes all pages that there ever were."""
    return way_to_pages(document)[1]


def way_to_pages(document: PDFDocument) -> tuple[set[int], bool]:
    """The numbers of the objects that lead from the catalog to the first page, and whether one was reached."""
    seen: set[int] = set()
    ahead = [document.catalog.get("Pages")]
    while ahead:
        reference = ahead.pop()
        if not isinstance(reference, PDFObjRef) or reference.objid in seen:
            continue
        seen.add(reference.objid)
        node = resolved(reference)
        if isinstance(node, dict) and node.get("Type") is _PAGE:
            return seen, True
        kids = resolved(node.get("Kids")) if isinstance(node, dict) and node.get("Type") is _PAGES else None
        ahead += kids if isinstance(kids, list) else ()
    return seen, False


def resolved(value: Any) -> Any:
    """What a reference leads to, None where that cannot be read."""
    try:
        return resolve1(value)
    except Exception:  # pdfminer raises whatever damage makes it raise
        return None


def _places(sections: list[CrossReference]) -> dict[int, int]:
    """Where each object stands, as the newest section says that knows it; -1 for those in object streams."""
    places: dict[int, int] = {}
    for section in reversed(sections):
        places.update(dict.fromkeys(section.packed, -1))
        places.update(section.used)
    return places


def _is_last(sections: list[CrossReference], data: bytes) -> bool:
    """Whether nothing but its own trailer comes after the last section."""
    tail = data[max(section.place for section in sections) :]
    return tail.count(b"trailer") <= 1 and tail.count(b"startxref") == 1 and not BEGUN.search(tail)


def _stand(sections: list[CrossReference], places: dict[int, int], data: bytes) -> bool:
    """Whether each object stands in its place, streams have their length, and no later one is left out."""
    known = {section.place for section in sections}
    # Some programs list numbers that they do not use at place 0.
    order = sorted({(where, n) for section in sections for n, where in section.used.items() if where})
    order.append((len(data), 0))
    for (where, number), (following, _) in pairwise(order):
        head = _HEAD.match(data, where)
        is_right = head is not None and int(head[1]) == number
        end = _end(data, where if head is None else head.end(), following, places)
        if places[number] == where and (not is_right or end < 0):
            return False
        # One is that of `endobj`.
        if data.count(b"obj", end, following) != 1:
            for other in OBJECT.finditer(data, max(end, where), following):
                if other.start() not in known and 0 <= places.get(int(other[1]), 0) < other.start():
                    return False
    return True


def _end(data: bytes, begin: int, following: int, places: dict[int, int]) -> int:
    """Where the data of a stream ends if there is any after `begin`; -1 where it is not as long as it says."""
    at = data.find(b"stream", begin, following)
    start = STREAM.match(data, at) if at >= 0 else None
    if start is None:
        return begin
    length = LENGTH.search(data, begin, at)
    size = length[1] if length else b""
    if length and length[2]:
        where = places.get(int(size), 0)
        told = _HEAD.match(data, where)
        if where < 0:  # in an object stream
            return at
        size = told[2] if told else b""
    end = start.end() + int(size or -1)
    return end if size and END_OF_STREAM.match(data, end) else -1
