"""The crosswalk: what each fact of a cable is in archival terms. Every archival format is written from this alone.

| cable | described as |
| --- | --- |
| id, with the section; else the releasing agency's document number; else the record's key | identifier |
| subject; else a devised title in brackets, as DACS has it | title |
| date-time group; else drafting date; else year of the number | date |
| from; else the originator in the message number | creator |
| to, info | contributors |
| TAGS but those of countries; the names that stand with TAGS | topics |
| TAGS of countries | places |
| the paragraph marked SUMMARY; else the first paragraph's beginning | scope and content |
| classification, captions, declassification instruction, release | conditions of access, each by itself |
| references | related material |
| pages of the file, or those that values stand on where it holds several; a text without pages is an item | extent |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from cableparse.record import Body, Cable
from cableparse.writers import WriterOptions
from cableparse.writers.key import row_key
from cableparse.writers.statements import Statement, access, processing, remarks
from cableparse.writers.when import When, when

# The cables of the Department are in English; no record says so.
LANGUAGE_2, LANGUAGE_3, SCRIPT = "en", "eng", "Latn"
GENRES = {"cable": "Telegram", "airgram": "Airgram", "withdrawal_notice": "Withdrawal notice"}

_SUMMARY = re.compile(r"\W*(?:(?:BEGIN|EXECUTIVE) )?SUMMARY\b", re.IGNORECASE)
# Characters, of a text without a summary: some five lines of a finding aid.
_BEGINNING = 400


class Term(NamedTuple):
    """A term of one of the TAGS; `code` is null for the name or text that stands with another."""

    code: str | None
    name: str | None

    @property
    def label(self) -> str:
        """Name and code: `Terrorists and Terrorism (PTER)`."""
        return f"{self.name} ({self.code})" if self.name and self.code else self.plain

    @property
    def plain(self) -> str:
        """The name, else the code."""
        return self.name or self.code or ""


class Extent(NamedTuple):
    """How much it is."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


@dataclass(frozen=True, slots=True)
class Description:
    """One cable in archival terms; `key` is the record's, by its file and place there, `identifier` is the cable's own.

    `options` have what no cable knows of itself: repository, collection, rights.
    """

    cable: Cable
    options: WriterOptions
    key: str
    identifier: str
    title: str
    devised: bool
    when: When | None
    creator: str | None
    contributors: list[str]
    topics: list[Term]
    places: list[Term]
    scope: str | None
    extent: Extent
    access: list[Statement]
    remarks: list[Statement]
    processing: list[Statement]
    relations: list[str]
    genre: str


def describe(cable: Cable, options: WriterOptions, *, shared: bool = False) -> Description:
    """The cable in archival terms; `shared` tells that its file holds other cables too."""
    moment, creator = when(cable), cable.from_.name or cable.message.originator
    genre = GENRES.get(cable.kind, "Document")
    contributors = list(dict.fromkeys(a.name for a in [*cable.to, *cable.info]))
    return Description(
        cable=cable,
        options=options,
        key=row_key(cable.source),
        identifier=identifier(cable),
        title=cable.subject or _devised_title(genre, creator, cable, moment),
        devised=not cable.subject,
        when=moment,
        creator=creator,
        contributors=contributors,
        topics=_topics(cable),
        places=[Term(t.code, t.name) for t in cable.tags if t.kind == "geopolitical"],
        scope=scope(cable.body),
        extent=_extent(cable, shared),
        access=access(cable),
        remarks=remarks(cable),
        processing=processing(cable),
        relations=[r.id or r.as_printed for r in cable.references],
        genre=genre,
    )


def identifier(cable: Cable) -> str:
    """The cable's own identifier; a section of a message names itself, since all of them share the number."""
    own = cable.id or cable.release.document_id
    if own is None:
        return f"cable-{row_key(cable.source)}"
    section = cable.message.section
    return f"{own} section {section.number}" if section else own


def scope(body: Body) -> str | None:
    """The summary where a paragraph is marked as one, else the beginning of the first paragraph, marked as that."""
    texts = [p for p in body.paragraphs if p.text.strip()]
    for paragraph in texts:
        if _SUMMARY.match(paragraph.heading or "") or _SUMMARY.match(paragraph.text):
            return paragraph.text
    return f"Begins: {_shortened(texts[0].text)}" if texts else None


def _extent(cable: Cable, shared: bool) -> Extent:
    source = cable.source
    if source.pages <= 1 and source.layer is None:
        return Extent(1, "item")
    places = {span.page for spans in cable.provenance.values() for span in spans}
    if not shared or not places:
        return Extent(source.pages, "pages")
    return Extent(max(places) - min(places) + 1, "pages")


def _topics(cable: Cable) -> list[Term]:
    terms = [Term(t.code, t.name) for t in cable.tags if t.kind != "geopolitical"]
    return [*terms, *(Term(None, t.detail) for t in cable.tags if t.detail)]


def _devised_title(genre: str, creator: str | None, cable: Cable, moment: When | None) -> str:
    receivers = cable.to or cable.info
    to = f" to {receivers[0].name}{' and others' if len(receivers) > 1 else ''}" if receivers else ""
    return f"[{genre} from {creator or 'unknown'}{to}, {moment.words if moment else 'undated'}]"


def _shortened(text: str) -> str:
    if len(text) <= _BEGINNING:
        return text
    return text[:_BEGINNING].rpartition(" ")[0] + " ..."
