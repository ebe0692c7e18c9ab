"""Files that are not text, told apart by their first bytes and their control characters."""

from __future__ import annotations

import codecs

_SIGNATURES = {
    b"%PDF-": "PDF",
    b"\x89PNG\r\n\x1a\n": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF8": "GIF image",
    b"II*\0": "TIFF image",
    b"MM\0*": "TIFF image",
    b"PK\x03\x04": "ZIP archive or office document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Word or other OLE document",
    b"7z\xbc\xaf\x27\x1c": "7z archive",
    b"\x1f\x8b\x08": "gzip archive",
    b"BZh": "bzip2 archive",
    b"\xfd7zXZ\0": "xz archive",
    b"\x7fELF": "ELF program",
    b"SQLite format 3\0": "SQLite database",
}

# Wide characters hold NUL bytes by nature.
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r"))
# Compressed data has one byte in ten here. A teleprinter's text has a stray one, at most some on a line.
_MOST_CONTROLS = 0.05
_ALLOWED_CONTROLS = 8


def binary_kind(data: bytes) -> str | None:
    """What sort of binary file `data` is, or None where it can be read as text.

    NUL bytes that fill up the end, and a few control characters elsewhere, do not make a file binary.
    """
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            return kind
    if data.startswith(_WIDE_BOMS):
        return None
    unpadded = data.rstrip(b"\0") or data
    controls = len(unpadded) - len(unpadded.translate(None, _CONTROLS))
    if controls > _ALLOWED_CONTROLS + _MOST_CONTROLS * len(unpadded):
        return f"{controls / len(unpadded):.0%} control characters"
    return None
