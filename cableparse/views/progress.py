"""What a person sees while a batch runs, on standard error: a bar on a terminal, or a JSON object a line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from cableparse.batch.progress import Progress, Tally
from cableparse.batch.task import Parsed
from cableparse.views.formats import LogFormat
from cableparse.views.terminal import message

# Seconds between two lines of progress in a log.
_LOGGED = 10.0


class Bar:
    """A progress bar with rate, time left and counts."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,}/{task.total:,} {task.fields[counts]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            refresh_per_second=4,
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task("", total=0, counts="")

    def phase(self, name: str, total: int | None = None) -> None:
        """Begin a bar."""
        self._tally.began = time.monotonic()
        self._bar.reset(self._task, description=name, total=total or 0, counts="")

    def step(self) -> None:
        """Move the bar by one."""
        self._bar.advance(self._task)

    def advance(self, parsed: list[Parsed]) -> None:
        """Move the bar by the sources that were read."""
        self._tally.add(parsed)
        shown = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in self._tally.counts.items())
        self._bar.update(self._task, advance=len(parsed), counts=f"({self._tally.rate:,.0f}/s; {shown})")

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()


class JsonLog:
    """A JSON object a line: each phase, every ten seconds the counts, and each source that failed."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._told = time.monotonic()

    def phase(self, name: str, total: int | None = None) -> None:
        """Tell what is done from now on."""
        self._tell("phase", name=name, total=total)

    def step(self) -> None:
        """Steps are not told."""

    def advance(self, parsed: list[Parsed]) -> None:
        """Tell failures, and the counts now and then."""
        self._tally.add(parsed)
        for one in parsed:
            if one.reason:
                self._tell("failed", source=one.number, reason=one.reason)
        if time.monotonic() - self._told >= _LOGGED:
            self._told = time.monotonic()
            self._progress()

    def close(self) -> None:
        """Tell the last counts."""
        self._progress()

    def _progress(self) -> None:
        self._tell("progress", sources=self._tally.sources, rate=round(self._tally.rate, 1), **self._tally.counts)

    def _tell(self, event: str, **values: Any) -> None:
        print(json.dumps({"event": event, "time": round(time.time(), 3), **values}), file=sys.stderr, flush=True)


class Quiet:
    """Tells only what failed."""

    def phase(self, name: str, total: int | None = None) -> None:
        """Nothing is shown."""

    def step(self) -> None:
        """Nothing is shown."""

    def advance(self, parsed: list[Parsed]) -> None:
        """Tell each source that failed."""
        for one in parsed:
            if one.reason:
                message(one.reason)

    def close(self) -> None:
        """Nothing was shown."""


@contextmanager
def showing(log_format: LogFormat) -> Iterator[Progress]:
    """The progress that fits standard error; what it shows ends with the context."""
    shown: Progress = JsonLog() if log_format is LogFormat.JSON else Bar() if sys.stderr.isatty() else Quiet()
    try:
        yield shown
    finally:
        shown.close()
