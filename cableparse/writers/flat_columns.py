"""The columns of a flat table, each with its meaning and the field that it is read from."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from cableparse import meanings
from cableparse.field_path import list_of, type_at, without_none
from cableparse.record import Cable, Officer
from cableparse.writers.files import place
from cableparse.writers.key import cable_key

# A dict is for a JSON object.
Value: TypeAlias = "str | int | float | list[str] | dict[str, str] | dict[str, float] | None"
Get = Callable[[Cable], Value]


class FlatColumn(NamedTuple):
    """A column: `path` is the field of the record, or says what it is made of; `get` reads it.

    `type` is that of a cell: str, int or float; list and dict for several values.
    """

    name: str
    type: type
    path: str
    meaning: str
    get: Get


def _column(name: str, kind: type, path: str, meaning: str | None = None) -> FlatColumn:
    """A column that is read from one field; `a[].b` are all b in the list a, without those that are null.

    It means what the field means, unless another `meaning` is given.
    """
    return FlatColumn(name, kind, path, meaning or _meaning(path), _reader(path))


def _meaning(path: str) -> str:
    parent, _, field = path.removesuffix("[]").rpartition(".")
    return meanings.meaning(without_none(type_at(Cable, parent))[0] if parent else Cable, field)


def _reader(path: str) -> Get:
    place, _, item = path.replace("from.", "from_.").partition("[]")
    value: Callable[[Cable], Any] = attrgetter(place)
    if not item:
        return value
    part = attrgetter(item.removeprefix("."))
    return lambda cable: [found for each in value(cable) if (found := part(each)) is not None]


def _officers(role: str) -> Get:
    found: Callable[[Cable], list[Officer]] = attrgetter(f"drafting.{role}")
    return lambda cable: [f"{each.office}:{each.name}" if each.office else each.name for each in found(cable)]


def _offices(role: str) -> Get:
    found = attrgetter(f"distribution.{role}")
    return lambda cable: [f"{o.symbol}-{o.copies:02}" if o.copies is not None else o.symbol for o in found(cable)]


def _codes(cable: Cable) -> list[str]:
    return list(dict.fromkeys(diagnostic.code for diagnostic in cable.diagnostics))


def _redaction_codes(cable: Cable) -> list[str]:
    return list(dict.fromkeys(code for redaction in cable.redactions for code in redaction.codes))


def _confidence(cable: Cable) -> dict[str, float]:
    least: dict[str, float] = {}
    for path, sure in cable.confidence.items():
        field = list_of(path)
        least[field] = min(sure, least.get(field, sure))
    return least


# What a cable has once, and lists of plain values.
OWN: tuple[FlatColumn, ...] = (
    FlatColumn(
        "key",
        str,
        "made of source.sha256, .member, .index",
        "stable key; unlike id never null",
        lambda cable: cable_key(cable.source),
    ),
    _column("id", str, "id"),
    _column("kind", str, "kind"),
    _column("layout", str, "layout"),
    _column("originator", str, "message.originator"),
    _column("number", int, "message.number"),
    _column("year", int, "message.year"),
    FlatColumn(
        "section",
        int,
        "message.section.number",
        "number of the section, where there are several",
        lambda cable: None if cable.message.section is None else cable.message.section.number,
    ),
    FlatColumn(
        "sections",
        int,
        "message.section.of",
        "how many sections the message has",
        lambda cable: None if cable.message.section is None else cable.message.section.of,
    ),
    _column("classification", str, "classification.level"),
    _column("current_classification", str, "classification.current"),
    _column("captions", list, "captions[]"),
    _column("passing", list, "passing[]"),
    _column("precedence", list, "precedence[]"),
    _column("dtg_as_printed", str, "dtg.as_printed"),
    _column("dtg", str, "dtg.utc"),
    _column("from_name", str, "from.name"),
    _column("from_post", str, "from.post"),
    _column("start_of_transmission", str, "routing.start_of_transmission"),
    _column("indicators", str, "routing.indicators"),
    _column("station", str, "routing.station"),
    _column("security", str, "routing.security"),
    _column("distribution_role", str, "distribution.role"),
    _column("copies", int, "distribution.total"),
    _column("drafted_on", str, "drafting.drafted_on"),
    _column("executive_order", str, "executive_order.number"),
    _column("instruction", str, "executive_order.instruction"),
    _column("declassify_on", str, "executive_order.declassify_on"),
    _column("classified_by", str, "executive_order.classified_by"),
    _column("reasons", list, "executive_order.reasons[]"),
    _column("tags", list, "tags[].code", "TAGS as codes, in printed order"),
    _column("subject", str, "subject"),
    _column("signature", str, "body.signature"),
    _column("release_status", str, "release.status"),
    _column("exemptions", list, "release.exemptions[]"),
    _column("release_authority", str, "release.authority"),
    _column("release_date", str, "release.date"),
    _column("case_id", str, "release.case_id"),
    _column("document_id", str, "release.document_id"),
    _column("release_basis", str, "release.basis"),
    _column("labelled", dict, "labelled", "what stands behind labels without a field of their own, a JSON object"),
    _column("attributes", dict, "attributes", "what the archive says of it, a JSON object"),
    _column("source_path", str, "source.path"),
    _column("source_member", str, "source.member"),
    _column("source_index", int, "source.index"),
    _column("source_sha256", str, "source.sha256"),
    FlatColumn(
        "source_copies",
        list,
        "source.copies[]",
        "other files of a batch with the same content",
        lambda cable: [place(copy) for copy in cable.source.copies or []],
    ),
    _column("media_type", str, "source.media_type"),
    _column("pages", int, "source.pages"),
    _column("encoding", str, "source.encoding"),
    _column("text_layer", str, "source.layer"),
    FlatColumn(
        "corrections",
        list,
        "corrections[]",
        "fields that a person corrected, by whom and when",
        lambda cable: [f"{each.path} by {each.by}, {each.at}" for each in cable.corrections],
    ),
    FlatColumn(
        "confidence",
        dict,
        "confidence",
        "how likely each field is right, 0 to 1, of a list its least sure item, a JSON object",
        _confidence,
    ),
    _column("grade", str, "grade"),
    _column("coverage", float, "coverage.share"),
    _column("unparsed_lines", int, "coverage.unparsed"),
    _column("words_left", int, "coverage.words.left"),
)

# What a database has in tables of their own.
LISTED: tuple[FlatColumn, ...] = (
    _column("to", list, "to[].name", "action addressees"),
    _column("info", list, "info[].name", "information addressees"),
    _column("exempted", list, "exempted[].name", "left out of a collective (XMT)"),
    FlatColumn(
        "offices",
        list,
        "distribution.offices[]",
        "offices after ORIGIN or ACTION, with copies: ARA-10",
        _offices("offices"),
    ),
    FlatColumn("info_offices", list, "distribution.info[]", "offices after INFO, with copies", _offices("info")),
    FlatColumn("drafted_by", list, "drafting.drafted_by[]", "office:name of the drafters", _officers("drafted_by")),
    FlatColumn("approved_by", list, "drafting.approved_by[]", "office:name of the approvers", _officers("approved_by")),
    FlatColumn("cleared_by", list, "drafting.cleared_by[]", "office:name of the clearers", _officers("cleared_by")),
    _column("tag_names", list, "tags[].name", "what those TAGS mean that are in the vocabulary"),
    _column("tag_details", list, "tags[].detail"),
    _column("references", list, "references[].as_printed", "referenced messages as printed"),
    _column("reference_ids", list, "references[].id", "their ids, where they can be built"),
    FlatColumn(
        "redaction_codes",
        list,
        "redactions[].codes[]",
        "exemption codes at redactions, each once",
        _redaction_codes,
    ),
    FlatColumn("redactions", int, "redactions", "how many redactions there are", lambda cable: len(cable.redactions)),
    FlatColumn(
        "diagnostics", list, "diagnostics[].code", "codes of what was repaired, inferred or damaged, each once", _codes
    ),
    FlatColumn(
        "body",
        str,
        "body.paragraphs[]",
        "headings, numbers, portion marks and text, a blank line between paragraphs",
        attrgetter("text"),
    ),
)
