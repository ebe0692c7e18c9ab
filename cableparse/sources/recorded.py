"""The file that a record names, found again."""

from __future__ import annotations

import os
import re

# How `writable` shows a byte of a name that is no UTF-8.
_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")


def on_disk(path: str) -> str:
    r"""The path of the file that a record has as `path`.

    `\udcXX` in the name of a file or a folder stands for a byte that is no UTF-8, unless it has that very name.
    """
    if not _BYTE.search(path) or os.path.lexists(path):
        return path
    above, name = os.path.split(path)
    folder = on_disk(above)
    as_recorded = os.path.join(folder, name)  # noqa: PTH118 - Path would take `./` off
    return as_recorded if os.path.lexists(as_recorded) else os.path.join(folder, as_bytes_were(name))  # noqa: PTH118


def as_bytes_were(path: str) -> str:
    r"""`path` with the byte, as Python has it in names, for each `\udcXX`."""
    return _BYTE.sub(lambda found: chr(int(found[1], 16)), path)
