"""A folder as archives hand it over: all that is read is read, and nothing is passed over in silence."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, Run
from messy_folder import Expected, leave_output, make_folder

from cableparse.sources.part import writable

pytest.importorskip("rapidocr", reason="text recognition takes the extra `ocr`")


# One of each kind, and two boxes.
_FILES = 150


class Told(NamedTuple):
    """What a run wrote: the lines of report.jsonl by the entry of the folder, its summary, and its exit code."""

    lines: dict[str, list[dict[str, Any]]]
    summary: list[str]
    exit_code: int


class Case(NamedTuple):
    folder: Path
    expected: dict[str, Expected]
    output: Path
    batch: Told
    check: Told


def told(run: Run, command: str, folder: Path, output: Path) -> Told:
    done = run(command, folder, "-o", output, "--jobs", "1")
    lines = defaultdict(list)
    for line in (output / "report.jsonl").read_text(encoding="utf-8").splitlines():
        source = json.loads(line)
        lines[source["path"].removeprefix(f"{folder}/")].append(source)
    summary = [line for line in done.stderr.decode().splitlines() if line.startswith("cableparse:   ")]
    return Told(lines, summary, done.returncode)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    work = tmp_path_factory.mktemp("messy")

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "cableparse", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, capture_output=True, cwd=work, env=environment, check=False)

    folder, earlier = work / "in", work / "earlier"
    folder.mkdir()
    (work / "a").mkdir()
    (work / "a" / "cable.txt").write_bytes((ROOT / "fixtures/aad-1973-79/1979SEOUL00234.txt").read_bytes())
    run("batch", work / "a", "-o", earlier, "--jobs", "1")
    expected = make_folder(folder, _FILES) | leave_output(earlier, folder)
    batch = told(run, "batch", folder, work / "out")
    return Case(folder, expected, work / "out", batch, told(run, "check", folder, work / "checked"))


def test_each_entry_of_the_folder_is_told_once_with_its_state(case: Case) -> None:
    boxed = case.folder.glob("box [0-9]*/*")
    on_disk = {writable(path.name) for path in case.folder.iterdir() if not path.name.startswith("box ")}
    on_disk |= {writable(str(path.relative_to(case.folder))) for path in boxed}
    assert set(case.expected) == on_disk == set(case.batch.lines)
    for name, lines in case.batch.lines.items():
        [own] = [line for line in lines if not line["member"]]
        expected = case.expected[name]
        assert (name, own["state"]) == (name, expected.state)
        assert expected.reason in (own["reason"] or "")
        assert expected.state == "container" or len(lines) == 1


def test_no_cable_is_missing_and_none_comes_twice(case: Case) -> None:
    for name, lines in case.batch.lines.items():
        ids = [record["id"] for line in lines for record in line["records"] if record["kind"] == "cable"]
        assert (name, sorted(ids)) == (name, sorted(case.expected[name].ids))
    records = (case.output / "records" / "records-000001.jsonl").read_text(encoding="utf-8")
    written = [json.loads(line) for line in records.split("\n") if line]
    wanted = Counter(number for expected in case.expected.values() for number in expected.ids)
    assert Counter(record["id"] for record in written if record["kind"] == "cable") == wanted


def test_what_failed_stands_in_quarantine_with_its_reason(case: Case) -> None:
    with (case.output / "quarantine.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    failed = defaultdict(list)
    for row in rows:
        if row["severity"] == "failure":
            failed[row["path"].removeprefix(f"{case.folder}/")].append(row["why"])
    wanted = {name: e for name, e in case.expected.items() if e.state == "failed" or e.inside}
    assert set(failed) <= set(wanted)
    assert sum(1 + int(row["copies"]) for row in rows if row["severity"] == "failure") == sum(
        line["state"] == "failed" for lines in case.batch.lines.values() for line in lines
    )
    for name, said in failed.items():
        for reason in filter(None, (wanted[name].reason, *wanted[name].inside)):
            assert any(reason in why for why in said), (name, reason)
    short = [row["reasons"].split() for row in rows if row["path"].endswith("/cut-short.pdf")]
    assert len(short) == sum(name.endswith("cut-short.pdf") for name in case.expected)
    assert all("damaged-pdf" in reasons for reasons in short)


def test_the_counts_add_up_and_check_says_the_same(case: Case) -> None:
    states = Counter(line["state"] for lines in case.batch.lines.values() for line in lines)
    files = Counter(expected.state for expected in case.expected.values())
    documents = states["done"] + states["failed"] + states["duplicate"]
    said = "\n".join(case.batch.summary)
    assert f"{files['container']} archives, mailboxes and tables among them; {documents} documents in all" in said
    assert f"{states['done']} documents read, {states['duplicate']} duplicates passed over" in said
    assert f"{states['failed']} failures" in said
    assert f"{states['passed']} hidden files, system files and earlier outputs passed over" in said
    assert (case.batch.exit_code, case.check.exit_code) == (1, 1)
    assert (case.check.summary, case.check.lines) == (case.batch.summary, case.batch.lines)


def test_what_an_earlier_run_wrote_is_told_where_it_is_named(case: Case, run: Run) -> None:
    for name in ("records.jsonl", "records-000002.jsonl.gz", "report.jsonl", "report.html", "quarantine.csv"):
        done = run("parse", case.folder / name, "--format", "jsonl")
        assert (name, done.stdout) == (name, b"")
        assert b"has written, and no source of cables" in done.stderr
