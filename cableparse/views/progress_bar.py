"""A bar on a terminal: how far a batch is, or another command that takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from cableparse.batch.progress import RunTally
from cableparse.batch.task import Parsed

T = TypeVar("T")

# A second, of the bar: what goes on is seen, and drawing costs next to nothing.
_REFRESHES = 4


class _Left(TimeRemainingColumn):
    """`0:03:20 left`; empty while that is not known."""

    def render(self, task: Task) -> Text:
        """The time as text."""
        return Text("" if task.time_remaining is None else f"{super().render(task).plain} left")


class _Lines(Progress):
    """A bar with lines of text below it, each cut to the width of the terminal."""

    lines: Sequence[str] = ()

    def get_renderables(self) -> Iterator[RenderableType]:
        """The bar, and the lines that are not empty."""
        yield self.make_tasks_table(self.tasks)
        yield from (Text(line, no_wrap=True, overflow="ellipsis") for line in self.lines if line)


class Bar:
    """A progress bar: the time left, how much of what is done, and below it the counts and what takes long."""

    def __init__(self) -> None:
        self._tally = RunTally()
        self._bar = _Lines(
            _Left(),
            TextColumn("{task.description}"),
            TextColumn("{task.fields[done]}"),
            BarColumn(bar_width=None),
            console=Console(stderr=True),
            refresh_per_second=_REFRESHES,
            transient=True,
            expand=True,
        )
        self._bar.start()
        self._task = self._bar.add_task("", total=None, done="")
        self._counts = self._slow = ""

    def phase(self, name: str, total: int | None = None) -> None:
        """Begin a bar."""
        self._tally.began = time.monotonic()
        self._bar.reset(self._task, description=name, total=total)
        self._bar.update(self._task, total=total)
        self._counts = self._slow = ""
        self._show()

    def found(self, count: int) -> None:
        """Show the count in the bar's place: nobody knows how many are to come."""
        self._bar.update(self._task, done=f"{count:,}")

    def step(self) -> None:
        """Move the bar by one."""
        self._bar.advance(self._task)
        self._show()

    def advance(self, parsed: list[Parsed]) -> None:
        """Move the bar by the sources that were read."""
        self._tally.add(parsed)
        shown = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in self._tally.counts.items())
        self._counts = f"{shown}; {self._tally.rate:,.0f} a second"
        self._bar.advance(self._task, len(parsed))
        self._show()

    def slow(self, name: str | None, seconds: float = 0) -> None:
        """Show what takes long: the end of its name, which tells more than the folders before it."""
        self._slow = ""
        if name:
            begin = f"for {seconds:.0f} s "
            room = self._bar.console.width - len(begin)
            self._slow = begin + (name if len(name) <= room else f"…{name[1 - room :]}")
        self._show()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()

    def _show(self) -> None:
        task = self._bar.tasks[0]
        done = f"{task.completed:,.0f} of {task.total:,.0f}" if task.total else ""
        self._bar.lines = self._counts, self._slow
        self._bar.update(self._task, done=done)


def watched(things: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """Things one by one, with a bar on a terminal that says how far they are."""
    if not sys.stderr.isatty():
        yield from things
        return
    columns = _Left(), TextColumn("{task.description} {task.completed:,}"), BarColumn(bar_width=None)
    with Progress(*columns, console=Console(stderr=True), transient=True, expand=True) as bar:
        yield from bar.track(things, total, description=what)
