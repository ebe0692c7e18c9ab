"""Lists the files that a batch is to read: of folders, globs and file lists, and of remote folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from cableparse.batch.plan import ListedFile
from cableparse.batch.task import FilePlace
from cableparse.errors import UnreadableInput
from cableparse.sources.find import find_files
from cableparse.sources.part import REPLACEMENT
from cableparse.sources.text import MARKED, decode


def list_files(arguments: Iterable[str], output: Path) -> Iterator[ListedFile]:
    """The files that `arguments` name, in no order; what cannot be listed, or is passed over, has a reason.

    What is fetched from elsewhere is kept in `output`.
    """
    others: list[ListedFile] = []

    def failed(path: str, reason: str) -> None:
        others.append(ListedFile(FilePlace(path, path), None, None, f"{path}: {reason}"))

    def passed(path: str, reason: str) -> None:
        others.append(ListedFile(FilePlace(path, path), None, None, reason, is_passed=True))

    for argument in arguments:
        if "://" in argument:
            from cableparse.batch.remote import list_remote

            yield from list_remote(argument, output)
            continue
        for path in find_files([argument], failed, in_order=False, passed=passed):
            yield _listed(path)
            yield from others
            others.clear()
        yield from others
        others.clear()


def named_in(file: Path) -> Iterator[str]:
    """The paths that a file names, one a line; empty lines are passed over.

    Raises:
        UnreadableInput: it cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{file}: cannot be read: {error.strerror}") from error
    text, encoding = decode(data)
    if (encoding == "utf_8" and REPLACEMENT not in text) or encoding in MARKED:
        yield from filter(None, (line.rstrip("\r") for line in text.split("\n")))
    else:
        yield from (_named(line, encoding) for line in data.replace(b"\r\n", b"\n").split(b"\n") if line)


def _named(line: bytes, encoding: str) -> str:
    """A path that is no UTF-8: the file of just that name, which a system may have, or the name in another encoding."""
    path = os.fsdecode(line)
    return path if os.path.lexists(path) else line.decode(encoding, "replace")


def _listed(path: str) -> ListedFile:
    place = FilePlace(path, path)
    try:
        found = os.stat(path)  # noqa: PTH116 - a million Path objects take as long as a minute's reading
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return ListedFile(place, None, None, f"{path}: cannot be read: {reason}")
    return ListedFile(place, found.st_size, str(found.st_mtime_ns))
