"""Mailboxes: one message after another, a line that begins `From ` above each (RFC 4155), or four control-A (MMDF)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from cableparse.sources.limits import Limits
from cableparse.sources.part import Member, Part, Refusal

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
_ANY_HEADER = re.compile(rb"[\w-]+:")
_MMDF = b"\1\1\1\1"
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mailbox(head: bytes) -> bool:
    """Whether a file that begins so is a mailbox."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
    return first.rstrip() == _MMDF or _begins(first, rest, empty_before=False)


def messages(file: BinaryIO, part: Part, limits: Limits) -> Iterator[Member | Refusal]:
    """The messages of a mailbox in order, `message 1` first; what stands above the first separator is one, too.

    Raises:
        UnreadableInput: it holds no message.
    """
    number = 0
    for number, lines in enumerate(_parted(file, limits), 1):
        name = f"message {number}"
        data = b"".join(lines)
        yield Refusal(name, limits.too_large) if len(data) > limits.max_bytes else Member(name, _restored(data))
    if not number:
        raise part.error("is a mailbox without a message")


def _parted(file: BinaryIO, limits: Limits) -> Iterator[list[bytes]]:
    """The lines of each message; of one that is too large those up to the limit, and one more."""
    lines: list[bytes] = []
    size = 0
    open_message, empty_before = False, True
    line = file.readline(limits.max_bytes + 1)
    while line:
        below = file.readline(limits.max_bytes + 1)
        if line.rstrip() == _MMDF or _begins(line.rstrip(b"\r\n"), below, empty_before):
            if open_message and (size or line.rstrip() != _MMDF):
                yield lines
            lines, size = [], 0
            open_message = line.rstrip() != _MMDF
        elif open_message or line.strip():
            open_message = True
            if size <= limits.max_bytes:
                lines.append(line)
            size += len(line)
        empty_before = not line.strip(b"\r\n")
        line = below
    if open_message:
        yield lines


def _begins(line: bytes, below: bytes, empty_before: bool) -> bool:
    """Whether a message begins below a line."""
    if not line.startswith(b"From"):
        return False
    if empty_before and _STRICT.match(line):
        return True
    return _SEPARATOR.match(line) is not None and _HEADER.match(below) is not None


def _restored(data: bytes) -> bytes:
    """A message as it was sent: `>From ` was `From ` (mboxrd, mboxo)."""
    return _ESCAPED.sub(rb"\1", data)
