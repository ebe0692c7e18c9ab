"""One thing to be read: a file as it was given, or what lies in an archive, a mailbox or a table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from cableparse.errors import UnreadableInput
from cableparse.pages import Document, split_lines


class Member(NamedTuple):
    """A file inside another: `name` is its path in there, as printed there."""

    name: str
    data: bytes


class Refusal(NamedTuple):
    """A file inside another that cannot be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes to be read.

    `path` is the outermost file's as it was given, `member` the way from there (`1974.zip/STATE010752.txt`,
    `message 3/attachment cable.txt`), null for the file itself.
    """

    path: str
    name: str
    data: bytes
    member: str | None = None

    def inside(self, member: Member) -> Part:
        """A member of this part."""
        path = f"{self.member}/{member.name}" if self.member else member.name
        return Part(self.path, base_name(member.name), member.data, path)

    def error(self, reason: str, member: str | None = None) -> UnreadableInput:
        """An error that names this part, or its `member`."""
        return UnreadableInput(f"{': '.join(filter(None, [writable(self.path), self._way_to(member)]))}: {reason}")

    def document(
        self,
        text: str,
        *,
        media_type: str,
        encoding: str | None,
        attributes: dict[str, str] | None = None,
    ) -> Document:
        """The document of this part's text; `Document.sha256` is that of the part's bytes."""
        lines = split_lines(text)
        return Document(
            text=text,
            lines=lines,
            pages=lines[-1].page if lines else 1,
            path=writable(self.path),
            name=writable(self.name),
            sha256=hashlib.sha256(self.data).hexdigest(),
            media_type=media_type,
            encoding=encoding,
            member=None if self.member is None else writable(self.member),
            attributes=attributes or {},
        )

    def _way_to(self, member: str | None) -> str | None:
        way = "/".join(filter(None, [self.member, member]))
        return writable(way) if way else None


def base_name(path: str) -> str:
    """The last part of a member's path, whichever slash it is written with."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def writable(path: str) -> str:
    r"""`path` as given; bytes in it that are no UTF-8 read as `\udcXX`, since JSON cannot hold them."""
    return path.encode(errors="backslashreplace").decode()
