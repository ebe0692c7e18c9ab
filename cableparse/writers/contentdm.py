"""CONTENTdm: a tab-delimited table for the Project Client, file name last, no line breaks and tabs inside a field.

Lines end in CR LF, the last one in nothing. Many values of a field are parted by `; `. The file name is bare, without
folders, and must be unique in the upload; quotes mean nothing.

Not carried, and noted: the text, the distribution, routing, references as printed, the archive's attributes, other
labels, what codes mean, what was left over, and the places of values and redactions and their confidence stay in the
record. Drafting, precedence, the printed date-time group and the diagnostics go to `Notes`. Classification and release
have columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_3, Description
from cableparse.writers.descriptions import DIAGNOSTICS, descriptions
from cableparse.writers.files import INSIDE, source_line
from cableparse.writers.statements import Statement
from cableparse.writers.taken import Taken

COLUMNS = (
    *("Identifier", "Title", "Creator", "Contributors", "Date", "Subject", "Coverage", "Description", "Type"),
    *("Format", "Language", "Relation", "Classification", "Release", "Rights", "Source", "Publisher", "Notes"),
    "File Name",
)
FOLDED = "line breaks or tabs inside a value became spaces"
COMMAS = "a ; inside one of many values became a comma: the format parts values with it"
SHARED = "the file holds several cables, and its name is there as often: the upload needs a file for each"
SAME_NAME = "another file has the same name in another folder: rename one, the upload finds files by their bare names"
BLOCKING = frozenset({INSIDE, SHARED, SAME_NAME})

_CLASSIFICATION = ("classification", "captions", "declassification")
_RELEASE = ("release", "current")


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the table."""
    notes = Notes()
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as file, Taken() as taken:
        file.write("\t".join(COLUMNS))
        for description in descriptions(records, options, notes, DIAGNOSTICS):
            values = _values(description)
            told = {SHARED} if description.cable.source.index > 0 else set()
            file.write("\r\n" + "\t".join(_cell(values[column], told) for column in COLUMNS))
            notes.update(told)
            source = description.cable.source
            notes[INSIDE] += source.member is not None
            notes[SAME_NAME] += source.index == 0 and taken.times(source.name) > 1
    return +notes


def _values(described: Description) -> dict[str, list[str]]:
    source, options = described.cable.source, described.options
    document = described.cable.release.document_id
    return {
        "Identifier": list(dict.fromkeys(filter(None, [described.identifier, document]))),
        "Title": [described.title],
        "Creator": [described.creator] if described.creator else [],
        "Contributors": described.contributors,
        "Date": [described.when.day] if described.when else [],
        "Subject": [term.label for term in described.topics],
        "Coverage": [term.plain for term in described.places],
        "Description": [described.scope] if described.scope else [],
        "Type": ["Text", described.genre],
        "Format": [str(described.extent), source.media_type],
        "Language": [LANGUAGE_3],
        "Relation": described.relations,
        "Classification": _sentences(described.access, _CLASSIFICATION),
        "Release": _sentences(described.access, _RELEASE),
        "Rights": list(filter(None, [options.rights])),
        "Source": [source_line(described.cable.source)],
        "Publisher": list(filter(None, [options.repository])),
        "Notes": _sentences([*described.remarks, *described.processing]),
        "File Name": [source.name],
    }


def _sentences(statements: list[Statement], kinds: tuple[str, ...] | None = None) -> list[str]:
    """The statements in one value, or those of some kinds, since what stands in them has every separator."""
    chosen = [statement.line.rstrip(".") for statement in statements if kinds is None or statement.kind in kinds]
    return [". ".join(chosen)] if chosen else []


def _cell(values: list[str], told: set[str]) -> str:
    folded = [" ".join(value.splitlines()).replace("\t", " ") for value in values]
    if folded != values:
        told.add(FOLDED)
    if len(folded) > 1 and any(";" in value for value in folded):
        told.add(COMMAS)
        folded = [value.replace(";", ",") for value in folded]
    return "; ".join(folded)
