"""Names the duplicates of a batch beside its records, so that every format can name them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from cableparse.batch.ledger import Ledger
from cableparse.copies import NAME, CopyRow, read_copies, write_copies
from cableparse.output import replacing


def name_copies(ledger: Ledger, folder: Path) -> None:
    """Write the duplicates into the folder of the records; where they changed, every format is to be written anew.

    Raises:
        OutputError: they cannot be written.
    """
    path = folder / NAME
    if all(new == old for new, old in zip_longest(_duplicates(ledger), read_copies(path))):
        return
    ledger.forget_outputs()
    with replacing(path) as temporary:
        write_copies(temporary, _duplicates(ledger))


def _duplicates(ledger: Ledger) -> Iterator[CopyRow]:
    rows = ledger.db.execute("SELECT sha256, path, member FROM source WHERE state = 'duplicate' ORDER BY number")
    return map(CopyRow._make, rows)
