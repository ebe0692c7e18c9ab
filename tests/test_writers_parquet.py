from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from every_record import every_record, full, made

from cableparse.record import Cable
from cableparse.writers import WriterOptions, parquet
from cableparse.writers.key import cable_key
from cableparse.writers.parquet import write
from cableparse.writers.parquet_schema import record_schema


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet") / "cables.parquet"
    write(every_record(), path, WriterOptions())
    return path


def query(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql.replace("CABLES", f"'{file}'")).fetchall()


def test_values_read_back_are_the_records(file: Path) -> None:
    found = []
    for row in pq.read_table(file).to_pylist(maps_as_pydicts="strict"):
        del row["key"], row["sent"]
        for correction in row["corrections"]:
            correction.update({name: json.loads(correction[name]) for name in ("was", "now")})
        found.append(Cable.model_validate(_with_boxes(row)))
    assert found == every_record()


def _with_boxes(value: Any) -> Any:
    """A bbox is a struct of four in the file, and a list of four in JSON."""
    if isinstance(value, dict):
        return {k: list(v.values()) if k == "bbox" and v else _with_boxes(v) for k, v in value.items()}
    return [_with_boxes(each) for each in value] if isinstance(value, list) else value


def test_keys_and_times(file: Path) -> None:
    table = pq.read_table(file, columns=["key", "sent"])
    assert table["key"].to_pylist() == [cable_key(cable.source) for cable in every_record()]
    for sent, cable in zip(table["sent"].to_pylist(), every_record(), strict=True):
        assert (sent and sent.strftime("%Y-%m-%dT%H:%MZ")) == cable.dtg.utc


def test_a_time_that_is_none_is_null(tmp_path: Path) -> None:
    write([made(dtg={"utc": "1975-13-45"}), full()], tmp_path / "a.parquet", WriterOptions())
    table = pq.read_table(tmp_path / "a.parquet")
    assert table["sent"].to_pylist() == [None, datetime(1985, 7, 13, 12, 2, tzinfo=UTC)]
    assert table["dtg"].to_pylist()[0]["utc"] == "1975-13-45"


def test_the_schema_has_every_field_with_its_type() -> None:
    schema = record_schema()
    assert schema.names[:-2] == [field.serialization_alias or name for name, field in Cable.model_fields.items()]
    assert schema.field("from").type.field("name").type == pa.string()
    assert schema.field("kind").nullable is False
    assert schema.field("message").type.field("section").type.field("number").type == pa.int64()
    assert pa.types.is_map(schema.field("provenance").type)
    assert schema.field("provenance").type.item_type.value_type.field("bbox").type.field("x0").type == pa.float64()
    assert schema.field("sent").type == pa.timestamp("ms", "UTC")


def test_duckdb_unnests_lists(file: Path) -> None:
    found = query(file, "SELECT id, tag.code FROM (SELECT id, unnest(tags) AS tag FROM CABLES)")
    assert found == [(cable.id, tag.code) for cable in every_record() for tag in cable.tags]


def test_duckdb_looks_into_structs_and_maps(file: Path) -> None:
    (row,) = query(
        file,
        """SELECT "from".name, year(sent), attributes['film_number'], redactions[1].bbox.x1,
           provenance['dtg.utc'][1].line FROM CABLES WHERE id = '1985LIMA00042'""",
    )
    assert row == ("AMEMBASSY LIMA", 1985, "D750001-0001", 300.25, 3)


def test_row_groups_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 10)
    write(every_record()[:25], tmp_path / "rows.parquet", WriterOptions())
    monkeypatch.setattr(parquet, "_LINES", 1)
    write([full().model_copy(update={"coverage": c.coverage}) for c in every_record()[:3]], tmp_path / "lines.parquet",
          WriterOptions())  # fmt: skip
    sizes = []
    for name in ("rows.parquet", "lines.parquet"):
        meta = pq.read_metadata(tmp_path / name)
        sizes.append([meta.row_group(i).num_rows for i in range(meta.num_row_groups)])
        assert meta.row_group(0).column(0).compression == "ZSTD"
    assert sizes == [[10, 10, 5], [1, 1, 1]]


def test_no_records_are_a_table_without_rows(tmp_path: Path) -> None:
    write([], tmp_path / "a.parquet", WriterOptions())
    table = pq.read_table(tmp_path / "a.parquet")
    assert (table.num_rows, table.schema) == (0, record_schema())
