"""Shares as people type them: `5%` or `0.05`."""

from __future__ import annotations

import re

import typer

_SHARE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)")


def share(given: str | float) -> float:
    """The share that was typed, or that is the default.

    Raises:
        typer.BadParameter: it is none, or not between 0 and 1.
    """
    found = _SHARE.fullmatch(str(given).strip())
    value = float(found[1]) / (100 if found[2] else 1) if found else 0.0
    if not 0 < value < 1:
        raise typer.BadParameter(f"{given!r} is no share; write 5% or 0.05")
    return value
