"""What a second run into the same folder, and `check`, say to a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from batches import batch, lines, some_texts
from conftest import Run

from cableparse.errors import OutputError


def test_a_run_says_what_is_new_and_what_was_done_before(tmp_path: Path, run: Run) -> None:
    some_texts(tmp_path / "in", 3)
    command = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "1"]
    assert b"earlier" not in run(*command).stderr
    assert b"nothing new: 3 documents done earlier" in run(*command).stderr
    (tmp_path / "in" / "new.txt").write_text("A LETTER.")
    assert b"1 document new, 3 done earlier" in run(*command).stderr


def test_formats_may_be_added_and_stay_true(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 3)
    batch(tmp_path / "in", tmp_path / "out")
    before = lines(tmp_path / "out")
    batch(tmp_path / "in", tmp_path / "out", "csv")
    assert lines(tmp_path / "out") == before
    (table,) = (tmp_path / "out" / "csv").iterdir()
    held = table.read_bytes()
    some_texts(tmp_path / "in", 6)
    batch(tmp_path / "in", tmp_path / "out")
    assert table.read_bytes() != held


def test_a_folder_may_be_added_and_none_is_forgotten(tmp_path: Path) -> None:
    for name in ("a", "b"):
        some_texts(tmp_path / name, 2)
        (tmp_path / name / "locked.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    first, second = str(tmp_path / "a"), str(tmp_path / "b")
    batch([first], tmp_path / "out")
    with pytest.raises(OutputError, match=r"was made of .*a; name that, too"):
        batch([second], tmp_path / "out")
    figures = batch([first, second], tmp_path / "out")
    assert [place.path for place in figures.failures[0].examples] == [f"{first}/locked.doc", f"{second}/locked.doc"]


def test_check_names_what_failed_by_its_reason(tmp_path: Path, run: Run) -> None:
    some_texts(tmp_path / "in", 1)
    for number in range(30):
        (tmp_path / "in" / f"broken{number:02}.pdf").write_text(f"%PDF-1.4\n%{number}\n%%EOF")
    done = run("check", str(tmp_path / "in"))
    told = done.stderr.decode()
    assert done.returncode == 1
    assert "30 failures: is a damaged PDF" in told
    assert "broken00.pdf" in told
    assert "and 10 more" in told


def test_check_says_that_there_is_no_such_folder(run: Run) -> None:
    done = run("check", "nosuch")
    assert done.returncode == 3
    assert done.stderr.decode() == "cableparse: nosuch: no such file or folder\n"


def test_a_pdf_that_was_cut_off_needs_a_person(tmp_path: Path, run: Run) -> None:
    from make_pdf import QUITO_4711, typed

    (tmp_path / "cut.pdf").write_bytes(typed(QUITO_4711)[:-60])
    run("batch", str(tmp_path / "cut.pdf"), "-o", str(tmp_path / "out"), "--jobs", "1", "--ocr", "never")
    assert "damaged-pdf" in (tmp_path / "out" / "quarantine.csv").read_text()


def test_a_mistyped_choice_is_told_with_the_nearest(run: Run) -> None:
    told = run("batch", "in", "-o", "out", "--format", "cvs").stderr.decode()
    assert "Did you mean csv?" in told
    assert "Value error" not in told


@pytest.mark.parametrize("given", [[], ["parse"], ["corpus", "gaps"]])
def test_the_short_option_shows_the_help(given: list[str], run: Run) -> None:
    short, long = run(*given, "-h"), run(*given, "--help")
    assert (short.returncode, short.stdout) == (0, long.stdout)
