"""The summary of a batch that fits one screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cableparse.batch.report.figures import Figures
from cableparse.batch.report.places import printable
from cableparse.batch.report.wording import KINDS, counted, duration, rate

_MOST_FINDINGS = 5
PASSED = "hidden files, system files and earlier outputs"


def summary(figures: Figures, folder: Path | None) -> list[str]:
    """The figures in at most 24 short lines; `folder` has the report, if one is kept."""
    return [printable(line) for line in _lines(figures, folder)]


def _lines(figures: Figures, folder: Path | None) -> Iterator[str]:
    sources = figures.sources
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
        if figures.quarantine.rows:
            yield f"a person must look at {entries}; --output writes them down with a report"
        return
    yield f"report: {folder / 'report.html'}"
    if figures.quarantine.rows:
        yield f"a person must look at {entries}: {folder / 'quarantine.csv'}"
    yield f"next: {_next(figures)}"


def _time(figures: Figures) -> str:
    settled, seconds = figures.sources.settled, figures.run.seconds
    return f" in {duration(seconds)}, {counted(settled, 'document')} at {rate(settled, seconds)}"


def _next(figures: Figures) -> str:
    if figures.unfinished:
        return "give the same command again; it goes on where it stopped"
    if figures.quarantine.rows:
        return "open the report; `cableparse explain CODE` says what a code means"
    return "open the report"
