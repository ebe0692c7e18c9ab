"""What a command writes to: nothing that is there already is lost unasked."""

from __future__ import annotations

from pathlib import Path

from cableparse.errors import OutputError


def must_be_free(output: Path, force: bool, *, knows_folders: bool = False) -> None:
    """Raise OutputError where `output` exists and may not be replaced; an empty folder is as good as none.

    With `force` a file may be, and a folder where the command knows those that it made.
    """
    try:
        is_folder = output.is_dir()
        exists = any(output.iterdir()) if is_folder else output.exists()
    except OSError as error:  # a name that this file system does not take, or a folder that may not be looked into
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from error
    if exists and is_folder and not knows_folders:
        raise OutputError(f"{output}: is a folder that exists already; name another target, or remove it yourself")
    if exists and not force:
        raise OutputError(f"{output}: exists already; name another target, or replace it with --force")
