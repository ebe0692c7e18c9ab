"""What a person is told who mistypes the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer

USAGE = 2  # the exit code of what was typed wrong
# Typer exports no other name for its errors of usage.
UsageError: Any = typer.BadParameter.__base__
_INNER = "Value error, "  # how pydantic, by which typer reads values, begins
_NOT_ONE_OF = re.compile(r"'([^']*)' is not one of ((?:'[^']*'(?:, )?)+)")


def show(error: Any) -> int:
    """Print a usage error, with the choice that was likely meant; gives the exit code."""
    error.message = error.message.replace(_INNER, "")
    found = _NOT_ONE_OF.search(error.message)
    if getattr(error, "possibilities", None):  # of an option that nobody knows
        error.message, error.possibilities = f"{error.message}. {_meant(error.possibilities[:1])}", []
    elif found and (hint := nearest(found[1], re.findall("'([^']*)'", found[2]))):
        error.message = f"{error.message} {hint}"
    error.show()
    return int(error.exit_code)


def nearest(given: str, known: Sequence[str]) -> str:
    """`Did you mean csv?`, or empty where nothing known is near."""
    from difflib import get_close_matches

    near = get_close_matches(given.lower(), known)
    return _meant(near) if near else ""


def _meant(near: Sequence[str]) -> str:
    return f"Did you mean {' or '.join(near)}?"
