"""A zip archive whose list of members, which stands at its end, is lost: read by the header before each member."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cableparse.sources.limits import Budget, Limits
from cableparse.sources.part import Member, Refusal

# PKWARE's APPNOTE.TXT, 4.3.7 and 4.3.9: the header before a member, and what may stand behind it.
_HEADER = struct.Struct("<4s2xHH4xIIIHH")
_SIGNATURE = b"PK\x03\x04"
# A checksum and two sizes, of four bytes each (APPNOTE.TXT, 4.3.9); a mark of four bytes may stand before them.
_DESCRIPTOR = 12
_DESCRIPTOR_SIGNATURE = b"PK\x07\x08"
# Bits of the flags (4.4.4), and methods (4.4.5).
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
# Bytes read at a time.
_CHUNK = 65536


class _Header(NamedTuple):
    flags: int
    method: int
    checksum: int
    packed: int
    name: str


def members(file: BinaryIO, limits: Limits, budget: Budget) -> Iterator[Member | Refusal]:
    """What is left of the archive, up to the first member that cannot be read."""
    file.seek(0)
    while (header := _read_header(file)) is not None:
        try:
            data = _unpack(file, header, limits)
        except (ValueError, zlib.error) as error:
            yield Refusal(header.name, f"cannot be read: {error}")
            return
        budget.spend(len(data))
        if not header.name.endswith("/"):
            yield Member(header.name, data)


def _read_header(file: BinaryIO) -> _Header | None:
    """The next member's header; None at the end of the members."""
    raw = file.read(_HEADER.size)
    if len(raw) < _HEADER.size or not raw.startswith(_SIGNATURE):
        return None
    _, flags, method, checksum, packed, _, name_length, extra_length = _HEADER.unpack(raw)
    name = file.read(name_length).decode("utf_8" if flags & _UTF8 else "cp437", "replace")
    file.read(extra_length)
    return _Header(flags, method, checksum, packed, name)


def _unpack(file: BinaryIO, header: _Header, limits: Limits) -> bytes:
    """A member's bytes; leaves `file` behind them. Raises ValueError or zlib.error where they are not all there."""
    if header.flags & _ENCRYPTED:
        raise ValueError("it is encrypted")
    if header.method == _DEFLATED:
        data = _inflate(file, limits)
    elif header.method == _STORED and not header.flags & _SIZES_BEHIND:
        if header.packed > limits.max_bytes:
            raise ValueError(f"it {limits.too_large}")
        data = file.read(header.packed)
        if len(data) < header.packed:
            raise ValueError("it is cut short")
    else:
        raise ValueError(f"it is packed by method {header.method}; only deflate is unpacked")
    if header.flags & _SIZES_BEHIND:
        signed = file.read(len(_DESCRIPTOR_SIGNATURE)) == _DESCRIPTOR_SIGNATURE
        file.seek(_DESCRIPTOR if signed else _DESCRIPTOR - len(_DESCRIPTOR_SIGNATURE), os.SEEK_CUR)
    elif zlib.crc32(data) != header.checksum:
        raise ValueError("it is damaged")
    return data


def _inflate(file: BinaryIO, limits: Limits) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    data = bytearray()
    while not inflater.eof:
        packed = inflater.unconsumed_tail or file.read(_CHUNK)
        data += inflater.decompress(packed, limits.max_bytes + 1 - len(data))
        if len(data) > limits.max_bytes:
            raise ValueError(f"it {limits.too_large}")
        if not packed:
            raise ValueError("it is cut short")
    file.seek(-len(inflater.unused_data), os.SEEK_CUR)
    return bytes(data)
