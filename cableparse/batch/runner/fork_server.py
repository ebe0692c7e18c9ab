"""The process that workers are forked from: it has the parser loaded, so that a new one is ready at once."""

from __future__ import annotations

import multiprocessing
import signal
from multiprocessing.context import BaseContext

# Where there is no fork server, workers start anew.
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_PRELOADED = ["cableparse.batch.task", "cableparse.batch.runner.first_reading"]


def context() -> BaseContext:
    """What starts workers."""
    made = multiprocessing.get_context(_METHOD)
    made.set_forkserver_preload(_PRELOADED)
    return made


def load_ahead() -> None:
    """Have it load the parser while this process, which parses nothing, makes itself ready."""
    context()
    if _METHOD == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        resource_tracker.ensure_running()  # unblocks Ctrl-C once it is started
        # Ctrl-C goes to all processes, and the fork server ignores it only when all is loaded. Blocked, it is inherited
        # so, and kept for this process.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
