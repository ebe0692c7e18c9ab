"""One thing to be read: a file as it was given, or what lies in an archive, a mailbox or a table."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from cableparse.diagnostics import Code
from cableparse.errors import CableparseError, UnreadableInput, failed_with
from cableparse.pages import Document, Line, Note, split_lines
from cableparse.sources import marks

# Stands for what cannot be decoded.
REPLACEMENT = "\ufffd"
STDIN = "-"
_MARKDOWN = "text/markdown"


class Member(NamedTuple):
    """A file inside another: `name` is its path there, `base` its own name where that is not the path's last part."""

    name: str
    data: bytes
    base: str | None = None


class Refusal(NamedTuple):
    """A file inside another that cannot be read, or is passed over, and why."""

    name: str
    reason: str
    is_passed: bool = False


class PassedOver(UnreadableInput):
    """A file inside another that is not read since nobody wants it."""


@dataclass(frozen=True)
class InputPart:
    """Bytes to be read.

    `path` is the outermost file's as it was given, `member` the way from there (`1974.zip/STATE010752.txt`,
    `message 3/attachment cable.txt`), null for the file itself.
    """

    path: str
    name: str
    data: bytes
    member: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, computed once; a process that this part is sent to has it, too."""
        return hashlib.sha256(self.data).hexdigest()

    def inside(self, member: Member) -> InputPart:
        """A member of this part."""
        path = f"{self.member}/{member.name}" if self.member else member.name
        return InputPart(self.path, member.base or base_name(member.name), member.data, path)

    def error(self, reason: str, member: str | None = None) -> UnreadableInput:
        """An error that names this part, or its `member`."""
        way = "/".join(filter(None, [self.member, member]))
        return UnreadableInput(writable(": ".join(filter(None, [shown(self.path), way, reason]))))

    @contextmanager
    def unforeseen(self) -> Iterator[None]:
        """Make an UnreadableInput of what nobody foresaw that this part makes a reader raise.

        What there is too little memory for, and what is missing, is not the reader's fault.
        """
        try:
            yield
        except (CableparseError, MemoryError):
            raise
        except Exception as error:
            raise self.error(f"{failed_with(error)}; please report it with the file") from error

    @property
    def shown(self) -> str:
        """How messages name this part."""
        return ": ".join(filter(None, [shown(self.path), writable(self.member or "")]))

    def own(self, document: Document) -> Document:
        """`document`, which another reader made of this part's bytes, under this part's names."""
        member = None if self.member is None else writable(self.member)
        return replace(document, path=writable(self.path), name=writable(self.name), member=member)

    def document(
        self,
        text: str,
        *,
        media_type: str,
        encoding: str | None,
        attributes: dict[str, str] | None = None,
        undecodable: int = 0,
        notes: Iterable[Note] = (),
    ) -> Document:
        """The document of this part's text; `Document.sha256` is that of the part's bytes.

        The marks that a carrier put on the text are taken off its lines, not out of the text. `undecodable` counts the
        places where bytes became U+FFFD, which is noted at the first beside `notes`.
        """
        lines = split_lines(text)
        return Document(
            text=text,
            lines=marks.take_off(lines, text, is_markdown=media_type == _MARKDOWN),
            pages=lines[-1].page if lines else 1,
            path=writable(self.path),
            name=writable(self.name),
            sha256=self.sha256,
            media_type=media_type,
            encoding=encoding,
            member=None if self.member is None else writable(self.member),
            attributes=attributes or {},
            notes=[*notes, *([_undecodable(text, lines, undecodable)] if undecodable else ())],
        )


def _undecodable(text: str, lines: list[Line], count: int) -> Note:
    place = text.find(REPLACEMENT)
    line = lines[bisect_right(lines, place, key=lambda line: line.offset) - 1]
    start = place - line.offset
    return Note(Code.UNDECODABLE, f"{count:,} {'place' if count == 1 else 'places'}.", line.span(start, start + 1))


def file_name(path: str) -> str:
    """The name that a record gives the file at `path`."""
    return "<stdin>" if path == STDIN else PurePath(path).name


def shown(path: str) -> str:
    """How messages name the file at `path`."""
    return file_name(path) if path == STDIN else writable(path)


def base_name(path: str) -> str:
    """The last part of a member's path, whichever slash it is written with."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def writable(path: str) -> str:
    r"""`path` as given; bytes in it that are no UTF-8 read as `\udcXX`, since JSON cannot hold them."""
    return path.encode(errors="backslashreplace").decode()
