"""Standard output and standard error: data on the one, messages on the other."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cableparse.controls import unsteered
from cableparse.errors import OutputError

Write = Callable[[str], None]

_UNSAFE = dict.fromkeys(range(0x20), " ")
del _UNSAFE[ord("\t")]


class ReaderGone(Exception):
    """Whatever read standard output has closed it, as `head` does; nothing is left to do."""


def visible(text: str) -> str:
    """`text` with each character that controls or turns it as a space, so that no document steers the terminal."""
    return unsteered(text.translate(_UNSAFE))


def message(text: str) -> None:
    """Tell the person at the terminal, on standard error."""
    print(f"cableparse: {visible(text)}", file=sys.stderr, flush=True)


def write_utf8() -> None:
    """Make both streams UTF-8 whatever the locale says; standard output keeps line ends as they are."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


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
