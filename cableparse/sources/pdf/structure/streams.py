"""The data of a PDF's streams, unpacked no further than a limit."""

from __future__ import annotations

import zlib

from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    PDFStream,
)

_NEVER_LONGER = (*LITERALS_ASCII85_DECODE, *LITERALS_ASCIIHEX_DECODE)
# What the other filters make of a byte at most: a 12-bit LZW code can stand for 4096 bytes.
_MOST_PER_BYTE = 4096


def unpacked(stream: PDFStream, limit: int) -> bytes | None:
    """What a stream holds; None where it is, or may be, more than `limit` bytes.

    Raises:
        Exception: whatever its damage makes pdfminer or zlib raise.
    """
    data = stream.rawdata
    if data is None:  # it was unpacked before
        data = stream.get_data()
        return data if len(data) <= limit else None
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    for name, parameters in stream.get_filters():
        most = _most(name, data, limit)
        if most > limit:
            return None
        data = PDFStream({"Filter": name, "DecodeParms": parameters or {}}, data).get_data()
        if name in LITERALS_FLATE_DECODE and most and not data:  # so pdfminer says that it is damaged
            raise zlib.error("the data are damaged")
    return data if len(data) <= limit else None


def _most(name: object, data: bytes, limit: int) -> int:
    """The most that a filter can make of some data; of what Flate packs it is counted up to one over `limit`."""
    if name in LITERALS_FLATE_DECODE:
        # Without the two bytes of the header no sum is asked for at the end: it is wrong in some files, and they whole.
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        count = len(inflating.decompress(data[2:], limit + 1))
        if count <= limit and not inflating.eof:
            raise zlib.error("the data are cut short")
        return count
    return len(data) * (1 if name in _NEVER_LONGER else _MOST_PER_BYTE)
