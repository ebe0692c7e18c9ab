"""Records that were written before, read back: RECORDS on the command line."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from cableparse.copies import copies_beside
from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.record import Cable
from cableparse.sources.text import decode, decoded_lines

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".json")
# The schema stands beside the records.
SCHEMA_SUFFIX = ".schema.json"
# Where a batch keeps its records.
FOLDER = "records"


class Records:
    """The records in JSON Lines (plain, .gz or .zst) or JSON files, in order; each `iter()` reads them anew.

    `paths` are files, folders of such files (sorted) and the output folders of batches, which stand for their
    `records/`. What a batch passed over, since it had read the same content before, is in `source.copies`. Memory stays
    flat, but for .json. Fields that this version does not know are kept as they are.

    Raises:
        UnreadableInput: while iterating; a path is missing or holds no records, or a line is no record.
        MissingProgram: while iterating; a file is .zst and the extra `zst` is not installed.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)

    def __iter__(self) -> Iterator[Cable]:
        for path in self.files():
            with copies_beside(path) as copies:
                for cable in _in_json(path) if path.suffix == ".json" else _in_lines(path):
                    yield copies.told(cable) if copies else cable

    def files(self) -> list[Path]:
        """The files that hold the records."""
        try:
            return [file for path in self._paths for file in _files(path)]
        except OSError as error:  # a name that no file can have
            raise UnreadableInput(f"{error.filename}: cannot be read: {error.strerror}") from error


def are_records(path: Path) -> bool:
    """Whether `path` is a batch's output folder or a file of records, rather than a file or folder to be parsed."""
    try:
        if path.is_dir():
            return (path / FOLDER).is_dir()
        if not (path.is_file() and path.name.endswith(SUFFIXES)):
            return False
        next(iter(Records([path])), None)
    except (UnreadableInput, OSError):
        return False
    return True


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise UnreadableInput(f"{path}: no such file or folder")
        return [path]
    folder = path / FOLDER if (path / FOLDER).is_dir() else path
    found = sorted(f for f in folder.iterdir() if f.name.endswith(SUFFIXES) and not f.name.endswith(SCHEMA_SUFFIX))
    if not found:
        raise UnreadableInput(f"{path}: holds no records ({', '.join(SUFFIXES)})")
    return found


def _in_lines(path: Path) -> Iterator[Cable]:
    try:
        with _opened(path) as file:
            for number, line in enumerate(decoded_lines(file), 1):
                if line.strip():
                    yield _record(line, f"{path}: line {number}")
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableInput(f"{path}: cannot be read: {error}") from error


def _opened(path: Path) -> AbstractContextManager[io.BufferedReader | gzip.GzipFile]:
    if path.suffix == ".zst":
        return _zst(path)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


@contextmanager
def _zst(path: Path) -> Iterator[io.BufferedReader]:
    try:
        import zstandard
    except ModuleNotFoundError as error:
        raise MissingProgram(f"{path}: install what reads .zst with `pip install 'cableparse[zst]'`") from error
    unpacker = zstandard.ZstdDecompressor()
    with path.open("rb") as file, unpacker.stream_reader(file, read_across_frames=True) as reader:
        try:
            yield io.BufferedReader(cast(io.RawIOBase, reader))
        except zstandard.ZstdError as error:
            raise OSError(str(error)) from error


def _in_json(path: Path) -> Iterator[Cable]:
    try:
        found = json.loads(decode(path.read_bytes())[0])
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{path}: cannot be read: {error}") from error
    for number, record in enumerate(found if isinstance(found, list) else [found], 1):
        yield _record(json.dumps(record), f"{path}: record {number}")


def _record(data: str, where: str) -> Cable:
    try:
        return Cable.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise UnreadableInput(f"{where}: is no record of cableparse: {field}: {first['msg']}") from error
