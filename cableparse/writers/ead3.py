"""EAD3 1.1.1: a finding aid with one `<c level="item">` a cable, or with the option `components` a folder of them.

It is for interchange and keeping: no current importer takes EAD3. A component's file has the name of its ID,
`c1.xml`, its root is `<c>`. Classification and release are `accessrestrict` elements of their own, told apart by
`localtype`. A statement of accuracy is the `processinfo` of the whole (DACS 7.1.8, processing
information), and an event of description control (DACS 8.1).

Not carried, and noted: the text, the distribution, routing, references as printed, the archive's attributes, other
labels, what codes mean, what was left over, and the places of values and redactions and their confidence stay in the
record. Drafting, precedence and the printed date-time group go to `odd`, the diagnostics to `processinfo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from cableparse import __version__, grammars
from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.statement import AccuracyStatement
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_3, SCRIPT, Description
from cableparse.writers.descriptions import DIAGNOSTICS, descriptions
from cableparse.writers.files import relative_path, source_line
from cableparse.writers.legible import legible, legible_options
from cableparse.writers.markup import Element, maker, xml_file
from cableparse.writers.statements import Statement
from cableparse.writers.when import when

NAMESPACE = "http://ead3.archivists.org/schema/"
NO_REPOSITORY = "the repository is not given: name it, DACS asks for it and EAD3 for the agency that maintains the file"

_E = maker(NAMESPACE)
_TITLE = "State Department cables"


@dataclass(slots=True)
class _Whole:
    """What is true of all components together."""

    number: int = 0
    first: str | None = None
    last: str | None = None

    def add(self, cable: Cable) -> None:
        self.number += 1
        if moment := when(cable):
            day = moment.day
            self.first, self.last = min(self.first or day, day), max(self.last or day, day)


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the finding aid, or the folder of components."""
    notes = Notes()
    options = legible_options(options)
    with replacing(target) as temporary:
        if options.components:
            _write_components(records, temporary, options, notes)
        else:
            _write_whole(records, temporary, options, notes)
    return +notes


def _described(records: Iterable[Cable], options: WriterOptions, notes: Notes) -> Iterator[Description]:
    for description in descriptions(records, options, notes, DIAGNOSTICS):
        notes[NO_REPOSITORY] += options.repository is None
        yield description


def component(described: Description, number: int) -> Element:
    """The `<c level="item">` of one cable; its ID is `c` and `number`."""
    return _E.c(
        {"level": "item", "id": f"c{number}"},
        _E.did(*_identification(described)),
        *([_E.scopecontent(_E.p(described.scope))] if described.scope else []),
        *(_E.accessrestrict(_E.p(s.line), localtype=s.kind) for s in described.access),
        *([_E.userestrict(_E.p(described.options.rights))] if described.options.rights else []),
        *_noted("odd", described.remarks),
        *_noted("processinfo", described.processing),
        *([_E.relatedmaterial(*map(_E.p, described.relations))] if described.relations else []),
        _E.controlaccess(*_access_points(described)),
    )


def _write_components(records: Iterable[Cable], folder: Path, options: WriterOptions, notes: Notes) -> None:
    folder.mkdir()
    for number, description in enumerate(_described(records, options, notes), 1):
        tree = etree.ElementTree(component(description, number))
        tree.write(str(folder / f"c{number}.xml"), encoding="utf-8", xml_declaration=True, pretty_print=True)


def _write_whole(records: Iterable[Cable], path: Path, options: WriterOptions, notes: Notes) -> None:
    whole = _Whole()
    for record in records:
        if record.kind != "not_a_cable":
            whole.add(record)
    with xml_file(path, "ead", NAMESPACE) as xml:
        xml.write(_control(options), pretty_print=True)
        with xml.element(_tag("archdesc"), {"level": "collection"}):
            xml.write(_of_the_whole(whole, options), pretty_print=True)
            if options.statement:
                xml.write(_stated(options.statement), pretty_print=True)
            with xml.element(_tag("dsc")):
                for number, description in enumerate(_described(records, options, notes), 1):
                    xml.write(component(description, number), pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _control(options: WriterOptions) -> Element:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    title = options.collection or _TITLE
    return _E.control(
        _E.recordid(title),
        _E.filedesc(_E.titlestmt(_E.titleproper(title))),
        _E.maintenancestatus(value="derived"),
        _E.maintenanceagency(_E.agencyname(options.repository or "not given")),
        _E.languagedeclaration(_E.language("English", langcode=LANGUAGE_3), _E.script("Latin", scriptcode=SCRIPT)),
        _E.conventiondeclaration(_E.abbr("DACS"), _E.citation("Describing Archives: A Content Standard")),
        _E.maintenancehistory(
            _E.maintenanceevent(
                _E.eventtype(value="derived"),
                _E.eventdatetime(now),
                _E.agenttype(value="machine"),
                _E.agent(f"cableparse {__version__}"),
                _E.eventdescription(f"Derived from records of cables; grammar SHA-256 {grammars.digest()}"),
            ),
            *([_checked(options.statement, now)] if options.statement else []),
        ),
    )


def _of_the_whole(whole: _Whole, options: WriterOptions) -> Element:
    return _E.did(
        *([_E.unitid(options.collection)] if options.collection else []),
        _E.unittitle(options.collection or _TITLE),
        *([_E.repository(_E.corpname(_E.part(options.repository)))] if options.repository else []),
        *_range(whole),
        _quantity(whole.number, "item"),
        _language(),
    )


def _checked(statement: AccuracyStatement, now: str) -> Element:
    """The check of a sample as an event of description control (DACS 8.1)."""
    checking = statement.checking
    return _E.maintenanceevent(
        _E.eventtype(value="revised"),
        _E.eventdatetime(checking.last if checking else now),
        _E.agenttype(value="human"),
        _E.agent(legible("; ".join(checking.by)) if checking else "not given"),
        _E.eventdescription(legible(f"A sample was checked. {statement.summary}")),
    )


def _stated(statement: AccuracyStatement) -> Element:
    paragraphs = [legible(paragraph) for paragraph in statement.paragraphs()]
    return _E.processinfo({"localtype": "accuracy"}, _E.head(legible(statement.title)), *map(_E.p, paragraphs))


def _range(whole: _Whole) -> Iterator[Element]:
    if whole.first and whole.last:
        dates = _E.daterange(
            _E.fromdate(whole.first, standarddate=whole.first), _E.todate(whole.last, standarddate=whole.last)
        )
        yield _E.unitdatestructured(dates, datechar="creation", unitdatetype="inclusive")


def _identification(described: Description) -> Iterator[Element]:
    yield _E.unitid(described.identifier, label="MRN" if described.cable.id else "identifier")
    document = described.cable.release.document_id
    if document and document != described.identifier:
        yield _E.unitid(document, label="document")
    yield _E.unittitle(described.title)
    moment = described.when
    if moment:
        single = _E.datesingle(moment.shown, standarddate=moment.day)
        certainty = {"certainty": "approximate"} if moment.event == "drafted" else {}
        yield _E.unitdatestructured({"datechar": "creation", **certainty}, single)
    if described.creator:
        yield _E.origination(_E.corpname(_E.part(described.creator), relator="aut"))
    yield _quantity(*described.extent)
    yield _language()
    path = relative_path(described.cable.source, described.options)
    file = _E.descriptivenote(_E.p(source_line(described.cable.source)))
    yield _E.dao(file, daotype="unknown", href=quote(path))


def _quantity(number: int, unit: str) -> Element:
    return _E.physdescstructured(
        {"physdescstructuredtype": "materialtype", "coverage": "whole"}, _E.quantity(str(number)), _E.unittype(unit)
    )


def _language() -> Element:
    return _E.langmaterial(_E.language("English", langcode=LANGUAGE_3))


def _noted(tag: str, statements: list[Statement]) -> Iterator[Element]:
    if statements:
        yield _E(tag, *(_E.p(statement.line) for statement in statements))


def _access_points(described: Description) -> Iterator[Element]:
    for role, addressees in (("to", described.cable.to), ("info", described.cable.info)):
        for addressee in addressees:
            yield _E.corpname(_E.part(addressee.name), relator="rcp", localtype=role)
    for term in described.topics:
        source = {"source": "TAGS", "identifier": term.code} if term.code else {}
        yield _E.subject(source, _E.part(term.plain))
    for term in described.places:
        yield _E.geogname({"source": "TAGS", "identifier": term.code or ""}, _E.part(term.plain))
    yield _E.genreform(_E.part(described.genre))
