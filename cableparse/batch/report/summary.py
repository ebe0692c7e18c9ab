"""The summary of a batch that fits one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cableparse.batch.report.count_wording import KINDS, counted, duration, rate
from cableparse.batch.report.counts import Alike, Figures
from cableparse.batch.report.places import printable
from cableparse.batch.report.quarantine import Quarantine

# The gravest: the summary fits one screen.
_MOST_FINDINGS = 5
GONE = "files are in the input no more; their records stay"
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
    if sources.gone:
        yield f"  {_gone(sources.gone)}"
    for kind, (one, many) in KINDS.items():
        if figures.kinds.get(kind):
            yield f"  {counted(figures.kinds[kind], one, many)}"
    yield f"  {counted(figures.with_errors, 'record')} with errors, {figures.with_warnings:,} with warnings"
    worst = [finding for finding in figures.findings if finding.severity != "info"][:_MOST_FINDINGS]
    for finding in worst:
        yield f"    {finding.severity}: {finding.code}, {counted(finding.records, 'record')}"
    if folder is None:
        yield from _told(figures.failures)
    else:
        yield f"report: {folder / 'report.html'}"
    yield from _quarantine(figures.quarantine, folder)
    if folder:
        yield f"next: {_next(figures)}"


def stopped(figures: Figures, folder: Path | None) -> list[str]:
    """What is told of a run that was interrupted: what of it is kept, and how to go on."""
    sources = figures.sources
    if folder is None:
        return ["stopped: nothing is kept without --output"]
    kept = f"stopped: {sources.settled:,} of {counted(sources.documents, 'document')} are read and kept in {folder}"
    return [printable(line) for line in (kept, f"next: {_next(figures)}")]


def _quarantine(found: Quarantine, folder: Path | None) -> Iterator[str]:
    where = f": {folder / 'quarantine.csv'}, the worst first" if folder else "; --output writes them down"
    if found.reading:
        yield f"a person must look at {counted(found.reading, 'document')}{where}"
    if found.release:
        more = counted(found.release, "more document" if found.reading else "document")
        yield f"{more} without a release stamp, which may not be public; see --release-basis"


def _told(failures: Iterable[Alike]) -> Iterator[str]:
    """What failed, by kind, the most frequent first."""
    for alike in failures:
        yield f"{counted(alike.number, 'failure')}: {alike.kind}"
        yield from (f"    {place.name}" for place in alike.examples)
        if alike.number > len(alike.examples):
            yield f"    and {alike.number - len(alike.examples):,} more"


def _gone(number: int) -> str:
    have = "file is in the input no more; its records stay" if number == 1 else GONE
    return f"{number:,} {have} (--force starts over without)"


def _time(figures: Figures) -> str:
    settled, seconds = figures.sources.settled, figures.run.seconds
    return f" in {duration(seconds)}, {counted(settled, 'document')} at {rate(settled, seconds)}"


def _next(figures: Figures) -> str:
    if figures.unfinished:
        left = figures.sources.waiting
        return f"give the same command again; it goes on{f' with the other {left:,}' if left else ''}"
    if figures.quarantine.rows:
        return "open the report; `cableparse explain CODE` says what a code means"
    return "open the report"
