"""What a person meets the morning after: `python tests/morning.py [--files 3000] [--against REV]`.

Makes the messy folder of so many files (`messy_folder.py`) and prints a table: rows of quarantine.csv and how many of
them ask whether a document was read right, seconds of `check`, of a batch, of a rerun and of `--retry-failed`,
documents that are read again after Ctrl-C at a third, and the pages of the printed report, for which Chromium is taken.
With `--against` an older revision is measured beside it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import against
import pypdfium2
from corpus import ROOT
from messy_folder import make_folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--against", metavar="REV", help="a revision of this repository that git knows")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        trees = {"this tree": ROOT}
        if arguments.against:
            trees[arguments.against] = stack.enter_context(against.checkout(arguments.against))
        folder = scratch / "in"
        folder.mkdir()
        make_folder(folder, arguments.files)
        found = {name: dict(measured(tree, folder, scratch / name, arguments.jobs)) for name, tree in trees.items()}
    print(" | ".join(["", *found]))
    for row in found["this tree"]:
        print(" | ".join([row, *(f"{of[row]:,}" for of in found.values())]))


def measured(tree: Path, folder: Path, scratch: Path, jobs: str) -> Iterator[tuple[str, int]]:
    """The rows of the table of one tree."""
    scratch.mkdir()
    output, stopped = scratch / "out", scratch / "stopped"
    given = [folder, "--jobs", jobs]
    yield "seconds of check", timed(tree, "check", *given)[0]
    seconds, whole = timed(tree, "batch", *given, "-o", output)
    yield "seconds of batch", seconds
    with (output / "quarantine.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    yield "rows of quarantine.csv", len(rows)
    yield "of them on the reading", sum("reading" in row.get("question", "reading") for row in rows)
    yield "pages of the printed report", pages(output / "report.html", scratch)
    yield "seconds of a rerun", timed(tree, "batch", *given, "-o", output)[0]
    seconds, again = timed(tree, "batch", *given, "-o", output, "--retry-failed")
    yield "seconds of --retry-failed", seconds
    yield "documents read by it", again
    before = stop(tree, whole // 3, "batch", *given, "-o", stopped)
    yield "documents read before Ctrl-C", before
    # What was read and not counted yet when it was stopped may have been kept as well.
    yield "of them read again", max(before + timed(tree, "batch", *given, "-o", stopped)[1] - whole, 0)


def timed(tree: Path, *arguments: object) -> tuple[int, int]:
    """The seconds of a command, and how many documents it read."""
    began = time.monotonic()
    read = [event["sources"] for event in events(start(tree, *arguments)) if event["event"] == "progress"]
    return round(time.monotonic() - began), read[-1]


def stop(tree: Path, at: int, *arguments: object) -> int:
    """Stop a batch as Ctrl-C does once it has read so many documents; how many it had read in the end."""
    process, read = start(tree, *arguments), 0
    for event in events(process):
        if event["event"] == "progress":
            is_late = read < at <= event["sources"]
            read = event["sources"]
            if is_late:
                os.killpg(process.pid, signal.SIGINT)
    return read


def start(tree: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cableparse", *map(str, arguments), "--log-format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.Popen(
        command,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_interruptible,  # a shell has commands in the background ignore Ctrl-C
    )


def _interruptible() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def events(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """What a command logs, as it comes."""
    assert process.stderr
    with process:
        for line in process.stderr:
            if line.startswith("{"):
                yield json.loads(line)


def pages(report: Path, scratch: Path) -> int:
    """The pages of the report as Chromium prints it; 0 where that is not installed."""
    program = shutil.which("chromium")
    if not program:
        return 0
    printed = scratch / "report.pdf"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    flags += [f"--user-data-dir={scratch / 'profile'}", f"--print-to-pdf={printed}"]
    subprocess.run([program, *flags, report.as_uri()], check=True, capture_output=True)
    return len(pypdfium2.PdfDocument(printed))


if __name__ == "__main__":
    main()
