"""What a user of Python meets: the names at the top level, records read back, tables, and a record at the prompt."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from batches import batch
from conftest import ROOT
from every_record import every_record, full, made

import cableparse
from cableparse import Cable, UnreadableInput, parse_file, parse_folder, parse_text, read_records, to_frame
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.writers import WriterOptions
from cableparse.writers.csv import COLUMNS, cell
from cableparse.writers.csv import write as write_csv
from cableparse.writers.jsonl import write as write_jsonl


def later(version: str, **added: object) -> str:
    """A record as a later version may write it, with fields that are not known here."""
    record = json.loads(full().to_json()) | {"schema_version": version, **added}
    record["tags"][0]["weight"] = 3
    record["provenance"]["dtg.utc"][0]["sheet"] = 2
    return json.dumps(record)


def test_every_public_name_is_there_and_imports_nothing_before_it_is_used() -> None:
    for name in cableparse.__all__:
        assert getattr(cableparse, name) is not None
    assert dir(cableparse) == sorted(cableparse.__all__)
    check = "import sys, cableparse; print(sorted(n for n in sys.modules if n.startswith(('cableparse.', 'pydantic'))))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_records_are_read_back(tmp_path: Path, suffix: str) -> None:
    write_jsonl([full(), made()], tmp_path / f"a{suffix}", WriterOptions())
    assert list(read_records(tmp_path / f"a{suffix}")) == [full(), made()]
    assert list(read_records(str(tmp_path))) == [full(), made()]


def test_records_of_a_batch_and_of_json_files_are_read_back(tmp_path: Path, seed: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(seed.read_bytes())
    batch(tmp_path / "in", tmp_path / "out")
    (tmp_path / "two.json").write_text(f"[{full().to_json()}, {made().to_json()}]")
    cables = list(read_records(tmp_path / "out", tmp_path / "two.json"))
    assert [cable.id for cable in cables] == ["2000STATE185645", full().id, None]


def test_a_missing_path_is_told_before_the_first_record(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_records(tmp_path / "nosuch")


def test_fields_of_a_later_minor_version_are_kept_and_told_once(tmp_path: Path) -> None:
    lines = [later("1.2", mood="grave"), later("1.2", mood="calm")]
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as file:
        file.write("\n".join(lines))
    with pytest.warns(UserWarning, match=r"version 1\.2, this cableparse knows 1\.1") as told:
        cables = list(read_records(tmp_path / "a.jsonl.gz"))
    assert len(told) == 1
    assert told[0].filename == __file__
    assert [cable.model_extra for cable in cables] == [{"mood": "grave"}, {"mood": "calm"}]
    assert cables[0].subject == full().subject
    assert json.loads(cables[0].to_json())["tags"][0]["weight"] == 3


@pytest.mark.parametrize("added", [{}, {"kind": "memo"}, {"to": "LIMA"}])
def test_a_later_major_version_is_a_clear_error(tmp_path: Path, added: dict[str, object]) -> None:
    (tmp_path / "a.jsonl").write_text(later("2.0", **added))
    with pytest.raises(UnreadableInput, match=r"line 1: is a record of version 2\.0.*install a later one"):
        list(read_records(tmp_path / "a.jsonl"))


@pytest.mark.parametrize("data", ["[]", "7", "{", '{"schema_version": 3}', '{"schema_version": "new"}'])
def test_what_is_no_record_is_told(tmp_path: Path, data: str) -> None:
    (tmp_path / "a.jsonl").write_text(data + "\n")
    with pytest.raises(UnreadableInput, match="line 1: is no record of cableparse"):
        list(read_records(tmp_path / "a.jsonl"))


def test_a_folder_gives_records_and_failures(tmp_path: Path, seed: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    (tmp_path / "b" / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "b" / "gone.txt").symlink_to("nowhere")
    (tmp_path / "b" / "two.txt").write_text("AN ORDINARY LETTER")
    (tmp_path / "b" / ".hidden").write_text("x")
    found = dict(parse_folder(tmp_path))
    assert {Path(path).name for path in found} == {"a.txt", "bad.pdf", "gone.txt", "two.txt"}
    kinds = {Path(path).name: each.kind for path, each in found.items() if isinstance(each, Cable)}
    assert kinds == {"a.txt": "cable", "two.txt": "not_a_cable"}
    errors = {Path(path).name: str(each) for path, each in found.items() if not isinstance(each, Cable)}
    assert all(name in message for name, message in errors.items())
    assert [isinstance(each, UnreadableInput) for _, each in parse_folder(tmp_path / "nosuch")] == [True]


def test_a_document_on_which_the_program_fails_is_one_failure(
    tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(seed.read_bytes())

    def fails(document: Document) -> list[Cable]:
        if document.name == "a.txt":
            raise ZeroDivisionError
        return parse_document(document)

    monkeypatch.setattr("cableparse.folder.each_record", fails)
    (_, failure), (_, cable) = parse_folder(tmp_path)
    assert "made the program fail (ZeroDivisionError)" in str(failure)
    assert isinstance(cable, Cable)


def test_a_frame_has_the_cells_of_the_csv(tmp_path: Path) -> None:
    import csv

    frame = to_frame(iter(every_record()))
    write_csv(every_record(), tmp_path / "a.csv", WriterOptions())
    before = csv.field_size_limit(10**9)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    csv.field_size_limit(before)
    assert list(frame.columns) == list(rows[0]) == [column.name for column in COLUMNS]
    plain = frame.astype(object).where(frame.notna(), None)
    for column in COLUMNS:
        assert [cell(each).replace("\0", "\ufffd") for each in plain[column.name]] == [row[column.name] for row in rows]


def test_a_frame_counts() -> None:
    frame = to_frame([full(), made(), *parse_file(ROOT / "seeds" / "004_2f7603ce0caf6724.txt")])
    assert frame.explode("tags").tags.value_counts()["PTER"] == 1
    assert frame.year.max() == 2000
    assert frame.year.isna().sum() == 1
    assert to_frame([]).empty


def test_a_frame_without_pandas_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(cableparse.MissingProgram, match=r"pip install 'cableparse\[pandas\]'"):
        to_frame([])


def test_text_is_the_whole_text_and_no_field() -> None:
    cable = full()
    assert cable.text == "SUMMARY\n\n1. (C) ALPHA\nBRAVO.\n\n=CHARLIE"
    assert "text" not in cable.model_dump()
    assert parse_text("AN ORDINARY LETTER")[0].text == ""


def test_a_record_is_one_line_at_the_prompt() -> None:
    (cable,) = parse_file(ROOT / "seeds" / "004_2f7603ce0caf6724.txt")
    assert repr(cable) == str(cable)
    assert repr(cable) == "<Cable 2000STATE185645, 2000-09-26T23:10Z, SECSTATE WASHDC, PAKISTANI SUPPORT FOR TALIBAN>"
    for each in every_record():
        assert repr(each).isprintable()
        assert len(repr(each)) < 400
    hostile = made(subject="A\nB\x1b[31m\u202eC" + "D" * 1000)
    assert repr(hostile).isprintable()
    assert len(repr(hostile)) < 200


def test_a_record_is_a_small_table_in_a_notebook() -> None:
    hostile = made(subject="<script>alert(1)</script>\"'&", to=[{"name": "<b>LIMA"}], captions=["<i>"])
    page = hostile._repr_html_()
    assert set(re.findall(r"</?(\w+)", page)) == {"table", "tr", "th", "td"}
    assert "&lt;script&gt;" in page
    assert "2000STATE185645" in parse_file(ROOT / "seeds" / "004_2f7603ce0caf6724.txt")[0]._repr_html_()
    for each in every_record():
        assert len(each._repr_html_()) < 60_000


def test_no_deprecated_name_of_pydantic_is_documented() -> None:
    from pydantic import BaseModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        known = vars(BaseModel).items()
        deprecated = [n for n, each in known if hasattr(getattr(each, "__func__", each), "__deprecated__")]
    assert "parse_raw" in deprecated
    for manual in (ROOT / "README.md").read_text(), (ROOT / "CONTRIBUTING.md").read_text():
        assert not re.search(rf"\b[Cc]able\.({'|'.join(deprecated)})\(", manual)
