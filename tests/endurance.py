"""Batches of what is large: `python tests/endurance.py [--files 300000] [--gigabytes 1] [--addressees 1000000]`.

A folder of small files, a mailbox, a table and one telegram to very many addressees are made and read one after the
other (`--only folder`). A line each: how long it took, after how many seconds a person at a terminal saw the first
count, the most memory of the program and of one of its workers, and what the batch came to.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psutil
from corpus import FIXTURES
from made_folder import make_folder

ROOT = Path(__file__).resolve().parent.parent
# What the bar says: `looking for files 12,000`, `reading 0 of 3,000`.
_COUNT = re.compile(r"files [\d,]+|[\d,]+ of [\d,]+")
# What the summary says last, in short.
_TOLD = re.compile(r"cableparse: +[\d,]+ (?:failures?|cables?|records?)\b.*")
_CODES = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")
_LOOK = 0.1  # seconds between two looks at the memory


class Taken(NamedTuple):
    """Seconds to the end and to the first count, megabytes, and the last lines of what was shown."""

    seconds: float
    first: float | None
    program: float
    worker: float
    shown: list[str]


def folder(target: Path, files: int) -> None:
    """Small files, some of them damaged."""
    make_folder(target / "folder", files)


def mailbox(target: Path, size: int) -> None:
    """Messages of a cable each."""
    with (target / "mail.mbox").open("w", encoding="utf-8") as file:
        for number, text in enumerate(_texts(size)):
            quoted = re.sub("^(>*From )", r">\1", text, flags=re.MULTILINE)
            file.write(f"From archive Thu Jan  1 00:00:00 1976\nMessage-ID: <{number}@example.org>\n\n{quoted}\n\n")


def table(target: Path, size: int) -> None:
    """Rows of a number and a cable."""
    with (target / "table.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("number,text\n")
        for number, text in enumerate(_texts(size)):
            quoted = text.replace('"', '""')
            file.write(f'{number},"{quoted}"\n')


def addressees(target: Path, count: int) -> None:
    """One telegram to many posts."""
    text = "R 121530Z JAN 76\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\nINFO " + "AMEMBASSY QUITO\n" * count
    (target / "addressees.txt").write_text(f"{text}BT\nUNCLAS LIMA 00123\nSUBJECT: COPPER\nTEXT.\n", encoding="utf-8")


def _texts(size: int) -> Iterator[str]:
    """Telegrams of the fixtures over and over, each with its number, until so many bytes are there."""
    paths = sorted(path for path in (FIXTURES / "aad-1973-79").glob("*.txt") if not path.name.endswith(".gutter.txt"))
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths]
    written = number = 0
    while written < size:
        text = f"{texts[number % len(texts)].rstrip()}\n{number}\n"
        written += len(text)
        number += 1
        yield text


def run(source: Path, output: Path) -> Taken:
    """Read `source` as a person at a terminal does."""
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "cableparse", "batch", str(source), "-o", str(output), "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    began = time.monotonic()
    process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=environment, close_fds=True)
    os.close(end)
    first, shown, most = None, "", {True: 0.0, False: 0.0}
    program = psutil.Process(process.pid)
    while process.poll() is None:
        shown = (shown + _read(terminal))[-20_000:]
        if first is None and _COUNT.search(shown):
            first = time.monotonic() - began
        for one in (program, *_children(program)):
            is_program = one.pid == program.pid
            most[is_program] = max(most[is_program], _megabytes(one))
    shown = _CODES.sub("", shown + _read(terminal))
    os.close(terminal)
    told = [line.strip() for line in re.split("[\\r\\n]+", shown) if _TOLD.match(line)]
    return Taken(time.monotonic() - began, first, most[True], most[False], told)


def _read(terminal: int) -> str:
    """What came to the terminal within a moment."""
    try:
        ready = select.select([terminal], [], [], _LOOK)[0]
        return os.read(terminal, 65536).decode("utf-8", "replace") if ready else ""
    except OSError:  # nobody has it open any more
        return ""


def _children(program: psutil.Process) -> list[psutil.Process]:
    try:
        return program.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _megabytes(process: psutil.Process) -> float:
    try:
        return process.memory_info().rss / 2**20
    except psutil.Error:
        return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=300_000)
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--addressees", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["folder", "mailbox", "table", "addressees"], nargs="+")
    arguments = parser.parse_args()
    size = int(arguments.gigabytes * 2**30)
    makers: dict[str, tuple[Callable[[Path, int], None], int]] = {
        "folder": (folder, arguments.files),
        "mailbox": (mailbox, size),
        "table": (table, size),
        "addressees": (addressees, arguments.addressees),
    }
    for name in arguments.only or makers:
        with TemporaryDirectory() as scratch:
            source, output = Path(scratch) / "in", Path(scratch) / "out"
            source.mkdir()
            make, much = makers[name]
            make(source, much)
            taken = run(source, output)
            first = "never" if taken.first is None else f"{taken.first:.1f} s"
            print(f"{name} ({much:,}): {taken.seconds:.0f} s, first count after {first}, program", end=" ")
            print(f"{taken.program:.0f} MB, worker {taken.worker:.0f} MB", *taken.shown, sep="\n  ", flush=True)


if __name__ == "__main__":
    main()
