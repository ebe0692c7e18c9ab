"""How the files of records are compressed."""

from __future__ import annotations

from enum import Enum


class Compression(str, Enum):
    """What `--compress` takes."""

    NONE = "none"
    GZ = "gz"
    ZST = "zst"
