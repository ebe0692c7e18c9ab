"""Text of two bytes a character that no mark tells: the bytes between those of the letters are NUL."""

from __future__ import annotations

UTF_16 = ("utf_16_le", "utf_16_be")

_SAMPLE = 4096
# Fewer bytes are no evidence.
_LEAST = 8
# Latin letters have NUL for their upper byte; quotation marks, dashes and what is no Latin script have not.
_MOST_OTHERS = 0.1
# What the lower bytes of Latin text are.
_LETTERS = bytes({*b"\t\n\f\r", *range(0x20, 0x7F), *range(0xA0, 0x100)})


def unmarked_encoding(data: bytes) -> str | None:
    """The UTF-16 that `data` begins in without a byte order mark; None where it is no such text."""
    sample = data[:_SAMPLE]
    if len(sample) < _LEAST or 0 not in sample:
        return None
    halves = sample[::2], sample[1::2]
    for encoding, lower, upper in zip(UTF_16, halves, reversed(halves), strict=True):
        if _share(upper, b"\0") > 1 - _MOST_OTHERS and _share(lower, _LETTERS) > 1 - _MOST_OTHERS:
            return encoding
    return None


def _share(data: bytes, of: bytes) -> float:
    return 1 - len(data.translate(None, of)) / len(data)
