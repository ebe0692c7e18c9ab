"""How much of an input is read, so that a hostile file costs little."""

from __future__ import annotations

from dataclasses import dataclass

from cableparse.errors import UnreadableInput

# What a small archive may unpack to whatever its ratio: a page of blanks packs a thousand times smaller.
_ALWAYS_UNPACKED = 10_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one input.

    `max_bytes` is for one document: a file, an archive's member, a message, a table's row. `max_unpacked` bytes and
    `max_ratio` times its own size are the most that an archive may unpack to, archives in it included. `max_depth` is
    how many archives, mailboxes and tables may lie inside each other.
    """

    max_bytes: int = 20_000_000
    # A thousand documents of that size.
    max_unpacked: int = 20_000_000_000
    # Five times less than a page of blanks packs; text packs three to ten times smaller.
    max_ratio: int = 200
    # A table in a mailbox in an archive.
    max_depth: int = 3

    @property
    def too_large(self) -> str:
        """What to say of a document over `max_bytes`."""
        return f"is larger than {self.max_bytes:,} bytes; raise the limit with --max-bytes"

    @property
    def too_deep(self) -> str:
        """What to say of an archive under more than `max_depth` others."""
        return f"lies more than {self.max_depth} archives deep; raise the limit with --max-depth"


class LimitReached(UnreadableInput):
    """An archive unpacks to more than is allowed; nothing more of it is read."""


class Budget:
    """Counts the bytes that an archive unpacks to, together with the archives in it."""

    def __init__(self, limits: Limits, packed: int) -> None:
        """Allow what `limits` say of an archive of `packed` bytes."""
        self._limits = limits
        by_ratio = max(limits.max_ratio * packed, _ALWAYS_UNPACKED)
        self._by_ratio = by_ratio < limits.max_unpacked
        self._left = min(by_ratio, limits.max_unpacked)

    def spend(self, count: int) -> None:
        """Count `count` bytes more.

        Raises:
            LimitReached: they are too many.
        """
        self._left -= count
        if self._left < 0:
            raise LimitReached(self._reason)

    @property
    def left(self) -> int:
        """How many bytes may still come."""
        return self._left

    @property
    def _reason(self) -> str:
        if self._by_ratio:
            return f"unpacks to more than {self._limits.max_ratio:,} times its size; raise the limit with --max-ratio"
        return f"unpacks to more than {self._limits.max_unpacked:,} bytes; raise the limit with --max-unpacked"
