"""Records that were written before, read back: RECORDS on the command line."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from cableparse.copies import copies_beside
from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.record import SCHEMA_VERSION, Cable
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


def read_records(*paths: str | os.PathLike[str]) -> Iterator[Cable]:
    """The records that were written to `paths`, as `Records` reads them, one after the other.

    Records of a later minor version are read, too: fields that this version does not know are kept in `model_extra`, of
    which a warning tells once.

    Raises:
        UnreadableInput: a path is missing or holds no records; while iterating, a line is no record, or is one of a
            later major version.
        MissingProgram: while iterating; a file is .zst and the extra `zst` is not installed.
    """
    records = Records([Path(path) for path in paths])
    records.files()
    return _with_warning(records)


def _with_warning(records: Records) -> Iterator[Cable]:
    told = False
    for cable in records:
        if not told and _version(cable.schema_version) > _KNOWN:
            told = True
            warnings.warn(
                f"{cable.source.path}: the record is of version {cable.schema_version}, this cableparse knows "
                f"{SCHEMA_VERSION}: what was added since is kept and has no name here",
                stacklevel=2,
            )
        yield cable


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
        cable = Cable.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise _refused(where, _version_in(data), f"{field}: {first['msg']}") from error
    if _version(cable.schema_version)[0] > _KNOWN[0]:
        raise _refused(where, cable.schema_version)
    return cable


def _refused(where: str, version: str, why: str = "") -> UnreadableInput:
    """The error for a record that cannot be read; of a later version that is the reason."""
    if _version(version) > _KNOWN:
        later = f"is a record of version {version}, and this cableparse knows {SCHEMA_VERSION}: install a later one"
        return UnreadableInput(f"{where}: {later}")
    return UnreadableInput(f"{where}: is no record of cableparse: {why}")


def _version_in(data: str) -> str:
    """What the JSON text says of its version; empty where it is no record at all."""
    try:
        found = json.loads(data)
    except ValueError:
        return ""
    return str(found.get("schema_version", "")) if isinstance(found, dict) else ""


def _version(text: str) -> tuple[int, int]:
    """A version's parts, to be compared; of what is none the first."""
    found = re.fullmatch(r"(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


_KNOWN = _version(SCHEMA_VERSION)
