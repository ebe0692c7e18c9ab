"""Remote folders, through fsspec: what they hold is fetched into the batch's folder and read from there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cableparse.batch.plan import ListedFile
from cableparse.batch.task import FilePlace
from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.output import replacing

# Where fetched files are kept below the batch's folder, until the batch is done.
FETCHED = "fetched"


def list_remote(url: str, output: Path) -> Iterator[ListedFile]:
    """The files at `url`, a file or a folder, fetched below `output` where they are not there yet.

    What tells that a file changed is what its server says of it: a tag, a date or, without either, its size. What
    cannot be fetched has a reason.

    Raises:
        MissingProgram: the extra `remote`, or fsspec's package for this kind of address, is not installed.
    """
    try:
        import fsspec
    except ModuleNotFoundError as error:
        raise MissingProgram(f"{url}: install what reads it with `pip install 'cableparse[remote]'`") from error
    try:
        system, root = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise MissingProgram(f"{url}: takes a package of fsspec: {error}") from error
    except ValueError as error:
        raise UnreadableInput(f"{url}: cannot be read: {error}") from error
    try:
        found = system.find(root, detail=True)
    except Exception as error:  # each file system of fsspec has errors of its own
        yield ListedFile(FilePlace(url, url), None, None, f"{url}: cannot be listed: {_told(error)}")
        return
    if not found:
        yield ListedFile(FilePlace(url, url), None, None, f"{url}: holds no file")
    for path, about in found.items():
        yield _fetched(system, path, about, output)


def _fetched(system: Any, path: str, about: dict[str, Any], output: Path) -> ListedFile:
    name = system.unstrip_protocol(path)
    version = str(
        next((about[key] for key in ("ETag", "etag", "mtime", "LastModified", "created") if about.get(key)), "")
    )
    copy = output / FETCHED / hashlib.sha256(f"{name}\n{version}\n{about.get('size')}".encode()).hexdigest()
    if not copy.exists():
        try:
            with replacing(copy) as temporary:
                system.get_file(path, str(temporary))
        except Exception as error:
            return ListedFile(
                FilePlace(name, str(copy)), about.get("size"), version, f"{name}: cannot be read: {_told(error)}"
            )
    return ListedFile(FilePlace(name, str(copy)), about.get("size"), version)


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
