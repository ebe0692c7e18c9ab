"""What the command line's arguments name: files, folders, quoted globs and `-`."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cableparse.errors import UnreadableInput
from cableparse.sources.part import STDIN


def find_files(arguments: Iterable[str], failed: Callable[[UnreadableInput], None]) -> Iterator[str]:
    """The paths that `arguments` name, in their order; a file's path as it was given.

    A folder stands for its files and those of its sub-folders, sorted, without hidden ones; links to folders are not
    followed. An argument that is no file but a pattern (`*`, `?`, `[`, `**`) stands for what matches it, sorted.
    `failed` is called for a folder that holds no file or cannot be listed and for a pattern that matches nothing.
    """
    for argument in arguments:
        if argument in {"", STDIN} or Path(argument).is_file():
            yield argument
        elif Path(argument).is_dir():
            yield from _in_folder(argument, failed)
        elif glob.has_magic(argument) and not Path(argument).exists():
            yield from _matching(argument, failed)
        else:
            yield argument


def _matching(pattern: str, failed: Callable[[UnreadableInput], None]) -> Iterator[str]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    files = [match for match in matches if Path(match).is_file()]
    if not files:
        failed(UnreadableInput(f"{pattern}: no file matches"))
    yield from files


def _in_folder(folder: str, failed: Callable[[UnreadableInput], None]) -> Iterator[str]:
    def unlisted(error: OSError) -> None:
        failed(UnreadableInput(f"{error.filename}: cannot be listed: {error.strerror}"))

    empty = True
    for parent, folders, names in os.walk(folder, onerror=unlisted):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file():
                empty = False
                yield str(path)
    if empty:
        failed(UnreadableInput(f"{folder}: holds no file"))
