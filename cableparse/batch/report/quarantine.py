"""What needs a person: quarantine.csv, and the rule that decides it.

| reason | of | what to do |
| --- | --- | --- |
| `failed` | a source that could not be read, or not all of it | its reason, and to replace the file or set it aside |
| any code of severity `error` (`concealed-text`, `text-lost`, `no-text`) | a record | as the diagnostic advises |
| `text-off-page`: somebody may have cropped a page to hide it | a record | as the diagnostic advises |
| `limit-reached`, `damaged-pdf`: not all was read | a record | as the diagnostic advises |
| `fragment`: the header is missing | a record | as the diagnostic advises |
| `possible-cable`: not read, and likely a cable | a record | as the diagnostic advises |
| `no-release-marking`, at any classification level but UNCLASSIFIED | a record | keep it apart: it may not be public |

A duplicate of a source that needs a person needs one too, and has its own rows.
"""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from pathlib import Path
from typing import NamedTuple

from cableparse.batch.report.places import Place
from cableparse.diagnostics import Code, find
from cableparse.output import replacing
from cableparse.sources.written import QUARANTINE_COLUMNS

FAILED = "failed"
_UNMARKED = Code.NO_RELEASE_MARKING.code
_WARNINGS = (
    Code.TEXT_OFF_PAGE.code,
    Code.LIMIT_REACHED.code,
    Code.DAMAGED_PDF.code,
    Code.FRAGMENT.code,
    Code.POSSIBLE_CABLE.code,
)
_KEEP_APART = "It was classified and bears no release marking: keep it apart until you know that it is public."
_MEND = "{} Replace the file and give the same command again, or set it aside."
# What a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# The first condition spares the look-up of most records; duplicates are found by their content's index.
_RECORDS = """
    SELECT finding.source, position, at.number, at.path, at.member, at.local, cable.id, finding.code
    FROM finding JOIN cable USING (source, position)
    JOIN source AS original ON original.number = finding.source
    JOIN source AS at ON at.number = original.number
        OR (at.sha256 = original.sha256 AND at.duplicate_of = original.number)
    WHERE (finding.severity = 'error' OR finding.code IN (?, ?, ?, ?, ?, ?))
        AND (finding.code <> ? OR cable.level <> 'UNCLASSIFIED')
    ORDER BY finding.source, position, at.number, finding.severity, finding.code
"""
_FAILURES = "SELECT path, member, local, reason FROM source WHERE state = 'failed' ORDER BY number"


class Row(NamedTuple):
    """A source that could not be read, or a record at one of its places; `reasons` are codes."""

    place: Place
    id: str | None
    reasons: tuple[str, ...]
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Quarantine:
    """How many rows there are, how many for each reason, and the first records, gravest reasons first."""

    rows: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    records: tuple[Row, ...] = ()


def rows(ledger: sqlite3.Connection) -> Iterator[Row]:
    """All that needs a person: sources that failed, then records, both in the order of the work."""
    for path, member, local, reason in ledger.execute(_FAILURES):
        yield Row(Place(path, member, local), None, (FAILED,), _MEND.format(reason or "It was not read."))
    found = ledger.execute(_RECORDS, (*_WARNINGS, _UNMARKED, _UNMARKED))
    for _, group in groupby(found, key=lambda row: row[:3]):
        findings = list(group)
        _, _, _, path, member, local, record, _ = findings[0]
        codes = tuple(row[-1] for row in findings)
        yield Row(Place(path, member, local), record, codes, " ".join(map(what_to_do, codes)))


def what_to_do(code: str) -> str:
    """What a person does about a record with this reason."""
    if code == _UNMARKED:
        return _KEEP_APART
    known = find(code)
    return known.advice if known else "Look at the record's diagnostics."


def count(rows: Iterable[Row], most: int) -> Quarantine:
    """The figures of the rows, with at most `most` records."""
    reasons: Counter[str] = Counter()
    total = 0
    by_gravity: tuple[list[Row], ...] = ([], [], [])
    for row in rows:
        total += 1
        reasons.update(row.reasons)
        if row.reasons != (FAILED,):
            alike = by_gravity[_gravity(row.reasons)]
            if len(alike) < most:
                alike.append(row)
    return Quarantine(total, dict(reasons.most_common()), tuple(islice(chain(*by_gravity), most)))


def _gravity(reasons: tuple[str, ...]) -> int:
    """0 with an error, 1 with a warning, 2 where all that is wrong is a missing release marking."""
    others = set(reasons) - {_UNMARKED}
    if not others:
        return 2
    return 1 if others.issubset(_WARNINGS) else 0


def written(rows: Iterable[Row], target: Path) -> Iterator[Row]:
    """The rows, each once it is written as CSV, in UTF-8 with the byte order mark that spreadsheets want.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it. `target` is there when the last row
    was given.

    Raises:
        OutputError: `target` cannot be written.
    """
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(QUARANTINE_COLUMNS)
        for row in rows:
            cells = row.place.path, row.place.member, row.id or "", " ".join(row.reasons), row.what_to_do
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
            yield row
