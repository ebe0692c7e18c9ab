"""What needs a person: quarantine.csv, a row a document, the worst first, and the rule that decides it.

| question | severity | reason | what to do |
| --- | --- | --- | --- |
| reading | failure | `failed`: a source that could not be read, or not all of it | replace the file, or set it aside |
| reading | failure | `kind-not-read`: a file of a kind that is not read | as the code advises |
| reading | error | any code of that severity (`concealed-text`, `text-lost`, `no-text`) | as the code advises |
| reading | grade D | `grade-d`: a record of that grade | read the page |
| reading | warning | `text-off-page`: somebody may have cropped a page to hide it | as the code advises |
| reading | warning | `limit-reached`, `damaged-pdf`, `damaged-image`: not all was read | as the code advises |
| reading | warning | `fragment`: the header is missing | as the code advises |
| reading | warning | `possible-cable`: not read, and likely a cable | as the code advises |
| release | warning | `no-release-marking`, at any level but UNCLASSIFIED | keep it apart: it may not be public |

The questions are whether the document was read right, and whether it may be public; a document may have both. A
duplicate has no row: `copies` counts those of a document, byte for byte the same.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cableparse.batch.report.places import ReportPlace
from cableparse.batch.report.reasons import why
from cableparse.diagnostics import Code, find
from cableparse.output import replacing
from cableparse.sources.written import QUARANTINE_COLUMNS

FAILED = "failed"
_FAILURE = "failure"
GRADE_D = "grade-d"
READING, RELEASE = "reading", "release"
_NOT_READ = Code.KIND_NOT_READ.code
_UNMARKED = Code.NO_RELEASE_MARKING.code
_WARNINGS = (
    Code.TEXT_OFF_PAGE.code,
    Code.LIMIT_REACHED.code,
    Code.DAMAGED_PDF.code,
    Code.DAMAGED_IMAGE.code,
    Code.FRAGMENT.code,
    Code.POSSIBLE_CABLE.code,
)
# What is no diagnostic: a sentence and what to do.
_OTHERS = {
    FAILED: (
        "It could not be read, or not all of it.",
        "Replace the file and give the same command again, or set it aside.",
    ),
    GRADE_D: ("The record is hardly more than a guess (grade D).", "Read the page."),
    _UNMARKED: (
        Code.NO_RELEASE_MARKING.sentence,
        "It was classified and bears no release marking: keep it apart until you know that it is public. "
        "--release-basis answers for a collection that was released as a whole.",
    ),
}
_UNKNOWN = "Look at the record's diagnostics."
# What a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# SQLite sorts on disk, so that memory stays flat. A failure's copies are those that failed as well.
_ROWS = f"""
    WITH trouble (source, rank, severity, code, id, kind) AS (
        SELECT number, coalesce(instr(reason, '({_NOT_READ})') > 0, 0), '{_FAILURE}',
            iif(instr(reason, '({_NOT_READ})'), '{_NOT_READ}', '{FAILED}'), NULL, NULL
        FROM source WHERE state = 'failed' AND NOT EXISTS (
            SELECT 1 FROM source AS first
            WHERE first.sha256 = source.sha256 AND first.state = 'failed' AND first.number < source.number)
        UNION ALL
        SELECT source, iif(severity = 'error', 2, iif(code = :unmarked, 5, 4)), severity, code, id, kind
        FROM finding JOIN cable USING (source, position)
        WHERE (severity = 'error' OR code IN ({", ".join(f"'{code}'" for code in (*_WARNINGS, _UNMARKED))}))
            AND (code <> :unmarked OR level <> 'UNCLASSIFIED')
        UNION ALL
        SELECT source, 3, 'grade D', '{GRADE_D}', id, kind FROM cable WHERE grade = 'D'
    ), document AS (
        SELECT source, min(rank) AS worst, json_group_array(DISTINCT rank || ' ' || code || ' ' || severity) AS reasons,
            json_group_array(DISTINCT id) AS ids, json_group_array(DISTINCT kind) AS kinds
        FROM trouble GROUP BY source
    )
    SELECT path, member, local, reasons, ids, kinds, reason, (
        SELECT count(*) FROM source AS copy WHERE copy.sha256 = source.sha256 AND copy.number <> source.number
            AND (copy.duplicate_of = source.number OR copy.state = 'failed'))
    FROM document JOIN source ON source.number = document.source
    ORDER BY worst, number
"""


class Reason(NamedTuple):
    """A code, its severity, and how grave it is: 0 is the worst."""

    rank: int
    code: str
    severity: str

    @property
    def question(self) -> str:
        """What is asked of a person."""
        return RELEASE if self.code == _UNMARKED else READING


class QuarantineRow(NamedTuple):
    """A document that needs a person, with what of it was read; `reasons` are in the order of how grave they are."""

    place: ReportPlace
    copies: int
    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    reasons: tuple[Reason, ...]
    why: str

    @property
    def questions(self) -> tuple[str, ...]:
        """What is asked of a person, the question of the gravest reason first."""
        return tuple(dict.fromkeys(reason.question for reason in self.reasons))

    @property
    def what_to_do(self) -> str:
        """What a person does about it."""
        return " ".join(dict.fromkeys(what_to_do(reason.code) for reason in self.reasons))


@dataclass(slots=True)
class Group:
    """What needs a person for one reason: how many documents, and the first of them."""

    reason: Reason
    documents: int = 0
    examples: list[ReportPlace] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Quarantine:
    """How many documents must be looked at, of how many more it is asked only whether they are public, and why."""

    reading: int = 0
    release: int = 0
    groups: tuple[Group, ...] = ()

    @property
    def rows(self) -> int:
        """All of them."""
        return self.reading + self.release


def rows(ledger: sqlite3.Connection) -> Iterator[QuarantineRow]:
    """All documents that need a person: the worst first, and those that are alike in the order of the work."""
    for path, member, local, packed, ids, kinds, reason, copies in ledger.execute(_ROWS, {"unmarked": _UNMARKED}):
        reasons = sorted(_reason(one) for one in json.loads(packed))
        failure = [why(reason or "It was not read.", path)] if reasons[0].severity == _FAILURE else []
        sentences = [sentence(one.code) for one in reasons if one.severity != _FAILURE]
        ids, kinds = (tuple(sorted(filter(None, json.loads(of)))) for of in (ids, kinds))
        yield QuarantineRow(
            ReportPlace(path, member, local), copies, ids, kinds, tuple(reasons), " ".join([*failure, *sentences])
        )


@cache  # a few for all the rows of a collection
def _reason(packed: str) -> Reason:
    rank, code, severity = packed.split(" ", 2)
    return Reason(int(rank), code, severity)


def sentence(code: str) -> str:
    """What a reason means."""
    return _meaning(code)[0]


def what_to_do(code: str) -> str:
    """What a person does about a document with this reason."""
    return _meaning(code)[1]


@cache
def _meaning(code: str) -> tuple[str, str]:
    known = find(code)
    found = (known.sentence, known.advice) if known else ("Another version of cableparse knows it.", _UNKNOWN)
    return _OTHERS.get(code, found)


def count(rows: Iterable[QuarantineRow], most: int) -> Quarantine:
    """The figures of the rows, with at most `most` examples of a reason."""
    groups: dict[str, Group] = {}
    reading = release = 0
    for row in rows:
        if READING in row.questions:
            reading += 1
        else:
            release += 1
        for reason in row.reasons:
            group = groups.setdefault(reason.code, Group(reason))
            group.documents += 1
            if len(group.examples) < most:
                group.examples.append(row.place)
    order = sorted(groups.values(), key=lambda group: (group.reason.rank, -group.documents, group.reason.code))
    return Quarantine(reading, release, tuple(order))


def written(rows: Iterable[QuarantineRow], target: Path) -> Iterator[QuarantineRow]:
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
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in _cells(row)])
            yield row


def _cells(row: QuarantineRow) -> tuple[str, ...]:
    """As `QUARANTINE_COLUMNS` names them."""
    return (
        " ".join(row.questions),
        row.reasons[0].severity,
        " ".join(row.kinds),
        row.place.path,
        row.place.member,
        str(row.copies),
        " ".join(row.ids),
        " ".join(reason.code for reason in row.reasons),
        row.why,
        row.what_to_do,
    )
