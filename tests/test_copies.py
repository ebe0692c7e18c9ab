"""Copies, byte for byte the same, which a batch reads once: every format names them, and a bag has them all."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bagit
import pyarrow.parquet as pq
import pytest
from archival import table, tree
from conftest import ROOT, Run
from source_files import zip_of

from cableparse.copies import NAME
from cableparse.record import Copy
from cableparse.records import Records
from cableparse.writers import FORMATS
from cableparse.writers.premis import NAMESPACE

_CABLE = ROOT / "fixtures" / "invented" / "addressees.txt"
_COPIES = ("b/copy.txt", "c/box.zip: inside.txt")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A cable, a copy of it in another folder and one in an archive, and another cable."""
    folder = tmp_path / "in"
    for name in ("a", "b", "c"):
        (folder / name).mkdir(parents=True)
    shutil.copyfile(_CABLE, folder / "a" / "cable.txt")
    shutil.copyfile(_CABLE, folder / "b" / "copy.txt")
    (folder / "c" / "box.zip").write_bytes(zip_of({"inside.txt": _CABLE.read_bytes()}))
    shutil.copyfile(ROOT / "fixtures" / "invented" / "no-subject.txt", folder / "other.txt")
    return folder


def done(run: Run, *arguments: str | Path) -> str:
    finished = run(*arguments)
    assert finished.returncode == 0, finished.stderr
    return finished.stderr.decode()


def read(path: Path) -> Iterator[str]:
    """The text of a file, or of all files of a folder."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            yield file.read_text(encoding="utf-8", errors="replace")


def test_every_format_names_them(run: Run, texts: Path, tmp_path: Path) -> None:
    done(run, "batch", "in", "-o", "out", "--jobs", "1")
    for form in FORMATS:
        target = tmp_path / "written" / form.target
        done(run, "export", "out", "--to", form.name, "-o", target)
        if form.name == "parquet":
            text = str(pq.read_table(target).to_pylist())
        elif form.name == "sqlite":
            with sqlite3.connect(target) as database:
                text = str(database.execute("SELECT source_copies FROM cable").fetchall())
        else:
            text = "\n".join(read(target))
        for copy in _COPIES:
            assert all(part in text for part in copy.split(": ")), (form.name, copy)


def test_a_batch_names_them_in_the_formats_that_it_writes(run: Run, texts: Path, tmp_path: Path) -> None:
    wanted = [part for name in ("csv", "dublin-core", "bag") for part in ("--format", name)]
    done(run, "batch", "in", "-o", "out", "--jobs", "2", *wanted)
    assert "in/b/copy.txt; in/c/box.zip: inside.txt" in "".join(read(tmp_path / "out" / "csv"))
    names = {row[0] for row in table(tmp_path / "out" / "metadata.csv")[1:]}
    assert names == {"objects/a/cable.txt", "objects/b/copy.txt", "objects/c/box.zip", "objects/other.txt"}
    bag = bagit.Bag(str(tmp_path / "out" / "bag"))
    bag.validate()
    objects = tmp_path / "out" / "bag" / "data" / "objects"
    held = {path.relative_to(objects).as_posix() for path in objects.rglob("*") if path.is_file()}
    assert held == {path.relative_to(texts).as_posix() for path in texts.rglob("*") if path.is_file()}
    assert (objects / "b" / "copy.txt").read_bytes() == _CABLE.read_bytes()


def test_the_record_has_them(run: Run, texts: Path, tmp_path: Path) -> None:
    done(run, "batch", "in", "-o", "out", "--jobs", "1")
    cables = list(Records([tmp_path / "out"]))
    copies = [Copy(path="in/b/copy.txt"), Copy(path="in/c/box.zip", member="inside.txt")]
    assert {cable.source.path for cable in cables if cable.source.copies == copies} == {"in/a/cable.txt"}
    others = [cable for cable in cables if cable.source.path == "in/other.txt"]
    assert others
    assert not any("copies" in json.loads(other.to_json())["source"] for other in others)
    done(run, "export", "out", "--to", "jsonl", "-o", "all.jsonl")
    assert list(Records([tmp_path / "all.jsonl"])) == cables


def test_premis_has_an_object_for_each(run: Run, texts: Path, tmp_path: Path) -> None:
    done(run, "batch", "in", "-o", "out", "--jobs", "1", "--format", "premis")
    found: Any = tree(tmp_path / "out" / "premis.xml")
    names = [element.text for element in found.iter(f"{{{NAMESPACE}}}originalName")]
    assert names == ["a/cable.txt", "b/copy.txt", "c/box.zip/inside.txt", "other.txt"]


def test_a_copy_that_comes_later_is_named_in_all_that_was_written(run: Run, texts: Path, tmp_path: Path) -> None:
    (texts / "b" / "copy.txt").unlink()
    (texts / "c" / "box.zip").unlink()
    command = ("batch", "in", "-o", "out", "--jobs", "1", "--format", "dublin-core", "--format", "csv")
    done(run, *command)
    assert not (tmp_path / "out" / "records" / NAME).exists()
    shutil.copyfile(_CABLE, texts / "z.txt")
    done(run, *command)
    assert "objects/z.txt" in {row[0] for row in table(tmp_path / "out" / "metadata.csv")[1:]}
    assert "in/z.txt" in "".join(read(tmp_path / "out" / "csv"))
    before = (tmp_path / "out" / "metadata.csv").stat().st_mtime_ns
    done(run, *command)
    assert (tmp_path / "out" / "metadata.csv").stat().st_mtime_ns == before


def test_copies_of_what_conceals_are_withheld_too(run: Run, tmp_path: Path) -> None:
    page = b'<pre>FM AMEMBASSY QUITO\nSUBJECT: <span style="display:none">BEKOLORIZQ</span>\n</pre>'
    (tmp_path / "in" / "b").mkdir(parents=True)
    for name in ("a.html", "b/copy.html"):
        (tmp_path / "in" / name).write_bytes(page)
    done(run, "batch", "in", "-o", "out", "--jobs", "1", "--format", "bag", "--withhold-concealed")
    held = [path for path in (tmp_path / "out" / "bag").rglob("*") if path.is_file()]
    assert held
    assert not [path for path in held if b"BEKOLORIZQ" in path.read_bytes()]


def test_damage_to_the_list_of_copies_is_told(run: Run, texts: Path, tmp_path: Path) -> None:
    done(run, "batch", "in", "-o", "out", "--jobs", "1")
    (tmp_path / "out" / "records" / NAME).write_bytes(b"no database")
    finished = run("export", "out", "--to", "csv", "-o", "a.csv")
    assert finished.returncode == 3
    assert finished.stderr.count(b"\n") == 1
    assert NAME.encode() in finished.stderr
