"""The kinds of lines. Every line of an input has exactly one."""

from __future__ import annotations

from enum import Enum


class LineKind(str, Enum):
    """What a line is."""

    HEADER = "header"
    BODY = "body"
    FURNITURE = "furniture"
    BANNER = "banner"
    STAMP = "stamp"
    MARGIN = "margin"
    ATTRIBUTES = "attributes"
    ENVELOPE = "envelope"
    BLANK = "blank"
    UNPARSED = "unparsed"

    # Enum's own hash is written in Python; kinds are counted for every line of every record.
    __hash__ = str.__hash__
