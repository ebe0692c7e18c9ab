"""The records of an export as descriptions, and notes on what stays behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import Description, describe
from cableparse.writers.files import file_id
from cableparse.writers.legible import legible_options, legible_record

REPLACED = "control characters were replaced by their symbols (U+2400 and up)"
NO_CABLE = "a document that is no cable was left out: nothing is known of it to describe"
NO_FIELD, RECORD_ALONE = "no field for ", ": the record alone has it"
DEVISED = "the cable has no subject: its title is devised, in brackets"

# What something is called, and where it is.
Row = tuple[str, Callable[[Cable], object]]
# What a description does not take from the record.
_BEHIND: dict[str, Row] = {
    "body": ("the whole text", lambda c: c.body.paragraphs or c.body.signature),
    "distribution": ("the distribution inside the Department", lambda c: c.distribution.offices or c.distribution.info),
    "routing": ("the routing of the transmission", lambda c: any(value for _, value in c.routing)),
    "addressees": (
        "the precedence, serial and routing indicator of each addressee",
        lambda c: any(a.precedence or a.serial or a.routing_indicator for a in [*c.to, *c.info, *c.exempted]),
    ),
    "references": ("references as they are printed", lambda c: any(r.label or r.id for r in c.references)),
    "redactions": ("the place of each redaction", lambda c: c.redactions),
    "attributes": ("the block of the archive's attributes", lambda c: c.attributes),
    "labelled": ("what stands behind labels that have no field of their own", lambda c: c.labelled),
    "unparsed": ("what no rule could read", lambda c: c.unparsed),
    "leftover": ("the words of the heading that no field took", lambda c: c.leftover),
    "glossary": ("the meaning of captions and exemptions", lambda c: c.glossary.captions or c.glossary.exemptions),
    "diagnostics": ("the diagnostics", lambda c: c.diagnostics),
    "provenance": ("the place in the file that each value stands at", lambda c: c.provenance),
    "corrections": ("who corrected what", lambda c: c.corrections),
    "checked": ("who found what right", lambda c: c.checked),
    "parts": ("the sources of the sections that it was joined of", lambda c: c.source.parts),
    "confidence": ("how likely each field is right", lambda c: c.confidence),
    "recognition": ("how sure the recognised lines are", lambda c: c.source.confidence),
}
# What the crosswalk takes, and what is said of the reading rather than of the cable.
_DESCRIBED = frozenset(
    {
        *("id", "message", "classification", "captions", "passing", "precedence", "dtg", "from_", "to", "info"),
        *("exempted", "drafting", "executive_order", "tags", "subject", "references", "release", "source"),
        *("schema_version", "kind", "layout", "grade", "coverage", "calibration"),
    }
)


def rows(model: type[Cable]) -> dict[str, Row]:
    """What a description does not take of a record of `model`; a field without a row above is told by its name."""
    names = [name for name in model.model_fields if name not in _BEHIND and name not in _DESCRIBED]
    return _BEHIND | {name: (f"the field `{name}`", _is_filled(name, model)) for name in names}


def _is_filled(name: str, model: type[Cable]) -> Callable[[Cable], object]:
    empty = model.model_fields[name].get_default(call_default_factory=True)
    return lambda cable: getattr(cable, name) != empty


_ROWS = rows(Cable)
WHOLE = frozenset(_ROWS)
DIAGNOSTICS = frozenset({"diagnostics"})


def descriptions(
    records: Iterable[Cable], options: WriterOptions, notes: Notes, carried: frozenset[str] = frozenset()
) -> Iterator[Description]:
    """The descriptions of all records but those of documents that are no cable.

    `notes` takes what was left out or changed; `carried` names what the format holds beyond the crosswalk.
    """
    options = legible_options(options)
    for record, shared in _with_neighbours(records):
        if record.kind == "not_a_cable":
            notes[NO_CABLE] += 1
            continue
        cable, replaced = legible_record(record)
        notes[REPLACED] += replaced
        notes.update(f"{NO_FIELD}{what}{RECORD_ALONE}" for what in left_behind(cable, carried))
        description = describe(cable, options, shared=shared)
        notes[DEVISED] += description.devised
        yield description


def _with_neighbours(records: Iterable[Cable]) -> Iterator[tuple[Cable, bool]]:
    """The records, and whether the file of each holds another: those of one file stand together."""
    before: Cable | None = None
    for record in records:
        if before is not None:
            yield before, before.source.index > 0 or _same_file(before, record)
        before = record
    if before is not None:
        yield before, before.source.index > 0


def _same_file(one: Cable, other: Cable) -> bool:
    return other.source.index > 0 and file_id(one.source) == file_id(other.source)


def left_behind(cable: Cable, carried: frozenset[str] = frozenset()) -> list[str]:
    """What the record holds beyond the crosswalk and `carried`."""
    return [what for name, (what, held) in _ROWS.items() if name not in carried and held(cable)]
