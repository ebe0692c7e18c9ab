"""Stable diagnostic codes: what each means and what a person can do about it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class _Meaning(NamedTuple):
    code: str
    severity: str
    sentence: str
    advice: str


class Code(_Meaning, Enum):
    """Every code a record can carry. A code is never renamed; its sentence may be improved."""

    NOT_A_CABLE = _Meaning(
        "not-a-cable",
        "info",
        "No message number, date-time group, address or subject block of a cable was found.",
        "Nothing to do where the file is none. Where it is one, `cableparse inspect` shows how its lines were read.",
    )
    NO_RELEASE_MARKING = _Meaning(
        "no-release-marking",
        "warning",
        "The document bears no release or declassification marking; it may not be public.",
        "Check how the file was obtained before you publish it.",
    )
    COPIES_DO_NOT_ADD_UP = _Meaning(
        "copies-do-not-add-up",
        "warning",
        "The copies of the distribution do not add up to the printed total.",
        "Compare the distribution with the page: an office may be misread or missing.",
    )
    UNPARSED_LINE = _Meaning(
        "unparsed-line",
        "warning",
        "A line could not be placed; it is kept in full under `unparsed`.",
        "Look at the line with `cableparse inspect`; report the kind of line if it is common.",
    )
    REPAIRED = _Meaning(
        "repaired",
        "info",
        "A damaged word was repaired by closeness to the vocabulary.",
        "The message gives the printed form and the score; check it against the page.",
    )
    YEAR_INFERRED = _Meaning(
        "year-inferred",
        "info",
        "A reference without a year was given one that it does not print.",
        "Check the reference where the exact message matters.",
    )
    DAMAGED_DTG = _Meaning(
        "damaged-dtg",
        "warning",
        "The date-time group is damaged; what cannot be read for certain is null.",
        "Read the date-time group on the page.",
    )
    WRECKAGE = _Meaning(
        "wreckage",
        "warning",
        "The text here is damaged beyond reading, as OCR leaves it around a redaction or a stain.",
        "The words are kept as they were read; compare them with the page.",
    )
    TEXT_LOST = _Meaning(
        "text-lost",
        "error",
        "The archive's system lost the text of this telegram; only its attributes remain.",
        "Ask the archive for the microfilm copy named in the attributes.",
    )
    FROM_ATTRIBUTES = _Meaning(
        "from-attributes",
        "info",
        "The telegram does not print this field; it was taken from the archive's attributes.",
        "Cite the archive's attributes as its source, not the telegram.",
    )
    ATTRIBUTE_CONTRADICTS = _Meaning(
        "attribute-contradicts",
        "warning",
        "The archive's attributes say something else than the telegram itself.",
        "The record has what the telegram prints; both are kept.",
    )
    FRAGMENT = _Meaning(
        "fragment",
        "warning",
        "The text is a fragment: the header of the message is missing.",
        "Look for the first page of the message.",
    )
    HEADER_AFTER_TEXT = _Meaning(
        "header-after-text",
        "info",
        "The header stands after the text, as some web copies print it.",
        "Nothing to do.",
    )
    BANNER_IN_TEXT = _Meaning(
        "banner-in-text",
        "info",
        "A page line or classification banner stood inside a line of text and was taken out of it.",
        "Nothing to do; the line itself is kept.",
    )
    COLUMNS_JUMBLED = _Meaning(
        "columns-jumbled",
        "warning",
        "The columns of a printed list were read in another order than they stand on the page.",
        "Check the distribution against the page.",
    )
    UNKNOWN_TAG = _Meaning(
        "unknown-tag",
        "info",
        "A TAGS code is not in the vocabulary.",
        "Check it on the page; add it to the vocabulary if it is real.",
    )
    PARAGRAPH_OUT_OF_ORDER = _Meaning(
        "paragraph-out-of-order",
        "info",
        "A paragraph number repeats or a number is missing between two paragraphs.",
        "Check the paragraph numbers against the page.",
    )
    CONTRADICTORY_HEADERS = _Meaning(
        "contradictory-headers",
        "warning",
        "Two headers of the document disagree about a field.",
        "The record has the value of the telegram's own header.",
    )


def find(code: str) -> Code | None:
    """The diagnostic named `code`, or None."""
    return next((c for c in Code if c.code == code), None)
