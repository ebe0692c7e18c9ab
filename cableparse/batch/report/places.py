"""Places in the input: how the report names them, and how its page links to them."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import quote


class ReportPlace(NamedTuple):
    """A source, or a page and line of it, both from 1.

    `path` is the file's name in records and reports, `local` the bytes of the path where it is read if that differs,
    `member` the way inside the file, empty for the file itself.
    """

    path: str
    member: str = ""
    local: bytes | None = None
    page: int | None = None
    line: int | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name of what lies here, or else of its file: `.txt`; empty where neither has one."""
        return (PurePath(self.member).suffix or PurePath(self.path).suffix).lower()

    @property
    def name(self) -> str:
        """The path, and the way inside the file behind it."""
        return f"{self.path}: {self.member}" if self.member else self.path

    def href(self, folder: Path) -> str | None:
        """A percent-encoded link from a page in `folder` to the file; None where a browser could not follow it.

        A file on disk has a relative link, so that input and output can be moved together. A PDF opens at the page.
        """
        if "://" in self.path:
            return quote(self.path, safe="/:?&=%#") if self.path.startswith(("http://", "https://")) else None
        link = _relative(self.local or os.fsencode(self.path), folder)
        opens_at_page = self.page and not self.member and self.path.lower().endswith(".pdf")
        return f"{link}#page={self.page}" if opens_at_page else link


def _relative(path: bytes, folder: Path) -> str:
    try:
        relative = os.path.relpath(path, os.fsencode(folder))
    except ValueError:  # another drive
        return Path(os.fsdecode(path)).absolute().as_uri()
    return quote(relative.replace(os.fsencode(os.sep), b"/"))


def printable(text: str) -> str:
    r"""`text` with each control, direction or otherwise invisible character as its Python escape, such as `\n`."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
