"""Web pages: the cable's text out of the page around it, and the page's table of fields as attributes."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cableparse.diagnostics import Code
from cableparse.pages import Document, Note
from cableparse.sources.file_kind import MediaType
from cableparse.sources.part import REPLACEMENT, InputPart
from cableparse.sources.text import decode, named_encoding, replacements

_META_CHARSET = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# Bytes. Browsers look in the first 1024 at least.
_META_WITHIN = 4096
# What browsers take these labels for (encoding.spec.whatwg.org, 4.2).
_BROWSERS_TAKE_FOR = {
    "ascii": "cp1252",
    "iso8859_1": "cp1252",
    "utf_16": "utf_8",
    "utf_16_le": "utf_8",
    "utf_16_be": "utf_8",
}
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_html(part: InputPart) -> Document:
    """The document of a web page.

    `Document.text` is the telegram of a PlusD page, the message text among a record's fields, the page's <pre>
    elements where they hold a good part of it, or else all that a reader sees but menus, forms, head and foot. Block
    elements and <br> end lines; <pre> is kept as it is. `Document.attributes` are the fields that an archive's page
    lists about the document, by their labels in snake case, values with white space folded; `title` is a caption over
    them. They are no part of the text. The encoding is that of the byte order mark, else what the page says, else as
    text's. What the page's own style hides from a reader is withheld from both, and told in `Document.notes`.

    Raises:
        UnreadableInput: its markup is nested deeper, or has more style, than any page's.
    """
    source, encoding = decode_page(part.data)
    try:
        page = page_text(source)
    except ValueError as error:
        raise part.error(str(error)) from error
    undecodable = replacements(source, part.data, encoding) if REPLACEMENT in page.text else 0
    return part.document(
        page.text,
        media_type=MediaType.HTML.value,
        encoding=encoding,
        attributes=page.attributes,
        undecodable=undecodable,
        notes=page.notes,
    )


class Page(NamedTuple):
    """What a reader sees of a web page: its text, its fields about it, and a note where the page hides more."""

    text: str
    attributes: dict[str, str]
    notes: list[Note]


def page_text(source: str) -> Page:
    """What the source of a page says, as `read_html` has it; raises ValueError where it does not."""
    from cableparse.sources.webpage import Webpage

    page = Webpage(source)
    ways = ", ".join(way for way, _ in page.concealed.most_common())
    detail = f"{page.concealed.total():,} letters of the web page, hidden by {ways}."
    return Page(page.text, page.attributes, [Note(Code.CONCEALED_TEXT, detail)] if page.concealed else [])


def decode_page(data: bytes) -> tuple[str, str]:
    """The source of a page and its encoding; what it calls Latin-1 or ASCII is cp1252, as browsers read it."""
    named = _META_CHARSET.search(data[:_META_WITHIN])
    if named is None or data.startswith(_BOMS):
        return decode(data)
    encoding = named_encoding(named[1].decode("ascii"))
    if encoding is None:
        return decode(data)
    encoding = _BROWSERS_TAKE_FOR.get(encoding, encoding)
    return data.decode(encoding, "replace"), encoding
