"""Mailboxes: one message after another, a line that begins `From ` above each (RFC 4155), or four control-A (MMDF)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from cableparse.sources.limits import Limits
from cableparse.sources.part import InputPart, Member, Refusal

# Programs write the sender and the date in many ways, or leave either out (RFC 4155, appendix A).
_SEPARATOR = re.compile(rb"From(?: .*(?:\d:\d\d|\d{4}).*| +[^\s]*\s*|)$")
# So written a line needs no header below it.
_STRICT = re.compile(rb"From \S+ .*\d\d:\d\d.* \d{4}\b")
# A paragraph may begin so, too, and TAGS: follow; what stands below a separator stands in messages' heads.
_HEADER = re.compile(
    rb">?(?:From |(?:From|To|Cc|Bcc|Date|Subject|Sender|Reply-To|Received|Return-Path|Message-ID|MIME-Version|Status"
    rb"|Delivered-To|Envelope-To|In-Reply-To|References|Importance|Priority|Organization|Lines|Path|Newsgroups"
    rb"|(?:Apparently|ARC|Authentication|Content|DKIM|List|Original|Resent|X)-[\w-]+)[ \t]*:)",
    re.IGNORECASE,
)
_MMDF = b"\1\1\1\1"
_MAY_BEGIN = re.compile(rb"\n(?:From|\x01{4})")
# A line has 998 characters at most (RFC 5322, 2.1.1).
_LONGEST = 1000
_BLOCK = 1 << 20
# What is kept of what was read before, to see whether the line above a separator is empty.
_KEPT = 8
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mailbox(head: bytes) -> bool:
    """Whether a file that begins so is a mailbox."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
    return first.rstrip() == _MMDF or _begins(first, rest, empty_before=False)


def messages(file: BinaryIO, part: InputPart, limits: Limits) -> Iterator[Member | Refusal]:
    """The messages of a mailbox in order, `message 1` first; what stands above the first separator is one, too.

    Raises:
        UnreadableInput: it holds no message.
    """
    number = 0
    for number, data in enumerate(_parted(file, limits), 1):
        name = f"message {number}"
        yield Refusal(name, limits.too_large) if len(data) > limits.max_bytes else Member(name, _restored(data))
    if not number:
        raise part.error("is a mailbox without a message")


def _parted(file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The messages; one that is too large comes cut, and is still larger than the limit."""
    pieces: list[bytes] = []
    size = 0
    is_open = False
    for separator, text in _stretches(file):
        if separator:
            if is_open and (size or separator != _MMDF):
                yield b"".join(pieces)
            pieces, size = [], 0
            is_open = separator != _MMDF
        piece = text if is_open else _from_first_word(text)
        is_open = is_open or bool(piece)
        if size <= limits.max_bytes:
            pieces.append(piece)
        size += len(piece)
    if is_open:
        yield b"".join(pieces)


def _stretches(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """The file in stretches, each with the separator above it, which is empty where the one before goes on.

    Going through the file line by line takes many times as long.
    """
    data = b"\n\n"  # above the first line nothing stands, as above a message
    start = len(data)
    separator = b""
    while True:
        block = file.read(_BLOCK)
        data += block
        # Below this place a separator and the line after it may not be there whole.
        last = max(len(data) - 2 * _LONGEST, 0) if block else len(data)
        for found in _MAY_BEGIN.finditer(data, start - 1, last + len(_MMDF) + 1):
            at = found.start() + 1
            line, _, below = data[at : at + 2 * _LONGEST].partition(b"\n")
            is_below_empty_line = data[max(at - _KEPT, 0) : at - 1].rstrip(b"\r").endswith(b"\n")
            if line.rstrip() == _MMDF or _begins(line.rstrip(b"\r"), below, is_below_empty_line):
                yield separator, data[start:at]
                separator, start = line.rstrip(), at + len(line) + 1
        if not block:
            yield separator, data[start:]
            return
        end = max(data.rfind(b"\n", start, last) + 1 or last, start)
        if end > start:
            yield separator, data[start:end]
            separator = b""
        data, start = data[max(end - _KEPT, 0) :], min(end, _KEPT)


def _from_first_word(text: bytes) -> bytes:
    """A text without the empty lines that it begins with."""
    words = text.lstrip()
    return text[text.rfind(b"\n", 0, len(text) - len(words)) + 1 :] if words else b""


def _begins(line: bytes, below: bytes, empty_before: bool) -> bool:
    """Whether a message begins below a line."""
    if len(line) > _LONGEST:
        return False
    if empty_before and _STRICT.match(line):
        return True
    return _SEPARATOR.match(line) is not None and _HEADER.match(below) is not None


def _restored(data: bytes) -> bytes:
    """A message as it was sent: `>From ` was `From ` (mboxrd, mboxo)."""
    return _ESCAPED.sub(rb"\1", data) if b">From " in data else data
