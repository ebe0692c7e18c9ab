"""parse(): from a document to records, stage by stage."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from cableparse import account, body, sources
from cableparse.confidence import confidence
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.errors import UnreadableInput
from cableparse.fields import (
    attributes,
    classification,
    distribution,
    executive_order,
    handling,
    readers,
    redactions,
    release,
    table_columns,
)
from cableparse.grade import grade
from cableparse.lines import Labelled, LabelledMessage, LineKind, arrange
from cableparse.pages import Document
from cableparse.record import MESSAGES, Cable
from cableparse.sources import SourceOptions
from cableparse.sources import text as text_source
from cableparse.vocabulary import glossary

_DEFAULTS = SourceOptions()
# Every heading begins with one of these.
_FIRST_LABELS = frozenset({"origin", "action", "fm", "dtg"})


def parse_file(path: str | os.PathLike[str], *, options: SourceOptions = _DEFAULTS) -> list[Cable]:
    """The records of one file, in the order of their cables: of an archive, a mailbox or a table those of all in it.

    Never raises on content.

    Raises:
        UnreadableInput: the file, or a member of it, cannot be read.
        MissingProgram: it takes a program or an extra that is not installed.
    """
    cables: list[Cable] = []
    for found in sources.read(path, options=options):
        if isinstance(found, UnreadableInput):
            raise found
        cables += parse_document(found)
    return cables


def parse_text(text: str, *, name: str = "<text>") -> list[Cable]:
    """The records of a text; never raises on content."""
    return parse_document(text_source.text_document(text, name))


def parse_document(document: Document) -> list[Cable]:
    """The records of a document: at least one, which says so where it is no cable."""
    return list(each_record(document))


def each_record(document: Document) -> Iterator[Cable]:
    """The records of a document, each once it is made: of many cables in one file no more than one is held."""
    return parse_messages(arrange(document), document)


def parse_messages(messages: Sequence[LabelledMessage], document: Document) -> Iterator[Cable]:
    """The records of a document whose lines are known; one that has none is no cable."""
    for index, message in enumerate(messages or [LabelledMessage("not_a_cable", "unknown", [])]):
        yield parse_message(message, document, index)


def parse_message(message: LabelledMessage, document: Document, index: int = 0) -> Cable:
    """The record of one message."""
    draft = Draft(message.layout)
    lines = message.lines
    table_columns.put(draft, document.attributes)
    if message.kind in MESSAGES:
        readers.read(message, draft)
        _read_surroundings(message, draft, document.release_basis)
        redactions.read_heading(draft, lines)
        body.read(message, draft)
        executive_order.read_text(draft)
        table_columns.fill(draft, document.attributes)
        _check(message, draft)
    elif message.kind == "not_a_cable":
        draft.note(Code.NOT_A_CABLE)
    table_columns.settle(draft, message.kind, document.attributes)
    if document.boxes and lines:
        boxes = redactions.boxes_among(document, lines[0].line.number, lines[-1].line.number)
        redactions.place(boxes, draft)
    for code, detail, span in (*message.notes, *document.notes):
        draft.note(code, detail, [span] if span else [])
    settled = account.settle(message, draft)
    record = {
        **draft.record,
        "kind": message.kind,
        "layout": message.layout,
        "glossary": _glossary(draft),
        "source": _source(document, lines, index),
        "provenance": {path: spans for path, spans in draft.provenance.items() if spans},
        "confidence": confidence(message, draft, settled.leftover),
        "diagnostics": draft.diagnostics,
        "coverage": settled.coverage,
        "unparsed": [kept.plain for kept in settled.unparsed],
        "leftover": [kept.plain for kept in settled.leftover],
    }
    if document.calibration:
        record["confidence"] = document.calibration.applied(record["confidence"])
        record["calibration"] = document.calibration.told(document.sha256, document.member, index)
    if document.release_basis:
        # Given, and not read: it has no place in the file, and nothing that could make it more or less sure.
        record["release"] = {**record.get("release", {}), "basis": document.release_basis}
        record["provenance"]["release.basis"] = []
    return Cable.model_validate({**record, "grade": grade(record)})


def _source(document: Document, lines: list[Labelled], index: int) -> dict[str, Any]:
    return {
        "path": document.path,
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "pages": document.pages,
        "encoding": document.encoding,
        "layer": document.layer,
        "confidence": _recognition(lines) if document.layer else None,
        "member": document.member,
        "index": index,
    }


def _recognition(lines: list[Labelled]) -> dict[int, float] | None:
    scores = {p.line.number: p.line.confidence for p in lines if p.line.confidence is not None}
    return scores or None


def _read_surroundings(message: LabelledMessage, draft: Draft, basis: str | None) -> None:
    """Release, classification and what only the archive's attributes tell."""
    lines = message.lines
    listed = [line for line in lines if line.kind is LineKind.ATTRIBUTES]
    if listed:
        attributes.read(draft, listed)
    stamps = release.stamp_lines(lines)
    released = release.read(draft, [*stamps, *attributes.review_stamps(listed)])
    release.fill_from_attributes(draft)
    if not released and not basis and draft.get("release.status") is None:
        draft.note(Code.NO_RELEASE_MARKING, release.unticked(stamps))
    if listed:
        printed = any(line.kind is LineKind.HEADER for line in lines)
        attributes.fill_gaps(draft, header_printed=printed)
    handling.read_banners(draft, lines)
    classification.read(draft, message, stamps)


def _check(message: LabelledMessage, draft: Draft) -> None:
    """What a person should know of the whole message."""
    distribution.check(draft)
    _check_order(message, draft)
    lost = release.lost_text(message.lines)
    if lost is not None:
        draft.note(Code.TEXT_LOST, spans=[lost.span])
    elif not draft.get("from.name") and not draft.get("subject") and not _has_own_heading(message, draft):
        draft.note(Code.FRAGMENT)


def _has_own_heading(message: LabelledMessage, draft: Draft) -> bool:
    """Whether it is one of the Department's forms, which name no sender, or has the heading of an edition's editors."""
    return bool(message.of("parties")) or _is_outgoing(draft)


def _is_outgoing(draft: Draft) -> bool:
    return draft.layout == "form" and bool(draft.get("to")) and draft.get("message.originator") is not None


def _check_order(message: LabelledMessage, draft: Draft) -> None:
    text = next((line.line.number for line in message.lines if line.kind is LineKind.BODY), None)
    heading = next((line for line in message.lines if line.label in _FIRST_LABELS), None)
    if text is not None and heading is not None and heading.line.number > text:
        draft.note(Code.HEADER_AFTER_TEXT, spans=[heading.line.whole])


def _glossary(draft: Draft) -> dict[str, dict[str, str]]:
    codes = [code for redaction in draft.get("redactions") or [] for code in redaction["codes"]]
    return glossary.explain(draft.get("captions") or [], [*codes, *(draft.get("release.exemptions") or [])], draft.year)
