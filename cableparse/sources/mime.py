"""The parts of an e-mail, as the standard library parses them; odd and hostile ones cost little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32, Policy
from itertools import count
from typing import Any

from cableparse.sources.text import decode

# A thousand addressees have some fifty characters each. Decoding takes time that grows with the square of the length.
LONGEST_HEADER = 50_000
MOST_PARTS = 10_000
_DEEPEST = 100
_TOKEN = re.compile(r"[\w-]*")
_ENCODED = "=?"
_TOO_DEEP = "is a message of too many parts inside each other"


class Mime(Message):
    """A message or one of its parts. A message inside it is a file like others: what it holds is not looked into."""

    def get_content_type(self) -> str:
        """The type; of a message `attached/...`, so that the parser leaves it whole, in whatever encoding it is."""
        return re.sub("^message/", "attached/", super().get_content_type())

    @property
    def parts(self) -> list[Mime]:
        """What a multipart holds; of others nothing."""
        payload = self.get_payload() if self.is_multipart() else []
        return [part for part in payload if isinstance(part, Mime)]

    @property
    def leaves(self) -> Iterator[Mime]:
        """The parts that hold something, in order; an attached message is one."""
        if not self.is_multipart():
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def data(self) -> bytes:
        """What a leaf holds, its transfer encoding undone."""
        data = self.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""

    @property
    def is_attached(self) -> bool:
        """Whether it is to be shown as a file; a message inside a message always is."""
        return self.get_content_disposition() == "attachment" or self.get_content_maintype() == "attached"

    @property
    def file_name(self) -> str | None:
        """The name that it is sent under, if any."""
        name = self.get_filename()
        return decoded(name) or None if name else None

    def header(self, name: str) -> str:
        """What all headers of a name say, decoded."""
        return ", ".join(filter(None, (decoded(str(value)) for value in self.get_all(name, []))))

    @property
    def is_cut(self) -> bool:
        """Whether a header was longer than any is, and the rest of it not read."""
        return any(len(value) >= LONGEST_HEADER for _, value in self.raw_items())


class _Bounded(Compat32):
    """Headers without NULs, which stand in none, and of no more than `LONGEST_HEADER` characters."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value.replace("\0", "")[:LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Bytes as they are decoded in texts; of a transfer encoding its token (RFC 2045, 6.1) alone."""
        if not value.isascii():
            value = decode(value.encode("utf-8", "surrogateescape"))[0]
        if name.lower() == "content-transfer-encoding":
            found = _TOKEN.match(value.strip())
            return found.group() if found else ""
        return value


_BOUNDED = _Bounded()


def parse(data: bytes) -> Mime:
    """The message in `data`; raises ValueError where it has more parts than any, or nests them too deep."""
    numbers = count()

    def made(policy: Policy[Any] = _BOUNDED) -> Mime:
        if next(numbers) > MOST_PARTS:
            raise ValueError(f"is a message of more than {MOST_PARTS:,} parts")
        return Mime(policy)

    try:
        message = BytesParser(made, policy=_BOUNDED).parsebytes(data)
    except RecursionError as error:
        raise ValueError(_TOO_DEEP) from error
    assert isinstance(message, Mime)
    inside = [message]
    for _ in range(_DEEPEST):
        inside = [part for around in inside for part in around.parts]
    if inside:
        raise ValueError(_TOO_DEEP)
    return message


def decoded(value: str) -> str:
    """A header's value with its encoded words decoded, or as it is where they cannot be."""
    if _ENCODED in value:
        with suppress(LookupError, ValueError, MessageError):
            value = str(make_header(decode_header(value)))
    return " ".join(value.split())
