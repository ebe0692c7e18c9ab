"""What cableparse itself has written, known again wherever it lies: no source of cables."""

from __future__ import annotations

import gzip
import re
import zlib
from json import JSONDecodeError, JSONDecoder

# The first line of quarantine.csv.
QUARANTINE_COLUMNS = (
    *("question", "severity", "kind", "path", "member", "copies", "record ids", "reasons", "why", "what to do"),
)
# And what it was before.
_OLDER_COLUMNS = ("path", "member", "record id", "reasons", "what to do")

_HEADS = "|".join(re.escape(",".join(columns)) for columns in (QUARANTINE_COLUMNS, _OLDER_COLUMNS))
_TABLE = re.compile(rb"(?:\xef\xbb\xbf)?(?:" + _HEADS.encode() + rb")\r?\n")
_PAGE = re.compile(rb'\s*<!DOCTYPE html>.{0,1000}?<meta name="generator" content="cableparse [^"]*">', re.DOTALL)
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[?\s*\{")
# Keys that each record has, and each line of report.jsonl.
_RECORD = frozenset({"schema_version", "kind", "source", "provenance"})
_LINE = frozenset({"path", "member", "sha256", "state", "duplicate_of", "records"})
_MARKS = (b'"schema_version"', b'"duplicate_of"')
_SUFFIXES = (".jsonl", ".json", ".ndjson", ".csv", ".html")
_GZIP = ".gz"
# A record of a longer text is longer; its file is then read as a table.
_START = 4 << 20
_DECODER = JSONDecoder()


def written(data: bytes) -> str | None:
    """What it is that begins so, or is that, if cableparse has written it."""
    if _TABLE.match(data):
        return "a list of what needs a person that `cableparse batch` has written"
    if _PAGE.match(data):
        return "a report that `cableparse batch` has written"
    keys = _keys(data[:_START])
    if keys >= _RECORD:
        return "records that cableparse has written"
    return "a report that `cableparse batch` has written" if keys >= _LINE else None


def written_file(path: str) -> str | None:
    """The same of a file whose name allows for it; None where it cannot be opened, too."""
    name = path.lower()  # a Path of each takes three times as long as all else of a listing
    if not name.removesuffix(_GZIP).endswith(_SUFFIXES):
        return None
    try:
        with gzip.open(path) if name.endswith(_GZIP) else open(path, "rb") as file:  # noqa: PTH123 - as in batch/listing.py
            return written(file.read(_START))
    except (OSError, EOFError, zlib.error):
        return None


def _keys(data: bytes) -> frozenset[str]:
    """The keys of the first object of JSON that is there whole."""
    start = _OBJECT.match(data)
    if not start or not any(mark in data for mark in _MARKS):
        return frozenset()
    try:
        found, _ = _DECODER.raw_decode(data[start.end() - 1 :].decode("utf_8", "replace"))
    except (JSONDecodeError, RecursionError):
        return frozenset()
    return frozenset(found)
