"""Runs tasks in this process, one after another."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from copy import copy
from typing import NoReturn, ParamSpec, TypeVar

from cableparse.batch.runner import TaskLimits, lost_to
from cableparse.memory import collect_seldom

P = ParamSpec("P")
R = TypeVar("R")


class _TimeUp(BaseException):
    """Passes through everything that catches exceptions on its way."""


class InProcess:
    """Runs a task when it is submitted.

    It has no memory limit, a task that crashes takes the program with it, and one that hangs in a library is not ended.
    """

    slots = 1
    tries = 1
    shares_files = True

    def __init__(self, limits: TaskLimits) -> None:
        self._limits = limits
        collect_seldom()

    def submit(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run a task."""
        future: Future[R] = Future()
        try:
            with _limited(self._limits.seconds):
                future.set_result(task(*args, **kwargs))
        except _TimeUp:
            future.set_exception(TimeoutError())
        except Exception as error:
            future.set_exception(error)
        return future

    def longer(self, times: float) -> InProcess:
        """The same runner, which gives each task so many times as long."""
        other = copy(self)
        other._limits = self._limits._replace(seconds=self._limits.seconds * times)
        return other

    def why_lost(self, error: BaseException) -> str:
        """A sentence for a person on why a task was lost."""
        return lost_to(error, self._limits)

    def close(self, *, now: bool) -> None:
        """Nothing is running."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise _TimeUp when the time is up, where the system has alarms."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _raise(*_: object) -> NoReturn:
    raise _TimeUp
