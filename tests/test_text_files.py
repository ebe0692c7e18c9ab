"""Lists, records, corrections and labels are decoded as sources are: Notepad and PowerShell write them, too."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from corpus import records, samples
from pydantic import BaseModel

from cableparse import gold, parse_text
from cableparse.batch.listing import named_in
from cableparse.corrections import Corrections
from cableparse.corrections import read as read_corrections
from cableparse.record import Cable
from cableparse.records import Records

ENCODINGS = ["utf_8", "utf_8_sig", "utf_16", "cp1252"]
CABLE = parse_text("R 131215Z MAY 74\nFM AMEMBASSY BOGOTÁ\nTO SECSTATE WASHDC\nSUBJECT: ÉLYSÉE\n1. TEXT.\n")[0]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lists_of_files(tmp_path: Path, encoding: str, line_end: str) -> None:
    names = ["cables/Bogotá à l'été.txt", "b.txt", "cables/Élysée reçu.txt"]
    file = tmp_path / "list.txt"
    file.write_bytes(line_end.join([*names[:2], "", *names[2:], ""]).encode(encoding))
    assert list(named_in(file)) == names


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_list_names_a_file_by_its_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_text("FM AMEMBASSY LIMA\n")
    (tmp_path / "list.txt").write_bytes(name + b"\n")
    assert [os.fsencode(path) for path in named_in(tmp_path / "list.txt")] == [name]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".json"])
def test_records(tmp_path: Path, encoding: str, suffix: str) -> None:
    line = CABLE.to_json() + "\n"
    data = (line if suffix == ".json" else 2 * line).encode(encoding)
    packers: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress}
    packed = packers.get(Path(suffix).suffix, bytes)(data)
    (tmp_path / f"r{suffix}").write_bytes(packed)
    assert set(cable.to_json() for cable in Records([tmp_path / f"r{suffix}"])) == {CABLE.to_json()}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_corrections_and_labels(tmp_path: Path, encoding: str) -> None:
    corrections = Corrections(version=1, records=[]).model_dump_json()
    (tmp_path / "c.json").write_bytes(corrections.encode(encoding))
    assert read_corrections(tmp_path / "c.json").records == []
    (tmp_path / "a.txt").write_text("FM AMEMBASSY LIMA\n")
    labels = {"file": "a.txt", "subject": "L'ÉLYSÉE A ÉTÉ REÇU"}
    (tmp_path / "a.gold.json").write_bytes(json.dumps(labels, ensure_ascii=False).encode(encoding))
    (label,) = gold.read([tmp_path / "a.gold.json"])
    assert label.values["subject"] == labels["subject"]


def test_fields_of_a_later_version_are_kept(tmp_path: Path) -> None:
    record = json.loads(CABLE.to_json())
    record["review_round"] = 2
    record["message"]["priority"] = {"level": 1}
    record["body"]["paragraphs"][0]["language"] = "en"
    (tmp_path / "r.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (cable,) = Records([tmp_path / "r.jsonl"])
    assert json.loads(cable.to_json()) == record
    record["provenance"]["from.name"][0]["sheet"] = 3
    assert Cable.model_validate(record).provenance == CABLE.provenance


def test_the_program_itself_adds_no_unknown_field() -> None:
    def unknown(held: Any) -> list[str]:
        if isinstance(held, list):
            return [name for item in held for name in unknown(item)]
        if not isinstance(held, BaseModel):
            return []
        return [*(held.model_extra or ()), *(name for _, value in held for name in unknown(value))]

    assert [name for sample in samples()[::10] for cable in records(sample) for name in unknown(cable)] == []
