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
from cableparse.writers import FORMATS, ExportFormat, WriterOptions, writer
from cableparse.writers.archivesspace import NO_RESOURCE
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
    first, *others = done.stderr.splitlines()
    assert first == f"cableparse: wrote {target} from 2 records".encode()
    notes = [line for line in others if not line.endswith(b":")]
    assert all(line.startswith((b"cableparse:   1 record: ", b"cableparse:   2 records: ")) for line in notes)
    assert target.exists()
    assert not list(target.parent.glob("*.part"))


def test_what_was_parsed_is_exported(run: Run, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(run("parse", "--format", "jsonl", seed).stdout)
    assert run("export", "a.jsonl", "--to", "jsonl", "--output", "b.jsonl.zst").returncode == 0
    assert [cable.id for cable in Records([tmp_path / "b.jsonl.zst"])] == ["2000STATE185645"]


def test_notes_are_told_with_their_number(run: Run, records: Path) -> None:
    done = run("export", records, records, "--to", "sqlite", "--output", "a.db")
    assert done.returncode == 0
    assert b"\ncableparse:   2 records: the same document" in done.stderr
    one = run("export", records, records, "--to", "json", "--output", "json", "--root", "in")
    assert b"\ncableparse:   2 records: another record had the same name" in one.stderr


def test_what_blocks_an_import_is_told_before_the_rest(run: Run, records: Path) -> None:
    done = run("export", records, "--to", "archivesspace", "--output", "a.csv")
    lines = done.stderr.decode().splitlines()
    assert lines[:3] == [
        "cableparse: wrote a.csv from 2 records",
        "cableparse: before it is imported, since an import will fail:",
        f"cableparse:   2 records: {NO_RESOURCE}",
    ]
    alone = lines.index("cableparse: in the records alone, the format has no field for:")
    assert any(line.endswith(" record: the whole text") for line in lines[alone:])
    assert not any("no field for" in line for line in lines[alone + 1 :])
    counts = [int(line.split()[1]) for line in lines[alone + 1 :]]
    assert counts == sorted(counts, reverse=True)
    done = run("export", records, "--to", "archivesspace", "--output", "b.csv", "--collection", "RG59")
    assert b"will fail" not in done.stderr


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_dash_is_standard_output_for_lines_and_rows(
    run: Run, records: Path, tmp_path: Path, form: ExportFormat
) -> None:
    done = run("export", records, "--to", form.name, "--output", "-", "--collection", "RG59")
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]
    if form.target.endswith((".csv", ".jsonl", ".txt")):
        assert run("export", records, "--to", form.name, "--output", "a", "--collection", "RG59").returncode == 0
        assert (done.returncode, done.stdout) == (0, (tmp_path / "a").read_bytes())
        assert done.stderr.startswith(f"cableparse: wrote {form.name} to standard output from 2 records".encode())
    else:
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"cannot go to standard output" in done.stderr


def test_a_file_may_have_the_name_of_a_dash(run: Run, records: Path, tmp_path: Path) -> None:
    assert run("export", records, "--to", "csv", "--output", "./-").returncode == 0
    assert (tmp_path / "-").read_bytes().startswith(b"key,")


def test_a_reader_of_standard_output_may_leave(command: list[str], environment: dict[str, str], records: Path) -> None:
    exporting = " ".join([*command, "export", str(records), "--to", "csv", "-o", "-"])
    line = f"set -o pipefail; {exporting} | head -c 4"
    done = subprocess.run(["bash", "-c", line], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"key,")


def test_what_fails_leaves_nothing_on_standard_output(run: Run, records: Path) -> None:
    with records.open("a") as file:
        file.write("{}\n")
    done = run("export", records, "--to", "csv", "--output", "-")
    assert (done.returncode, done.stdout) == (3, b"")


def test_a_name_that_no_file_can_have_is_one_failure(run: Run, records: Path, seed: Path, tmp_path: Path) -> None:
    name = 300 * "a"
    for arguments, code in (
        (["export", records, "--to", "csv", "-o", name], 4),
        (["export", name, "--to", "csv", "-o", "a.csv"], 3),
        (["parse", name], 3),
        (["view", name, "-o", "a.html"], 3),
        (["view", seed, "-o", f"{name}.html"], 4),
        (["view", seed, "-o", name], 4),
        (["evaluate", name], 3),
        (["batch", seed, "-o", name], 4),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (code, b"")
        assert done.stderr.count(b"\n") == 1
        assert b"File name too long" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]


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
    limited = ["bash", "-c", 'ulimit -f 0; exec "$@"', "bash", *map(str, command)]
    done = subprocess.run(limited, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 4
    assert done.stderr.startswith(b"cableparse: out/")
    assert b"cannot be written" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []
