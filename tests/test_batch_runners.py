"""What can go wrong with the processes of a batch, or be done to them, and what is on disk then."""

from __future__ import annotations

import csv
import itertools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import batch, files, lines, records, some_texts, states
from conftest import ROOT, Run
from made_folder import make_folder

from cableparse import parse_text
from cableparse.batch.runner import TaskLimits, first_reading
from cableparse.errors import UnreadableInput
from cableparse.sources import Opened, SourceOptions, unpacking
from cableparse.sources.unpacked import Leaf

if sys.platform != "linux":
    pytest.skip("these tests look into /proc", allow_module_level=True)

FAULTS = ROOT / "tests" / "faults"
KILLS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some shards of files, varied, a few of them damaged."""
    made = tmp_path_factory.mktemp("made") / "in"
    make_folder(made, 1200)
    return made


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The records of `folder` by a run in one process that nothing disturbs."""
    output = tmp_path_factory.mktemp("undisturbed") / "out"
    batch(folder, output)
    assert len(lines(output)) > 1000
    return files(output)


def test_the_telegram_that_readies_workers_has_what_telegrams_have_and_is_read_whole() -> None:
    (cable,) = parse_text(first_reading.TELEGRAM)
    assert cable.id == "1976LISBON04711"
    assert not cable.leftover and not cable.unparsed
    read = cable.model_dump(exclude_defaults=True)
    assert {"dtg", "from_", "to", "info", "distribution", "tags", "references", "captions", "release", "body"} <= set(
        read
    )
    assert "label-repaired" in [diagnostic.code for diagnostic in cable.diagnostics]


def start(command: list[str], environment: dict[str, str], *arguments: object) -> subprocess.Popen[bytes]:
    """A batch in a process group of its own."""
    return subprocess.Popen(
        [*command, "batch", *map(str, arguments)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_a_pool_gives_the_same_records(run: Run, folder: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    done = run("batch", folder, "-o", tmp_path / "out", "--jobs", "2")
    assert (done.returncode, done.stdout) == (0, b"")
    assert files(tmp_path / "out") == undisturbed


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on(
    command: list[str], environment: dict[str, str], folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    choice = random.Random(4)
    output = tmp_path / "out"
    killed = 0
    for attempt in itertools.count():
        if killed == KILLS:
            break
        process = start(command, environment, folder, "-o", output, "--jobs", "2")
        time.sleep(choice.uniform(0.3, 2.5))
        if process.poll() is not None:  # it was done before; there is more to disturb from the start
            process.communicate()
            assert process.returncode == 0
            assert files(output) == undisturbed
            output.rename(tmp_path / f"done {attempt}")
            continue
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        killed += 1
    last = start(command, environment, folder, "-o", output, "--jobs", "2")
    assert last.communicate(timeout=120)[1].count(b"failures") == 1
    assert last.returncode == 0
    assert files(output) == undisturbed


@pytest.mark.parametrize(("stop", "jobs"), [(signal.SIGINT, "1"), (signal.SIGTERM, "2")])
def test_an_interrupted_run_says_so_and_goes_on(
    command: list[str],
    environment: dict[str, str],
    folder: Path,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
    stop: signal.Signals,
    jobs: str,
) -> None:
    output = tmp_path / "out"
    how = ["-o", output, "--jobs", jobs]
    process = start(command, environment, folder, *how)
    while not list(output.glob("records/records-*.jsonl")):
        time.sleep(0.02)
        assert process.poll() is None
    os.killpg(process.pid, stop)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert "waiting" in states(output).values()
    assert not list(output.rglob("*.part"))
    again = start(command, environment, folder, *how)
    again.communicate(timeout=120)
    assert again.returncode == 0
    assert files(output) == undisturbed


@pytest.mark.slow
def test_an_interrupt_while_the_parser_is_loaded_leaves_no_traceback(
    command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    some_texts(tmp_path / "in")
    process = start(command, environment, tmp_path / "in", "-o", tmp_path / "out")
    while not any(map(_loads_parser, _group(process.pid))):
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    # Python ends itself by the signal where that came while the text of a class was carried out: 130 to a shell, too.
    assert process.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in told


def _loads_parser(pid: int) -> bool:
    """Whether a process is a fork server that has pydantic, which is loaded before the parser."""
    try:
        command, maps = (Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "maps"))
    except OSError:
        return False
    return b"forkserver" in command and b"pydantic_core" in maps


def test_a_cluster_that_loses_a_worker_gives_the_same_records(
    command: list[str], environment: dict[str, str], folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    process = start(command, environment, folder, "-o", output, "--cluster", "local:2")
    while not list(output.glob("records/records-*.jsonl")):
        time.sleep(0.02)
        assert process.poll() is None
    os.kill(choose_worker(process.pid), signal.SIGKILL)
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert files(output) == undisturbed


def choose_worker(parent: int) -> int:
    """A process of a cluster's that reads files: a child of a child that takes processor time."""
    children = [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    for thread in Path(f"/proc/{parent}/task").iterdir():
        children += [int(pid) for pid in (thread / "children").read_text().split()]
    time.sleep(0.2)

    def busy(pid: int) -> int:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    return max(set(children), key=busy)


@pytest.mark.parametrize(
    "how", [["--jobs", "2"], pytest.param(["--cluster", "local:2"], marks=pytest.mark.slow)], ids=["pool", "cluster"]
)
def test_files_that_crash_hang_or_take_all_memory_cost_only_themselves(
    run: Run, tmp_path: Path, how: list[str]
) -> None:
    texts = some_texts(tmp_path / "in", 14)
    faults = ["crashes-its-worker", "hangs", "takes-all-memory"] + ["cannot-be-looked-at"] * ("--jobs" in how)
    expected = {text.name: "done" for text in texts}
    for text, fault in zip(texts[2:], faults, strict=False):
        faulty = text.rename(text.with_name(f"{text.stem} {fault}.txt"))
        del expected[text.name]
        expected[faulty.name] = "failed"
    path = os.pathsep.join([str(FAULTS), str(ROOT)])
    limits = ["--timeout", "3", "--memory", "1000"]
    done = run("batch", tmp_path / "in", "-o", tmp_path / "out", *limits, *how, PYTHONPATH=path)
    assert done.returncode == 1
    assert states(tmp_path / "out") == expected
    assert len(records(tmp_path / "out")) == 14 - len(faults)
    message = done.stderr.decode()
    assert message.count("hangs.txt: took longer than 3 seconds") == 1
    if "--jobs" in how:
        assert "crashes-its-worker.txt: crashed the process that read it (exit code 41)" in message
        assert "takes-all-memory.txt: took more than 1,000 megabytes" in message
    again = run("batch", tmp_path / "in", "-o", tmp_path / "out", *limits, *how)
    assert (again.returncode, len(records(tmp_path / "out"))) == (1, 14 - len(faults))
    retried = run("batch", tmp_path / "in", "-o", tmp_path / "out", *limits, *how, "--retry-failed")
    assert (retried.returncode, len(records(tmp_path / "out"))) == (0, 14)


@pytest.mark.slow
def test_what_a_worker_of_a_cluster_takes_to_load_is_not_the_time_of_its_first_file(run: Run, tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 2)
    path = os.pathsep.join([str(FAULTS), str(ROOT)])
    how = ["--cluster", "local:1", "--timeout", "3"]
    done = run("batch", tmp_path / "in", "-o", tmp_path / "out", *how, PYTHONPATH=path, SLOW_TO_LOAD="6")
    assert (done.returncode, len(records(tmp_path / "out"))) == (0, 2)


def test_what_one_worker_hangs_on_costs_only_itself(run: Run, tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 5)
    texts[2].rename(texts[2].with_name("hangs-in-a-library.txt"))
    path = os.pathsep.join([str(FAULTS), str(ROOT)])
    done = run("batch", tmp_path / "in", "-o", tmp_path / "out", "--jobs", "1", "--timeout", "2", PYTHONPATH=path)
    assert (done.returncode, len(records(tmp_path / "out"))) == (1, 4)
    assert b"hangs-in-a-library.txt: took longer than 2 seconds" in done.stderr


def test_in_process_a_file_that_hangs_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = some_texts(tmp_path / "in", 5)
    texts[2].rename(texts[2].with_name("hangs.txt"))

    def hanging(leaf: Leaf, options: SourceOptions) -> Iterator[Opened | UnreadableInput]:
        if leaf.part.name == "hangs.txt":
            time.sleep(3600)
        return unpacking.documents(leaf, options)

    monkeypatch.setattr("cableparse.batch.task.documents", hanging)
    batch(tmp_path / "in", tmp_path / "out", limits=TaskLimits(1, 4000))
    assert states(tmp_path / "out")["hangs.txt"] == "failed"
    assert len(records(tmp_path / "out")) == 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 600 kB."""
    mount = tmp_path / "small"
    mount.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", mount], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only root can make a small disk")
    yield mount
    subprocess.run(["umount", mount], check=True)


def test_a_full_disk_stops_the_run_with_nothing_half_written(
    run: Run, folder: Path, undisturbed: dict[str, bytes], small_disk: Path
) -> None:
    done = run("batch", folder, "-o", small_disk / "out", "--jobs", "1")
    assert done.returncode == 4
    assert b"cannot be written: " in done.stderr
    assert b"Traceback" not in done.stderr
    assert not list(small_disk.rglob("*.part"))
    for file in (small_disk / "out").glob("records/records-*"):  # a shard may have been kept in part
        assert set(file.read_bytes().splitlines()) <= set(undisturbed[file.name].splitlines())


def test_a_file_size_limit_stops_the_run_with_nothing_half_written(
    command: list[str], environment: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    given = [*command, "batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]
    done = subprocess.run(given, env=environment, capture_output=True, preexec_fn=limited, check=False)
    assert done.returncode == 4
    assert b"cannot be written: " in done.stderr
    assert b"Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.part"))


def test_two_runs_do_not_share_a_folder(
    command: list[str], environment: dict[str, str], run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    texts = some_texts(tmp_path / "in", 2)
    texts[0].rename(texts[0].with_name("hangs.txt"))
    faulty = {**environment, "PYTHONPATH": os.pathsep.join([str(FAULTS), str(ROOT)])}
    first = start(command, faulty, tmp_path / "in", "-o", output, "--jobs", "1")
    while not (output / "cable.schema.json").exists():
        time.sleep(0.02)
        assert first.poll() is None
    second = run("batch", tmp_path / "in", "-o", output)
    os.killpg(first.pid, signal.SIGTERM)
    first.communicate(timeout=60)
    assert second.returncode == 4
    assert b"another run is using this folder" in second.stderr


def test_progress_is_json_on_request(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("batch", folder / "box-0001", "-o", tmp_path / "out", "--jobs", "2", "--log-format", "json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"phase", "progress", "finished"} <= {event["event"] for event in events}
    assert events[-1]["event"] == "finished"


def test_a_list_names_files(run: Run, tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 4)
    listed = tmp_path / "list.txt"
    listed.write_text("".join(f"{text}\n" for text in texts[:2]) + "\nmissing.txt\n")
    done = run("batch", "--files-from", listed, "-o", tmp_path / "out")
    assert (done.returncode, len(records(tmp_path / "out"))) == (1, 2)
    assert states(tmp_path / "out")["missing.txt"] == "failed"


def test_nothing_to_read_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("batch", tmp_path / "empty", "-o", tmp_path / "out").returncode == 3
    assert run("batch", "-o", tmp_path / "out2").returncode == 3


def test_check_tells_and_writes_no_records(run: Run, tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 4)
    done = run("check", tmp_path / "in")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"4 documents read" in done.stderr
    assert b"report.html" not in done.stderr
    assert run("check", tmp_path / "in", "--fail-on", "warning").returncode == 1
    run("check", tmp_path / "in", "-o", tmp_path / "out")
    assert (tmp_path / "out" / "report.html").is_file()
    assert not (tmp_path / "out" / "records").exists()


def test_check_tells_what_dacs_would_miss(run: Run, tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 3)
    named = run("check", tmp_path / "in", "--dacs", "--repository", "NARA")
    unnamed = run("check", tmp_path / "in", "--dacs", "-o", tmp_path / "out")
    assert (named.returncode, unnamed.returncode, unnamed.stdout) == (0, 0, b"")
    lacking = list(csv.DictReader((tmp_path / "out" / "dacs.csv").read_text().splitlines()))
    repository = "2.2 Name and Location of Repository"
    assert [row[repository] for row in lacking] == ["missing"] * 3
    assert b"3 records lack 2.2 Name and Location of Repository" in unnamed.stderr
    assert not any(row[repository] for row in csv.DictReader(named.stdout.decode().splitlines()))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["dacs.csv"]
    (tmp_path / "empty").mkdir()
    assert run("check", tmp_path / "empty", "--dacs").returncode == 3


def test_failures_decide_the_exit_code(run: Run, tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 2)
    texts[0].write_bytes(b"")
    assert run("batch", tmp_path / "in", "-o", tmp_path / "out").returncode == 1
    assert run("batch", tmp_path / "in", "-o", tmp_path / "out", "--fail-on", "never").returncode == 0


def test_a_worker_is_not_left_behind(
    command: list[str], environment: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    process = start(command, environment, folder, "-o", tmp_path / "out", "--jobs", "2")
    while not list(tmp_path.glob("out/records/records-*.jsonl")):
        time.sleep(0.02)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 30
    while _group(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _group(process.pid)


def _group(leader: int) -> list[int]:
    """The living processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(group) == leader and state != "Z":
            found.append(int(stat.parent.name))
    return found
