"""What stands at the end of the way into a file: bytes that become documents of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cableparse.pages import Document, Note
from cableparse.sources.file_kind import MediaType
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import InputPart
from cableparse.sources.text import document_of

IMAGES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.TIFF})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text, a web page, a PDF, an office document, a page image, an e-mail or a table's row.

    It can be sent to another process. `depth` counts the archives, mailboxes and tables around it. Of a row `part` has
    the text in UTF-8, `attributes` what the other columns hold, `notes` what is to be said of it, and `encoding` is the
    table's.
    """

    part: InputPart
    kind: MediaType
    depth: int = 0
    encoding: str | None = None
    attributes: dict[str, str] | None = None
    notes: tuple[Note, ...] = ()


class Opened(NamedTuple):
    """A document and the bytes that it was read from."""

    document: Document
    part: InputPart


def opened(document: Document, part: InputPart, options: SourceOptions) -> Opened:
    """A document that was read, with what is given of it."""
    if options.release_basis or options.calibration:
        document = replace(document, release_basis=options.release_basis, calibration=options.calibration)
    return Opened(document, part)


def document(leaf: Leaf, options: SourceOptions) -> Document:
    """The document of a leaf that is no e-mail and no PDF.

    Raises:
        UnreadableInput: it cannot be read.
        MissingProgram: it takes a program or an extra that is not installed.
    """
    if leaf.attributes is not None:
        text = leaf.part.data.decode()
        return leaf.part.document(
            text, media_type=leaf.kind.value, encoding=leaf.encoding, attributes=leaf.attributes, notes=leaf.notes
        )
    if leaf.kind is MediaType.HTML:
        from cableparse.sources.html import read_html

        return read_html(leaf.part)
    if leaf.kind is MediaType.RTF:
        from cableparse.sources.office.rtf import read_rtf

        return read_rtf(leaf.part)
    return images_document([leaf.part], options) if leaf.kind in IMAGES else document_of(leaf.part)


def images_document(parts: Sequence[InputPart], options: SourceOptions) -> Document:
    """The document of page images, one after another; raises what `document` does."""
    from cableparse.sources.image import read_images

    paths, datas = [part.shown for part in parts], [part.data for part in parts]
    found = read_images(paths, datas, limits=options.pdf, ocr=options.ocr)
    return parts[0].own(found) if len(parts) == 1 else found
