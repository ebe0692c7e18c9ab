"""PREMIS 3: every file as an object, what was done to it as events, this program as their agent.

The events are the message digest calculation, once a file; the metadata extraction, once a record, its diagnostics as
outcome details; and the validation of the record against its schema. A statement of accuracy is one more validation, of
the collection, by the people who checked it: agents, too. All documents are carried, those that are no cable
too: the events happened to their files.

A record does not say when it was made, nor by what version. So the first two events have the EDTF interval that ends
with the export, and the agent is the version that exports. No description is carried: that is what the descriptive
formats are for. No METS either: Archivematica builds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from cableparse import __version__, grammars
from cableparse.output import replacing
from cableparse.record import Cable, Diagnostic, Source
from cableparse.statement import AccuracyStatement
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.descriptions import REPLACED
from cableparse.writers.files import FileId, file_id, relative_path, with_copies
from cableparse.writers.legible import legible, legible_record
from cableparse.writers.markup import Element, maker, xml_file

NAMESPACE = "http://www.loc.gov/premis/v3"
WHEN_UNKNOWN = "the record does not say when it was made: its events are dated as before the export"
NO_DESCRIPTION = "what the cable says has no place in PREMIS: export a descriptive format too"
EMPTY = "there is no record, and PREMIS needs one object at least: the file is not valid"
BLOCKING = frozenset({EMPTY})

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_E = maker(NAMESPACE, xsi=_XSI)
_AGENT = uuid5(NAMESPACE_URL, f"cableparse {__version__}")
_COLLECTION = uuid5(NAMESPACE_URL, "cableparse collection")


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the objects, the events and the agent; the records are read twice."""
    notes = Notes()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with replacing(target) as temporary, xml_file(temporary, "premis", NAMESPACE, version="3.0") as xml:
        for cable, first in _with_files(records, Notes()):
            if first:
                for source in with_copies(cable.source):
                    xml.write(_object(source, options), pretty_print=True)
        if options.statement:
            xml.write(_whole(options), pretty_print=True)
        for cable, first in _with_files(records, notes):
            for event in _events(cable, first, now):
                xml.write(event, pretty_print=True)
        if options.statement:
            xml.write(_review(options.statement, now), pretty_print=True)
        for agent in (_agent(), *_people(options.statement)):
            xml.write(agent, pretty_print=True)
    if not notes:
        notes[EMPTY] += 1
    return +notes


def _with_files(records: Iterable[Cable], notes: Notes) -> Iterator[tuple[Cable, bool]]:
    """The records, and whether each is the first of its file; those of one file stand together."""
    before: FileId | None = None
    for record in records:
        cable, replaced = legible_record(record)
        notes[REPLACED] += replaced
        notes.update((WHEN_UNKNOWN, NO_DESCRIPTION))
        own = file_id(cable.source)
        yield cable, own != before
        before = own


def _object(source: Source, options: WriterOptions) -> Element:
    return _E.object(
        {f"{{{_XSI}}}type": "file"},
        _E.objectIdentifier(_E.objectIdentifierType("UUID"), _E.objectIdentifierValue(str(_file_uuid(source)))),
        _E.objectCharacteristics(
            _E.fixity(_E.messageDigestAlgorithm("SHA-256"), _E.messageDigest(source.sha256)),
            _E.format(_E.formatDesignation(_E.formatName(source.media_type))),
        ),
        _E.originalName("/".join(filter(None, [relative_path(source, options), source.member]))),
    )


def _whole(options: WriterOptions) -> Element:
    """The collection, which a statement of accuracy is about."""
    return _E.object(
        {f"{{{_XSI}}}type": "intellectualEntity"},
        _E.objectIdentifier(_E.objectIdentifierType("UUID"), _E.objectIdentifierValue(str(_COLLECTION))),
        _E.originalName(legible(options.collection or "all records")),
    )


def _review(statement: AccuracyStatement, now: str) -> Element:
    """The event that a statement of accuracy tells of: on the days of the checking, where it says them."""
    checking = statement.checking
    first, last = (checking.first, checking.last) if checking else ("..", now)
    is_complete = checking is None or checking.is_complete
    agents = [(str(_AGENT), "executing program"), *((str(uuid), "validator") for uuid in _uuids(statement))]
    return _E.event(
        _E.eventIdentifier(
            _E.eventIdentifierType("UUID"),
            _E.eventIdentifierValue(str(uuid5(_COLLECTION, statement.model_dump_json()))),
        ),
        _E.eventType("validation"),
        _E.eventDateTime(first if first == last else f"{first}/{last}"),
        _E.eventDetailInformation(
            _E.eventDetail("Quality review: a random sample of the records was checked by people")
        ),
        _E.eventOutcomeInformation(
            _E.eventOutcome("success" if is_complete else "warning: the sample is not finished"),
            *(
                _E.eventOutcomeDetail(_E.eventOutcomeDetailNote(legible(paragraph)))
                for paragraph in statement.paragraphs()
            ),
        ),
        *(
            _E.linkingAgentIdentifier(
                _E.linkingAgentIdentifierType("UUID"), _E.linkingAgentIdentifierValue(uuid), _E.linkingAgentRole(role)
            )
            for uuid, role in agents
        ),
        _E.linkingObjectIdentifier(
            _E.linkingObjectIdentifierType("UUID"), _E.linkingObjectIdentifierValue(str(_COLLECTION))
        ),
    )


def _uuids(statement: AccuracyStatement) -> list[UUID]:
    return [_person(name) for name in statement.checking.by] if statement.checking else []


def _person(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"cableparse checker {name}")


def _people(statement: AccuracyStatement | None) -> Iterator[Element]:
    for name in statement.checking.by if statement and statement.checking else ():
        yield _E.agent(
            _E.agentIdentifier(_E.agentIdentifierType("UUID"), _E.agentIdentifierValue(str(_person(name)))),
            _E.agentName(legible(name)),
            _E.agentType("person"),
        )


def _events(cable: Cable, first: bool, now: str) -> Iterator[Element]:
    source = cable.source
    before = f"../{now}"
    if first:
        digest = f"SHA-256 {source.sha256}"
        yield _event(source, "message digest calculation", before, "success", [digest], with_copies(source)[1:])
    place = f"cable {source.index + 1} of the file: {cable.kind}{f', {cable.id}' if cable.id else ''}"
    coverage, words = cable.coverage, cable.coverage.words
    taken = f"{words.printed - words.left} of {words.printed} words of the heading"
    share = f"{coverage.share:.2%} of {coverage.lines} lines and {taken} were read"
    told = [_told(diagnostic) for diagnostic in cable.diagnostics]
    yield _event(source, "metadata extraction", before, _outcome(cable), [place, share, *told])
    schema = f"valid against the schema of records, version {cable.schema_version}"
    yield _event(source, "validation", now, "success", [schema])


def _told(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place = f" (page {span.page}, line {span.line})" if span else ""
    return f"{diagnostic.severity} {diagnostic.code}: {diagnostic.message}{place}"


def _outcome(cable: Cable) -> str:
    severities = {diagnostic.severity for diagnostic in cable.diagnostics}
    return next((severity for severity in ("error", "warning") if severity in severities), "success")


def _event(
    source: Source, kind: str, date: str, outcome: str, details: list[str], copies: Iterable[Source] = ()
) -> Element:
    own = str(uuid5(_file_uuid(source), f"{kind} {source.index}"))
    return _E.event(
        _E.eventIdentifier(_E.eventIdentifierType("UUID"), _E.eventIdentifierValue(own)),
        _E.eventType(kind),
        _E.eventDateTime(date),
        _E.eventOutcomeInformation(
            _E.eventOutcome(outcome),
            *(_E.eventOutcomeDetail(_E.eventOutcomeDetailNote(detail)) for detail in details),
        ),
        _E.linkingAgentIdentifier(_E.linkingAgentIdentifierType("UUID"), _E.linkingAgentIdentifierValue(str(_AGENT))),
        *(
            _E.linkingObjectIdentifier(
                _E.linkingObjectIdentifierType("UUID"), _E.linkingObjectIdentifierValue(str(_file_uuid(each)))
            )
            for each in (source, *copies)
        ),
    )


def _agent() -> Element:
    return _E.agent(
        _E.agentIdentifier(_E.agentIdentifierType("UUID"), _E.agentIdentifierValue(str(_AGENT))),
        _E.agentName("cableparse"),
        _E.agentType("software"),
        _E.agentVersion(__version__),
        _E.agentNote(f"grammar SHA-256 {grammars.digest()}"),
    )


def _file_uuid(source: Source) -> UUID:
    path, member, digest = file_id(source)
    return uuid5(NAMESPACE_URL, f"{path}\n{member or ''}\n{digest}")
