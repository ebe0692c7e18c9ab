"""All files of a folder, read one after the other in this process; `cableparse batch` does more with a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

from cableparse import sources
from cableparse.errors import CableparseError, UnreadableInput, failed_with
from cableparse.pages import Document
from cableparse.pipeline import each_record
from cableparse.record import Cable
from cableparse.sources import SourceOptions
from cableparse.sources.find import find_files

_DEFAULTS = SourceOptions()
# A file as it was named, and a record of it or why it has none.
Found = tuple[str, Cable | CableparseError]


def parse_folder(path: str | os.PathLike[str], *, options: SourceOptions = _DEFAULTS) -> Iterator[Found]:
    """The records of a folder's files and of those in its sub-folders, in order, each with the file's path.

    What cannot be read, or is no file, comes out as the error that says why, and the next file follows. Hidden files,
    those of the system and what `cableparse batch` has written are passed over. `path` may be a file or a pattern
    such as `cables/**/*.txt`, too. A file that hangs is not ended, and what crashes Python ends it: `cableparse batch`
    reads in processes of their own.
    """
    missing: list[Found] = []
    files = find_files([os.fspath(path)], lambda name, why: missing.append((name, UnreadableInput(f"{name}: {why}"))))
    for file in files:
        yield from _drained(missing)
        for found in records_of(file, options):
            yield file, found
    yield from _drained(missing)


def _drained(missing: list[Found]) -> list[Found]:
    """What was told by now, in order; `missing` is empty after that."""
    told = missing.copy()
    missing.clear()
    return told


def records_of(file: str, options: SourceOptions) -> Iterator[Cable | CableparseError]:
    """The records of one file, and the errors that say what of it has none: UnreadableInput or MissingProgram."""
    try:
        for found in sources.read(file, options=options):
            if isinstance(found, Document):
                yield from parsed(found)
            else:
                yield found
    except CableparseError as error:
        yield error
    except MemoryError as error:
        yield UnreadableInput(f"{file}: {failed_with(error)}")


def parsed(document: Document) -> Iterator[Cable | CableparseError]:
    """The records of a document, each once it is made; where the program fails on it, the error that says so."""
    try:
        yield from each_record(document)
    except Exception as error:
        where = f"{document.path}: {document.member}" if document.member else document.path
        yield UnreadableInput(f"{where}: {failed_with(error)}; please report it with the file")
