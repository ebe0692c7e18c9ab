"""The records of an export as descriptions, and notes on what stays behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import Description, describe
from cableparse.writers.legible import legible_options, legible_record

REPLACED = "control characters were replaced by their symbols (U+2400 and up)"
NO_CABLE = "a document that is no cable was left out: nothing is known of it to describe"
DEVISED = "the cable has no subject: its title is devised, in brackets"

# What a description does not take from the record.
_BEHIND = {
    "body": "the whole text",
    "distribution": "the distribution inside the Department",
    "routing": "the routing of the transmission",
    "attributes": "the block of the archive's attributes",
    "unparsed": "what no rule could read",
    "glossary": "the meaning of captions and exemptions",
    "provenance": "the place in the file that each value stands at",
}


def descriptions(
    records: Iterable[Cable], options: WriterOptions, notes: Notes, carried: frozenset[str] = frozenset()
) -> Iterator[Description]:
    """The descriptions of all records but those of documents that are no cable.

    `notes` takes what was left out or changed; `carried` names fields beyond the crosswalk that the format holds.
    """
    options = legible_options(options)
    for record in records:
        if record.kind == "not_a_cable":
            notes[NO_CABLE] += 1
            continue
        cable, replaced = legible_record(record)
        notes[REPLACED] += replaced
        notes.update(f"no place for {what}: the record alone has it" for what in left_behind(cable, carried))
        description = describe(cable, options)
        notes[DEVISED] += description.devised
        yield description


def left_behind(cable: Cable, carried: frozenset[str] = frozenset()) -> list[str]:
    """What the record holds beyond the crosswalk and `carried`."""
    defaults = Cable.model_fields
    return [
        what
        for field, what in _BEHIND.items()
        if field not in carried and getattr(cable, field) != defaults[field].get_default(call_default_factory=True)
    ]
