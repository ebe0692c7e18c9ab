"""How fast a folder is read: `python tests/benchmark_batch.py COUNT [--jobs 1 2] [--faults 4]`.

Makes COUNT files of the fixtures and runs `cableparse batch` over them. Prints files a second, the peak memory of the
parent process, and what 2,081,272 files, the electronic telegrams of 1973-79, would take at that rate.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import ROOT
from made_folder import make_folder

ELECTRONIC_TELEGRAMS = 2_081_272


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--faults", type=int, default=0, help="files that crash their worker, and as many that hang")
    parser.add_argument("--timeout", default="5", help="of a file, in seconds")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "in")
        make_folder(folder, arguments.count, crashes=arguments.faults, hangs=arguments.faults)
        for jobs in arguments.jobs:
            measure(folder, Path(scratch, f"out-{jobs}"), jobs, arguments.count, arguments.timeout)


def measure(folder: Path, output: Path, jobs: int, count: int, timeout: str) -> None:
    faults = ROOT / "tests" / "faults"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(faults), str(ROOT)])}
    given = ["batch", folder, "-o", output, "--jobs", jobs, "--timeout", timeout]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "cableparse", *map(str, given)], env=environment, stderr=subprocess.PIPE
    )
    _, usage, told = watch(process)
    seconds = time.perf_counter() - began
    rate = count / seconds
    hours = ELECTRONIC_TELEGRAMS / rate / 3600
    print(
        f"--jobs {jobs}: {count:,} files in {seconds:.1f} s, {rate:,.0f} a second; parent at most {usage} MB; "
        f"{ELECTRONIC_TELEGRAMS:,} would take {hours:.2f} hours; exit code {process.returncode}"
    )
    print("\n".join(f"    {line}" for line in told.splitlines()[-12:]), flush=True)


def watch(process: subprocess.Popen[bytes]) -> tuple[int, int, str]:
    """Wait for a process; its id, its own peak memory in MB as Linux tells it, and what it wrote to standard error."""
    peak = 0
    assert process.stderr
    os.set_blocking(process.stderr.fileno(), False)
    told = b""
    while process.poll() is None:
        time.sleep(0.05)
        told += process.stderr.read() or b""
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            continue
        peak = max([peak, *(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))])
    told += process.stderr.read() or b""
    return process.pid, peak, told.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
