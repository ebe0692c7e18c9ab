"""Where a record's JSON file goes: the input's folders and names, as every file system takes them."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from cableparse.record import Source
from cableparse.sources.part import writable
from cableparse.writers.taken import Taken, folded

SUFFIX = ".json"

# A backslash separates on Windows; in \udc80 it writes a byte of a name that was not UTF-8.
_SEPARATOR = re.compile(r"/|\\(?!ud[89a-f][0-9a-f]{2})")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)

# Bytes of one name, where file systems take 255, and of a whole path, where macOS takes 1,024.
_NAME = 200
_PATH = 700
# Digits that tell names apart whose beginnings are the same.
_MARK = 8


class Names:
    """Gives each record a name of its own, in the order in which they come; what is taken is kept on disk."""

    def __init__(self, root: str | None = None) -> None:
        self._root = _parts(writable(root)) if root else []
        self._taken = Taken()

    def close(self) -> None:
        """Forget all names."""
        self._taken.close()

    def wanted(self, source: Source) -> PurePosixPath:
        """The path that mirrors a source: b.txt gives b.txt.json, its second cable b.txt.1.json.

        An archive is a folder. `..`, roots and characters that Windows refuses are not in it.
        """
        parts = _parts(source.path)
        if self._root and parts[: len(self._root)] == self._root:
            parts = parts[len(self._root) :] or parts[-1:]  # the root may be the file itself
        parts += _parts(source.member or "")
        end = f".{source.index}{SUFFIX}" if source.index else SUFFIX
        *folders, name = [_safe(part) for part in parts] or ["unnamed"]
        folders = [f"{each}_" if folded(each).endswith(SUFFIX) else each for each in folders]
        while len("/".join(folders).encode()) > _PATH:
            folders.pop(0)
        return PurePosixPath(*folders, name + end)

    def take(self, wanted: PurePosixPath) -> PurePosixPath:
        """`wanted`, or where a record before has it, in whatever case, the same with ~2, ~3 and so on."""
        path, number = wanted, self._taken.times(str(wanted))
        if number > 1:
            while self._taken.times(str(path := _numbered(wanted, number))) > 1:
                number += 1
        return path


def _numbered(path: PurePosixPath, number: int) -> PurePosixPath:
    return path.with_name(f"{path.name.removesuffix(SUFFIX)}~{number}{SUFFIX}")


def _parts(path: str) -> list[str]:
    return [part for part in _SEPARATOR.split(path) if part not in ("", ".", "..")]


def _safe(part: str) -> str:
    """`part` as a name that every file system takes."""
    name = _REFUSED.sub("_", part).rstrip(". ") or "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    data = name.encode()
    if len(data) <= _NAME:
        return name
    mark = hashlib.sha256(data).hexdigest()[:_MARK]
    return data[: _NAME - len("~") - _MARK].decode(errors="ignore").rstrip(". ") + "~" + mark
