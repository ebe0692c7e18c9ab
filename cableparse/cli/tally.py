"""How a command's inputs fared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cableparse.errors import CableparseError, MissingProgram, UnreadableInput
from cableparse.views.terminal import message

if TYPE_CHECKING:
    from cableparse.record import Cable

SOME_FAILED = 1


class InputTally:
    """How many records were read, how many inputs were not, and how many want a program that is missing."""

    def __init__(self) -> None:
        self.read = 0
        self.unreadable = 0
        self.unaided = 0

    def sifted(self, found: Iterable[Cable | CableparseError]) -> Iterator[Cable]:
        """The records among what was found, counted; the errors are told and counted."""
        for one in found:
            if isinstance(one, CableparseError):
                self.failed(one)
            else:
                self.read += 1
                yield one

    def failed(self, error: CableparseError) -> None:
        """Tell the person of an input that was not read, and count it."""
        if isinstance(error, MissingProgram):
            self.unaided += 1
        else:
            self.unreadable += 1
        message(str(error))

    def missing(self, path: str, reason: str) -> None:
        """Tell the person of a path that stands for no file, and count it."""
        self.failed(UnreadableInput(f"{path}: {reason}"))

    def add(self, other: InputTally) -> None:
        """Count what another has counted and told."""
        self.read += other.read
        self.unreadable += other.unreadable
        self.unaided += other.unaided

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        if self.unaided:
            return MissingProgram.exit_code
        if not self.unreadable:
            return 0
        return SOME_FAILED if self.read else UnreadableInput.exit_code
