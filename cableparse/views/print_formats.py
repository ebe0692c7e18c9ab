"""The formats that `cableparse parse` prints."""

from __future__ import annotations

from enum import Enum


class PrintFormat(str, Enum):
    """What `--format` takes."""

    AUTO = "auto"
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class LogFormat(str, Enum):
    """What `--log-format` takes."""

    TEXT = "text"
    JSON = "json"
