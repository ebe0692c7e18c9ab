"""Parquet: the whole record with its nested lists and structs, zstd-compressed, in row groups of bounded size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.key import cable_key
from cableparse.writers.parquet_schema import KEY, SENT, record_schema

# What is held in memory at a time; a record's size goes with its lines.
_ROWS = 2_000
_LINES = 200_000


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write all records to `target`.

    Each field has the name and place that it has in the record. `attributes`, `labelled`, `provenance`, `confidence`,
    `source.confidence` and the glossary are maps, a `bbox` is a struct of x0, top, x1 and bottom. The values of
    a correction are JSON text. Two columns come on top: `key` and `sent`.

    Raises:
        OutputError: `target` cannot be written.
    """
    schema = record_schema()
    with replacing(target) as path, pq.ParquetWriter(path, schema, compression="zstd") as file:
        for rows in _groups(records):
            file.write_table(pa.Table.from_pylist(rows, schema), row_group_size=_ROWS)
    return Notes()


def _groups(records: Iterable[Cable]) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    lines = 0
    for cable in records:
        rows.append(_row(cable))
        lines += cable.coverage.lines
        if len(rows) >= _ROWS or lines >= _LINES:
            yield rows
            rows, lines = [], 0
    if rows:
        yield rows


def _row(cable: Cable) -> dict[str, Any]:
    row = cable.model_dump(by_alias=True)
    row["corrections"] = [_as_text(correction) for correction in row["corrections"]]
    return {**row, KEY.name: cable_key(cable.source), SENT.name: _time(cable.dtg.utc)}


def _as_text(correction: dict[str, Any]) -> dict[str, Any]:
    return {**correction, **{name: json.dumps(correction[name], ensure_ascii=False) for name in ("was", "now")}}


def _time(printed: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(printed) if printed else None
    except ValueError:  # it stays in dtg.utc
        return None
