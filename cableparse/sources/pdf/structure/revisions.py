"""A damaged PDF as its last revision meant it: nothing counts that a later revision replaced, deleted or lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, NamedTuple, cast

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value, resolve1
from pdfminer.psparser import LIT

from cableparse.sources.pdf.structure.objects import find_objects
from cableparse.sources.pdf.structure.repair import Repair, printed
from cableparse.sources.pdf.structure.sections import CrossReference
from cableparse.sources.pdf.structure.soundness import LENGTH, resolved, way_to_pages
from cableparse.sources.pdf.structure.streams import unpacked

# The highest number that an object may have (ISO 32000-1, annex C).
_HIGHEST = 8_388_607
_PACK = re.compile(rb"/Type\s*/ObjStm\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_IS_PAGE = re.compile(rb"/Type\s*/Page\b")
_PAGE, _PAGES = LIT("Page"), LIT("Pages")
_NO_CATALOG = b"<</Type/Catalog>>"
# Bytes: a pack of objects that unpacks to more is made to.
_LARGEST_PACK = 100_000_000
# A tree of pages that is so deep runs in a circle.
_MOST_PARENTS = 100
_LETTER = [0, 0, 612, 792]


class Mended(NamedTuple):
    """A file with a cross-reference that is right, and what there is to say of it: sentences for a diagnostic."""

    data: bytes
    notes: list[str]


def mended(data: bytes) -> Mended:
    """The last revision of a file, in which the last definition of each object counts, and the last trailer.

    Where that revision is cut off, or its list of pages lost, nothing tells which pages of earlier ones it withdrew:
    of these none is left in the list.
    """
    mending = _Mending(data)
    mending.put_objects()
    mending.put_packed()
    with suppress(Exception):  # pdfminer raises whatever damage makes it raise
        mending.put_pages()
    return Mended(mending.written(), mending.notes)


class _Mending:
    def __init__(self, data: bytes) -> None:
        self.notes = ["its objects are not where it says, or not as long; the last of each was looked for and read."]
        self._data = data
        self._objects = find_objects(data)
        self._standing = {number: found for number, found in self._objects.found.items() if number <= _HIGHEST}
        self._since: dict[int, int] = {}  # the place before which a number means nothing any more
        self._claimed: set[int] = set()  # the numbers that later revisions than the first are said to have
        for revision, section in self._objects.sections:
            self._strike(revision, section)
        self._repair = Repair(data, {n: (found.generation, found.place) for n, found in self._standing.items()})
        self._trailer = dict(self._objects.trailer)
        if not isinstance(self._trailer.get("Root"), PDFObjRef):
            self._trailer["Root"] = PDFObjRef(None, self._last_catalog() or self._repair.add(_NO_CATALOG))

    def written(self) -> bytes:
        """The file as far as it is mended."""
        return self._repair.written(self._trailer)

    def put_objects(self) -> None:
        """Write streams whose length is wrong anew."""
        for number, found in self._standing.items():
            if found.is_wrong:
                length = b"/Length %d" % (found.end - found.begin)
                head, count = LENGTH.subn(length, found.head, count=1)
                if not count:
                    head = head.rstrip().removesuffix(b">>") + length + b">>"
                body = b"%s\nstream\n%s\nendstream" % (head.strip(), self._data[found.begin : found.end])
                self._repair.put(number, body, found.generation)

    def put_packed(self) -> None:
        """Find the objects that lie in object streams; an object counts that stands behind another of its number."""
        packs = sorted((f for f in self._standing.values() if _PACK.search(f.head)), key=lambda found: found.place)
        document = _document(self.written()) if packs else None
        for pack in packs:
            for index, number in enumerate(_numbers_in(document, pack.number)):
                found = self._standing.get(number)
                if number <= _HIGHEST and max(self._since.get(number, 0), found.place if found else 0) <= pack.place:
                    self._standing[number] = pack._replace(number=number, head=b"", is_wrong=False)
                    self._repair.pack(number, pack.number, index)

    def put_pages(self) -> None:
        """Write a new list of pages where there is none that can be trusted."""
        document = _document(self.written())
        if document is None:
            return
        way, is_listed = way_to_pages(document)
        way.add(self._trailer["Root"].objid)
        has_earlier = self._objects.revision > 0
        # Until it is known which are to be read, there is none.
        listed, self._trailer["Root"] = self._trailer["Root"], PDFObjRef(None, self._repair.add(_NO_CATALOG))
        if has_earlier and not (self._objects.is_finished and (is_listed or not self._changes_list(way))):
            self._list_pages_of_last(document)
        elif not is_listed:
            self.notes.append("the list of pages is damaged; the pages that were found stand as in the file.")
            self._list(document, [number for number, _ in self._pages(document)])
        elif rest := _rest(document):
            self.notes.append("pages that it lists are missing.")
            self._list(document, rest)
        else:
            self._trailer["Root"] = listed

    def _strike(self, revision: int, section: CrossReference) -> None:
        """Leave out what a section deletes, and what it says stands in a later place than it was found in."""
        starts = self._objects.starts
        claims = {n: starts[min(self._revision_at(where), revision)] for n, where in section.used.items()}
        for number, pack in section.packed.items():
            claims[number] = self._standing[pack].place if pack in self._standing else starts[revision]
        deleted = {} if section.hybrid else dict.fromkeys(section.freed, section.place)
        self._claimed = (self._claimed | (claims.keys() if revision else set())) - deleted.keys()
        for number, since in (claims | deleted).items():
            self._since[number] = max(since, self._since.get(number, 0))
            if number in self._standing and self._standing[number].place < since:
                del self._standing[number]

    def _revision_at(self, place: int) -> int:
        return bisect_right(self._objects.starts, place) - 1

    def _last_catalog(self) -> int | None:
        catalogs = [found for found in self._standing.values() if _CATALOG.search(found.head)]
        return max(catalogs, key=lambda found: found.place).number if catalogs else None

    def _changes_list(self, way: set[int]) -> bool:
        """Whether a later revision than the first changed the list of pages, or may have."""
        found = [self._standing[number] for number in way if number in self._standing]
        return bool(self._claimed - self._standing.keys()) or any(f.revision for f in found)

    def _pages(self, document: PDFDocument) -> Iterator[tuple[int, dict[str, Any]]]:
        """The pages that stand in the file, in its order, listed or not."""
        for found in sorted(self._standing.values(), key=lambda found: found.place):
            if not found.head or _IS_PAGE.search(found.head):
                page = resolved(PDFObjRef(document, found.number))
                if isinstance(page, dict) and page.get("Type") is _PAGE:
                    yield found.number, page

    def _list_pages_of_last(self, document: PDFDocument) -> None:
        pages = list(self._pages(document))
        kept = [number for number, page in pages if self._is_of_last(number, page)]
        if withheld := len(pages) - len(kept):
            self.notes.append(
                f"{withheld:,} of its pages were not read: an earlier revision has them, and the last, which may have "
                "withdrawn them, is damaged."
            )
        self._list(document, kept)

    def _is_of_last(self, number: int, page: dict[str, Any]) -> bool:
        """Whether a page and its contents were written by the last revision."""
        contents = page.get("Contents")
        listed = resolved(contents)
        numbers = [
            number,
            *(c.objid for c in (contents, *(listed if isinstance(listed, list) else ())) if isinstance(c, PDFObjRef)),
        ]
        return all(n in self._standing and self._standing[n].revision == self._objects.revision for n in numbers)

    def _list(self, document: PDFDocument, pages: list[int]) -> None:
        """Write a list of pages, each under a node with what it inherited."""
        root = self._repair.add(b"null")
        nodes = []
        for number in pages:
            inherited = _inherited(resolved(PDFObjRef(document, number)))
            node = {
                **inherited,
                "Type": _PAGES,
                "Parent": PDFObjRef(None, root),
                "Kids": [PDFObjRef(None, number)],
                "Count": 1,
            }
            nodes.append(PDFObjRef(None, self._repair.add(printed(node))))
        self._repair.put(root, printed({"Type": _PAGES, "Kids": nodes, "Count": len(nodes), "MediaBox": _LETTER}))
        layers = {key: document.catalog[key] for key in ("OCProperties",) if key in document.catalog}
        catalog = {**layers, "Type": LIT("Catalog"), "Pages": PDFObjRef(None, root)}
        self._trailer["Root"] = PDFObjRef(None, self._repair.add(printed(catalog)))


def _document(data: bytes) -> PDFDocument | None:
    try:
        return PDFDocument(PDFParser(BytesIO(data)))
    except Exception:  # as above; what is encrypted is told when it is opened
        return None


def _rest(document: PDFDocument) -> list[int]:
    """The numbers of the pages of a list that has lost some, by its own count; none where it has all."""
    pages = [cast(int, page.pageid) for page in PDFPage.create_pages(document)]
    return pages if len(pages) != int_value(resolve1(document.catalog["Pages"])["Count"]) else []


def _numbers_in(document: PDFDocument | None, pack: int) -> list[int]:
    """The numbers of the objects in an object stream, none where it cannot be unpacked."""
    with suppress(Exception):  # as above
        stream = document.getobj(pack) if document else None
        if isinstance(stream, PDFStream) and (data := unpacked(stream, _LARGEST_PACK)):
            words = data[: int_value(stream["First"])].split()
            return [int(word) for word in words[: 2 * int_value(stream["N"]) : 2]]
    return []


def _inherited(page: dict[str, Any]) -> dict[str, Any]:
    """What a page has from the nodes above it."""
    found: dict[str, Any] = {}
    node = page
    for _ in range(_MOST_PARENTS):
        node = resolved(node.get("Parent"))
        if not isinstance(node, dict):
            break
        found = {**{key: node[key] for key in PDFPage.INHERITABLE_ATTRS if key in node}, **found}
    return {key: value for key, value in found.items() if key not in page}
