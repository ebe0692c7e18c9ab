"""One bad file costs one file: a folder's others are read, by `parse` as by `batch`, and what went wrong is told."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
from batches import batch, records, states
from conftest import ROOT, Run
from hostile import HEADER

from cableparse import sources
from cableparse.errors import UnreadableInput
from cableparse.pages import Document
from cableparse.sources import SourceOptions
from cableparse.sources.unpacked import Leaf, document

CABLE = HEADER + "1. TEXT OF IT.\n"
BLOCK = 512


def truncated_tar() -> bytes:
    """Its second member is cut, the name of the first is no UTF-8."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in ("caf\udce9.txt", "second.txt"):
            data = (CABLE + name).encode("ascii", "replace")
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()[: 3 * BLOCK + 100]


def nameless_zip() -> bytes:
    """Its second member has no name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", CABLE + "A")
        nameless = zipfile.ZipInfo("b")
        nameless.filename = ""
        archive.writestr(nameless, CABLE + "B")
    return file.getvalue()


def linked_tar() -> bytes:
    """It holds a link whose target is no UTF-8."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "caf\udce9.txt"
        archive.addfile(link)
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "good.txt").write_text(CABLE)
    (made / "cut.tar").write_bytes(truncated_tar())
    (made / "nameless.zip").write_bytes(nameless_zip())
    (made / "linked.tar").write_bytes(linked_tar())
    return made


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_damaged_archives_do_not_stop_a_batch(run: Run, folder: Path, tmp_path: Path, jobs: str) -> None:
    for _ in range(2):  # the second run goes on with what the first left
        done = run("batch", folder, "-o", tmp_path / "out", "--jobs", jobs, "--format", "sqlite")
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert r"after caf\\udce9.txt" in (tmp_path / "out" / "report.jsonl").read_text()
        found = states(tmp_path / "out")
        assert found["good.txt"] == "done"
        assert found["nameless.zip: a.txt"] == found["nameless.zip: member 2"] == "done"
        assert len(records(tmp_path / "out")) == 4


def test_damaged_archives_do_not_stop_parse(run: Run, folder: Path) -> None:
    done = run("parse", folder, "--format", "jsonl")
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 4)
    assert b"Traceback" not in done.stderr


def _fails_on_bad(*_: object) -> None:
    raise KeyError("a secret of the file")


def test_an_error_that_nobody_foresaw_is_one_files_failure(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = folder / "bad.txt"
    bad.write_text(CABLE + "BAD")

    def faulty(leaf: Leaf, options: SourceOptions) -> Document:
        if leaf.part.name == bad.name:
            _fails_on_bad()
        return document(leaf, options)

    monkeypatch.setattr("cableparse.sources.unpacking.document", faulty)
    with pytest.raises(UnreadableInput, match=r"bad\.txt: made the program fail \(KeyError\)") as raised:
        list(sources.read(bad))
    assert "secret" not in str(raised.value)
    batch(folder, tmp_path / "out")
    assert states(tmp_path / "out")["bad.txt"] == "failed"
    assert len(records(tmp_path / "out")) == 4


def test_an_archive_that_its_reader_fails_on_costs_only_itself(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cableparse.sources.zip_file.members", _fails_on_bad)
    batch(folder, tmp_path / "out")
    found = states(tmp_path / "out")
    assert found["nameless.zip: after part 0"] == "failed"
    assert found["good.txt"] == found[r"cut.tar: caf\udce9.txt"] == "done"


def test_parse_gives_up_what_takes_too_long(run: Run, folder: Path) -> None:
    (folder / "hangs-in-a-library.txt").write_text(CABLE)
    path = os.pathsep.join([str(ROOT / "tests" / "faults"), str(ROOT)])
    done = run("parse", folder, "--format", "jsonl", "--timeout", "4", PYTHONPATH=path)
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 4)
    assert b"hangs-in-a-library.txt: took longer than 4 seconds" in done.stderr
    assert done.stderr.count(b"cut.tar: is cut short") == 1
    assert run("parse", "-", "--timeout", "4", stdin=CABLE.encode()).returncode == 2


def test_links_that_lead_nowhere_do_not_hide_the_rest_of_a_folder(run: Run, folder: Path) -> None:
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "long.txt").symlink_to("a" * 300)
    done = run("parse", folder, "--format", "jsonl")
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 4)
    for name in (b"itself.txt", b"long.txt"):
        assert name + b": is a link to what is not there" in done.stderr
