"""The formats that `cableparse parse` prints."""

from __future__ import annotations

from enum import Enum


class Format(str, Enum):
    """What `--format` takes."""

    JSON = "json"
    JSONL = "jsonl"
    TABLE = "table"


class LogFormat(str, Enum):
    """What `--log-format` takes."""

    TEXT = "text"
    JSON = "json"
