"""What is read once is kept: when a run is stopped or killed, when what failed is tried again, when a file changes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from batches import Watcher, batch, files, lines, records, some_texts, states
from conftest import Run

from cableparse.batch import plan, run, shards, survey
from cableparse.batch.compression import Compression
from cableparse.batch.job import Stopped
from cableparse.batch.kept import KeptRecords
from cableparse.batch.ledger import Ledger
from cableparse.batch.task import Parsed
from cableparse.errors import UnreadableInput
from cableparse.sources.options import SourceOptions
from cableparse.sources.unpacked import Leaf, Opened
from cableparse.sources.unpacking import documents


class Stopper(Watcher):
    """Interrupts once so many sources are read."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def advance(self, parsed: list[Parsed]) -> None:
        super().advance(parsed)
        if self.tally.sources >= self._after:
            raise KeyboardInterrupt


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of five sources, tasks of two."""
    for module in (plan, shards):
        monkeypatch.setattr(module, "SHARD", 5)
    monkeypatch.setattr(survey, "_CHUNK", 3)
    monkeypatch.setattr(run, "_CHUNK", 2)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("compression", Compression)
@pytest.mark.parametrize("after", [1, 4, 7, 11])
def test_what_was_read_before_a_stop_is_not_read_again(tmp_path: Path, after: int, compression: Compression) -> None:
    some_texts(tmp_path / "in", 12)
    stopper, again = Stopper(after), Watcher()
    with pytest.raises(Stopped) as stopped:
        batch(tmp_path / "in", tmp_path / "out", progress=stopper, compression=compression)
    assert stopped.value.figures.sources.done == stopper.tally.sources
    assert len(records_of(tmp_path / "out", compression)) == stopper.tally.sources
    batch(tmp_path / "in", tmp_path / "out", progress=again, compression=compression)
    assert stopper.tally.sources + again.tally.sources == 12
    batch(tmp_path / "in", tmp_path / "undisturbed", compression=compression)
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def records_of(output: Path, compression: Compression) -> list[str]:
    if compression is Compression.ZST:
        from cableparse.records import Records

        return [cable.to_json() for cable in Records([output])]
    return lines(output)


@pytest.mark.usefixtures("small")
def test_what_was_read_is_kept_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is killed could keep nothing at its end."""
    monkeypatch.setattr(run, "_KEPT_EVERY", 0)
    some_texts(tmp_path / "in", 12)
    stopper, again = Stopper(9), Watcher()
    monkeypatch.setattr(run.ShardRun, "work", run.ShardRun._work)
    with pytest.raises(Stopped):
        batch(tmp_path / "in", tmp_path / "out", progress=stopper)
    batch(tmp_path / "in", tmp_path / "out", progress=again)
    assert 0 < again.tally.sources < 8
    batch(tmp_path / "in", tmp_path / "undisturbed")
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def broken(folder: Path, number: int) -> Path:
    path = folder / f"broken {number}.pdf"
    path.write_text(f"%PDF-1.4\n%{number}\n%%EOF")
    return path


def test_what_failed_is_tried_again_alone(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 4)
    for number in range(3):
        broken(tmp_path / "in", number)
    batch(tmp_path / "in", tmp_path / "out")
    before, again = files(tmp_path / "out"), Watcher()
    batch(tmp_path / "in", tmp_path / "out", progress=again, retry=True)
    assert (again.tally.sources, files(tmp_path / "out")) == (3, before)


def test_a_file_that_can_be_read_at_last_comes_to_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    texts = sorted(some_texts(tmp_path / "in", 6))

    def failing(leaf: Leaf, options: SourceOptions) -> Iterator[Opened | UnreadableInput]:
        if leaf.part.path == str(texts[2]):
            raise UnreadableInput("not today")
        return documents(leaf, options)

    with monkeypatch.context() as patch:
        patch.setattr("cableparse.batch.task.documents", failing)
        assert batch(tmp_path / "in", tmp_path / "out").sources.failed == 1
    batch(tmp_path / "in", tmp_path / "out", retry=True)
    batch(tmp_path / "in", tmp_path / "undisturbed")
    assert files(tmp_path / "out") == files(tmp_path / "undisturbed")


def test_of_a_changed_file_only_itself_is_read(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 6)
    batch(tmp_path / "in", tmp_path / "out")
    texts[2].write_text("E.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: A CHANGED FILE\n")
    again = Watcher()
    batch(tmp_path / "in", tmp_path / "out", progress=again)
    assert again.tally.sources == 1
    batch(tmp_path / "in", tmp_path / "fresh")
    assert sorted(lines(tmp_path / "out")) == sorted(lines(tmp_path / "fresh"))


@pytest.mark.usefixtures("small")
def test_a_file_of_records_that_is_not_as_it_was_left_is_made_anew(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 4)
    whole = broken(tmp_path / "in", 1)
    batch(tmp_path / "in", tmp_path / "out")
    before = files(tmp_path / "out")
    (file,) = (tmp_path / "out" / "records").glob("*.jsonl")
    file.write_bytes(b"{}\n")
    again = Watcher()
    batch(tmp_path / "in", tmp_path / "out", progress=again, retry=True)
    assert (again.tally.sources, files(tmp_path / "out")) == (5, before)
    assert states(tmp_path / "out")[whole.name] == "failed"


def test_a_run_that_was_killed_between_file_and_ledger_reads_that_shard_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_texts(tmp_path / "in", 4)
    batch(tmp_path / "in", tmp_path / "undisturbed")

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "settle", killed)
        with pytest.raises(Killed):
            batch(tmp_path / "in", tmp_path / "out")
    again = Watcher()
    batch(tmp_path / "in", tmp_path / "out", progress=again)
    assert (again.tally.sources, files(tmp_path / "out")) == (4, files(tmp_path / "undisturbed"))


def test_an_output_of_before_the_ledger_knew_its_files_goes_on(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 4)
    broken(tmp_path / "in", 1)
    batch(tmp_path / "in", tmp_path / "out")
    before, again = files(tmp_path / "out"), Watcher()
    with closing(sqlite3.connect(tmp_path / "out" / "ledger.sqlite")) as ledger, ledger:
        for table in ("shard", "gone"):
            ledger.execute(f"DROP TABLE {table}")
    batch(tmp_path / "in", tmp_path / "out", progress=again, retry=True)
    assert (again.tally.sources, files(tmp_path / "out")) == (5, before)


def test_the_records_of_what_is_gone_stay_and_its_failures_do_not(tmp_path: Path, run: Run) -> None:
    texts = some_texts(tmp_path / "in", 3)
    bad = broken(tmp_path / "in", 1)
    command = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "1"]
    assert run(*command).returncode == 1
    before = records(tmp_path / "out")
    texts[1].unlink()
    bad.unlink()
    done = run(*command)
    assert done.returncode == 0
    assert b"1 file is in the input no more; its records stay" in done.stderr
    assert records(tmp_path / "out") == before
    assert bad.name not in states(tmp_path / "out")
    assert b"no more" not in run("batch", str(tmp_path / "in"), "-o", str(tmp_path / "new"), "--jobs", "1").stderr


def test_nothing_is_written_where_no_records_are_kept(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    try:
        KeptRecords(ledger, None).add(1, [Parsed(1, "0", b"{}\n")])
    finally:
        ledger.close()
    assert os.listdir(tmp_path) == ["ledger.sqlite"]  # noqa: PTH208
