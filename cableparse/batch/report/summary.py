"""The summary of a batch that fits one screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cableparse.batch.report.figures import Figures
from cableparse.batch.report.places import printable
from cableparse.batch.report.wording import KINDS, counted, duration, rate

_MOST_FINDINGS = 5
# Of one reason; the report has them all.
_MOST_NAMES = 20
PASSED = "hidden files, system files and earlier outputs"


def summary(figures: Figures, folder: Path | None, earlier: int = 0) -> list[str]:
    """The figures in some 24 short lines, and without a report the failures, by reason.

    `folder` has the report, if one is kept; `earlier` documents were read before this run.
    """
    return [printable(line) for line in _lines(figures, folder, earlier)]


def _lines(figures: Figures, folder: Path | None, earlier: int) -> Iterator[str]:
    sources = figures.sources
    if earlier and earlier == sources.done + sources.duplicates and not figures.unfinished:
        yield f"nothing new: {counted(earlier, 'document')} done earlier"
    elif earlier:
        new = sources.done + sources.duplicates - earlier
        yield f"{counted(new, 'document')} new, {earlier:,} done earlier"
    yield ("not finished: " if figures.unfinished else "finished: ") + counted(sources.files, "file") + _time(figures)
    if sources.containers:
        held = f"{counted(sources.containers, 'archive, mailbox or table', 'archives, mailboxes and tables')}"
        yield f"  {held} among them; {counted(sources.documents, 'document')} in all"
    yield f"  {counted(sources.done, 'document')} read, {counted(sources.duplicates, 'duplicate')} passed over"
    if sources.waiting:
        yield f"  {counted(sources.waiting, 'document')} waiting"
    yield f"  {counted(sources.failed, 'failure')}"
    if sources.passed:
        yield f"  {counted(sources.passed, 'hidden file, system file or earlier output', PASSED)} passed over"
    for kind, (one, many) in KINDS.items():
        if figures.kinds.get(kind):
            yield f"  {counted(figures.kinds[kind], one, many)}"
    yield f"  {counted(figures.with_errors, 'record')} with errors, {figures.with_warnings:,} with warnings"
    worst = [finding for finding in figures.findings if finding.severity != "info"][:_MOST_FINDINGS]
    for finding in worst:
        yield f"    {finding.severity}: {finding.code}, {counted(finding.records, 'record')}"
    entries = counted(figures.quarantine.rows, "entry", "entries")
    if folder is None:
        yield from _failures(figures)
        if figures.quarantine.rows:
            yield f"a person must look at {entries}; --output writes them down with a report"
        return
    yield f"report: {folder / 'report.html'}"
    if figures.quarantine.rows:
        yield f"a person must look at {entries}: {folder / 'quarantine.csv'}"
    yield f"next: {_next(figures)}"


def _failures(figures: Figures) -> Iterator[str]:
    """What failed, grouped by reason, the most frequent first."""
    by_reason: dict[str, list[str]] = {}
    for failure in figures.failures:
        place, reason = failure.place, failure.reason
        name = f"{place.path}/{place.member}" if place.member else place.path
        why = reason.removeprefix(f"{name}: ").removeprefix(f"{place.path}: ")
        by_reason.setdefault(why, []).append(name)
    for why, names in sorted(by_reason.items(), key=lambda group: -len(group[1])):
        yield f"{counted(len(names), 'failure')}: {why}"
        yield from (f"    {name}" for name in names[:_MOST_NAMES])
        if len(names) > _MOST_NAMES:
            yield f"    and {len(names) - _MOST_NAMES:,} more"


def _time(figures: Figures) -> str:
    settled, seconds = figures.sources.settled, figures.run.seconds
    return f" in {duration(seconds)}, {counted(settled, 'document')} at {rate(settled, seconds)}"


def _next(figures: Figures) -> str:
    if figures.unfinished:
        return "give the same command again; it goes on where it stopped"
    if figures.quarantine.rows:
        return "open the report; `cableparse explain CODE` says what a code means"
    return "open the report"
