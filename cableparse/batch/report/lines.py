"""report.jsonl: one line a source, for other programs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cableparse.output import replacing

_SOURCES = """
    SELECT source.path, source.member, source.sha256, source.state, original.path, original.member, source.reason,
        (SELECT json_group_array(json_object('id', id, 'kind', kind, 'codes', (
            SELECT json_group_array(code) FROM finding
            WHERE finding.source = cable.source AND finding.position = cable.position
        ))) FROM cable WHERE cable.source = source.number)
    FROM source LEFT JOIN source AS original ON original.number = source.duplicate_of
    ORDER BY source.number
"""


def write(ledger: sqlite3.Connection, target: Path) -> None:
    """Write a JSON object for each source, in the order of the work; null stands for what is not known.

    `path`, `member`, `sha256`, `state`, `duplicate_of` with `duplicate_of_member` (the first source of the same
    content), `reason` (of a failure) and `records`: `id`, `kind` and `codes` of each.

    Raises:
        OutputError: `target` cannot be written.
    """
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for line in _lines(ledger):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _lines(ledger: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for path, member, sha256, state, original, original_member, reason, records in ledger.execute(_SOURCES):
        yield {
            "path": path,
            "member": member or None,
            "sha256": sha256,
            "state": state,
            "duplicate_of": original,
            "duplicate_of_member": original_member or None,
            "reason": reason,
            "records": json.loads(records),
        }
