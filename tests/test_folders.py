"""Folders as they lie on shared drives: links, pipes, files of the system, what an earlier run has written."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from conftest import Run
from corpus import FIXTURES

from cableparse.sources.written import QUARANTINE_COLUMNS, written


def test_the_report_has_all_that_is_on_the_disk(tmp_path: Path, run: Run) -> None:
    folder, outside = tmp_path / "in", tmp_path / "outside"
    for path in (folder / "__MACOSX", folder / ".git", outside):
        path.mkdir(parents=True)
    cable = (FIXTURES / "aad-1973-79" / "1973SEOUL04742.txt").read_bytes()
    (folder / "cable.txt").write_bytes(cable)
    for name in ("Thumbs.db", "desktop.ini", "~$notes.docx", "._cable.txt", "__MACOSX/a.txt", ".git/config"):
        (folder / name).write_bytes(b"\0" * 100)
    (folder / "linked").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "nothing.txt").symlink_to("nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    for number in (1, 2):  # the second run meets what the first has written
        output = folder / f"out{number}"
        done = run("batch", str(folder), "-o", str(output), "--jobs", "1")
        assert done.returncode == 1, done.stderr
        lines = [json.loads(line) for line in (output / "report.jsonl").read_text().splitlines()]
        states = {Path(line["path"]).name: line["state"] for line in lines}
        assert states == {
            "cable.txt": "done",
            **dict.fromkeys(("linked", "loop", "nothing.txt", "pipe.txt"), "failed"),
            **dict.fromkeys(("Thumbs.db", "desktop.ini", "~$notes.docx", "._cable.txt", "__MACOSX", ".git"), "passed"),
            **dict.fromkeys(("out1", "out2")[:number], "passed"),
        }
        assert len(states) == len(list(folder.iterdir()))
        with (output / "quarantine.csv").open(encoding="utf-8-sig", newline="") as file:
            told = {Path(row["path"]).name: row["why"] for row in csv.DictReader(file)}
        assert told["linked"].startswith("is a link to a folder")
        assert told["nothing.txt"].startswith("is a link to what is not there")
        assert told["pipe.txt"].startswith("is a pipe")


@pytest.mark.parametrize(
    "columns",
    [",".join(QUARANTINE_COLUMNS), "path,member,record id,reasons,what to do"],
    ids=["now", "of an older revision"],
)
def test_a_list_of_what_needs_a_person_is_known_by_its_columns(columns: str) -> None:
    assert "needs a person" in (written(f"\ufeff{columns}\nin/a.txt,,,\n".encode()) or "")
    assert written(f"{columns},more\n".encode()) is None
