"""JSON Lines: one record a line, plain, .gz or .zst by the target's name, with the JSON Schema beside them."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cableparse.errors import MissingProgram
from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.records import SCHEMA_SUFFIX
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.schema import write_schema

Put = Callable[[Cable], None]

# Level 9, gzip's default, takes three times as long for a hundredth of the size.
_GZIP_LEVEL = 6


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write all records to `target`, and the schema to the same name with .schema.json for .jsonl and what follows.

    Raises:
        OutputError: one of the two cannot be written.
        MissingProgram: `target` ends with .zst and the extra `zst` is not installed.
    """
    with record_lines(target) as put:
        for cable in records:
            put(cable)
    write_schema(target.with_name(_stem(target) + SCHEMA_SUFFIX))
    return Notes()


@contextmanager
def record_lines(target: Path) -> Iterator[Put]:
    """Give a function that puts a record on the next line of `target`, which appears when the context ends.

    Raises:
        OutputError: `target` cannot be written.
        MissingProgram: `target` ends with .zst and the extra `zst` is not installed.
    """
    compressed = _compression(target)
    with replacing(target) as path, path.open("wb") as file, compressed(file) as lines:

        def put(cable: Cable) -> None:
            lines.write(cable.to_json().encode() + b"\n")

        yield put


def _stem(target: Path) -> str:
    return target.name.removesuffix(".gz").removesuffix(".zst").removesuffix(".jsonl")


def _compression(target: Path) -> Callable[[BinaryIO], BinaryIO]:
    """What compresses as the name of `target` says; the bytes are the same for the same records."""
    if target.suffix == ".gz":
        return lambda file: cast(BinaryIO, gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0))
    if target.suffix != ".zst":
        return lambda file: file
    try:
        import zstandard
    except ModuleNotFoundError as error:
        raise MissingProgram(f"{target}: install what writes .zst with `pip install 'cableparse[zst]'`") from error
    return lambda file: cast(BinaryIO, zstandard.ZstdCompressor().stream_writer(file))
