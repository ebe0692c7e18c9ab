"""How long the pages of an input take to be recognised, and whether there is time for another."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

# Has a message for each page that was recognised, at the level INFO; none has anything of what the page says.
LOG = logging.getLogger(__name__)
LATE = "not recognised within the time limit; raise --timeout."


class Pace:
    """The time of an input of `count` pages, where that is known, that is called `path` in messages.

    No page is to be begun after `until`, by `time.monotonic`, nor one that would be done after it if it took as long as
    the slowest so far.
    """

    def __init__(self, path: str, until: float | None, count: int | None = None) -> None:
        self.count = count
        self._path = path
        self._until = until
        self._slowest = 0.0

    @property
    def left(self) -> float | None:
        """How many seconds are left; None where there is no limit."""
        return None if self._until is None else max(self._until - monotonic(), 0.0)

    @property
    def has_time(self) -> bool:
        """Whether another page, or as many as the most that were timed together, may be begun."""
        left = self.left
        return left is None or left > self._slowest

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Time what is recognised together."""
        began = monotonic()
        yield
        self._slowest = max(self._slowest, monotonic() - began)

    def tell(self, page: int) -> None:
        """Log that a page was recognised."""
        of = f" of {self.count:,}" if self.count else ""
        LOG.info("%s: page %s%s recognised", self._path, f"{page:,}", of)
