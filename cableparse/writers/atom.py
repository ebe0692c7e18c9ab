"""AtoM: the ISAD(G) table, 56 columns in AtoM's order, many values in a cell as `a|b`.

`legacyId` is unique to the record, so that an import can be repeated. AtoM has one cell for the conditions of access:
classification and release are two labelled lines of it.

`identifier`, `title`, `eventDates` and each name or term have at most 1,024 characters
(`varchar(1024)` in AtoM's `config/schema.yml`): a longer one is cut at a word and ends in `...`. A title that is cut
stands whole in `generalNote`.

Not carried, and noted: the text, the distribution, routing, references as printed, the archive's attributes, other
labels, what codes mean, what was left over, and the places of values and redactions and their confidence stay in the
record. Drafting, precedence and the printed date-time group go to `generalNote`, the diagnostics to `archivistNote`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_2, SCRIPT, Description
from cableparse.writers.descriptions import DIAGNOSTICS, descriptions
from cableparse.writers.files import source_line
from cableparse.writers.sheet import barred, cut, sheet
from cableparse.writers.statements import Statement, lines

COLUMNS = (
    *("legacyId", "parentId", "qubitParentSlug", "accessionNumber", "identifier", "title", "levelOfDescription"),
    *("extentAndMedium", "repository", "archivalHistory", "acquisition", "scopeAndContent", "appraisal", "accruals"),
    *("arrangement", "accessConditions", "reproductionConditions", "language", "script", "languageNote"),
    *("physicalCharacteristics", "findingAids", "locationOfOriginals", "locationOfCopies"),
    *("relatedUnitsOfDescription", "publicationNote", "digitalObjectPath", "digitalObjectURI", "generalNote"),
    *("subjectAccessPoints", "placeAccessPoints", "nameAccessPoints", "genreAccessPoints", "descriptionIdentifier"),
    *("institutionIdentifier", "rules", "descriptionStatus", "levelOfDetail", "revisionHistory"),
    *("languageOfDescription", "scriptOfDescription", "sources", "archivistNote", "publicationStatus"),
    *("physicalObjectName", "physicalObjectLocation", "physicalObjectType", "alternativeIdentifiers"),
    *("alternativeIdentifierLabels", "eventDates", "eventTypes", "eventStartDates", "eventEndDates", "eventActors"),
    *("eventActorHistories", "culture"),
)
MOST = 1024
LONG_TITLE = "the title has more than 1,024 characters: it is cut, generalNote has all of it"
LONG_VALUE = (
    "a name, a term, a date or an identifier has more than 1,024 characters: it is cut, the record has all of it"
)


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the table; `collection` is the slug of the description that the rows come under."""
    notes = Notes()
    with sheet(target) as rows:
        rows.writerow(COLUMNS)
        for description in descriptions(records, options, notes, DIAGNOSTICS):
            told: set[str] = set()
            values = _values(description, told)
            rows.writerow([values.get(column) or "" for column in COLUMNS])
            notes.update(told)
    return +notes


def _values(described: Description, told: set[str]) -> dict[str, str | None]:
    release, moment = described.cable.release, described.when
    others = {"Document": release.document_id, "Case": release.case_id}
    others = {label: number for label, number in others.items() if number and number != described.identifier}
    whole = [Statement("title", "Title", described.title)] if len(described.title) > MOST else []
    if whole:
        told.add(LONG_TITLE)
    return {
        "legacyId": described.key,
        "qubitParentSlug": described.options.collection,
        "identifier": _short(described.identifier, told),
        "title": cut(described.title, MOST),
        "levelOfDescription": "Item",
        "extentAndMedium": str(described.extent),
        "repository": described.options.repository,
        "scopeAndContent": described.scope,
        "accessConditions": lines(described.access),
        "reproductionConditions": described.options.rights,
        "language": LANGUAGE_2,
        "script": SCRIPT,
        "relatedUnitsOfDescription": "\n".join(described.relations),
        "generalNote": lines([*whole, *described.remarks]),
        "subjectAccessPoints": _listed([term.label for term in described.topics], told),
        "placeAccessPoints": _listed([term.plain for term in described.places], told),
        "nameAccessPoints": _listed(described.contributors, told),
        "genreAccessPoints": described.genre,
        "languageOfDescription": LANGUAGE_2,
        "scriptOfDescription": SCRIPT,
        "sources": source_line(described.cable.source),
        "archivistNote": lines(described.processing),
        "alternativeIdentifiers": _listed([number for number in others.values() if number], told),
        "alternativeIdentifierLabels": _listed(others, told),
        "eventDates": _listed([moment.shown], told) if moment else None,
        "eventTypes": "Creation",
        "eventStartDates": moment.day if moment else None,
        "eventEndDates": moment.day if moment else None,
        "eventActors": _listed([described.creator], told) if described.creator else None,
        "culture": LANGUAGE_2,
    }


def _listed(values: Iterable[str], told: set[str]) -> str:
    """Many values in one cell."""
    return barred([_short(value, told) for value in values], told)


def _short(value: str, told: set[str]) -> str:
    """The value as far as AtoM stores it; `told` takes what is to be noted of the row."""
    if len(value) > MOST:
        told.add(LONG_VALUE)
    return cut(value, MOST)
