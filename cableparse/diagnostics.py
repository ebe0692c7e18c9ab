"""Stable diagnostic codes: what each means and what a person can do about it."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

WORST_FIRST = ("error", "warning", "info")
# What `repair` says, read back.
_REPAIR = re.compile(r"`.*` read as (.*?)(?: \(score [\d.]+\))?\.\Z", re.DOTALL)


def repair(printed: str, reading: object, score: float | None) -> str:
    """What is said of a repair; `score` says from 0 to 1 how close print and reading are."""
    return f"`{printed}` read as {reading}" + (f" (score {score:.2f})." if score is not None else ".")


def repaired_to(message: str) -> str | None:
    """The reading that the message of a repair names; null where it says no such thing."""
    found = _REPAIR.search(message)
    return found[1] if found else None


class _Meaning(NamedTuple):
    code: str
    severity: str
    sentence: str
    advice: str


class Code(_Meaning, Enum):
    """Every code that a record, or the message of what has none, can carry.

    A code is never renamed; its sentence may be improved.
    """

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
    WORDS_LEFT = _Meaning(
        "words-left",
        "warning",
        "Words of a heading line went into no field; they are kept under `leftover`.",
        "Compare the line with the page: a value may be damaged, or hold more than its field.",
    )
    LABEL_INFERRED = _Meaning(
        "label-inferred",
        "info",
        "No label is printed here; the line was taken for what its place and content say.",
        "Check the named field against the page.",
    )
    LABEL_REPAIRED = _Meaning(
        "label-repaired",
        "info",
        "A damaged label was read as the one that it is closest to.",
        "The message gives the printed form and the score; check the field that follows against the page.",
    )
    POSSIBLE_CABLE = _Meaning(
        "possible-cable",
        "warning",
        "The file is likely a cable that could not be read as one.",
        "Look at the file: its print may be too damaged, or of a kind that is not known yet.",
    )
    OTHER_AGENCY = _Meaning(
        "other-agency",
        "warning",
        "A telegram of another agency or government, not the Department's; its heading was not read into fields.",
        "Nothing to do, unless the named sender is misread.",
    )
    DAMAGED_NUMBER = _Meaning(
        "damaged-number",
        "warning",
        "The message number is damaged, and its prints do not agree on one reading; number and id are null.",
        "Read the number on the page.",
    )
    UNKNOWN_ORIGINATOR = _Meaning(
        "unknown-originator",
        "warning",
        "The originator of the message number is no known post and agrees with no other print of it; "
        "originator, number and id are null.",
        "Read the number on the page; add the post to the vocabulary if it is real.",
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
        "A reference or a message without a year was given one that it does not print.",
        "Check the reference where the exact message matters.",
    )
    UNKNOWN_SENDER = _Meaning(
        "unknown-sender",
        "info",
        "The sender of a referenced message is no post of the vocabulary; the id is made of its name as printed.",
        "Check the name on the page; add the post to the vocabulary if it is real.",
    )
    DAMAGED_REFERENCE = _Meaning(
        "damaged-reference",
        "warning",
        "The number of a referenced message has more digits than any number has; its id is null.",
        "Read the reference on the page.",
    )
    OWN_NUMBER_REFERENCED = _Meaning(
        "own-number-referenced",
        "info",
        "The message refers to its own number.",
        "Check the number on the page: either may be misread.",
    )
    SECTION_MISSING = _Meaning(
        "section-missing",
        "warning",
        "A section of the message is not among the records; the record was joined of the others.",
        "Look for the named section, and join again from the records of the sections.",
    )
    SECTION_REPEATED = _Meaning(
        "section-repeated",
        "info",
        "A section of the message is among the records more than once; the fullest copy was used.",
        "`source.parts` names the copies; `cableparse corpus duplicates` compares them.",
    )
    SECTIONS_DISAGREE = _Meaning(
        "sections-disagree",
        "warning",
        "Two sections of the message disagree about a field; the record has the value of the first.",
        "Compare the named sections with their pages.",
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
    TEXT_COLUMN_INFERRED = _Meaning(
        "text-column-inferred",
        "info",
        "No column of the table has a name that is known for texts; the one whose rows read as cables was taken.",
        "If it is another one, name that with --text-column.",
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
        "A page line, a banner or print below the signature stood among the lines of the text and was taken out of it.",
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
    CONCEALED_TEXT = _Meaning(
        "concealed-text",
        "error",
        "The file has text that no reader of it sees: under a drawn box, say, hidden by the style of a web page, or "
        "marked as hidden or deleted in an office document. It was withheld and is nowhere in this record.",
        "If this is a redaction, do not pass the file on; tell its publisher. The message says where the text stands, "
        "or what hides it, and how many characters it has.",
    )
    TEXT_OFF_PAGE = _Meaning(
        "text-off-page",
        "warning",
        "A PDF has text beside the visible part of its page; it was withheld and is nowhere in this record.",
        "Look at the file before you pass it on: somebody may have cropped the page to hide it.",
    )
    LIMIT_REACHED = _Meaning(
        "limit-reached",
        "warning",
        "The input passes a limit; not all of it was read.",
        "Raise the limit that the message names if the input can be trusted.",
    )
    KIND_NOT_READ = _Meaning(
        "kind-not-read",
        "error",
        "The file is of a kind that cableparse does not read; it has no record. The message names the kind.",
        "Make a PDF, a text or a .docx of it with the program that it is of, and parse that.",
    )
    DAMAGED_PDF = _Meaning(
        "damaged-pdf",
        "warning",
        "The PDF is damaged; what could be read of it was read.",
        "Get the file again, or look at the named pages.",
    )
    DAMAGED_IMAGE = _Meaning(
        "damaged-image",
        "warning",
        "The page image is damaged; what could be unpacked of it was read.",
        "Get the file again, or look at the named pages.",
    )
    NO_TEXT = _Meaning(
        "no-text",
        "error",
        "A page has no text layer, and its picture was not recognised.",
        "Install the `ocr` extra, or ocrmypdf with tesseract, and parse the file again.",
    )
    POOR_TEXT_LAYER = _Meaning(
        "poor-text-layer",
        "warning",
        "The text layer of a page is mostly rubble.",
        "Parse the file again with text recognition (`--ocr force`).",
    )
    LOW_CONFIDENCE = _Meaning(
        "low-confidence",
        "warning",
        "The text of a page image was recognised with little confidence.",
        "Compare the record with the page; `source.confidence` has the lines.",
    )
    SEVERAL_TEXT_LAYERS = _Meaning(
        "several-text-layers",
        "info",
        "A page has several text layers on top of each other; the best one was read.",
        "Nothing to do.",
    )
    DOUBLED_LETTERS = _Meaning(
        "doubled-letters",
        "info",
        "A page prints letters twice to make them bold; each was read once.",
        "Nothing to do.",
    )
    ANNOTATIONS_IGNORED = _Meaning(
        "annotations-ignored",
        "info",
        "Annotations or form fields of a page are no part of the document and were not read.",
        "Look at the page if somebody's remarks on it matter.",
    )
    UNDECODABLE = _Meaning(
        "undecodable",
        "warning",
        "Some bytes of the text break the rules of its encoding; each such place became U+FFFD.",
        "Get the file again, or look for U+FFFD in the text.",
    )
    LONG_HEADER = _Meaning(
        "long-header",
        "warning",
        "A header of the e-mail is longer than any is; the rest of it was not read.",
        "Look at the message: its header may be damaged, or made to do harm.",
    )


def find(code: str) -> Code | None:
    """The diagnostic named `code`, or None."""
    return next((c for c in Code if c.code == code), None)
