"""What a command writes to: nothing that is there already is lost unasked."""

from __future__ import annotations

from pathlib import Path

from cableparse.errors import OutputError


def must_be_free(output: Path, force: bool) -> None:
    """Raise OutputError where `output` exists; with `force` only where it is a folder."""
    try:
        is_folder, exists = output.is_dir(), output.exists()
    except OSError as error:  # a name that this file system does not take
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from error
    if is_folder:
        raise OutputError(f"{output}: is a folder that exists already; name another target, or remove it yourself")
    if exists and not force:
        raise OutputError(f"{output}: exists already; name another target, or replace it with --force")
