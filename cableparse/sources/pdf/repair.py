"""A PDF whose end is missing gets a new list of its pages, made from the page objects that are left."""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"(?:^|[\r\n\s])(\d{1,9}) (\d{1,5}) obj\b(?=(.{0,2000}?)(?:stream|endobj))", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_END = re.compile(rb"%%EOF\s*$")
_OLD_LISTS = re.compile(rb"(?<=[\r\n])(?:trailer|startxref)(?=\s)")
_TAIL = 2048


def is_whole(data: bytes) -> bool:
    """Whether the file ends as a PDF does (ISO 32000-1, 7.5.5)."""
    return _END.search(data[-_TAIL:].rstrip(b"\0")) is not None


def _struck_out(word: re.Match[bytes]) -> bytes:
    """The keyword as a comment of the same length; readers stop at the first trailer they find."""
    return b"%" + word[0][1:]


def with_new_trailer(data: bytes) -> bytes:
    """The data with a trailer for the pages that can be found in it."""
    pages: dict[int, bytes] = {}
    numbers = [0]
    for found in _OBJECT.finditer(data):
        number = int(found[1])
        numbers.append(number)
        if _PAGE.search(found[3]):
            pages[number] = found[2]
    root = max(numbers) + 1
    kids = b" ".join(b"%d %s R" % page for page in pages.items())
    return b"".join(
        (
            _OLD_LISTS.sub(_struck_out, data),
            b"\nendstream\nendobj\n",
            b"%d 0 obj\n<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 612 792]>>\nendobj\n" % (root, kids, len(pages)),
            b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (root + 1, root),
            b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (root + 1, root + 2),
        )
    )
