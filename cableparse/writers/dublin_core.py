"""Dublin Core: Archivematica's `metadata/metadata.csv`, or with the option `omeka` a table for Omeka S.

A field of many values repeats its column, one value each; the records are read twice, first to count. Archivematica
takes one row a file: a file with several cables has one row each. `dcterms:identifier` is what Omeka S updates by.

Not carried, and noted: the text, the distribution, routing, references as printed, the archive's attributes, other
labels, what codes mean, what was left over, and the places of values and redactions and their confidence stay in the
record, and so do the diagnostics. Drafting, precedence and the printed date-time group become descriptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_3, Description
from cableparse.writers.descriptions import descriptions
from cableparse.writers.files import INSIDE, relative_path, source_line
from cableparse.writers.sheet import sheet

FIELDS = (
    *("identifier", "title", "creator", "contributor", "date", "subject", "coverage", "description"),
    *("type", "format", "language", "relation", "rights", "source", "publisher"),
)
NOT_ASCII = "the file's name is not ASCII: Archivematica renames it, and the row finds it no more"
SEVERAL = "the file holds several cables: Archivematica takes one row a file"


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the table of the objects of a transfer."""
    return write_rows(records, target, options, lambda path: f"objects/{path}")


def write_rows(
    records: Iterable[Cable],
    target: Path,
    options: WriterOptions,
    place: Callable[[str], str],
    carried: frozenset[str] = frozenset(),
) -> Notes:
    """Write the table; `place` turns a file's path into the cell, `carried` names what stands elsewhere."""
    columns = dict.fromkeys(FIELDS, 1)
    for description in descriptions(records, options, Notes()):
        values = _values(description)
        columns = {field: max(number, len(values[field])) for field, number in columns.items()}
    notes = Notes()
    prefix = "dcterms:" if options.omeka else "dc."
    with sheet(target) as rows:
        rows.writerow(["filename", *(prefix + field for field in FIELDS for _ in range(columns[field]))])
        for description in descriptions(records, options, notes, carried):
            filename = place(relative_path(description.cable.source, options))
            if not options.omeka:
                notes[NOT_ASCII] += not filename.isascii()
                notes[SEVERAL] += description.cable.source.index > 0
                notes[INSIDE] += description.cable.source.member is not None
            values = _values(description)
            cells = [cell for field in FIELDS for cell in _padded(values[field], columns[field])]
            rows.writerow([filename, *cells])
    return +notes


def _values(described: Description) -> dict[str, list[str]]:
    cable = described.cable
    document = cable.release.document_id
    found: dict[str, list[str | None]] = {
        "identifier": [described.identifier, document if document != described.identifier else None],
        "title": [described.title],
        "creator": [described.creator],
        "contributor": [*described.contributors],
        "date": [described.when.iso if described.when else None],
        "subject": [term.label for term in described.topics],
        "coverage": [term.plain for term in described.places],
        "description": [described.scope, *(statement.line for statement in described.remarks)],
        "type": ["Text", described.genre],
        "format": [str(described.extent), cable.source.media_type],
        "language": [LANGUAGE_3],
        "relation": [*described.relations],
        "rights": [*(statement.line for statement in described.access), described.options.rights],
        "source": [source_line(cable.source)],
        "publisher": [described.options.repository],
    }
    return {field: [value for value in values if value] for field, values in found.items()}


def _padded(values: list[str], number: int) -> list[str]:
    return values + [""] * (number - len(values))
