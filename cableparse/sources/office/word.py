"""Word documents (.docx): what a reader of the page sees, in its order, and the files embedded in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from cableparse.diagnostics import Code
from cableparse.pages import Document, Note
from cableparse.sources.limits import Budget, LimitReached, Limits
from cableparse.sources.media_type import MediaType
from cableparse.sources.office.furnished import DocumentSection, pages
from cableparse.sources.office.letters import concealed_note
from cableparse.sources.office.package import DAMAGE, Package, missing
from cableparse.sources.office.word_number import Numbers
from cableparse.sources.office.word_style import Styles
from cableparse.sources.office.word_text import WordText
from cableparse.sources.part import InputPart, Member, Refusal, base_name
from cableparse.sources.text import without_surrogates

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_USUAL = "word/document.xml"
_WHAT = "Word document"
_EMBEDDED = ("package", "oleObject", "aFChunk")


def read_word(part: InputPart, limits: Limits, budget: Budget) -> Iterator[Document | Member | Refusal]:
    """The document of a .docx file, then the files that are embedded in it.

    `Document.text` has a line a paragraph, with the number that Word sets before it, and a line a row of a table, two
    blanks between cells. Line and page breaks are kept; heads and feet stand on each page that begins with a break,
    notes at the end. Text that no reader sees is withheld, and told in `Document.notes`: marked as hidden, deleted,
    a comment's, or of the colour that it stands on. The pictures of a document without text are members of it.

    Raises:
        UnreadableInput: it is damaged, no Word document, or larger than allowed.
        MissingProgram: the extra `office` is not installed.
    """
    try:
        package = Package(BytesIO(part.data), limits, budget)
        found = _Word(package)
    except LimitReached as error:
        raise LimitReached(str(part.error(str(error)))) from error
    except ModuleNotFoundError as error:
        raise missing(part, "a Word document (.docx)") from error
    except RecursionError as error:
        raise part.error("is a Word document of too many parts inside each other") from error
    except DAMAGE as error:
        raise part.error(f"is a damaged Word document: {error}") from error
    yield part.document(found.text, media_type=MediaType.WORD.value, encoding=None, notes=found.notes)
    for name in found.files:
        try:
            yield Member(f"attachment {base_name(name)}", package.read(name) or b"")
        except DAMAGE as error:
            yield Refusal(f"attachment {base_name(name)}", f"is damaged: {error}")


class _Word:
    """A document as it is read from its package: its text, notes about it, and the parts that are files."""

    def __init__(self, package: Package) -> None:
        name = package.main(_USUAL)
        root = package.xml(name)
        body = None if root is None else root.find("body")
        if body is None:
            raise ValueError("it has no text part")
        self._package = package
        self._relations = package.relations(name)
        self.concealed: Counter[str] = Counter()
        numbering = Numbers(self._part("numbering"))
        self._styles = Styles.of(self._part("styles"))
        text = WordText(self._styles, numbering, self.concealed)
        settings = self._part("settings")
        lines = text.blocks(body)
        sections = [self._section(end, section) for end, section in text.sections]
        notes = [*self._notes(text, "footnote"), *self._notes(text, "endnote")]
        both_sides = settings is not None and settings.find("evenAndOddHeaders") is not None
        self.text = without_surrogates(pages(lines, sections, notes, both_sides))
        if (comments := self._part("comments")) is not None:
            text.conceal_all(comments, "being a comment")
        pictures = self._named("image")
        is_empty = not self.text.strip()
        self.files = [*self._named(*_EMBEDDED), *(pictures if is_empty else ())]
        self.notes = concealed_note(self.concealed, _WHAT)
        if is_empty and not self.files:
            self.notes.append(Note(Code.NO_TEXT, f"The {_WHAT} has none."))

    def _part(self, kind: str) -> Element | None:
        return next((self._package.xml(r.target) for r in self._relations.values() if r.kind == kind), None)

    def _named(self, *kinds: str) -> list[str]:
        return list(dict.fromkeys(r.target for r in self._relations.values() if r.kind in kinds))

    def _section(self, end: int, section: Element) -> DocumentSection:
        kind = section.find("type")
        return DocumentSection(
            end,
            {
                f"{place.get('type', 'default')} {place.tag.removesuffix('Reference')}": self._furniture(
                    place.get("id", "")
                )
                for place in section
                if place.tag in ("headerReference", "footerReference")
            },
            has_first=section.find("titlePg") is not None,
            begins_page=kind is None or kind.get("val") not in ("continuous", "nextColumn"),
        )

    def _furniture(self, relation: str) -> list[str]:
        """The lines of a head or a foot."""
        found = self._relations.get(relation)
        root = None if found is None else self._package.xml(found.target)
        return [] if root is None else WordText(self._styles, Numbers(None), self.concealed).blocks(root)

    def _notes(self, text: WordText, kind: str) -> Iterator[str]:
        root = self._part(f"{kind}s")
        listed = {} if root is None else {note.get("id", ""): note for note in root.iter(kind)}
        for mark, name in text.marks[kind]:
            if name in listed:
                first, *others = text.blocks(listed[name]) or [""]
                yield from (f"{mark} {first.lstrip()}", *others)
