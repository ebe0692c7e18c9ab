"""Sources: what is on disk becomes a `Document`. `read` is the one door to all of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cableparse.sources.door import read, read_as_one, read_parts
    from cableparse.sources.options import OcrChoice, SourceOptions
    from cableparse.sources.unpacked import Opened

__all__ = ["OcrChoice", "Opened", "SourceOptions", "read", "read_as_one", "read_parts"]

_HOMES = {
    "OcrChoice": "options",
    "Opened": "unpacked",
    "SourceOptions": "options",
    "read": "door",
    "read_as_one": "door",
    "read_parts": "door",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: the command line needs the options alone to say what it can do."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
