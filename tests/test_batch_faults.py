"""What is wrong with the disk, the clock, or the ledger that a batch goes on from, and what it says of it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from batches import Watcher, batch, files, lines, some_texts, states
from conftest import ROOT, Run
from made_folder import make_folder

from cableparse import __version__
from cableparse.batch import ledger as ledgers
from cableparse.batch import progress as progresses
from cableparse.batch import survey
from cableparse.batch.job import Stopped
from cableparse.batch.runner import TaskLimits
from cableparse.batch.task import FilePlace, Inside, Parsed, members
from cableparse.errors import OutputError
from cableparse.sources import SourceOptions

# Kilobytes of disks that are full while the ledger is made, while records are written, while formats are.
DISKS = (24, 150, 800, 2400)
FULL = 4


class Stopper(Watcher):
    """Interrupts when the first sources are read."""

    def advance(self, parsed: list[Parsed]) -> None:
        super().advance(parsed)
        raise KeyboardInterrupt


def test_a_clock_that_was_set_back_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = some_texts(tmp_path / "in", 6)
    os.utime(texts[0], (2_000_000_000, 2_000_000_000))
    batch(tmp_path / "in", tmp_path / "undisturbed")
    monkeypatch.setattr(ledgers, "_now", lambda: "2030-01-01T00:00:00+00:00")
    with pytest.raises(Stopped):
        batch(tmp_path / "in", tmp_path / "out", progress=Stopper())
    monkeypatch.setattr(ledgers, "_now", lambda: "1970-01-01T00:00:00+00:00")
    figures = batch(tmp_path / "in", tmp_path / "out")
    assert (figures.sources.done, files(tmp_path / "out")) == (6, files(tmp_path / "undisturbed"))
    texts[0].write_text("E.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: WRITTEN EARLIER THAN WHAT STOOD HERE\n")
    os.utime(texts[0], (-1000, -1000))
    again = Watcher()
    batch(tmp_path / "in", tmp_path / "out", progress=again)
    assert again.tally.sources == 1
    assert "WRITTEN EARLIER" in "".join(lines(tmp_path / "out"))


@pytest.mark.parametrize("version", ["0.0.1", "99.0"])
def test_the_ledger_of_another_version_is_refused_with_what_to_do(tmp_path: Path, version: str) -> None:
    some_texts(tmp_path / "in", 2)
    batch(tmp_path / "in", tmp_path / "out")
    before = files(tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / "ledger.sqlite")) as ledger, ledger:
        ledger.execute('UPDATE run SET version = ?, options = \'{"format": ["jsonl"]}\'', [version])
        ledger.execute("ALTER TABLE run RENAME COLUMN unseen TO later")
    with pytest.raises(OutputError) as raised:
        batch(tmp_path / "in", tmp_path / "out")
    assert str(raised.value) == (
        f"{tmp_path / 'out'}: was made with cableparse {version}, not {__version__}; "
        "name another --output, or start over with --force"
    )
    assert files(tmp_path / "out") == before


def test_a_ledger_with_damaged_bytes_goes_on_or_is_told(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 3)
    batch(tmp_path / "in", tmp_path / "out")
    sound = (tmp_path / "out" / "ledger.sqlite").read_bytes()
    chance = random.Random(1)
    told = 0
    for number in range(25):
        damaged = bytearray(sound)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.choice((0, 255, chance.randrange(256)))
        output = tmp_path / str(number)
        shutil.copytree(tmp_path / "out", output)
        (output / "ledger.sqlite").write_bytes(damaged)
        try:
            batch(tmp_path / "in", output)
        except OutputError as error:
            assert "--force" in str(error)
            told += 1
    assert told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made") / "in"
    make_folder(made, 120)
    return made


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("undisturbed") / "out"
    batch(folder, output)
    return files(output)


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder on a disk of so many kilobytes."""
    mount = tmp_path / "disk"
    mount.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={request.param}k", "tmpfs", mount], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root can make a small disk")
    yield mount
    subprocess.run(["umount", mount], check=True)


@pytest.mark.parametrize("disk", DISKS, indirect=True)
def test_a_disk_that_is_full_at_any_stage_is_told_and_the_run_goes_on_with_more(
    run: Run, folder: Path, disk: Path, undisturbed: dict[str, bytes]
) -> None:
    formats = [value for name in ("sqlite", "csv", "parquet", "json") for value in ("--format", name)]
    command = ["batch", folder, "-o", disk / "out", "--jobs", "1", *formats]
    done = run(*command)
    assert b"Traceback" not in done.stderr
    assert done.returncode == FULL
    assert b"cannot be written" in done.stderr
    assert not list(disk.rglob("*.part"))
    subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
    assert run(*command).returncode == 0
    assert files(disk / "out") == undisturbed


@pytest.mark.skipif(sys.platform == "win32", reason="its signals are others")
@pytest.mark.parametrize("name", ["hangs-in-a-library.txt", "hangs.txt"])
def test_what_hangs_can_be_ended_from_outside(
    command: list[str], environment: dict[str, str], tmp_path: Path, name: str
) -> None:
    texts = some_texts(tmp_path / "in", 3)
    texts[1].rename(texts[1].with_name(name))
    path = os.pathsep.join([str(ROOT / "tests" / "faults"), str(ROOT)])
    given = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", "1", "--timeout", "3000"]
    process = subprocess.Popen(
        [*command, *given], env={**environment, "PYTHONPATH": path}, stderr=subprocess.PIPE, start_new_session=True
    )
    while not list((tmp_path / "out").glob("ledger.sqlite-wal")):
        time.sleep(0.05)
        assert process.poll() is None
    time.sleep(3)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=60)[1]
    assert (process.returncode, b"Traceback" in said) == (130, False)


def test_files_are_counted_while_they_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counter(Watcher):
        def __init__(self) -> None:
            super().__init__()
            self.counts: list[int] = []

        def found(self, count: int) -> None:
            self.counts.append(count)

    some_texts(tmp_path / "in", 5)
    monkeypatch.setattr(progresses, "_COUNTED", 0)
    counter = Counter()
    batch(tmp_path / "in", tmp_path / "out", progress=counter)
    assert counter.counts == [1, 2, 3, 4, 5]


def test_what_is_read_is_kept_and_told_while_an_archive_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is held by an archive; what the other one has read is counted, and the archive is named."""

    class Teller(Watcher):
        def __init__(self) -> None:
            super().__init__()
            self.told: list[str] = []

        def slow(self, name: str | None, seconds: float = 0) -> None:
            self.told += [name] if name else []

    texts = some_texts(tmp_path / "in", 3)
    archive = tmp_path / "in" / "zz.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(600):
            file.writestr(f"{number}.txt", f"note {number}")
    monkeypatch.setattr(survey, "LOOK", 0.001)
    teller = Teller()
    batch([str(path) for path in (*texts, archive)], tmp_path / "out", progress=teller, jobs=2)
    assert f"looking into {archive}" in teller.told
    assert list(states(tmp_path / "out").values()).count("done") == 603


@pytest.mark.parametrize(("a_limit", "state"), [(1, "done"), (1_000_000, "failed")])
def test_a_large_container_may_take_longer_to_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_limit: int, state: str
) -> None:
    def slowly(place: FilePlace, options: SourceOptions) -> list[Inside]:
        time.sleep(1.5)
        return members(place, options)

    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", "note")
    monkeypatch.setattr(survey, "members", slowly)
    monkeypatch.setattr(survey, "_LISTED_BYTES", a_limit)
    batch(archive, tmp_path / "out", limits=TaskLimits(1, 4000))
    assert state in states(tmp_path / "out").values()
