"""Runs tasks in processes of this machine."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from copy import copy
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from cableparse.batch.runner import SLOTS, TaskLimits, fork_server, lost_to
from cableparse.memory import collect_seldom, limit_memory

P = ParamSpec("P")
R = TypeVar("R")

# Gives back what a worker's memory has grown by; a task is some sixty files.
_TASKS_A_WORKER = 500


class Pool:
    """`jobs` workers; one that hangs, crashes or takes too much memory is replaced."""

    tries = 1
    shares_files = True

    def __init__(self, jobs: int, limits: TaskLimits) -> None:
        self._limits = limits
        self.slots = SLOTS * jobs
        fork_server.load_ahead()
        self._pool = ProcessPool(
            max_workers=jobs,
            max_tasks=_TASKS_A_WORKER,
            initializer=_prepare,
            initargs=[limits.megabytes],
            context=fork_server.context(),
        )

    def submit(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Start a task, or queue it."""
        future: Future[R] = self._pool.schedule(task, args=args, kwargs=kwargs, timeout=self._limits.seconds)
        return future

    def longer(self, times: float) -> Pool:
        """The same runner, which gives each task so many times as long."""
        other = copy(self)
        other._limits = self._limits._replace(seconds=self._limits.seconds * times)
        return other

    def why_lost(self, error: BaseException) -> str:
        """A sentence for a person on why a task was lost."""
        if isinstance(error, ProcessExpired):
            return f"crashed the process that read it (exit code {error.exitcode}); please report it with the file"
        return lost_to(error, self._limits)

    def close(self, *, now: bool) -> None:
        """Stop: when all tasks are done, or now."""
        if now:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()


def _prepare(megabytes: int) -> None:
    limit_memory(megabytes)
    collect_seldom()
