"""Kills batches at random moments: `python tests/kills.py [--kills 20] [--files 1200]`.

Each format is written by runs that are killed (SIGKILL, their workers, too) until so many have been, and then by one
that ends; what is there is compared with what an undisturbed run wrote. Then exports are killed: what
stood at the target before is there whole, or the new file is. The exit code is 1 where anything differs.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from made_folder import make_folder

PROGRAM = [sys.executable, "-m", "cableparse"]
ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("sqlite", "parquet", "json", "csv")
# What says when it was made, how long that took, or in which order pages of a database were written.
_OF_THE_RUN = {"ledger.sqlite", "report.html"}


class Killed(NamedTuple):
    """How many runs were killed, and how many were done before."""

    killed: int
    done: int


def run(arguments: Sequence[object], after: float | None = None) -> int:
    """Run the command; with `after`, kill it and its workers after so many seconds, which gives -9."""
    command = [*PROGRAM, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def contents(folder: Path) -> dict[str, bytes]:
    """What a batch wrote, by name; of a database its rows."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _OF_THE_RUN):
        data = _rows(path) if path.suffix == ".db" else path.read_bytes()
        found[str(path.relative_to(folder))] = data.replace(str(folder).encode(), b"OUT")
    return found


def _rows(path: Path) -> bytes:
    database = sqlite3.connect(path)
    try:
        return "\n".join(database.iterdump()).encode()
    finally:
        database.close()


def kill_batches(files: Path, output: Path, form: str, kills: int, longest: float, chance: random.Random) -> Killed:
    """Kill runs into one folder until `kills` have been; one that ends before starts over."""
    killed = done = 0
    while killed < kills:
        if run(["batch", files, "-o", output, "--format", form, "--jobs", 2], chance.uniform(0.1, longest)) == 0:
            done += 1
            shutil.rmtree(output)
        else:
            killed += 1
    run(["batch", files, "-o", output, "--format", form, "--jobs", 2])
    return Killed(killed, done)


def kill_exports(records: Path, folder: Path, form: str, kills: int, chance: random.Random) -> list[str]:
    """Kill exports over a file that is there; the files that are neither the old one nor the new."""
    target = folder / f"export.{form}"
    began = time.monotonic()
    run(["export", records, "--to", form, "--output", target])
    longest = time.monotonic() - began
    whole = {target.name: _told(target)}
    wrong = []
    for number in range(kills):
        run(["export", records, "--to", form, "--output", target, "--force"], chance.uniform(0.1, longest))
        if {target.name: _told(target)} != whole:
            wrong.append(f"{form}, kill {number}")
    return wrong


def _told(path: Path) -> bytes:
    return _rows(path) if path.name.endswith("sqlite") else path.read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--files", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    wrong = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_folder(folder / "in", arguments.files)
        for form in FORMATS:
            began = time.monotonic()
            run(["batch", folder / "in", "-o", folder / "quiet", "--format", form, "--jobs", 2])
            longest = time.monotonic() - began
            expected = contents(folder / "quiet")
            counted = kill_batches(folder / "in", folder / "out", form, arguments.kills, longest, chance)
            found = contents(folder / "out")
            differ = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
            wrong += len(differ)
            print(
                f"{form:8} {counted.killed} killed, {counted.done} done before; {len(expected)} files, differ: {differ}"
            )
            shutil.rmtree(folder / "quiet")
            if form != "json":
                failed = kill_exports(folder / "out" / "records", folder, form, arguments.kills, chance)
                wrong += len(failed)
                print(f"{form:8} {arguments.kills} exports killed; not whole after: {failed}", flush=True)
            shutil.rmtree(folder / "out")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
