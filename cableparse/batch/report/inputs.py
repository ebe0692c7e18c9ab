"""What a statement of accuracy tells of a batch: what it was given, and what of it has no record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cableparse.audit.collection import Inputs
from cableparse.batch.report import quarantine
from cableparse.batch.report.counts import figures
from cableparse.errors import UnreadableInput
from cableparse.sources.find import LEDGER


def inputs_of(folder: Path) -> Inputs | None:
    """What the output folder of a batch tells of its inputs; null where `folder` is none.

    Raises:
        UnreadableInput: its ledger is damaged, or is in use by a run.
    """
    path = folder / LEDGER
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as ledger:
            counted = figures(ledger, quarantine.rows(ledger))
    except sqlite3.DatabaseError as error:
        raise UnreadableInput(f"{path}: cannot be read ({error}); a run may be using it") from error
    run, sources = counted.run, counted.sources
    return Inputs(
        version=run.version,
        given=run.inputs,
        files=sources.files,
        documents=sources.documents,
        duplicates=sources.duplicates,
        failed=sources.failed,
        waiting=sources.waiting,
        gone=sources.gone,
        failures=tuple((alike.kind, alike.number) for alike in counted.failures),
        to_look_at=counted.quarantine.reading,
    )
