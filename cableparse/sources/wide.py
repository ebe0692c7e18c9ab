"""Text of two or four bytes a character: a mark tells it, or the NUL bytes between those of its letters."""

from __future__ import annotations

import codecs

# The marks of wide characters. UTF-32's begins with UTF-16's, so it comes first.
MARKS = {
    codecs.BOM_UTF32_LE: "utf_32",
    codecs.BOM_UTF32_BE: "utf_32",
    codecs.BOM_UTF16_LE: "utf_16",
    codecs.BOM_UTF16_BE: "utf_16",
}
UTF_16 = ("utf_16_le", "utf_16_be")

# Bytes: one page of text.
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
