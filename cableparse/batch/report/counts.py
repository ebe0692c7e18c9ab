"""What a batch came to, counted in its ledger."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cableparse.batch.report import quarantine
from cableparse.batch.report.places import ReportPlace
from cableparse.batch.report.quarantine import Quarantine
from cableparse.batch.report.reasons import kind_of
from cableparse.diagnostics import WORST_FIRST, Code, find

# Those with the most records; what is of others is told together.
MOST_ORIGINATORS = 30
# Places of a diagnostic: enough to see what it is about, and a line on the page.
MOST_EXAMPLES = 5
# Of failures that are alike; the page shows fewer than the terminal, which has no list beside it.
MOST_NAMES = 20
# Kinds of what failed or is no cable; what is of further kinds is told together.
MOST_KINDS = 30
OTHER_KINDS = "of other kinds"
# As they are told, from the most to the least closed.
LEVELS = (
    "TOP SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "LIMITED OFFICIAL USE",
    "OFFICIAL USE ONLY",
    "SENSITIVE BUT UNCLASSIFIED",
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "UNCLASSIFIED",
)
RELEASES = ("RELEASED IN FULL", "RELEASED IN PART", "DENIED IN FULL", "DECLASSIFIED")
# What tells of a file that is no cable what it is.
_TELLING = (
    Code.CONCEALED_TEXT.code,
    Code.DAMAGED_PDF.code,
    Code.LIMIT_REACHED.code,
    Code.NO_TEXT.code,
    Code.OTHER_AGENCY.code,
    Code.POSSIBLE_CABLE.code,
)


class Count(NamedTuple):
    """How many records have a value; None stands for those that show none."""

    value: str | None
    records: int


@dataclass(frozen=True, slots=True)
class RunTimes:
    """The run. Both times are in UTC, `finished` is None while there is work left; `seconds` were spent on it."""

    version: str
    inputs: tuple[str, ...]
    started: datetime
    finished: datetime | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Sources:
    """How the sources fared. Containers hold other sources; `files` counts the files, containers or not.

    Hidden files, those of the system and what a run has written are passed over, and in no other count.

    Files that were found and not looked at yet are waiting, too, as if none was a container. `gone` counts the files
    that were read and are in the input no more.
    """

    files: int
    containers: int
    done: int
    duplicates: int
    failed: int
    waiting: int
    passed: int
    gone: int

    @property
    def settled(self) -> int:
        """The documents that need no more work."""
        return self.documents - self.waiting

    @property
    def documents(self) -> int:
        """All but the containers."""
        return self.done + self.duplicates + self.failed + self.waiting


@dataclass(frozen=True, slots=True)
class Originators:
    """Who sent the messages: the most frequent ones, the `others` together, and records that do not show it."""

    top: tuple[Count, ...]
    others: int
    others_records: int
    unknown_records: int


@dataclass(frozen=True, slots=True)
class CountedDiagnostic:
    """A diagnostic code: in how many records it is, how many times, and the first places."""

    code: str
    severity: str
    sentence: str
    advice: str
    records: int
    times: int
    examples: tuple[ReportPlace, ...]


@dataclass(slots=True)
class Alike:
    """Sources that failed, or are no cables, of one kind: what it is, how many, and the first of them."""

    kind: str
    number: int = 0
    examples: list[ReportPlace] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figures:
    """All counts of a batch.

    `years`, `originators`, `levels`, `releases`, `level_by_release` and `grades` count the messages: cables, airgrams
    and withdrawal notices. Level is as drafted; release status is another fact, and the two are never merged.
    """

    run: RunTimes
    sources: Sources
    kinds: dict[str, int]
    with_errors: int
    with_warnings: int
    years: tuple[Count, ...]
    originators: Originators
    levels: tuple[Count, ...]
    releases: tuple[Count, ...]
    level_by_release: dict[tuple[str | None, str | None], int]
    grades: tuple[Count, ...]
    findings: tuple[CountedDiagnostic, ...]
    failures: tuple[Alike, ...]
    no_cables: tuple[Alike, ...]
    quarantine: Quarantine

    @property
    def records(self) -> int:
        """All records."""
        return sum(self.kinds.values())

    @property
    def messages(self) -> int:
        """Cables, airgrams and withdrawal notices."""
        return self.records - self.kinds.get("not_a_cable", 0)

    @property
    def unfinished(self) -> bool:
        """Whether there is work left."""
        return self.run.finished is None or self.sources.waiting > 0


def figures(ledger: sqlite3.Connection, quarantined: Iterable[quarantine.QuarantineRow]) -> Figures:
    """Count what is in a ledger, and what of it needs a person, in flat memory."""
    kinds, level_by_release = _kinds(ledger)
    with_errors, with_warnings = _troubled(ledger)
    return Figures(
        run=_run(ledger),
        sources=_sources(ledger),
        kinds=kinds,
        with_errors=with_errors,
        with_warnings=with_warnings,
        years=_years(ledger),
        originators=_originators(ledger),
        levels=_ordered(((level, n) for (level, _), n in level_by_release.items()), LEVELS),
        releases=_ordered(((release, n) for (_, release), n in level_by_release.items()), RELEASES),
        level_by_release=level_by_release,
        grades=_grades(ledger),
        findings=_findings(ledger),
        failures=_alike(_failures(ledger)),
        no_cables=_alike(_no_cables(ledger)),
        quarantine=quarantine.count(quarantined, MOST_EXAMPLES),
    )


def _run(ledger: sqlite3.Connection) -> RunTimes:
    row = ledger.execute("SELECT version, inputs, started, finished, seconds FROM run").fetchone()
    version, inputs, started, finished, seconds = row
    end = datetime.fromisoformat(finished) if finished else None
    return RunTimes(version, tuple(json.loads(inputs)), datetime.fromisoformat(started), end, seconds)


def _sources(ledger: sqlite3.Connection) -> Sources:
    states: Counter[str] = Counter()
    files = 0
    for state, count, whole in ledger.execute("SELECT state, count(*), sum(member = '') FROM source GROUP BY state"):
        states[state] = count
        files += whole if state != "passed" else 0
    (unseen,) = ledger.execute("SELECT unseen FROM run").fetchone()
    waiting = states["waiting"] + unseen
    done, duplicates, failed = states["done"], states["duplicate"], states["failed"]
    (gone,) = ledger.execute("SELECT count(*) FROM gone").fetchone()
    return Sources(files + unseen, states["container"], done, duplicates, failed, waiting, states["passed"], gone)


def _kinds(ledger: sqlite3.Connection) -> tuple[dict[str, int], dict[tuple[str | None, str | None], int]]:
    """Records by kind; messages by level and release."""
    kinds: Counter[str] = Counter()
    facts: Counter[tuple[str | None, str | None]] = Counter()
    grouped = "SELECT kind, level, release, count(*) FROM cable GROUP BY kind, level, release"
    for kind, level, release, count in ledger.execute(grouped):
        kinds[kind] += count
        if kind != "not_a_cable":
            facts[level, release] += count
    return dict(kinds), dict(facts)


def _troubled(ledger: sqlite3.Connection) -> tuple[int, int]:
    """How many records have an error, how many a warning."""
    errors, warnings = ledger.execute(
        "SELECT total(error), total(warning) FROM (SELECT max(severity = 'error') AS error,"
        " max(severity = 'warning') AS warning FROM finding GROUP BY source, position)"
    ).fetchone()
    return int(errors), int(warnings)


def _years(ledger: sqlite3.Connection) -> tuple[Count, ...]:
    grouped = ledger.execute("SELECT year, count(*) FROM cable WHERE kind <> 'not_a_cable' GROUP BY year ORDER BY year")
    counts = [Count(None if year is None else str(year), count) for year, count in grouped]
    return tuple(sorted(counts, key=lambda count: count.value is None))


def _grades(ledger: sqlite3.Connection) -> tuple[Count, ...]:
    grouped = "SELECT grade, count(*) FROM cable WHERE kind <> 'not_a_cable' GROUP BY grade ORDER BY grade"
    return tuple(Count(*row) for row in ledger.execute(grouped))


def _originators(ledger: sqlite3.Connection) -> Originators:
    top: list[Count] = []
    others = others_records = unknown = 0
    for name, count in ledger.execute(
        "SELECT originator, count(*) AS records FROM cable WHERE kind <> 'not_a_cable'"
        " GROUP BY originator ORDER BY records DESC, originator"
    ):
        if name is None:
            unknown = count
        elif len(top) < MOST_ORIGINATORS:
            top.append(Count(name, count))
        else:
            others += 1
            others_records += count
    return Originators(tuple(top), others, others_records, unknown)


def _ordered(counts: Iterable[tuple[str | None, int]], order: Sequence[str]) -> tuple[Count, ...]:
    """Counts by value, in `order`; then other values; then those that show none."""
    summed: Counter[str | None] = Counter()
    for value, count in counts:
        summed[value] += count
    rank = {value: i for i, value in enumerate(order)}
    values = sorted(summed, key=lambda v: (v is None, rank.get(v or "", len(rank)), v or ""))
    return tuple(Count(value, summed[value]) for value in values)


def _findings(ledger: sqlite3.Connection) -> tuple[CountedDiagnostic, ...]:
    grouped = ledger.execute("SELECT code, severity, count(*), sum(times) FROM finding GROUP BY code").fetchall()
    found = []
    for code, severity, records, times in grouped:
        known = find(code)
        sentence, advice = (known.sentence, known.advice) if known else ("Another version of cableparse knows it.", "")
        found.append(CountedDiagnostic(code, severity, sentence, advice, records, times, _examples(ledger, code)))
    return tuple(sorted(found, key=lambda f: (WORST_FIRST.index(f.severity), -f.records, f.code)))


def _examples(ledger: sqlite3.Connection, code: str) -> tuple[ReportPlace, ...]:
    rows = ledger.execute(
        "SELECT path, member, local, page, line FROM finding JOIN source ON source.number = finding.source"
        " WHERE code = ? ORDER BY finding.source, position LIMIT ?",
        [code, MOST_EXAMPLES],
    )
    return tuple(ReportPlace(*row) for row in rows)


def _failures(ledger: sqlite3.Connection) -> Iterator[tuple[str, ReportPlace]]:
    rows = ledger.execute("SELECT path, member, local, reason FROM source WHERE state = 'failed' ORDER BY number")
    for path, member, local, reason in rows:
        yield kind_of(reason or "was not read", path), ReportPlace(path, member, local)


def _no_cables(ledger: sqlite3.Connection) -> Iterator[tuple[str, ReportPlace]]:
    """By what their records say of them, else by the ending of the file's name."""
    rows = ledger.execute(
        "SELECT path, member, local, (SELECT min(code) FROM finding WHERE finding.source = cable.source"
        f" AND finding.position = cable.position AND code IN ({', '.join('?' * len(_TELLING))}))"
        " FROM cable JOIN source ON source.number = cable.source WHERE kind = 'not_a_cable' ORDER BY source, position",
        _TELLING,
    )
    for path, member, local, code in rows:
        place = ReportPlace(path, member, local)
        known = find(code) if code else None
        yield known.sentence if known else f"read, and no cable ({place.suffix or 'no suffix'})", place


def _alike(found: Iterable[tuple[str, ReportPlace]]) -> tuple[Alike, ...]:
    """What is of one kind together, the most frequent first."""
    kinds: dict[str, Alike] = {}
    for kind, place in found:
        name = kind if kind in kinds or len(kinds) < MOST_KINDS else OTHER_KINDS
        alike = kinds.setdefault(name, Alike(name))
        alike.number += 1
        if len(alike.examples) < MOST_NAMES:
            alike.examples.append(place)
    return tuple(sorted(kinds.values(), key=lambda alike: (alike.kind == OTHER_KINDS, -alike.number, alike.kind)))
