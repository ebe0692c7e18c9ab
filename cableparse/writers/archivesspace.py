"""ArchivesSpace: the columns of its bulk import table that a cable fills, in the template's order.

The option `collection` gives every row its resource: an EAD ID, or a URI that begins with `/repositories/`. The
template of a recent release calls the first date `begin_1`, of an older one `begin`.

`extent_type` is of the default list, or what the option `archivesspace_extent_type` says: pages are counted as
`sheets`, a text without pages is one of `files`. The importer drops an extent whose type is not in the list.

The template has two subjects and three corporate bodies, the importer reads ten subjects and any number of bodies
(`import_archival_objects.rb`): the columns are as many as the records need. Further TAGS and those of countries go to
`n_odd`, with a note. Drafting, precedence and the printed date-time group are there too, the diagnostics in
`n_processinfo`. Classification and release are two labelled lines of `n_accessrestrict`.

Not carried, and noted: the text, the distribution, routing, references as printed, the archive's attributes, other
labels, what codes mean, what was left over, and the places of values and redactions and their confidence stay in the
record.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cableparse.record import Cable
from cableparse.writers import DateCodes, Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_3, SCRIPT, Description
from cableparse.writers.descriptions import DIAGNOSTICS, descriptions
from cableparse.writers.files import source_line
from cableparse.writers.sheet import sheet
from cableparse.writers.statements import Statement, lines

# What the template has, and how many subjects the importer reads.
SUBJECTS, BODIES = 2, 3
MOST_SUBJECTS = 10
# The values of the list `extent_extent_type` as ArchivesSpace is installed.
EXTENT_TYPES = frozenset(
    {
        *("cassettes", "cubic_feet", "files", "gigabytes", "leaves", "linear_feet", "megabytes"),
        *("photographic_prints", "photographic_slides", "reels", "sheets", "terabytes", "volumes"),
    }
)
MORE_SUBJECTS = "more TAGS than the ten subjects of a row; the others are in n_odd"
PLACES = "TAGS of countries have no column; they are in n_odd"
NO_RESOURCE = "no resource is named: give its EAD ID or URI as the collection, or no row can be imported"
OWN_EXTENT = "the extent type is not in ArchivesSpace's default list: put it into the list, or the extents are dropped"
BLOCKING = frozenset({NO_RESOURCE, OWN_EXTENT})

# The extent types that count pages; of every other a cable is one.
_COUNT_PAGES = frozenset({"sheets", "leaves", "pages"})

_FIRST = "ArchivesSpace field code (please don't edit this row)"
_DATES = {
    "dates_label": "Date(1) Label",
    "begin": "Date(1) Begin",
    "date_type": "Date(1) Type  *REQUIRED*",
    "expression": "Date(1) expression",
    "date_certainty": "Date(1) Certainty",
}
_BEFORE = {
    "ead": "EAD ID (either this or URI is *REQUIRED*)",
    "res_uri": "Resource URI (either this or EAD ID is *REQUIRED*)",
    "title": "Title (either or Date is *REQUIRED*)",
    "unit_id": "Component Unique Identifier",
    "hierarchy": "Hierarchical Relationship *REQUIRED*",
    "level": "Description Level *REQUIRED*",
    "l_lang": "Language",
    "l_langscript": "Script",
}
_AGENT = {
    "header": "Corporate Agent header string",
    "role": "Corporate Agent Role",
    "relator": "CorporateRelator",
}
_EXTENT = {
    "portion": "Extent portion",
    "number": "Extent number *REQUIRED* if specifying Extent",
    "extent_type": "Extent type: cubic feet, cds, etc.*REQUIRED* if specifying Extent",
}
_NOTES = {
    "n_accessrestrict": "Access Restrictions",
    "n_odd": "General",
    "n_processinfo": "Processing Information",
    "n_relatedmaterial": "Related Materials",
    "n_scopecontent": "Scope and Contents",
    "n_userestrict": "Use Restrictions",
}


def columns(codes: DateCodes, subjects: int = SUBJECTS, bodies: int = BODIES) -> dict[str, str]:
    """Field code and label of every column but the first."""
    suffix = "_1" if codes is DateCodes.NUMBERED else ""
    return {
        **_BEFORE,
        **{code + suffix: label for code, label in _DATES.items()},
        **_EXTENT,
        **{
            f"corporate_entities_agent_{part}_{number}": f"{label}({number})"
            for number in range(1, bodies + 1)
            for part, label in _AGENT.items()
        },
        **{
            f"subject_{number}_{part.lower()}": f"Subject ({number}) {part}"
            for number in range(1, subjects + 1)
            for part in ("Term", "Type", "Source")
        },
        **_NOTES,
    }


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the table, its row of codes and its row of labels before the records, which are read twice."""
    notes = Notes()
    labels = _needed(records, options)
    with sheet(target) as rows:
        rows.writerow([_FIRST, *labels])
        rows.writerow(["Field name", *labels.values()])
        for description in descriptions(records, options, notes, DIAGNOSTICS):
            values = _values(description)
            rows.writerow(["", *(values.get(code) or "" for code in labels)])
            _note(description, notes)
    return +notes


def _needed(records: Iterable[Cable], options: WriterOptions) -> dict[str, str]:
    """The columns of the template, and as many more as the record with the most subjects and bodies fills."""
    subjects, bodies = SUBJECTS, BODIES
    for description in descriptions(records, options, Notes()):
        subjects = max(subjects, len(description.topics))
        bodies = max(bodies, len(_agents(description)))
    return columns(options.archivesspace_dates, min(subjects, MOST_SUBJECTS), bodies)


def _values(described: Description) -> dict[str, str | None]:
    return {
        **_resource(described.options),
        "title": described.title,
        "unit_id": described.identifier,
        "hierarchy": "1",
        "level": "item",
        "l_lang": LANGUAGE_3,
        "l_langscript": SCRIPT,
        **_date(described),
        **_extent(described),
        **_bodies(described),
        **_subjects(described),
        "n_accessrestrict": lines(described.access),
        "n_odd": lines([*_left_over(described), *described.remarks]),
        "n_processinfo": lines([_file(described), *described.processing]),
        "n_relatedmaterial": "\n".join(described.relations),
        "n_scopecontent": described.scope,
        "n_userestrict": described.options.rights,
    }


def _resource(options: WriterOptions) -> dict[str, str | None]:
    named = options.collection or ""
    return {"res_uri" if named.startswith("/repositories/") else "ead": named}


def _date(described: Description) -> dict[str, str | None]:
    moment = described.when
    if moment is None:
        return {}
    values = {
        "dates_label": "creation",
        "begin": moment.day,
        "date_type": "single",
        "expression": moment.shown,
        "date_certainty": "approximate" if moment.event == "drafted" else "",
    }
    suffix = "_1" if described.options.archivesspace_dates is DateCodes.NUMBERED else ""
    return {code + suffix: value for code, value in values.items()}


def _extent(described: Description) -> dict[str, str | None]:
    number, unit = described.extent
    kind = described.options.archivesspace_extent_type or ("sheets" if unit == "pages" else "files")
    return {
        "portion": "whole",
        "number": str(number if kind in _COUNT_PAGES else 1),
        "extent_type": kind,
    }


def _agents(described: Description) -> list[tuple[str, str, str]]:
    """Heading, role and MARC relator of each: the sender is the creator, addressees are access points."""
    sender = [(described.creator, "creator", "aut")] if described.creator else []
    return [*sender, *((name, "subject", "rcp") for name in described.contributors)]


def _bodies(described: Description) -> dict[str, str | None]:
    return {
        f"corporate_entities_agent_{part}_{number}": value
        for number, agent in enumerate(_agents(described), 1)
        for part, value in zip(_AGENT, agent, strict=True)
    }


def _subjects(described: Description) -> dict[str, str | None]:
    return {
        f"subject_{number}_{part}": value
        for number, term in enumerate(described.topics[:MOST_SUBJECTS], 1)
        for part, value in (("term", term.label), ("type", "topical"), ("source", "local"))
    }


def _left_over(described: Description) -> list[Statement]:
    parts = {
        "Further TAGS": [term.label for term in described.topics[MOST_SUBJECTS:]],
        "Places (TAGS)": [term.label for term in described.places],
    }
    return [Statement("left_over", label, "; ".join(values)) for label, values in parts.items() if values]


def _file(described: Description) -> Statement:
    return Statement("source", "File", source_line(described.cable.source))


def _note(described: Description, notes: Notes) -> None:
    notes[MORE_SUBJECTS] += len(described.topics) > MOST_SUBJECTS
    notes[PLACES] += bool(described.places)
    notes[NO_RESOURCE] += described.options.collection is None
    notes[OWN_EXTENT] += (described.options.archivesspace_extent_type or "files") not in EXTENT_TYPES
