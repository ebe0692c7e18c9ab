"""How fast a folder is read: `python tests/benchmark_batch.py COUNT [--jobs 1 2] [--against REV] [--sleep MS]`.

Makes COUNT files of the fixtures and runs `cableparse batch` over them, with `--against` an older revision in turns.
Prints files a second, the CPU that a file takes of the parent process and of the workers, the peak memory of the
parent, and what 2,081,272 files, the electronic telegrams of 1973-79, would take at that rate. With `--sleep` workers
do not parse, but sleep so long in its place.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import against
from corpus import ROOT
from made_folder import make_folder

ELECTRONIC_TELEGRAMS = 2_081_272
_TICKS = os.sysconf("SC_CLK_TCK")
# Seconds between two looks at the processes; what one takes after the last of them is not counted.
_PAUSE = 0.05


class Use(NamedTuple):
    """What a run took: CPU seconds of the parent and of all its workers, and the parent's peak memory in MB."""

    parent: float
    workers: float
    peak: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--against", metavar="REV", help="a revision of this repository that git knows")
    parser.add_argument("--sleep", type=float, metavar="MS", help="milliseconds of sleep in place of parsing a file")
    parser.add_argument("--faults", type=int, default=0, help="files that crash their worker, and as many that hang")
    parser.add_argument("--timeout", default="5", help="of a file, in seconds")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        trees = {"": ROOT}
        if arguments.against:
            trees[arguments.against] = stack.enter_context(against.checkout(arguments.against))
        folder = scratch / "in"
        make_folder(folder, arguments.count, crashes=arguments.faults, hangs=arguments.faults)
        for jobs in arguments.jobs:
            for name, tree in trees.items():
                print(f"--jobs {jobs} {name}: ", end="", flush=True)
                given = ["batch", folder, "-o", scratch / f"out-{jobs}-{name}", "--jobs", jobs]
                measure(tree, [*given, "--timeout", arguments.timeout], arguments.count, arguments.sleep)


def measure(tree: Path, given: list[object], count: int, sleep: float | None) -> None:
    tests = tree / "tests"  # what an older revision is patched by is its own
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [tests / "faults", tests, tree]))}
    if sleep is not None:
        environment["SLEEP"] = str(sleep)
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "cableparse", *map(str, given)],
        env=environment,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    use, told = watch(process)
    seconds = time.perf_counter() - began
    rate = count / seconds
    hours = ELECTRONIC_TELEGRAMS / rate / 3600
    parent, workers = use.parent / count * 1e6, use.workers / count * 1e6
    print(
        f"{count:,} files in {seconds:.1f} s, {rate:,.0f} a second; "
        f"CPU a file: parent {parent:,.0f} us, workers {workers:,.0f} us; parent at most {use.peak} MB; "
        f"{ELECTRONIC_TELEGRAMS:,} would take {hours:.2f} hours; exit code {process.returncode}"
    )
    print("\n".join(f"    {line}" for line in told.splitlines()[-12:]), flush=True)


def watch(process: subprocess.Popen[bytes]) -> tuple[Use, str]:
    """Wait for the leader of a session: what it took, as Linux tells it, and what it wrote on standard error."""
    peak = 0
    cpu: dict[int, float] = {}
    assert process.stderr
    os.set_blocking(process.stderr.fileno(), False)
    told = b""
    ended = False
    while not ended:
        time.sleep(_PAUSE)
        ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        told += process.stderr.read() or b""
        cpu |= session(process.pid)
        peak = max(peak, memory(process.pid))
    process.wait()
    parent = cpu.pop(process.pid)
    return Use(parent, sum(cpu.values()), peak), told.decode("utf-8", "replace")


def session(leader: int) -> dict[int, float]:
    """The CPU seconds of each process of a session."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / _TICKS
    return found


def memory(pid: int) -> int:
    """The peak memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return max([0, *(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))])


if __name__ == "__main__":
    main()
