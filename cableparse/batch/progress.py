"""How far a batch is: what is counted, and who is told."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from cableparse.batch.task import Parsed

T = TypeVar("T")

# Seconds between two counts of what is found: a person sees that something goes on, and showing costs next to nothing.
_COUNTED = 0.5
# Seconds, where a clock shows none yet.
_NO_TIME = 1e-9


class RunTally:
    """What was read in this run."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.sources = 0
        self.failed = 0
        self.warnings = 0
        self.kinds: Counter[str] = Counter()

    def add(self, parsed: Iterable[Parsed]) -> None:
        """Count sources and their records."""
        for one in parsed:
            self.sources += 1
            self.failed += one.reason is not None
            for cable, findings in one.cables:
                self.kinds[cable[0]] += 1
                self.warnings += any(finding[1] != "info" for finding in findings)

    @property
    def rate(self) -> float:
        """Sources a second."""
        return self.sources / max(time.monotonic() - self.began, _NO_TIME)

    @property
    def counts(self) -> dict[str, int]:
        """The counts by name."""
        no_cables = self.kinds["not_a_cable"]
        cables = self.kinds.total() - no_cables
        return {"cables": cables, "no_cables": no_cables, "warnings": self.warnings, "failures": self.failed}


class Progress(Protocol):
    """Shows how far a batch is."""

    def phase(self, name: str, total: int | None = None) -> None:
        """What is being done from now on, and how many steps it has, where that is known."""

    def found(self, count: int) -> None:
        """So many files were found up to now."""

    def step(self) -> None:
        """A step of a phase other than reading is done."""

    def advance(self, parsed: list[Parsed]) -> None:
        """Sources were read."""

    def slow(self, name: str | None, seconds: float = 0) -> None:
        """What has been read for so long; None where nothing takes longer than it may."""

    def close(self) -> None:
        """Show no more."""


def counted(files: Iterable[T], progress: Progress) -> Iterator[T]:
    """The files one by one, while `progress` is told how many they are."""
    told = time.monotonic()
    for count, file in enumerate(files, 1):
        yield file
        if time.monotonic() - told >= _COUNTED:
            progress.found(count)
            told = time.monotonic()
