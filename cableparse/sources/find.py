"""What the command line's arguments name: files, folders, quoted globs and `-`."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cableparse.sources.part import STDIN
from cableparse.sources.written import written_file

# Called with a path and the reason.
Told = Callable[[str, str], None]

# What a run of `cableparse batch` keeps in the folder that it writes.
LEDGER = "ledger.sqlite"
_SQLITE = b"SQLite format 3\x00"  # how such a file begins (sqlite.org, Database File Format, 1.3)
_HIDDEN = "a hidden file or folder"
_SYSTEM = "a file or folder of the system"
# Names that Windows, macOS and office programs give to files of their own, in lower case.
_SYSTEM_NAMES = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "system volume information"}
)
_OWNER_FILE = "~$"  # how the name begins of what Office keeps beside a document that is open
_TYPES = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def find_files(
    arguments: Iterable[str], failed: Told, *, in_order: bool = True, passed: Told | None = None
) -> Iterator[str]:
    """The paths that `arguments` name, in their order; a file's path as it was given.

    A folder stands for its files and those of its sub-folders, sorted. An argument that is no file but a pattern (`*`,
    `?`, `[`, `**`) stands for what matches it, sorted. Without `in_order` they come as the disk has them, in flat
    memory.

    `failed` is called with path and reason for a folder that holds no file or cannot be listed, for a pattern that
    matches nothing, and for what is no file: a link to a folder or to nothing, a pipe, a device. `passed` is called so
    for what is passed over: hidden files, those of the system, what a batch has written.
    """
    for argument in arguments:
        # os.path is false, where Path raises, for a name that no file can have: opening it tells why.
        if argument in {"", STDIN} or os.path.isfile(argument):  # noqa: PTH113
            yield argument
        elif os.path.isdir(argument):  # noqa: PTH112
            yield from _in_folder(argument, _Folders(failed, passed or _unsaid, in_order))
        elif glob.has_magic(argument) and not os.path.exists(argument):  # noqa: PTH110
            yield from _matching(argument, failed, in_order)
        else:
            yield argument


def _unsaid(path: str, reason: str) -> None:
    pass


def _matching(pattern: str, failed: Told, in_order: bool) -> Iterator[str]:
    matches = glob.iglob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    none = True
    for match in sorted(matches) if in_order else matches:
        if Path(match).is_file():
            none = False
            yield match
    if none:
        failed(pattern, "no file matches")


def _in_folder(folder: str, folders: _Folders) -> Iterator[str]:
    none = True
    for path in folders.walk(folder):
        none = False
        yield path
    if none:
        folders.failed(folder, "holds no file")


class _Folders(NamedTuple):
    """How folders are gone through."""

    failed: Told
    passed: Told
    in_order: bool

    def walk(self, folder: str) -> Iterator[str]:
        """The files of a folder, then those of its sub-folders."""
        inner = []
        try:
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda e: e.name) if self.in_order else entries:
                    if reason := _passed_over(entry):
                        self.passed(entry.path, reason)
                    elif entry.is_dir(follow_symlinks=False):
                        inner.append(entry.path)
                    elif _is_file(entry):
                        yield entry.path
                    else:
                        self.failed(entry.path, _no_file(entry))
        except OSError as error:
            self.failed(folder, f"cannot be listed: {error.strerror}")
        for path in inner:
            yield from self.walk(path)


def _passed_over(entry: os.DirEntry[str]) -> str:
    """Why a file or folder is passed over; empty where it is not."""
    name = entry.name.lower()
    if name in _SYSTEM_NAMES or name.startswith(_OWNER_FILE):
        return _SYSTEM
    if name.startswith("."):
        return _HIDDEN
    if entry.is_dir(follow_symlinks=False) and _is_output(entry.path):
        return "a folder that `cableparse batch` has written"
    return (_is_file(entry) and written_file(entry.path)) or ""


def _is_output(folder: str) -> bool:
    try:
        with open(os.path.join(folder, LEDGER), "rb") as file:  # noqa: PTH118, PTH123 - as in batch/listing.py
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself, or to a name that is too long
        return False


def _no_file(entry: os.DirEntry[str]) -> str:
    """What a person is told of an entry that is neither file nor folder."""
    if entry.is_symlink():
        if not os.path.exists(entry.path):  # noqa: PTH110 - false, where Path may raise, for a name that is too long
            return "is a link to what is not there"
        if entry.is_dir():
            return "is a link to a folder, which is not followed; name the folder itself to read it"
    mode = entry.stat().st_mode
    kind = next((kind for is_kind, kind in _TYPES if is_kind(mode)), "something else")
    return f"is {kind} and no file"
