"""What a person sees while a batch runs, on standard error: a bar on a terminal, or a JSON object a line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cableparse.batch.progress import Progress, RunTally
from cableparse.batch.task import Parsed
from cableparse.views.print_formats import LogFormat
from cableparse.views.terminal import message

# Seconds between two lines of progress in a log.
_LOGGED = 10.0
# Of the time of an event, in seconds.
_DECIMALS = 3


class JsonLog:
    """A JSON object a line: each phase, every ten seconds the counts, and each source that failed."""

    def __init__(self) -> None:
        self._tally = RunTally()
        self._told = time.monotonic()

    def phase(self, name: str, total: int | None = None) -> None:
        """Tell what is done from now on."""
        log("phase", name=name, total=total)

    def found(self, count: int) -> None:
        """Tell the count now and then."""
        if self._is_time():
            log("found", files=count)

    def step(self) -> None:
        """Steps are not told."""

    def advance(self, parsed: list[Parsed]) -> None:
        """Tell failures, and the counts now and then."""
        self._tally.add(parsed)
        for one in parsed:
            if one.reason:
                log("failed", source=one.number, reason=one.reason)
        if self._is_time():
            self._progress()

    def slow(self, name: str | None, seconds: float = 0) -> None:
        """Tell the counts now and then, though nothing is added to them, with what takes long."""
        if name and self._is_time():
            self._progress(slow=name, seconds=round(seconds))

    def close(self) -> None:
        """Tell the last counts."""
        self._progress()

    def _is_time(self) -> bool:
        """Whether the last line is long enough ago; if so it is now."""
        now = time.monotonic()
        is_time = now - self._told >= _LOGGED
        if is_time:
            self._told = now
        return is_time

    def _progress(self, **more: Any) -> None:
        log("progress", sources=self._tally.sources, rate=round(self._tally.rate, 1), **self._tally.counts, **more)


def log(event: str, **values: Any) -> None:
    """Print an event as a JSON object on a line of standard error; `time` is in seconds since 1970."""
    print(json.dumps({"event": event, "time": round(time.time(), _DECIMALS), **values}), file=sys.stderr, flush=True)


class Quiet:
    """Tells only what failed."""

    def phase(self, name: str, total: int | None = None) -> None:
        """Nothing is shown."""

    def found(self, count: int) -> None:
        """Nothing is shown."""

    def step(self) -> None:
        """Nothing is shown."""

    def advance(self, parsed: list[Parsed]) -> None:
        """Tell each source that failed."""
        for one in parsed:
            if one.reason:
                message(one.reason)

    def slow(self, name: str | None, seconds: float = 0) -> None:
        """Nothing is shown."""

    def close(self) -> None:
        """Nothing was shown."""


@contextmanager
def showing(log_format: LogFormat) -> Iterator[Progress]:
    """The progress that fits standard error; what it shows ends with the context."""
    shown = _progress(log_format)
    try:
        yield shown
    finally:
        shown.close()


def _progress(log_format: LogFormat) -> Progress:
    if log_format is LogFormat.JSON:
        return JsonLog()
    if not sys.stderr.isatty():
        return Quiet()
    from cableparse.views.progress_bar import Bar

    return Bar()
