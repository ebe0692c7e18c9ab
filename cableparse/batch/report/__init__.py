"""What the archivist sees at the end of a batch: a page, a line a source, and a list of what needs a person."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cableparse.batch.report import lines, quarantine, report_page
from cableparse.batch.report.counts import Figures, figures
from cableparse.batch.report.summary import stopped, summary

__all__ = ["Figures", "stopped", "summary", "write_report"]

PAGE = "report.html"
LINES = "report.jsonl"
QUARANTINE = "quarantine.csv"


def write_report(ledger: sqlite3.Connection, folder: Path) -> Figures:
    """Write report.html, report.jsonl and quarantine.csv to `folder`, in place of those of an earlier run.

    `ledger` has the tables of ledger.sql and is only read; a run that was interrupted has a report, too. Paths in it
    that are relative are so to the working folder. Memory does not grow with the number of sources.

    Returns:
        What was counted; `summary` and `stopped` put it into lines for a terminal.

    Raises:
        OutputError: `folder` cannot be written.
    """
    lines.write(ledger, folder / LINES)
    counted = figures(ledger, quarantine.written(quarantine.rows(ledger), folder / QUARANTINE))
    report_page.write(counted, folder / PAGE)
    return counted
