"""What is written to disk appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cableparse.errors import OutputError

# What tells a page by its name.
PAGES = (".html", ".htm")

# Marks what is being written; a run that was killed leaves it behind, the next one overwrites it.
TEMPORARY = ".part"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target` for a file or a folder, which then takes the place of `target`.

    The folder of `target` is made where it is missing. What was written is on the disk before it is renamed. After an
    exception the temporary path is removed and `target` is as it was.

    Raises:
        OutputError: it cannot be written, as on a full disk.
    """
    temporary = target.with_name(target.name + TEMPORARY)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove(temporary)
        yield temporary
        _sync(temporary)
        if target.is_dir():
            shutil.rmtree(target)
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            remove(temporary)
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    except BaseException:
        remove(temporary)
        raise


def _sync(path: Path) -> None:
    for file in _files(path) if path.is_dir() else [path]:
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, without holding the names of millions in memory as `rglob` does."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(Path(entry.path))
            else:
                yield Path(entry.path)


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
