"""Where the records of a batch are kept: JSON Lines, a file a shard. Every other format is made from them."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from cableparse.batch.compression import Compression
from cableparse.errors import MissingProgram
from cableparse.output import replacing
from cableparse.records import FOLDER
from cableparse.writers.schema import write_schema

SCHEMA = "cable.schema.json"
# What gzip itself takes, between time and size.
_LEVEL = 6


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

    def write(self, shard: int, records: bytes) -> None:
        """Write the records of a shard in place of those it had; a shard without records has no file."""
        if records:
            with replacing(self.file(shard)) as path:
                path.write_bytes(self._compressed(records))
        else:
            self.file(shard).unlink(missing_ok=True)

    def read(self, shard: int) -> bytes:
        """The records of a shard; none where its file is gone or damaged."""
        try:
            return self._unpacked(self.file(shard).read_bytes())
        except (OSError, EOFError, zlib.error):
            return b""

    def write_schema(self) -> None:
        """Write the JSON Schema of a record beside their folder, which holds nothing but records."""
        write_schema(self._schema)

    def _compressed(self, data: bytes) -> bytes:
        if self._compression is Compression.GZ:
            return gzip.compress(data, compresslevel=_LEVEL, mtime=0)
        if self._compression is Compression.ZST:
            import zstandard

            return zstandard.compress(data)
        return data

    def _unpacked(self, data: bytes) -> bytes:
        if self._compression is Compression.GZ:
            return gzip.decompress(data)
        if self._compression is Compression.ZST:
            import zstandard

            try:
                return zstandard.decompress(data)
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from error
        return data


def name_of(shard: int) -> str:
    """What the files of a shard are called, before their suffix."""
    return f"records-{shard:06}"
