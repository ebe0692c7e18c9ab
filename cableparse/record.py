"""The record: one cable as a JSON object. The field names and types are a public contract.

A value that the cable does not show is null (scalars) or an empty list; it is never guessed without a diagnostic.
"""

from __future__ import annotations

from functools import partial
from operator import is_, not_
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from cableparse.controls import escaped
from cableparse.pages import Box, Span, describe

SCHEMA_VERSION = "1.1"

Kind = Literal["cable", "airgram", "withdrawal_notice", "not_a_cable"]
# The kinds whose heading and text are read into fields.
MESSAGES = ("cable", "airgram")
Layout = Literal["electronic", "acp127", "smart", "form", "unknown"]
Severity = Literal["info", "warning", "error"]
Grade = Literal["A", "B", "C", "D"]
ReferenceKind = Literal[
    "telegram", "airgram", "dtg", "number", "email", "letter", "memo", "call", "conversation", "fax", "note", "article",
    "despatch", "regulation", "report", "unknown",
]  # fmt: skip

_is_none = partial(is_, None)  # asked of every diagnostic of every record


# Not `list` and `dict`: their signature, which pydantic asks of a factory, takes Python's parser of source text.
def _empty_list() -> list[Any]:
    return []


def _empty_dict() -> dict[str, Any]:
    return {}


class _Model(BaseModel):
    # A later version may have added fields; what is not known here is kept, and left alone. Deferred, all parts of a
    # record are built once, as parts of it: a start would build each again for itself.
    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True, json_schema_extra=describe)


class Section(_Model):
    """SECTION 01 OF 03."""

    number: int
    of: int | None = None


class Message(_Model):
    """The message number's parts."""

    originator: str | None = None
    number: int | None = None
    year: int | None = None
    section: Section | None = None


class Classification(_Model):
    """As the drafter classified it, and what the release made of it: two facts, never merged."""

    level: str | None = None
    current: str | None = None


class Dtg(_Model):
    """Date-time group."""

    as_printed: str | None = None
    utc: str | None = None


class Originator(_Model):
    """FM or FROM."""

    name: str | None = None
    post: str | None = None


class Addressee(_Model):
    """One addressee."""

    name: str
    precedence: str | None = None
    serial: int | None = None
    routing_indicator: str | None = None
    post: str | None = None


class Office(_Model):
    """An office of the distribution."""

    symbol: str
    copies: int | None = None
    name: str | None = None


class Distribution(_Model):
    """Distribution inside the Department."""

    role: Literal["ORIGIN", "ACTION"] | None = None
    offices: list[Office] = Field(default_factory=_empty_list)
    info: list[Office] = Field(default_factory=_empty_list)
    total: int | None = None


class Officer(_Model):
    """A drafter, approver or clearer as printed."""

    office: str | None = None
    name: str


class Drafting(_Model):
    """Who wrote, approved and cleared the message."""

    drafted_by: list[Officer] = Field(default_factory=_empty_list)
    approved_by: list[Officer] = Field(default_factory=_empty_list)
    cleared_by: list[Officer] = Field(default_factory=_empty_list)
    drafted_on: str | None = None


class ExecutiveOrder(_Model):
    """The declassification instruction."""

    number: str | None = None
    instruction: str | None = None
    declassify_on: str | None = None
    classified_by: str | None = None
    reasons: list[str] = Field(default_factory=_empty_list)


class Tag(_Model):
    """One of the TAGS (traffic analysis by geography and subject)."""

    code: str
    kind: Literal["subject", "geopolitical", "organization", "program", "unknown"] = "unknown"
    name: str | None = None
    detail: str | None = None


class Reference(_Model):
    """One referenced message or paper."""

    label: str | None = None
    as_printed: str
    id: str | None = None
    kind: ReferenceKind | None = None


class Paragraph(_Model):
    """A body paragraph."""

    number: str | None = None
    classification: str | None = None
    text: str
    heading: str | None = None
    redactions: list[int] = Field(default_factory=_empty_list)


class Body(_Model):
    """The text of the message."""

    paragraphs: list[Paragraph] = Field(default_factory=_empty_list)
    signature: str | None = None


class Routing(_Model):
    """ACP-127 format lines 1 to 4."""

    start_of_transmission: str | None = None
    indicators: str | None = None
    station: str | None = None
    security: str | None = None


class Release(_Model):
    """What the releasing agency stamped on the document; but `basis` is said by who ran the program."""

    status: Literal["RELEASED IN FULL", "RELEASED IN PART", "DENIED IN FULL", "DECLASSIFIED"] | None = None
    exemptions: list[str] = Field(default_factory=_empty_list)
    authority: str | None = None
    date: str | None = None
    case_id: str | None = None
    document_id: str | None = None
    basis: str | None = Field(None, exclude_if=_is_none)


class Redaction(_Model):
    """A place where text was taken out, or a margin code in the body."""

    codes: list[str] = Field(default_factory=_empty_list)
    page: int | None = None
    paragraph: str | None = None
    span: Span | None = None
    bbox: Box | None = None
    characters: int | None = None
    part: int | None = Field(None, exclude_if=_is_none)


class Copy(_Model):
    """A file, or what lies in one, with the same content byte for byte."""

    path: str
    member: str | None = None


class _Input(_Model):
    """An input as it was given."""

    path: str
    name: str
    sha256: str
    media_type: str
    pages: int
    index: int = 0
    encoding: str | None = None
    layer: str | None = None
    confidence: dict[int, float] | None = None
    member: str | None = None
    copies: list[Copy] | None = Field(None, exclude_if=_is_none)


class Part(_Input):
    """The source of one section of a message that was joined of sections."""

    section: Section
    used: bool = True
    provenance: dict[str, list[Span]] = Field(default_factory=_empty_dict)


class Source(_Input):
    """The input as it was given; of a message that was joined of sections the first section's."""

    parts: list[Part] | None = Field(None, exclude_if=_is_none)


class Diagnostic(_Model):
    """What was repaired, inferred, damaged or contradictory."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    printed: str | None = Field(None, exclude_if=_is_none)
    score: float | None = Field(None, exclude_if=_is_none)
    part: int | None = Field(None, exclude_if=_is_none)


class Words(_Model):
    """Every word of the heading's lines, accounted for once: a word is a run of characters that are not blank."""

    printed: int = 0
    label: int = 0
    value: int = 0
    separator: int = 0
    left: int = 0


class Coverage(_Model):
    """Every non-blank input line, accounted for once."""

    lines: int = 0
    header: int = 0
    body: int = 0
    furniture: int = 0
    envelope: int = 0
    release: int = 0
    attributes: int = 0
    unparsed: int = 0
    share: float = 1.0
    words: Words = Field(default_factory=Words)


class _Kept(_Model):
    """Text that went into no field, with its place."""

    page: int
    line: int
    start: int
    end: int
    text: str
    part: int | None = Field(None, exclude_if=_is_none)


class UnparsedLine(_Kept):
    """A line that no rule could place, in full."""


class Leftover(_Kept):
    """Words of a heading's line that no field took."""


class Glossary(_Model):
    """What the captions and exemption codes of this record mean, from the vocabulary of its era."""

    captions: dict[str, str] = Field(default_factory=_empty_dict)
    exemptions: dict[str, str] = Field(default_factory=_empty_dict)


class Correction(_Model):
    """A value that a person put in the place of the one that was read."""

    path: str
    was: JsonValue
    now: JsonValue
    by: str = Field(min_length=1)
    at: str
    note: str | None = None


class Check(_Model):
    """A field that a person compared with the page and found right."""

    path: str
    by: str = Field(min_length=1)
    at: str


class Calibrated(_Model):
    """The calibration of the confidences to the record's collection."""

    sha256: str
    own: bool


class Cable(_Model):
    """One document of the input: a cable, or what it was recognised as instead."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    schema_version: str = SCHEMA_VERSION
    kind: Kind
    layout: Layout = "unknown"
    id: str | None = None
    message: Message = Field(default_factory=Message)
    classification: Classification = Field(default_factory=Classification)
    captions: list[str] = Field(default_factory=_empty_list)
    passing: list[str] = Field(default_factory=_empty_list)
    precedence: list[str] = Field(default_factory=_empty_list)
    dtg: Dtg = Field(default_factory=Dtg)
    from_: Originator = Field(default_factory=Originator, alias="from", serialization_alias="from")
    to: list[Addressee] = Field(default_factory=_empty_list)
    info: list[Addressee] = Field(default_factory=_empty_list)
    exempted: list[Addressee] = Field(default_factory=_empty_list)
    routing: Routing = Field(default_factory=Routing)
    distribution: Distribution = Field(default_factory=Distribution)
    drafting: Drafting = Field(default_factory=Drafting)
    executive_order: ExecutiveOrder = Field(default_factory=ExecutiveOrder)
    tags: list[Tag] = Field(default_factory=_empty_list)
    subject: str | None = None
    references: list[Reference] = Field(default_factory=_empty_list)
    body: Body = Field(default_factory=Body)
    release: Release = Field(default_factory=Release)
    redactions: list[Redaction] = Field(default_factory=_empty_list)
    attributes: dict[str, str] = Field(default_factory=_empty_dict)
    labelled: dict[str, str] = Field(default_factory=_empty_dict)
    glossary: Glossary = Field(default_factory=Glossary)
    source: Source
    provenance: dict[str, list[Span]] = Field(default_factory=_empty_dict)
    confidence: dict[str, float] = Field(default_factory=_empty_dict)
    calibration: Calibrated | None = Field(None, exclude_if=_is_none)
    grade: Grade | None = None
    diagnostics: list[Diagnostic] = Field(default_factory=_empty_list)
    coverage: Coverage = Field(default_factory=Coverage)
    unparsed: list[UnparsedLine] = Field(default_factory=_empty_list)
    leftover: list[Leftover] = Field(default_factory=_empty_list)
    corrections: list[Correction] = Field(default_factory=_empty_list)
    checked: list[Check] = Field(default_factory=_empty_list, exclude_if=not_)

    @property
    def text(self) -> str:
        """The text of the message: headings, numbers, portion marks and paragraphs, a blank line between them."""
        from cableparse.glance import text

        return text(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The record as JSON text; what would steer a terminal that prints it is escaped."""
        return escaped(self.model_dump_json(by_alias=True, indent=indent))

    def __repr__(self) -> str:
        """One line: what it is, when and by whom it was sent, its subject."""
        from cableparse.glance import line

        return line(self)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """A small table, which notebooks show."""
        from cableparse.glance import table

        return table(self)
