from __future__ import annotations

import json
from pathlib import Path

import pytest
from every_record import every_record, full

from cableparse.errors import UnreadableInput
from cableparse.record import Cable
from cableparse.records import Records
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.jsonl import record_lines, write


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_records_read_back(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"cables.jsonl{suffix}"
    assert write(every_record(), target, WriterOptions()) == Notes()
    assert list(Records([target])) == every_record()
    plain = sum(len(cable.to_json().encode()) + 1 for cable in every_record())
    assert (target.stat().st_size < plain / 4) == bool(suffix)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_the_same_records_are_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    files = [tmp_path / f"{name}.jsonl{suffix}" for name in "ab"]
    for file in files:
        write([full()], file, WriterOptions())
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_schema_lies_beside_and_is_no_record(tmp_path: Path) -> None:
    write([full()], tmp_path / "a.jsonl.gz", WriterOptions())
    schema = json.loads((tmp_path / "a.schema.json").read_text())
    assert set(schema["properties"]) == set(json.loads(full().to_json()))
    assert list(Records([tmp_path])) == [full()]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_is_damaged_is_no_input(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"a.jsonl{suffix}"
    write(every_record(), target, WriterOptions())
    data = target.read_bytes()
    for damaged in (data[: len(data) // 2], b"{}" * 9, data[:50] + b"\xff" * 50 + data[100:]):
        target.write_bytes(damaged)
        with pytest.raises(UnreadableInput):
            list(Records([target]))


def test_frames_and_members_one_after_the_other_are_read(tmp_path: Path) -> None:
    for suffix in (".gz", ".zst"):
        target = tmp_path / f"a.jsonl{suffix}"
        write([full()], target, WriterOptions())
        target.write_bytes(target.read_bytes() * 2)
        assert list(Records([target])) == [full(), full()]


def test_nothing_is_left_of_what_failed(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl.gz"

    def failing() -> list[Cable]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), record_lines(target) as put:
        put(full())
        failing()
    assert list(tmp_path.iterdir()) == []
