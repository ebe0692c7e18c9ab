"""The options of the commands that read a whole folder."""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cableparse.batch.runner import TaskLimits
from cableparse.views.print_formats import LogFormat

_LIMITS = TaskLimits()
# Seconds: a PDF of a page or two takes some.
SHORTEST = 0.1
# Megabytes: a PDF whose pages are not recognised takes up to 300.
_LEAST_MEMORY = 500


class FailOn(str, Enum):
    """What `--fail-on` takes."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class RunOptions(NamedTuple):
    """Where and how the work is done, and what is told of it."""

    files_from: Path | None
    jobs: int
    cluster: str | None
    timeout: float
    memory: int
    retry_failed: bool
    force: bool
    fail_on: FailOn
    log_format: LogFormat


def _address(given: str | None) -> str | None:
    if given and not re.fullmatch(r"local:[1-9]\d*|\w+://\S+", given):
        raise typer.BadParameter("is neither tcp://HOST:PORT nor local:N")
    return given


def run_options(
    files_from: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also read the files that FILE names, one a line.")
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            min=0,
            help="How many worker processes read. 0 is one a processor.",
        ),
    ] = 0,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            callback=_address,
            help="Read in a dask cluster: tcp://HOST:PORT, or local:N for N workers here.",
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=SHORTEST, help="Give a file up after this many seconds.")
    ] = _LIMITS.seconds,
    memory: Annotated[
        int, typer.Option(min=_LEAST_MEMORY, help="Give a file up that takes more megabytes of memory.")
    ] = _LIMITS.megabytes,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read once more what failed in an earlier run.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Remove what an earlier run has written to OUT, and start over.")
    ] = False,
    fail_on: Annotated[
        FailOn,
        typer.Option(help="What makes the exit code 1: a file that failed, also a record with a warning, or nothing."),
    ] = FailOn.ERROR,
    log_format: Annotated[
        LogFormat, typer.Option(help="text shows a progress bar on a terminal; json prints an object a line.")
    ] = LogFormat.TEXT,
) -> RunOptions:
    """How a folder is read."""
    workers = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1
    return RunOptions(files_from, workers, cluster, timeout, memory, retry_failed, force, fail_on, log_format)
