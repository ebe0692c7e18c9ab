"""report.jsonl: one line a source, for other programs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cableparse.output import replacing

# SQLite writes the JSON: building it here takes three times as long.
_LINES = """
    SELECT json_object(
        'path', source.path,
        'member', nullif(source.member, ''),
        'sha256', source.sha256,
        'state', source.state,
        'duplicate_of', original.path,
        'duplicate_of_member', nullif(original.member, ''),
        'reason', source.reason,
        'is_gone', json(iif(gone.path IS NULL, 'false', 'true')),
        'records', json((SELECT json_group_array(json_object('id', id, 'kind', kind, 'codes', (
            SELECT json_group_array(code) FROM finding
            WHERE finding.source = cable.source AND finding.position = cable.position
        ))) FROM cable WHERE cable.source = source.number))
    )
    FROM source LEFT JOIN source AS original ON original.number = source.duplicate_of
    LEFT JOIN gone ON gone.path = source.path
    ORDER BY source.number
"""


def write(ledger: sqlite3.Connection, target: Path) -> None:
    """Write a JSON object for each source, in the order of the work; null stands for what is not known.

    `path`, `member`, `sha256`, `state`, `duplicate_of` with `duplicate_of_member` (the first source of the same
    content), `reason` (of a failure, or of what is passed over), `is_gone` (the inputs hold the file no more) and
    `records`: `id`, `kind` and `codes` of each.

    Raises:
        OutputError: `target` cannot be written.
    """
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for (line,) in ledger.execute(_LINES))
