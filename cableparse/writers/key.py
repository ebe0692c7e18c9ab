"""The key of a cable in tables: its id may be null or repeat, its place in its source does neither."""

from __future__ import annotations

import hashlib

from cableparse.record import Source

# 64 bits: two of a million cables have one key once in 37 million times.
_DIGITS = 16


def cable_key(source: Source) -> str:
    """16 hexadecimal digits of the SHA-256 of the document's SHA-256, member and index, a line each.

    It stays the same when files are moved or read again, and is the same for two copies of a file.
    """
    return _digest(f"{source.sha256}\n{source.member or ''}\n{source.index}")


def row_key(source: Source) -> str:
    """As `cable_key`, but not the same for two copies of a file: the path goes in too.

    For loaders that refuse, or take for an update, a row whose key they have seen.
    """
    return _digest(f"{source.path}\n{cable_key(source)}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
