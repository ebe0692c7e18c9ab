"""What a second run into the same folder, and `check`, say to a person."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from batches import batch, lines, records, some_texts
from conftest import ROOT, Run

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


def test_what_was_removed_from_the_output_is_made_again(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 3)
    out = tmp_path / "out"
    batch(tmp_path / "in", out, "csv", "json", "islandora")
    written = ("records", "csv", "json", "islandora.csv")
    before = {name: _contents(out / name) for name in written}
    for name in written:
        for file in [out / name] if (out / name).is_file() else sorted((out / name).rglob("*.*")):
            file.unlink()
    batch(tmp_path / "in", out, "csv", "json", "islandora")
    assert {name: _contents(out / name) for name in written} == before


def _contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.rglob("*.*"))
    assert files
    return {str(file): file.read_bytes() for file in files}


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


def test_a_basis_of_release_is_in_each_record_and_no_stamp_is_asked_for(tmp_path: Path, run: Run) -> None:
    some_texts(tmp_path / "in", 6)
    basis = "NARA, Central Foreign Policy Files"
    command = ["batch", str(tmp_path / "in"), "--jobs", "1", "-o", str(tmp_path / "out")]
    given = [*command[:-1], str(tmp_path / "given"), "--release-basis", basis]
    assert b"without a release stamp" in run(*command).stderr
    assert b"without a release stamp" not in run(*given).stderr
    for record, plain in zip(records(tmp_path / "given"), records(tmp_path / "out"), strict=True):
        assert record["release"].pop("basis") == basis
        assert record["provenance"].pop("release.basis") == []
        assert "no-release-marking" not in {diagnostic["code"] for diagnostic in record["diagnostics"]}
        plain["diagnostics"] = [d for d in plain["diagnostics"] if d["code"] != "no-release-marking"]
        assert record == plain
        assert "release.basis" not in record["confidence"]
    refused = run(*command, "--release-basis", basis)
    assert refused.returncode == 4
    assert b"--release-basis None, not NARA" in refused.stderr


def test_what_was_read_is_told_and_kept_when_a_run_is_stopped(tmp_path: Path) -> None:
    """As Ctrl-C does it, in a process of its own."""
    some_texts(tmp_path / "in", 60)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "cableparse", "batch", str(tmp_path / "in"), "-o", str(out), "--jobs", "1"]
    command += ["--log-format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, start_new_session=True, text=True)
    assert process.stderr
    with process:
        for line in process.stderr:
            if '"reading"' in line:
                os.killpg(process.pid, signal.SIGINT)
    # Python ends by the signal itself where that came while a class was being made; a shell says 130 of both.
    assert process.returncode in (0, 130, -signal.SIGINT)
    figures = batch(tmp_path / "in", out)
    assert figures.sources.done == len(list((tmp_path / "in").rglob("*.txt")))


def test_the_words_of_a_stop_say_what_is_kept_and_how_to_go_on(tmp_path: Path) -> None:
    from cableparse.batch.report import stopped

    some_texts(tmp_path / "in", 4)
    figures = batch(tmp_path / "in", tmp_path / "out")
    sources = replace(figures.sources, waiting=3)
    told = stopped(replace(figures, sources=sources), tmp_path / "out")
    assert told == [
        f"stopped: 4 of 7 documents are read and kept in {tmp_path / 'out'}",
        "next: give the same command again; it goes on with the other 3",
    ]
    assert stopped(figures, None) == ["stopped: nothing is kept without --output"]


def test_a_mistyped_choice_is_told_with_the_nearest(run: Run) -> None:
    told = run("batch", "in", "-o", "out", "--format", "cvs").stderr.decode()
    assert "Did you mean csv or csl?" in told
    assert "Value error" not in told


@pytest.mark.parametrize("given", [[], ["parse"], ["corpus", "gaps"]])
def test_the_short_option_shows_the_help(given: list[str], run: Run) -> None:
    short, long = run(*given, "-h"), run(*given, "--help")
    assert (short.returncode, short.stdout) == (0, long.stdout)
