"""CSL JSON, which Zotero and other reference managers import: what a historian cites a document by.

Names, types and dates are those of CSL 1.0.1. A telegram is `personal_communication`, which Zotero takes
as a letter: sender as author, addressees as recipients, `genre` for the kind of message. `number` is the identifier.

Not carried, and noted, is all that the crosswalk leaves behind; conditions of access and what else the message says of
itself stand in `note`, a line each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_2, Description
from cableparse.writers.descriptions import descriptions
from cableparse.writers.files import source_line
from cableparse.writers.when import When


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write one array of items, one a line.

    Raises:
        OutputError: `target` cannot be written.
    """
    notes = Notes()
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        between = "["
        for description in descriptions(records, options, notes):
            file.write(f"{between}\n{json.dumps(_item(description), ensure_ascii=False)}")
            between = ","
        file.write("\n]\n" if between == "," else "[]\n")
    return +notes


def _item(described: Description) -> dict[str, Any]:
    remarks = [statement.line for statement in (*described.access, *described.remarks)]
    options, cable = described.options, described.cable
    found: dict[str, Any] = {
        "id": described.key,
        "type": "personal_communication" if described.contributors else "document",
        "genre": described.genre,
        "title": described.title,
        "author": _names([described.creator] if described.creator else []),
        "recipient": _names(described.contributors),
        "issued": _issued(described.when),
        "number": described.identifier,
        "abstract": described.scope,
        "keyword": ", ".join(term.plain for term in (*described.topics, *described.places)),
        "language": LANGUAGE_2,
        "archive": options.repository,
        "archive_location": "; ".join(filter(None, [options.collection, cable.release.document_id])),
        "source": source_line(cable.source),
        "note": "\n".join(filter(None, [*remarks, options.rights])),
    }
    return {name: value for name, value in found.items() if value}


def _names(names: Iterable[str]) -> list[dict[str, str]]:
    """Posts are no persons: their names are not parted into given and family names."""
    return [{"literal": name} for name in names]


def _issued(moment: When | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in moment.day.split("-")]]} if moment else None
