"""Where the records of a batch are kept: JSON Lines, a file a shard. Every other format is made from them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

from cableparse.batch.compression import Compression
from cableparse.errors import MissingProgram
from cableparse.output import replacing
from cableparse.records import FOLDER
from cableparse.writers.schema import write_schema

SCHEMA = "cable.schema.json"


class Store:
    """The records below the folder `output`.

    Raises:
        MissingProgram: the extra `zst` is not installed.
        OutputError: from each method; the disk is full, or cannot be written.
    """

    def __init__(self, output: Path, compression: Compression) -> None:
        self.folder = output / FOLDER
        self._schema = output / SCHEMA
        self._compression = compression
        if compression is Compression.ZST:
            try:
                import zstandard  # noqa: F401
            except ModuleNotFoundError as error:
                raise MissingProgram("install what writes .zst with `pip install 'cableparse[zst]'`") from error

    def file(self, shard: int) -> Path:
        """The file of a shard."""
        suffix = "" if self._compression is Compression.NONE else f".{self._compression.value}"
        return self.folder / f"{name_of(shard)}.jsonl{suffix}"

    def write(self, shard: int, pieces: Iterable[bytes]) -> None:
        """Write the records of a shard in place of those it had; a shard without records has no file."""
        data = b"".join(pieces)
        if data:
            with replacing(self.file(shard)) as path:
                path.write_bytes(self._compressed(data))
        else:
            self.file(shard).unlink(missing_ok=True)

    def write_schema(self) -> None:
        """Write the JSON Schema of a record beside their folder, which holds nothing but records."""
        write_schema(self._schema)

    def _compressed(self, data: bytes) -> bytes:
        if self._compression is Compression.GZ:
            return gzip.compress(data, compresslevel=6, mtime=0)
        if self._compression is Compression.ZST:
            import zstandard

            return zstandard.compress(data)
        return data


def name_of(shard: int) -> str:
    """What the files of a shard are called, before their suffix."""
    return f"records-{shard:06}"
