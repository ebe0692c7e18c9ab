"""Runs batches in this process, and reads what they wrote."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import FIXTURES

from cableparse.batch import job, report
from cableparse.batch.job import Job
from cableparse.batch.progress import Progress, RunTally
from cableparse.batch.task import Parsed
from cableparse.writers import FORMATS

# A fixture of several messages is named for each of them: YEARPOSTNUMBER_NUMBER_NUMBER.
_SEVERAL = 2

FORMAT = {form.name: form for form in FORMATS}


class Watcher:
    """Shows nothing; counts, and keeps the phases."""

    def __init__(self) -> None:
        self.tally = RunTally()
        self.phases: list[str] = []

    def phase(self, name: str, total: int | None = None) -> None:
        self.phases.append(name)

    def found(self, count: int) -> None:
        pass

    def step(self) -> None:
        pass

    def advance(self, parsed: list[Parsed]) -> None:
        self.tally.add(parsed)

    def slow(self, name: str | None, seconds: float = 0) -> None:
        pass

    def close(self) -> None:
        pass


def some_texts(folder: Path, count: int = 12) -> list[Path]:
    """A folder with copies of fixtures, some of them in a sub-folder."""
    named = sorted(FIXTURES.glob("aad-1973-79/*.txt"))
    texts = [path for path in named if not path.name.endswith(".gutter.txt") and path.name.count("_") < _SEVERAL]
    copies = []
    for number, text in enumerate(texts[:count]):
        copy = folder / ("box 1" if number % 3 else "") / text.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, copy)
        copies.append(copy)
    return copies


def batch(
    inputs: Path | Sequence[str], output: Path, *formats: str, progress: Progress | None = None, **how: Any
) -> report.Figures:
    """Do a job in this process."""
    given = [str(inputs)] if isinstance(inputs, Path) else list(inputs)
    forms = [FORMAT[name] for name in formats or ["jsonl"]]
    return job.run(Job(given, output, forms, **how), progress or Watcher()).figures


def lines(output: Path) -> list[str]:
    """All lines of records, file by file."""
    found = []
    for file in sorted((output / "records").glob("records-*")):
        assert not file.name.endswith(".part")
        data = file.read_bytes()
        found += (gzip.decompress(data) if file.suffix == ".gz" else data).decode().splitlines()
    return found


def records(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(output)]


def files(output: Path) -> dict[str, bytes]:
    """What the files of records hold."""
    return {file.name: file.read_bytes() for file in sorted((output / "records").iterdir())}


def states(output: Path) -> dict[str, str]:
    """Of report.jsonl: what became of each source, by its file's name and the way inside it."""
    found = {}
    for line in (output / "report.jsonl").read_text(encoding="utf-8").splitlines():
        source = json.loads(line)
        name = Path(source["path"]).name
        found[f"{name}: {source['member']}" if source["member"] else name] = source["state"]
    return found
