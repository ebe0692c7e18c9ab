"""Files that are embedded in a PDF: those of its list of attachments, and those that are pinned to a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, PDFStream
from pdfminer.psparser import LIT
from pdfminer.utils import decode_text

from cableparse.sources.limits import Budget, Limits
from cableparse.sources.part import Member, Refusal
from cableparse.sources.pdf.structure.soundness import resolved
from cableparse.sources.pdf.structure.streams import unpacked

# The keys of a file's name and of its data, the best first (ISO 32000-1, 7.11.3).
_KEYS = ("UF", "F", "Unix", "Mac", "DOS")
_PINNED = LIT("FileAttachment")


class Embedded(NamedTuple):
    """An embedded file: its name, and its data as they are packed."""

    name: str
    stream: PDFStream


def find_embedded(document: PDFDocument, annotations: Iterable[Any]) -> list[Embedded]:
    """The files that are embedded in a document, each once; `annotations` are those of each page."""
    found: dict[int, Embedded] = {}
    for specification in (*_listed(document), *_pinned(annotations)):
        data = _entry(resolved(specification.get("EF")))
        stream = resolved(data)
        if isinstance(stream, PDFStream) and isinstance(data, PDFObjRef) and data.objid not in found:
            name = resolved(_entry(specification))
            text = " ".join(decode_text(name).split()) if isinstance(name, bytes) else ""
            found[data.objid] = Embedded(text or str(len(found) + 1), stream)
    return list(found.values())


def members(files: Iterable[Embedded], limits: Limits, budget: Budget) -> Iterator[Member | Refusal]:
    """Embedded files unpacked one by one, `attachment cable.pdf`, or why one cannot be.

    Raises:
        LimitReached: together they are larger than `budget` allows.
    """
    for name, stream in files:
        member = f"attachment {name}"
        try:
            data = unpacked(stream, limits.max_bytes)
        except Exception as error:  # pdfminer raises whatever damage makes it raise, and quotes what it could not read
            yield Refusal(member, f"is damaged ({type(error).__name__})")
            continue
        budget.spend(len(data) if data is not None else 0)
        yield Member(member, data, name) if data is not None else Refusal(member, limits.too_large)


def _listed(document: PDFDocument) -> Iterator[dict[str, Any]]:
    """The files of the document's list, a tree of names (7.7.4, 7.9.6)."""
    names = resolved(document.catalog.get("Names"))
    ahead = [names.get("EmbeddedFiles")] if isinstance(names, dict) else []
    seen: set[int] = set()
    while ahead:
        node = resolved(ahead.pop())
        if isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))  # pdfminer keeps what it has read
            pairs, kids = resolved(node.get("Names")), resolved(node.get("Kids"))
            listed = [resolved(value) for value in pairs[1::2]] if isinstance(pairs, list) else []
            yield from (value for value in listed if isinstance(value, dict))
            ahead += reversed(kids) if isinstance(kids, list) else ()


def _pinned(annotations: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The files of annotations (12.5.6.15)."""
    for listed in map(resolved, annotations):
        for annotation in map(resolved, listed if isinstance(listed, list) else ()):
            if isinstance(annotation, dict) and resolved(annotation.get("Subtype")) is _PINNED:
                specification = resolved(annotation.get("FS"))
                if isinstance(specification, dict):
                    yield specification


def _entry(entries: Any) -> Any:
    """What stands under the best of the keys."""
    return next((entries[key] for key in _KEYS if key in entries), None) if isinstance(entries, dict) else None
