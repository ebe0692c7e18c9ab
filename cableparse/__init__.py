"""Parses declassified U.S. State Department cables into structured, sourced records."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cableparse.errors import CableparseError, MissingProgram, UnreadableInput
    from cableparse.folder import parse_folder
    from cableparse.pipeline import parse_file, parse_text
    from cableparse.record import Cable, Diagnostic
    from cableparse.records import read_records
    from cableparse.sources import SourceOptions
    from cableparse.writers.data_frame import to_frame

__version__ = "0.1.0"
__all__ = [
    "Cable",
    "CableparseError",
    "Diagnostic",
    "MissingProgram",
    "SourceOptions",
    "UnreadableInput",
    "__version__",
    "parse_file",
    "parse_folder",
    "parse_text",
    "read_records",
    "to_frame",
]

_HOMES = {
    "Cable": "cableparse.record",
    "CableparseError": "cableparse.errors",
    "Diagnostic": "cableparse.record",
    "MissingProgram": "cableparse.errors",
    "SourceOptions": "cableparse.sources",
    "UnreadableInput": "cableparse.errors",
    "parse_file": "cableparse.pipeline",
    "parse_folder": "cableparse.folder",
    "parse_text": "cableparse.pipeline",
    "read_records": "cableparse.records",
    "to_frame": "cableparse.writers.data_frame",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: pydantic and the grammars take longer than `--help` may."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, imported already or not."""
    return sorted(__all__)
