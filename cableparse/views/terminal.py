"""Standard output and standard error: data on the one, messages on the other."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cableparse.controls import unsteered, visible
from cableparse.errors import OutputError

Write = Callable[[str], None]


class _Unheard(io.FileIO):
    """A stream whose reader may leave, as `head` does: what is said after that is lost, and the work goes on."""

    def write(self, data: Any) -> int:
        """Write all of it, or nowhere."""
        left = memoryview(data)
        try:
            while left:
                left = left[super().write(left) :]
        except OSError:
            pass
        return len(data)


class ReaderGone(Exception):
    """Whatever read standard output has closed it, as `head` does; nothing is left to do."""


def message(text: str) -> None:
    """Tell the person at the terminal, on standard error."""
    print(f"cableparse: {visible(text)}", file=sys.stderr, flush=True)


def open_streams() -> None:
    """Make both streams UTF-8 whatever the locale says; standard output keeps line ends as they are.

    Messages that nobody reads end no command: a batch has more to do than to tell of it. A stream that was closed
    before the start leads nowhere, and not into the other one.
    """
    sys.stdout, sys.stderr = (stream or Path(os.devnull).open("w") for stream in (sys.stdout, sys.stderr))  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        unheard = _Unheard(sys.stderr.fileno(), "w", closefd=False)
        # A buffer between the two would write once more what Ctrl-C has found it writing.
        sys.stderr = io.TextIOWrapper(unheard, encoding="utf-8", errors="backslashreplace", line_buffering=True)


@contextmanager
def standard_output() -> Iterator[Write]:
    """Give a function that writes text to standard output at once, to a terminal without what steers it.

    Raises:
        ReaderGone: nobody reads any more.
        OutputError: it cannot be written, as on a full disk.
    """
    try:
        yield _write
    except BrokenPipeError as error:
        _let_go()
        raise ReaderGone from error
    except OSError as error:
        _let_go()
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error


def _write(text: str) -> None:
    print(unsteered(text) if sys.stdout.isatty() else text, end="", flush=True)


def _let_go() -> None:
    """Keep the interpreter from flushing, and failing, once more when it ends."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
