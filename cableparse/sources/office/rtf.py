"""RTF documents: what a reader of the page sees, in its order (Rich Text Format Specification 1.9.1).

The libraries at hand give hidden and deleted text out as any other, so that the signs are read here.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from cableparse.pages import Document
from cableparse.sources.media_type import MediaType
from cableparse.sources.office.furnished import pages
from cableparse.sources.office.letters import concealed_note
from cableparse.sources.office.rtf_reader import Reader
from cableparse.sources.part import InputPart

_WHAT = "RTF document"


class RichText(NamedTuple):
    """The text that a reader sees, and the letters that none does, by what hides them."""

    text: str
    concealed: Counter[str]


def read_rtf(part: InputPart) -> Document:
    """The document of an RTF file.

    `Document.text` has a line a paragraph and a line a row of a table, two blanks between cells. Line and page breaks
    are kept; heads and feet stand on each page that begins with a break, notes at the end. Text that no reader sees is
    withheld, and told in `Document.notes`: marked as hidden, deleted, a comment's, or of the colour that it stands on.

    Raises:
        UnreadableInput: it is cut short or damaged.
    """
    try:
        found = rich_text(part.data)
    except ValueError as error:
        raise part.error(f"is a damaged RTF document: {error}") from error
    notes = concealed_note(found.concealed, _WHAT)
    return part.document(found.text, media_type=MediaType.RTF.value, encoding=None, notes=notes)


def rich_text(data: bytes) -> RichText:
    """What RTF says, as `read_rtf` has it; raises ValueError where it is damaged."""
    reader = Reader(data)
    flow = reader.body
    text = pages(flow.lines, reader.sections, reader.notes, reader.both_sides)
    # What needs two numbers of 16 bits stands as two characters until here.
    return RichText(text.encode("utf_16_le", "surrogatepass").decode("utf_16_le", "replace"), reader.concealed)
