"""The file that a record names, found again."""

from __future__ import annotations

import os
import re

# How `writable` shows a byte of a name that is no UTF-8.
_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")


def on_disk(path: str) -> str:
    r"""The path of the file that a record has as `path`.

    `\udcXX` in it stands for a byte that is no UTF-8, unless a file has that very name.
    """
    return path if os.path.lexists(path) else as_bytes_were(path)


def as_bytes_were(path: str) -> str:
    r"""`path` with the byte, as Python has it in names, for each `\udcXX`."""
    return _BYTE.sub(lambda found: chr(int(found[1], 16)), path)
