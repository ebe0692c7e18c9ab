"""Fetches what a task is to read: a place where tasks see the files, bytes where they don't or inside a container."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cableparse.batch.ledger import Waiting
from cableparse.batch.task import FilePlace, TaskItem, read_part
from cableparse.errors import CableparseError, UnreadableInput
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import writable
from cableparse.sources.unpacked import Leaf
from cableparse.sources.unpacking import leaves

Leaves = Iterator[Leaf | UnreadableInput]


class Loader:
    """Goes through containers once as long as it is asked for what they hold in order."""

    def __init__(self, options: SourceOptions, *, shares_files: bool) -> None:
        self._options = options
        self._shares_files = shares_files
        self._open: tuple[FilePlace, Leaves, int] | None = None

    def item(self, waiting: Waiting) -> TaskItem:
        """What a task needs to read a source.

        Raises:
            UnreadableInput: it is gone or changed, or cannot be read.
            MissingProgram: it takes a program or an extra that is not installed.
        """
        if waiting.position:
            return TaskItem(waiting.number, self._leaf(waiting))
        if self._shares_files:
            return TaskItem(waiting.number, waiting.place)
        return TaskItem(waiting.number, read_part(waiting.place, self._options))

    def _leaf(self, waiting: Waiting) -> Leaf:
        place, position = waiting.place, waiting.position
        if self._open is None or self._open[0] != place or self._open[2] >= position:
            self._open = place, leaves(place.local, self._options), 0
        _, found, done = self._open
        try:
            leaf = next(islice(found, position - done - 1, None), None)
        except CableparseError:
            self._open = None
            raise
        self._open = place, found, position
        if not isinstance(leaf, Leaf) or writable(leaf.part.member or "") != waiting.member:
            raise UnreadableInput(f"{place.path}: {waiting.member}: is gone; the file changed while the batch ran")
        return leaf
