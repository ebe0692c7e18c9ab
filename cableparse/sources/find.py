"""What the command line's arguments name: files, folders, quoted globs and `-`."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cableparse.errors import UnreadableInput
from cableparse.sources.part import STDIN

Failed = Callable[[UnreadableInput], None]


def find_files(
    arguments: Iterable[str], failed: Failed, *, in_order: bool = True, leave_out: Path | None = None
) -> Iterator[str]:
    """The paths that `arguments` name, in their order; a file's path as it was given.

    A folder stands for its files and those of its sub-folders, sorted, without hidden ones; links to folders are not
    followed. An argument that is no file but a pattern (`*`, `?`, `[`, `**`) stands for what matches it, sorted.
    Without `in_order` they come as the disk has them, in flat memory. The folder `leave_out` is passed over.
    `failed` is called for a folder that holds no file or cannot be listed and for a pattern that matches nothing.
    """
    for argument in arguments:
        # os.path is false, where Path raises, for a name that no file can have: opening it tells why.
        if argument in {"", STDIN} or os.path.isfile(argument):  # noqa: PTH113
            yield argument
        elif os.path.isdir(argument):  # noqa: PTH112
            yield from _in_folder(argument, failed, in_order, leave_out)
        elif glob.has_magic(argument) and not os.path.exists(argument):  # noqa: PTH110
            yield from _matching(argument, failed, in_order)
        else:
            yield argument


def _matching(pattern: str, failed: Failed, in_order: bool) -> Iterator[str]:
    matches = glob.iglob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    none = True
    for match in sorted(matches) if in_order else matches:
        if Path(match).is_file():
            none = False
            yield match
    if none:
        failed(UnreadableInput(f"{pattern}: no file matches"))


def _in_folder(folder: str, failed: Failed, in_order: bool, leave_out: Path | None) -> Iterator[str]:
    none = True
    for path in _walk(folder, failed, in_order, leave_out):
        none = False
        yield path
    if none:
        failed(UnreadableInput(f"{folder}: holds no file"))


def _walk(folder: str, failed: Failed, in_order: bool, leave_out: Path | None) -> Iterator[str]:
    """The files of a folder, then those of its sub-folders."""
    folders = []
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda e: e.name) if in_order else entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file():
                    yield entry.path
    except OSError as error:
        failed(UnreadableInput(f"{error.filename}: cannot be listed: {error.strerror}"))
    for path in folders:
        if leave_out is None or not leave_out.exists() or not leave_out.samefile(path):
            yield from _walk(path, failed, in_order, leave_out)
