"""Runs tasks in a cluster of dask workers, which need not see the same files."""

from __future__ import annotations

import faulthandler
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from copy import copy
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import dask
from distributed import Client, KilledWorker, LocalCluster

from cableparse.batch.runner import SLOTS, TaskLimits, lost_to
from cableparse.errors import MissingProgram
from cableparse.memory import collect_seldom, limit_memory

P = ParamSpec("P")
R = TypeVar("R")

LOCAL = "local:"
# A worker that runs several threads still reads one file at a time: a hung one is ended with its process.
_ONE_AT_A_TIME = threading.Lock()


class Cluster:
    """The workers of a scheduler at `tcp://host:port`, or `local:N` workers of its own.

    The memory limit holds for `local:N` workers; those of a scheduler have their own.

    Raises:
        MissingProgram: no scheduler answers at the address.
    """

    shares_files = False
    # A scheduler that gives its workers tasks ahead loses those, too, with the one that a worker was lost on.
    tries = 3

    def __init__(self, address: str, limits: TaskLimits) -> None:
        self._limits = limits
        # A worker that is lost is expected and told of in the report.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._cluster = _local_cluster(int(address.removeprefix(LOCAL))) if address.startswith(LOCAL) else None
        try:
            self._client = Client(self._cluster or address, set_as_default=False)
        except (OSError, ValueError) as error:
            raise MissingProgram(f"no dask scheduler answers at {address}: {error}") from error
        self._executor = self._client.get_executor(pure=False)
        workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
        self.slots = SLOTS * max(workers, 1)

    def submit(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Start a task, or queue it."""
        future: Future[R] = self._executor.submit(_guarded, self._limits, self._cluster is not None, task, args, kwargs)
        return future

    def longer(self, times: float) -> Cluster:
        """The same runner, which gives each task so many times as long."""
        other = copy(self)
        other._limits = self._limits._replace(seconds=self._limits.seconds * times)
        return other

    def why_lost(self, error: BaseException) -> str:
        """A sentence for a person on why a task was lost."""
        if isinstance(error, KilledWorker):
            return (
                f"took longer than {self._limits.seconds:g} seconds (--timeout) or crashed the workers that read it; "
                "please report it with the file"
            )
        return lost_to(error, self._limits)

    def close(self, *, now: bool) -> None:
        """Stop: when all tasks are done, or now."""
        self._executor.shutdown(wait=not now)
        self._client.close()
        if self._cluster:
            self._cluster.close()


def _local_cluster(workers: int) -> Any:
    # A worker is given one task at a time, so that none but the one it runs is lost with it.
    dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.scheduler.worker-saturation": 1.0})
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    )


def _guarded(limits: TaskLimits, is_ours: bool, task: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Run a task; a worker that takes longer ends itself, and its nanny starts another."""
    # What a worker takes to load is not the time of its first file.
    import_module("cableparse.batch.runner.first_reading")
    if is_ours:
        limit_memory(limits.megabytes)
        collect_seldom()
    with _ONE_AT_A_TIME, Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(limits.seconds, exit=True, file=nowhere)
        try:
            return task(*args, **kwargs)
        finally:
            faulthandler.cancel_dump_traceback_later()
