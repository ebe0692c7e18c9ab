"""Makes PDFs of several revisions, as programs write them that save changes behind what a file has."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Mapping
from enum import Enum

from make_pdf import stream

FONT = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>"


class Style(Enum):
    """How a revision says where its objects are; packed ones lie in an object stream."""

    TABLE = "table"
    STREAM = "stream"
    PACKED = "packed"


def page(contents: int, parent: int = 2) -> bytes:
    return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 612 792]/Contents %d 0 R%s>>" % (parent, contents, FONT)


def pages(*kids: int) -> bytes:
    return b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))


def text(words: str) -> bytes:
    return stream(b"BT /F1 10 Tf 72 700 Td (%s) Tj ET" % words.encode())


def first(words: str, style: Style = Style.TABLE) -> bytes:
    """A file of one page."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: pages(3), 3: page(4), 4: text(words)}
    return saved(b"%PDF-1.5\n", objects, style)


def saved(
    before: bytes, objects: Mapping[int, bytes], style: Style = Style.TABLE, freed: Collection[int] = ()
) -> bytes:
    """A file with a revision more."""
    data, free = before, 100 + before.count(b"%%EOF") * 10
    found = re.findall(rb"startxref\s+(\d+)", before)
    trailer = b"/Root 1 0 R/Size 200" + (b"/Prev " + found[-1] if found else b"")
    entries: dict[int, tuple[int, int, int]] = {number: (0, 0, 1) for number in freed}
    packed = {n: text for n, text in objects.items() if style is Style.PACKED and b"stream" not in text}
    for number, body in {**objects, **({free: pack(packed)} if packed else {})}.items():
        if number in packed:
            entries[number] = 2, free, list(packed).index(number)
        else:
            entries[number] = 1, len(data), 0
            data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    place = len(data)
    if style is Style.TABLE:
        rows = b"".join(_row(number, entry) for number, entry in sorted(entries.items()))
        data += b"xref\n%strailer\n<<%s>>\n" % (rows, trailer)
    else:
        entries[free + 1] = 1, place, 0
        table = b"".join(bytes([k]) + a.to_bytes(3) + b.to_bytes(2) for _, (k, a, b) in sorted(entries.items()))
        index = b" ".join(b"%d 1" % number for number in sorted(entries))
        shape = b"/Type/XRef/W[1 3 2]/Index[%s]/Filter/FlateDecode" % index
        data += b"%d 0 obj\n%s\nendobj\n" % (free + 1, stream(zlib.compress(table), shape + trailer))
    return data + b"startxref\n%d\n%%%%EOF\n" % place


def pack(objects: Mapping[int, bytes]) -> bytes:
    """An object stream."""
    head, body = b"", b""
    for number, text in objects.items():
        head += b"%d %d " % (number, len(body))
        body += text + b" "
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head))
    return stream(zlib.compress(head + body), entries)


def linearized(words: str, other_words: str) -> bytes:
    """A file of two pages whose first page comes first, with a section of its own (ISO 32000-1, annex F)."""
    front = {5: b"<</Type/Catalog/Pages 1 0 R>>", 6: page(7, 1), 7: text(words)}
    back = {1: pages(6, 2), 2: page(3, 1), 3: text(other_words)}
    before = b""
    for _ in range(2):  # the second time with the places that the first gave
        places = {number: max(before.find(b"%d 0 obj" % number), 0) for number in range(1, 8)}
        main = max(before.rfind(b"xref\n0 4"), 0)
        data = b"%%PDF-1.5\n4 0 obj\n<</Linearized 1/L %010d/N 2/O 6/E 0/T 0/H[0 0]>>\nendobj\n" % len(before)
        own = len(data)
        table = b"xref\n4 4\n" + b"".join(_entry(places[n]) for n in range(4, 8))
        data += b"%strailer\n<</Size 8/Root 5 0 R/Prev %010d>>\nstartxref\n0\n%%%%EOF\n" % (table, main)
        data += b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in (front | back).items())
        data += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(_entry(places[n]) for n in range(1, 4))
        before = data + b"trailer\n<</Size 4>>\nstartxref\n%d\n%%%%EOF\n" % own
    return before


def _row(number: int, entry: tuple[int, int, int]) -> bytes:
    kind, place, generation = entry
    return b"%d 1\n" % number + (_entry(place) if kind else b"%010d %05d f \n" % (place, generation))


def _entry(place: int) -> bytes:
    return b"%010d 00000 n \n" % place
