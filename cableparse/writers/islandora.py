"""Islandora Workbench: a table for its task `create`, many values in a cell as `a|b`, dates as EDTF.

Columns beside `id,title,file,field_model` are named as in the Islandora Starter Site; agents are typed relations to the
vocabulary `corporate_body`. A title has at most 255 characters: a longer one is cut at a word, ends in `...`, and
stands whole in `field_full_title`.

Not carried, and noted: the text, the distribution, routing, references as printed, the archive's attributes, other
labels, what codes mean, what was left over, and the places of values and redactions and their confidence stay in the
record. Drafting, precedence, the printed date-time group and the diagnostics go to `field_note`. Classification and
release are two values of `field_rights`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_3, Description
from cableparse.writers.descriptions import DIAGNOSTICS, descriptions
from cableparse.writers.files import INSIDE, relative_path, source_line
from cableparse.writers.sheet import barred, cut, sheet

# Characters that Drupal keeps of a title.
TITLE = 255
LONG_TITLE = "the title has more than 255 characters: title is cut, field_full_title has all of it"
BLOCKING = frozenset({INSIDE})
COLUMNS = (
    *("id", "title", "file", "field_model", "field_full_title", "field_identifier", "field_linked_agent"),
    *("field_edtf_date_created", "field_subject", "field_geographic_subject", "field_description", "field_extent"),
    *("field_genre", "field_resource_type", "field_language", "field_rights", "field_related_item", "field_note"),
    *("field_source", "field_physical_location"),
)


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the table."""
    notes = Notes()
    with sheet(target) as rows:
        rows.writerow(COLUMNS)
        for description in descriptions(records, options, notes, DIAGNOSTICS):
            values = _values(description)
            told = {LONG_TITLE} if len(description.title) > TITLE else set()
            notes[INSIDE] += description.cable.source.member is not None
            rows.writerow([barred(values[column], told) for column in COLUMNS])
            notes.update(told)
    return +notes


def _values(described: Description) -> dict[str, list[str]]:
    sender = [f"relators:cre:corporate_body:{described.creator}"] if described.creator else []
    document = described.cable.release.document_id
    return {
        "id": [described.key],
        "title": [cut(described.title, TITLE)],
        "file": [relative_path(described.cable.source, described.options)],
        "field_model": ["Digital Document"],
        "field_full_title": [described.title],
        "field_identifier": list(dict.fromkeys(filter(None, [described.identifier, document]))),
        "field_linked_agent": [*sender, *(f"relators:rcp:corporate_body:{name}" for name in described.contributors)],
        "field_edtf_date_created": [described.when.edtf] if described.when else [],
        "field_subject": [term.label for term in described.topics],
        "field_geographic_subject": [term.plain for term in described.places],
        "field_description": [described.scope] if described.scope else [],
        "field_extent": [str(described.extent)],
        "field_genre": [described.genre],
        "field_resource_type": ["Text"],
        "field_language": [LANGUAGE_3],
        "field_rights": [*(s.line for s in described.access), *filter(None, [described.options.rights])],
        "field_related_item": described.relations,
        "field_note": [statement.line for statement in [*described.remarks, *described.processing]],
        "field_source": [source_line(described.cable.source)],
        "field_physical_location": [described.options.repository] if described.options.repository else [],
    }
