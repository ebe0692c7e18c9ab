"""What a person at a terminal sees while pages are recognised: a line a page, on standard error."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cableparse.sources.pace import LOG
from cableparse.views.terminal import message


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        message(record.getMessage())


@contextmanager
def pages_shown() -> Iterator[None]:
    """Tell of each page that is recognised, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    lines, level = _Lines(), LOG.level
    LOG.addHandler(lines)
    LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        LOG.setLevel(level)
        LOG.removeHandler(lines)
