from __future__ import annotations

import io
import json
import sys
import tracemalloc
from itertools import islice
from pathlib import Path

import pytest
from conftest import Run
from source_files import TELEGRAM, documents, members, own_record, record, tar_of, zip_of

from cableparse.errors import UnreadableInput
from cableparse.sources import read, read_as_one

CABLE = TELEGRAM.read_bytes()
PNG = b"\x89PNG\r\n\x1a\n"


def test_a_text_is_one_document(seed: Path) -> None:
    (document,) = documents(seed)
    assert record(document) == own_record(seed)
    assert (document.path, document.member, document.media_type) == (str(seed), None, "text/plain")


@pytest.mark.parametrize(("data", "member"), [(CABLE, None), (zip_of({"a.txt": CABLE}), "a.txt")])
def test_standard_input_is_read_like_a_file(monkeypatch: pytest.MonkeyPatch, data: bytes, member: str | None) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (document,) = read("-")
    assert not isinstance(document, UnreadableInput)
    assert (document.text.encode(), document.path, document.member) == (CABLE, "-", member)


def test_standard_input_is_named_in_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zip_of({"a.txt": b"\x7fELF\2\1\1"})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [str(found).split(":")[:2] for found in read("-")] == [["<stdin>", " a.txt"]]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("none.txt", "no such file"), (".", "is a directory; name the files in it"), ("empty.txt", "is empty")],
)
def test_an_input_that_cannot_be_read_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").touch()
    with pytest.raises(UnreadableInput) as caught:
        list(read(name))
    assert str(caught.value) == f"{name}: {reason}"


def test_a_large_archive_is_streamed_and_a_large_text_refused(tmp_path: Path) -> None:
    path = tmp_path / "cables.tar"
    path.write_bytes(tar_of({f"{number}.txt": CABLE for number in range(50)}))
    assert len(documents(path, max_bytes=len(CABLE))) == 50
    path.write_bytes(CABLE)
    assert members(path, max_bytes=len(CABLE) - 1)[1] == [
        f"is larger than {len(CABLE) - 1:,} bytes; raise the limit with --max-bytes"
    ]


def test_memory_is_that_of_a_few_members(tmp_path: Path) -> None:
    path = tmp_path / "cables.tar.gz"
    path.write_bytes(tar_of({f"{number}.txt": CABLE * 500 for number in range(60)}, "w:gz"))
    size = len(CABLE) * 500
    found = read(path)
    next(found)
    tracemalloc.start()
    for _ in islice(found, 50):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 * size  # a document with its lines is some ten times its text, and two are alive


def test_only_page_images_are_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(PNG)
    with pytest.raises(UnreadableInput, match="only page images can be read as one cable"):
        read_as_one([str(tmp_path / "page.png"), str(TELEGRAM)])


def test_parse_reads_archives_and_says_what_it_could_not(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cables.zip").write_bytes(zip_of({"a.txt": CABLE, "b.exe": b"\x7fELF\2\1\1", "c.txt": CABLE}))
    done = run("parse", "--format", "jsonl", "cables.zip")
    sources = [json.loads(line)["source"] for line in done.stdout.splitlines()]
    assert [(source["path"], source["member"], source["name"]) for source in sources] == [
        ("cables.zip", "a.txt", "a.txt"),
        ("cables.zip", "c.txt", "c.txt"),
    ]
    assert done.returncode == 1
    assert done.stderr.startswith(b"cableparse: cables.zip: b.exe: looks like a binary file")


@pytest.mark.parametrize("option", ["--max-bytes", "--max-unpacked", "--max-ratio", "--max-depth"])
def test_limits_are_options_and_named(run: Run, tmp_path: Path, option: str) -> None:
    inner = zip_of({"c.txt": CABLE})
    files = (
        {f"{number}.txt": b"\n" * 15_000_000 for number in range(2)} if option == "--max-ratio" else {"b.txt": CABLE}
    )
    (tmp_path / "cables.zip").write_bytes(zip_of({**files, "inner.zip": inner}))
    done = run("parse", option, "1", "cables.zip")
    assert done.returncode != 0
    assert f"raise the limit with {option}".encode() in done.stderr


def test_the_text_column_is_an_option(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docs.csv").write_text("telegram,text\nFM AMEMBASSY LIMA,x\n")
    done = run("parse", "--text-column", "telegram", "docs.csv")
    assert json.loads(done.stdout)["source"]["member"] == "row 1"


def test_as_one_wants_every_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(PNG)
    done = run("parse", "--as-one", "1.png", "none*.png")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == b"cableparse: none*.png: no file matches\n"


def test_inspect_shows_the_only_member_and_says_which(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(zip_of({"1974/a.txt": CABLE}))
    (tmp_path / "two.zip").write_bytes(zip_of({"1974/a.txt": CABLE, "b.txt": CABLE, "c.txt": CABLE}))
    done = run("inspect", "one.zip")
    assert (done.returncode, done.stderr) == (0, b"cableparse: one.zip: this is 1974/a.txt\n")
    assert b"FM SECSTATE WASHDC" in done.stdout
    done = run("inspect", "two.zip")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"holds more than one document (1974/a.txt and b.txt)" in done.stderr


def test_a_missing_extra_is_exit_5_and_other_files_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "py7zr.py").write_text("raise ModuleNotFoundError('py7zr')")
    (tmp_path / "cables.7z").write_bytes(b"7z\xbc\xaf\x27\x1c\0\4" + b"\0" * 24)
    (tmp_path / "a.txt").write_bytes(CABLE)
    done = run("parse", "cables.7z", "a.txt")
    assert done.returncode == 5
    assert b"pip install 'cableparse[7z]'" in done.stderr
    assert json.loads(done.stdout)["id"] == "1974STATE010752"


def test_help_imports_no_reader(run: Run) -> None:
    done = run("parse", "--help", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.split(b"|")[-1].strip().decode() for line in done.stderr.splitlines()}
    assert "cableparse.sources" in imported
    assert not imported & {"selectolax", "py7zr", "tarfile", "email.parser", "pdfminer", "PIL"}
