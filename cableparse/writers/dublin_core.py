"""Dublin Core: Archivematica's `metadata/metadata.csv`, or with the option `omeka` a table for Omeka S.

A field of many values repeats its column, one value each; the records are read twice, first to count. Archivematica
takes one row a file: a file with several cables has one row each, and so has each copy of a file.

`dcterms:identifier` is what Omeka S updates by: one that repeats gets a suffix made of the record's key, a document
number that is another row's stays in `dcterms:rights` alone.

Not carried, and noted: the text, the distribution, routing, references as printed, the archive's attributes, other
labels, what codes mean, what was left over, and the places of values and redactions and their confidence stay in the
record, and so do the diagnostics. Drafting, precedence and the printed date-time group become descriptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, count
from pathlib import Path

from cableparse.record import Cable, Source
from cableparse.sources.recorded import as_bytes_were
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_3, Description
from cableparse.writers.descriptions import descriptions
from cableparse.writers.files import INSIDE, relative_path, source_line, with_copies
from cableparse.writers.sheet import sheet
from cableparse.writers.taken import Taken

FIELDS = (
    *("identifier", "title", "creator", "contributor", "date", "subject", "coverage", "description"),
    *("type", "format", "language", "relation", "rights", "source", "publisher"),
)
NOT_ASCII = "the file's name is not ASCII: Archivematica renames it, and the row finds it no more"
REPEATED = "the identifier is another row's too: Omeka updates by it, so a part of the record's key stands behind it"
SEVERAL = "the file holds several cables: Archivematica takes one row a file"
BLOCKING = frozenset({NOT_ASCII, SEVERAL, INSIDE})

# Digits of a record's key, enough to tell the prints of one message apart.
_SUFFIX = 8


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
    with sheet(target) as rows, Taken() as taken:
        rows.writerow(["filename", *(prefix + field for field in FIELDS for _ in range(columns[field]))])
        for description in descriptions(records, options, notes, carried):
            values = _values(description)
            if options.omeka:
                values["identifier"] = _unique(description, taken, notes)
            cells = [cell for field in FIELDS for cell in _padded(values[field], columns[field])]
            for source in [description.cable.source] if options.omeka else with_copies(description.cable.source):
                filename = place(relative_path(source, options))
                rows.writerow([filename, *cells])
                if not options.omeka:
                    _note(source, filename, notes)
    return +notes


def _note(source: Source, filename: str, notes: Notes) -> None:
    notes[NOT_ASCII] += not as_bytes_were(filename).isascii()
    notes[SEVERAL] += source.index > 0
    notes[INSIDE] += source.member is not None


def _unique(described: Description, taken: Taken, notes: Notes) -> list[str]:
    """The identifiers of a row, none of which another row has."""
    own, *documents = _values(described)["identifier"]
    key = described.key[:_SUFFIX]
    names = chain([own, f"{own} ({key})"], (f"{own} ({key}, {number})" for number in count(2)))
    unique = next(name for name in names if taken.times(name) == 1)
    notes[REPEATED] += unique != own
    return [unique, *(each for each in documents if taken.times(each) == 1)]


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
