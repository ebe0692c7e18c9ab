from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run
from every_record import full, made

from cableparse.errors import MissingProgram
from cableparse.records import Records
from cableparse.writers import FORMATS, WriterOptions, writer
from cableparse.writers.jsonl import record_lines


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    with record_lines(path) as put:
        put(full())
        put(made("b.txt"))
    return path


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_written(run: Run, records: Path, tmp_path: Path, form: tuple[str, ...]) -> None:
    name, target = form[0], tmp_path / "out" / form[3]
    done = run("export", records, "--to", name, "--output", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert all(
        line.startswith((b"cableparse: 1 record: ", b"cableparse: 2 records: ")) for line in done.stderr.splitlines()
    )
    assert target.exists()
    assert not list(target.parent.glob("*.part"))


def test_what_was_parsed_is_exported(run: Run, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(run("parse", "--format", "jsonl", seed).stdout)
    assert run("export", "a.jsonl", "--to", "jsonl", "--output", "b.jsonl.zst").returncode == 0
    assert [cable.id for cable in Records([tmp_path / "b.jsonl.zst"])] == ["2000STATE185645"]


def test_notes_are_told_with_their_number(run: Run, records: Path) -> None:
    done = run("export", records, records, "--to", "sqlite", "--output", "a.db")
    assert done.returncode == 0
    assert done.stderr.startswith(b"cableparse: 2 records: the same document")
    one = run("export", records, records, "--to", "json", "--output", "json", "--root", "in")
    assert one.stderr.startswith(b"cableparse: 2 records: another record had the same name")


def test_an_existing_target_is_refused_without_force(run: Run, records: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("mine")
    done = run("export", records, "--to", "csv", "--output", target)
    assert done.returncode == 4
    assert b"--force" in done.stderr
    assert target.read_text() == "mine"
    assert run("export", records, "--to", "csv", "--output", target, "--force", "--excel").returncode == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfkey,")


def test_a_folder_is_never_replaced(run: Run, records: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("mine")
    for form in ("csv", "json"):
        assert run("export", records, "--to", form, "--output", "mine", "--force").returncode == 4
    assert (tmp_path / "mine" / "file").read_text() == "mine"


def test_json_begins_below_the_root(run: Run, records: Path, tmp_path: Path) -> None:
    assert run("export", records, "--to", "json", "--output", "out", "--root", "in").returncode == 0
    assert json.loads((tmp_path / "out/full.pdf/box.zip/a.pdf.1.json").read_text())["id"] == "1985LIMA00042"


def test_an_unknown_format_is_told_with_the_list(run: Run, records: Path) -> None:
    done = run("export", records, "--to", "word", "--output", "a.doc")
    assert done.returncode == 2
    assert all(form.name.encode() in done.stderr for form in FORMATS)


def test_what_is_no_record_is_refused_and_leaves_nothing(run: Run, records: Path, tmp_path: Path) -> None:
    with records.open("a") as file:
        file.write("{}\n")
    for form in FORMATS:
        done = run("export", records, "--to", form.name, "--output", tmp_path / "out" / form.target)
        assert done.returncode == 3
        assert b"line 3" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []
    assert run("export", "missing", "--to", "csv", "--output", "a.csv").returncode == 3


def test_help_has_a_line_for_every_format(run: Run) -> None:
    lines = [line.strip() for line in run("export", "--help").stdout.decode().splitlines()]
    for form in FORMATS:
        assert any(line.startswith(f"{form.name}: {form.summary}") for line in lines)


@pytest.mark.parametrize(
    ("name", "library", "target"),
    [
        ("parquet", "pyarrow", "a.parquet"),
        ("sqlite", "sqlite_utils", "a.db"),
        ("jsonl", "zstandard", "a.jsonl.zst"),
        ("ead3", "lxml", "a.xml"),
        ("bag", "bagit", "bag"),
    ],
)
def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, library: str, target: str
) -> None:
    for module in [m for m in sys.modules if m.startswith("cableparse.writers.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    form = next(form for form in FORMATS if form.name == name)
    with pytest.raises(MissingProgram, match=r"pip install 'cableparse\[\w+\]'"):
        writer(form)([full()], tmp_path / target, WriterOptions())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_full_disk_is_said_and_leaves_nothing(
    environment: dict[str, str], records: Path, tmp_path: Path, form: tuple[str, ...]
) -> None:
    """A limit on the size of files stands in for a disk that is full."""
    command = [sys.executable, "-m", "cableparse", "export", records, "--to", form[0], "--output", f"out/{form[3]}"]
    limited = ["bash", "-c", 'ulimit -f 1; exec "$@"', "bash", *map(str, command)]
    done = subprocess.run(limited, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 4
    assert done.stderr.startswith(b"cableparse: out/")
    assert b"cannot be written" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []
