"""The few things that go wrong outside a document's content, each with its exit code and what to do next."""

from __future__ import annotations


class CableparseError(Exception):
    """Base of all errors raised on purpose; `exit_code` is what the command line ends with."""

    exit_code = 1


class UnreadableInput(CableparseError):
    """The input is missing, is no file, or cannot be decoded."""

    exit_code = 3


class OutputError(CableparseError):
    """The output exists already or cannot be written."""

    exit_code = 4


class MissingProgram(CableparseError):
    """A program or an extra that the work needs is not installed; the message names it."""

    exit_code = 5


def failed_with(error: BaseException) -> str:
    """What a person is told of an error that nobody foresaw; it holds nothing of the input."""
    return f"made the program fail ({type(error).__name__})"
