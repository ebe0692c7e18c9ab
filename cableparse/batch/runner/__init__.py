"""Where tasks run: in process, in a pool of local processes, in a cluster. One interface for the three."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, Protocol, TypeVar

from cableparse.errors import failed_with

if TYPE_CHECKING:
    from concurrent.futures import Future

P = ParamSpec("P")
R = TypeVar("R")


# Tasks that each worker is given ahead: it has one to go on with while what it did is written.
SLOTS = 4


class TaskLimits(NamedTuple):
    """What a task may take: `seconds` of time and `megabytes` of memory."""

    # Some twenty page images are recognised meanwhile, at ten seconds each.
    seconds: float = 300
    # The most that recognising typed pages took, measured with `tests/benchmark_ocr.py`, is 3,850.
    megabytes: int = 4000


class Runner(Protocol):
    """Runs tasks; a task that is lost (it hung, crashed its worker or took too much memory) costs only itself.

    `slots` is how many tasks it should be given ahead. `shares_files` says that tasks see the same files. `tries` is
    how often a source must be lost alone before it is the source's fault.
    """

    slots: int
    tries: int
    shares_files: bool

    def submit(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Start a task. The future of a lost one has an exception that `why_lost` can explain."""

    def longer(self, times: float) -> Runner:
        """The same runner, which gives each task so many times as long."""

    def why_lost(self, error: BaseException) -> str:
        """A sentence for a person on why a task was lost. It holds nothing of the task's input."""

    def close(self, *, now: bool) -> None:
        """Stop: when all tasks are done, or `now`, leaving what is running."""


def lost_to(error: BaseException, limits: TaskLimits) -> str:
    """Why a task was lost, as far as every runner can tell."""
    if isinstance(error, TimeoutError):
        return f"took longer than {limits.seconds:g} seconds; allow more with --timeout"
    if isinstance(error, MemoryError):
        return f"took more than {limits.megabytes:,} megabytes of memory; allow more with --memory"
    return f"{failed_with(error)}; please report it with the file"
