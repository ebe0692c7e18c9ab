"""JSON: a file a cable, in folders and with names as the input has them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.json_names import Names

_TAKEN = "another record had the same name before, so a number was put behind it"


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write all records into the folder `target`; which of two has a name that both want, their order decides.

    Folders begin below `options.root` where the input lies there.

    Raises:
        OutputError: `target` cannot be written.
    """
    notes = Notes()
    with replacing(target) as folder, closing(Names(options.root)) as names:
        folder.mkdir()
        for cable in records:
            wanted = names.wanted(cable.source)
            path = names.take(wanted)
            if path != wanted:
                notes[_TAKEN] += 1
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(cable.to_json(indent=2) + "\n", encoding="utf-8", newline="\n")
    return notes
