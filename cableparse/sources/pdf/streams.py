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
        if _most(name, data, limit) > limit:
            return None
        data = PDFStream({"Filter": name, "DecodeParms": parameters or {}}, data).get_data()
    return data if len(data) <= limit else None


def _most(name: object, data: bytes, limit: int) -> int:
    """The most that a filter can make of some data; of what Flate packs it is counted up to one over `limit`."""
    if name in LITERALS_FLATE_DECODE:
        return len(zlib.decompressobj().decompress(data, limit + 1))
    return len(data) * (1 if name in _NEVER_LONGER else _MOST_PER_BYTE)
