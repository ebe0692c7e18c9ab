"""TEI: a corpus of documents, each encoded as FRUS has its documents, with a `correspDesc` in its header.

The text is carried, paragraph by paragraph, with numbers, portion marks, headings and signature. A redaction stands in
`hi` at the end of its paragraph, since the record does not tell its place in it; one of no paragraph after the text.
Classification, handling and release are separate `seg` of the source note.

Not carried, and noted: the distribution, routing, references as printed, the archive's attributes, other labels, what
codes mean, what was left over, and the places of values and redactions and their confidence stay in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from cableparse import __version__, grammars
from cableparse.output import replacing
from cableparse.record import Cable, Paragraph, Redaction
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import LANGUAGE_2, Description
from cableparse.writers.descriptions import descriptions
from cableparse.writers.files import source_line
from cableparse.writers.legible import legible_options
from cableparse.writers.markup import Element, maker, xml_file
from cableparse.writers.statements import Statement

NAMESPACE = "http://www.tei-c.org/ns/1.0"
AT_END = "a redaction stands at the end of its paragraph: its place in it is not known"
EMPTY = "no record is a cable, and a TEI corpus needs one at least: the file is not valid"
BLOCKING = frozenset({EMPTY})

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_E = maker(NAMESPACE)
_CARRIED = frozenset({"body", "diagnostics"})


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the corpus."""
    notes = Notes()
    options = legible_options(options)
    empty = True
    with replacing(target) as temporary, xml_file(temporary, "teiCorpus", NAMESPACE) as xml:
        xml.write(_corpus_header(options), pretty_print=True)
        for number, description in enumerate(descriptions(records, options, notes, _CARRIED), 1):
            empty = False
            xml.write(document(description, number))
            notes[AT_END] += any(p.redactions for p in description.cable.body.paragraphs)
    notes[EMPTY] += empty
    return +notes


def document(described: Description, number: int) -> Element:
    """The `TEI` element of one cable; its division has the ID `d` and `number`, as in FRUS."""
    header, division = _header(described), _division(described, number)
    etree.indent(header)
    # White space may stand between paragraphs, but not come into one.
    for child in (header, *division):
        child.tail = "\n"
    return _E.TEI(header, _E.text(_E.body(division)))


def _corpus_header(options: WriterOptions) -> Element:
    return _E.teiHeader(
        _E.fileDesc(
            _E.titleStmt(_E.title(options.collection or "State Department cables")),
            _publication(options),
            _E.sourceDesc(_E.p("Records of cables, each with the file that it was read from.")),
        ),
        _E.encodingDesc(
            _E.appInfo(
                _E.application(
                    {"ident": "cableparse", "version": __version__},
                    _E.label("cableparse"),
                    _E.p(f"grammar SHA-256 {grammars.digest()}"),
                )
            ),
            _E.classDecl(_E.taxonomy({_XML_ID: "TAGS"}, _E.bibl("TAGS, traffic analysis by geography and subject"))),
        ),
    )


def _publication(options: WriterOptions) -> Element:
    told = [options.repository or "The repository is not given.", *filter(None, [options.rights])]
    return _E.publicationStmt(*map(_E.p, told))


def _header(described: Description) -> Element:
    topics = [_E.term({"n": t.code} if t.code else {}, t.plain) for t in described.topics]
    places = [_E.term({"n": t.code or "", "type": "place"}, t.plain) for t in described.places]
    return _E.teiHeader(
        _E.fileDesc(
            _E.titleStmt(_E.title(described.title)),
            _publication(described.options),
            _notes(described),
            _E.sourceDesc(_E.p(source_line(described.cable.source))),
        ),
        _E.profileDesc(
            *_correspondence(described),
            _E.langUsage(_E.language("English", ident=LANGUAGE_2)),
            *([_E.textClass(_E.keywords(*topics, *places, scheme="#TAGS"))] if topics or places else []),
        ),
    )


def _notes(described: Description) -> Element:
    references = [Statement("reference", "Reference", relation) for relation in described.relations]
    statements = [*described.remarks, *references, *described.processing]
    return _E.notesStmt(*(_E.note(statement.line, type=statement.kind) for statement in statements))


def _correspondence(described: Description) -> Iterator[Element]:
    cable = described.cable
    sent = [*_organization(described.creator), *_date(described)]
    actions = [_E.correspAction(*sent, type="sent")] if sent else []
    for role, addressees in (("to", cable.to), ("info", cable.info)):
        if addressees:
            names = [_E.orgName(addressee.name) for addressee in addressees]
            actions.append(_E.correspAction({"type": "received", "subtype": role}, *names))
    if actions:
        yield _E.correspDesc(*actions)


def _organization(name: str | None) -> Iterator[Element]:
    if name:
        yield _E.orgName(name)


def _date(described: Description) -> Iterator[Element]:
    if described.when:
        yield _E.date(described.when.shown, when=described.when.instant)


def _division(described: Description, number: int) -> Element:
    cable = described.cable
    loose = set(range(len(cable.redactions))) - {n for p in cable.body.paragraphs for n in p.redactions}
    dateline = [_E.dateline(*_date(described))] if described.when else []
    return _E.div(
        {"type": "document", _XML_ID: f"d{number}", "n": described.identifier},
        _head(described),
        _source_note(described),
        *([_E.opener(*dateline, *_subject(cable))] if dateline or cable.subject else []),
        *(element for p in cable.body.paragraphs for element in _paragraph(p, cable.redactions)),
        # A document without text keeps its place with an empty paragraph: TEI has no division of a heading alone.
        *(_E.p(_excision(cable.redactions[n])) for n in sorted(loose)),
        *([] if cable.body.paragraphs or loose else [_E.p()]),
        *([_E.closer(_E.signed(cable.body.signature))] if cable.body.signature else []),
    )


def _head(described: Description) -> Element:
    parts: list[str | Element] = [described.genre]
    if described.creator:
        parts += [" From ", _E.gloss(described.creator, type="from")]
    for number, addressee in enumerate(described.cable.to):
        parts += [", " if number else " to ", _E.gloss(addressee.name, type="to")]
    return _E.head(*parts)


def _source_note(described: Description) -> Element:
    options, name = described.options, described.cable.source.name
    place = "; ".join(filter(None, [options.repository, options.collection, name]))
    facts = [Statement("source", "Source", place), *described.access]
    return _E.note(*(_E.seg(f"{fact.line}. ", type=fact.kind) for fact in facts), type="source")


def _subject(cable: Cable) -> Iterator[Element]:
    if cable.subject:
        yield _E.seg(_E.hi("Subject: ", rend="strong"), cable.subject, type="subject")


def _paragraph(paragraph: Paragraph, redactions: list[Redaction]) -> Iterator[Element]:
    if paragraph.heading:
        yield _E.p(_E.hi(paragraph.heading, rend="strong"))
    parts: list[str | Element] = []
    if paragraph.classification:
        parts += [_E.seg(f"({paragraph.classification})", type="portion-mark"), " "]
    parts.append(paragraph.text)
    for index in paragraph.redactions:
        parts += [" ", _excision(redactions[index])]
    yield _E.p({"n": paragraph.number} if paragraph.number else {}, *parts)


def _excision(redaction: Redaction) -> Element:
    codes = ", ".join(redaction.codes)
    return _E.hi(f"[not declassified{f': {codes}' if codes else ''}]", rend="italic")
