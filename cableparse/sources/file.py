"""Opens a file or standard input for its bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from typing import BinaryIO

from cableparse.errors import UnreadableInput
from cableparse.sources.part import STDIN, shown


@contextmanager
def open_file(path: str) -> Iterator[FileIO | BinaryIO]:
    """The file at `path`, unbuffered; `-` is standard input, a file of that name is `./-`.

    Raises:
        UnreadableInput: the file is missing, a folder, or cannot be opened.
    """
    if path == STDIN:
        if sys.stdin is None:
            raise _unreadable(path, "is closed")
        yield sys.stdin.buffer
        return
    try:
        file = FileIO(path or ".")
    except FileNotFoundError as error:
        raise _unreadable(path, "no such file") from error
    except IsADirectoryError as error:
        raise _unreadable(path, "is a directory; name the files in it") from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, f"cannot be read: {_reason(error)}") from error
    with file:
        yield file


def read_start(file: FileIO | BinaryIO, path: str, max_bytes: int) -> bytes:
    """The whole file, or of a longer or endless one its first `max_bytes` + 1 bytes.

    Raises:
        UnreadableInput: it cannot be read.
    """
    try:
        chunks = [file.read(min(_size(file), max_bytes) + 1)]
        left = max_bytes + 1 - len(chunks[0])
        while left and chunks[-1]:
            chunks.append(file.read(left))
            left -= len(chunks[-1])
    except OSError as error:
        raise _unreadable(path, f"cannot be read: {_reason(error)}") from error
    return b"".join(chunks)


def _size(file: FileIO | BinaryIO) -> int:
    """The bytes that a file on disk has, since reading it at its size is fastest; 0 for a pipe."""
    return os.fstat(file.fileno()).st_size if isinstance(file, FileIO) else 0


def _unreadable(path: str, reason: str) -> UnreadableInput:
    return UnreadableInput(f"{shown(path)}: {reason}")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
