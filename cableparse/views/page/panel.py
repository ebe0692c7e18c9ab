"""One record of a page: its form, its source, its diagnostics, put together for the template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cableparse.corrections import source_of
from cableparse.pages import Box
from cableparse.record import Cable, Grade
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.views.page.checking import Task
from cableparse.views.page.diagnostic_list import Folded, findings, folded
from cableparse.views.page.fields import FormField, FormSection, sections
from cableparse.views.page.heading import DocumentHeading, heading, source_note
from cableparse.views.page.origin import Origin, ShownDocument
from cableparse.views.page.pictures import PageImage, pictures
from cableparse.views.page.reading_view import ReadingView, reading, withheld
from cableparse.views.page.source import SourceLine, by_page, rows, rows_without_source

KINDS = ("header", "body", "release", "furniture", "attributes", "envelope", "unparsed")
# Further pages of a long file are shown as text: each picture takes some 30 kB.
_MOST_PICTURES = 200
# As cableparse/grade.py has it.
_WANTS: dict[Grade, str] = {
    "A": "wants no checking",
    "B": "wants a look at its diagnostics and its least sure fields",
    "C": "wants its heading compared with the page",
    "D": "wants the page read",
}


class PictureRedaction(NamedTuple):
    """A redaction on the picture of a page."""

    box: Box
    codes: str
    words: str
    key: str


class SourcePage(NamedTuple):
    """A page of the source: its lines and, of a PDF or an image, its picture with the redactions on it."""

    number: int
    rows: list[SourceLine]
    picture: PageImage | None
    covered: list[PictureRedaction]


@dataclass(frozen=True)
class Panel:
    """A record beside its source; `missing` says why the source is not shown, `task` what a sample asks of it."""

    key: str
    cable: Cable
    sections: list[FormSection]
    findings: list[Folded]
    reading: ReadingView
    sheets: list[SourcePage]
    missing: str | None
    task: Task | None = None

    @property
    def asked(self) -> list[FormSection]:
        """The fields that a person is asked for."""
        return self._sections(asked=True)

    @property
    def others(self) -> list[FormSection]:
        """The form without the fields that are asked."""
        return self._sections(asked=False)

    def _sections(self, asked: bool) -> list[FormSection]:
        paths = self.task.paths if self.task else ()
        sections = (FormSection(s.title, [f for f in s.fields if (f.path in paths) is asked]) for s in self.sections)
        return [section for section in sections if section.fields]

    @property
    def title(self) -> str:
        """What the record is called."""
        return self.cable.id or self.cable.kind.replace("_", " ").capitalize()

    @property
    def heading(self) -> DocumentHeading:
        """The head of the document."""
        return heading(self.cable)

    @property
    def source_note(self) -> list[str]:
        """The sentences of the note at the foot of its text."""
        return source_note(self.cable)

    @property
    def wants(self) -> str | None:
        """How much checking its grade says that it wants."""
        return _WANTS[self.cable.grade] if self.cable.grade else None

    @property
    def least_sure(self) -> FormField | None:
        """The field that is most likely wrong."""
        known = [field for section in self.sections for field in section.fields if field.confidence is not None]
        return min(known, key=lambda field: field.confidence or 0.0, default=None)

    @property
    def text(self) -> str:
        """What a search looks through: the text of the message; of what has none the lines of its source."""
        paragraphs = self.cable.body.paragraphs
        if paragraphs:
            return "\n".join("\n".join(filter(None, (p.heading, p.text))) for p in paragraphs)
        if self.missing:
            return "\n".join(line.text for line in self.cable.unparsed)
        return "\n".join("".join(s.text for s in row.stretches) for sheet in self.sheets for row in sheet.rows)

    @cached_property
    def unparsed(self) -> list[int]:
        """The numbers of the lines that no rule could place."""
        return [line.line for line in self.cable.unparsed]

    @cached_property
    def kinds(self) -> list[tuple[str, int]]:
        """How many lines of the source are of each kind, as far as there are any."""
        return [(kind, count) for kind in KINDS if (count := getattr(self.cable.coverage, kind))]

    @property
    def has_pictures(self) -> bool:
        """Whether a picture of any page is shown."""
        return any(sheet.picture for sheet in self.sheets)

    @property
    def identity(self) -> dict[str, object]:
        """How a corrections file names the record."""
        return source_of(self.cable).model_dump(mode="json")


def panels(shown: ShownDocument, limits: PdfLimits, first: int = 0) -> list[Panel]:
    """The panels of a document's records; they are counted on the page from `first`."""
    origin = shown.origin
    drawn: dict[int, PageImage] = {}
    if origin is not None:
        pages = {p.line.page for cable in shown.cables for p in origin.lines_of(cable)}
        drawn = pictures(origin.document, origin.data, sorted(pages)[:_MOST_PICTURES], limits)
    return [_panel(cable, origin, shown.missing, drawn, f"c{first + at}") for at, cable in enumerate(shown.cables)]


def _panel(cable: Cable, origin: Origin | None, missing: str | None, drawn: dict[int, PageImage], key: str) -> Panel:
    form = sections(cable, key)
    fields = [field for section in form for field in section.fields]
    found = findings(cable)
    parts = origin.lines_of(cable) if origin else []
    listed = rows(cable, parts, fields, found) if origin else rows_without_source(cable, fields, found)
    sheets = [
        SourcePage(number, of_page, drawn.get(number), _covered(cable, number, fields))
        for number, of_page in by_page(listed)
    ]
    return Panel(key, cable, form, folded(found), reading(cable, parts), sheets, missing)


def _covered(cable: Cable, page: int, fields: list[FormField]) -> list[PictureRedaction]:
    keys = {field.path: field.key for field in fields}
    return [
        PictureRedaction(
            r.bbox, ", ".join(r.codes), withheld(r.codes, r.characters), keys[f"redactions[{index}].codes"]
        )
        for index, r in enumerate(cable.redactions)
        if r.bbox is not None and r.page == page
    ]
