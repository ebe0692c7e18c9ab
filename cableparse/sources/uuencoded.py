"""Files in a text, as mail of the 1990s has them: uuencoded, or as `uuencode -m` writes base64 (POSIX, uuencode)."""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple

_BEGIN = re.compile(r"begin(?P<base64>-base64)? [0-7]{3,4} (?P<name>\S.*)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
# A figure of the alphabet is its value behind a blank; the first tells how many bytes the line holds.
_FIRST, _FIGURES = 0x20, 64
# Figures of a group, and the bytes in it.
_GROUP, _PACKED = 4, 3
# Some programs add a check of so many characters at most to a line, and mail loses the blanks at its end.
_CHECK = 2


class File(NamedTuple):
    """A file that stood in a text; of one that `is_damaged` what comes before the damage."""

    name: str
    data: bytes
    is_damaged: bool


def take_out(text: str) -> tuple[str, list[File]]:
    """The text without the files in it, and these in order."""
    if "begin" not in text:
        return text, []
    lines = [found.group() for found in _LINE.finditer(text) if found.group()]
    kept: list[str] = []
    files: list[File] = []
    at = 0
    while at < len(lines):
        begin = _BEGIN.fullmatch(lines[at].rstrip())
        file, end = _file(begin, lines, at + 1) if begin else (None, at + 1)
        if file is None:
            kept.append(lines[at])
        else:
            files.append(file)
        at = end
    return "".join(kept), files


def _file(begin: re.Match[str], lines: list[str], start: int) -> tuple[File | None, int]:
    """The file whose lines begin at `start`, and where the next lines do; none where nothing of it follows."""
    last, read = ("====", _base64) if begin["base64"] else ("end", _uu)
    pieces: list[bytes] = []
    for at in range(start, len(lines)):
        line = lines[at].rstrip("\r\n")
        if line.rstrip() == last:
            return File(begin["name"], b"".join(pieces), is_damaged=False), at + 1
        try:
            pieces.append(read(line))
        except ValueError:
            break
    if not any(pieces):
        return None, start
    return File(begin["name"], b"".join(pieces), is_damaged=True), start + len(pieces)


def _uu(line: str) -> bytes:
    """The bytes of a line; raises ValueError where it holds none."""
    data = line.encode("ascii")
    if not data:  # a last line of no bytes, which is a blank in some programs' figures
        return b""
    length = (data[0] - _FIRST) % _FIGURES
    needed = 1 + -(-length * _GROUP // _PACKED)
    if len(data.rstrip()) > needed + _CHECK or len(data) + _GROUP < needed:
        raise ValueError("a line of another length than it says")
    return binascii.a2b_uu(data[:needed])


def _base64(line: str) -> bytes:
    return binascii.a2b_base64(line.strip().encode("ascii"), strict_mode=True)
