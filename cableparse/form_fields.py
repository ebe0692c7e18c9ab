"""The fields that people see and check: what each is called, in the sections of a form.

In the path of a row `[]` stands for any item of a list and `*` for any name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from cableparse.field_path import NoSuchField, any_item, list_of, value_at

# What stands in no section is shown elsewhere on a page; a test says which.
SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Message",
        (
            ("kind", "Kind"),
            ("layout", "Layout"),
            ("id", "Identifier"),
            ("message.originator", "Originator"),
            ("message.number", "Number"),
            ("message.year", "Year"),
            ("message.section", "Section"),
        ),
    ),
    (
        "Classification and handling",
        (
            ("classification.level", "Level as drafted"),
            ("classification.current", "Level after release"),
            ("captions", "Captions"),
            ("passing", "Passing lines"),
        ),
    ),
    (
        "Transmission",
        (
            ("precedence", "Precedence"),
            ("dtg.as_printed", "Date-time group"),
            ("dtg.utc", "Date and time in UTC"),
            ("from.name", "From"),
            ("from.post", "Post of origin"),
            ("to", "To"),
            ("info", "Info"),
            ("exempted", "Exempted (XMT)"),
            ("routing.start_of_transmission", "Start of transmission"),
            ("routing.indicators", "Routing indicators"),
            ("routing.station", "Calling station"),
            ("routing.security", "Security line"),
        ),
    ),
    ("Subject", (("subject", "Subject"), ("tags", "TAGS"), ("references", "References"))),
    (
        "Declassification instruction",
        (
            ("executive_order.number", "Executive order"),
            ("executive_order.instruction", "Instruction"),
            ("executive_order.declassify_on", "Declassify on"),
            ("executive_order.classified_by", "Classified by"),
            ("executive_order.reasons", "Reasons"),
        ),
    ),
    (
        "Distribution",
        (
            ("distribution.role", "Role"),
            ("distribution.offices", "Offices"),
            ("distribution.info", "Info offices"),
            ("distribution.total", "Total of copies"),
        ),
    ),
    (
        "Drafting",
        (
            ("drafting.drafted_by", "Drafted by"),
            ("drafting.drafted_on", "Drafted on"),
            ("drafting.approved_by", "Approved by"),
            ("drafting.cleared_by", "Cleared by"),
        ),
    ),
    ("Text", (("body.paragraphs[]", "Paragraph"), ("body.signature", "Signature"))),
    (
        "Release",
        (
            ("release.status", "Status"),
            ("release.basis", "Basis, as given"),
            ("release.exemptions", "Exemptions"),
            ("release.authority", "Authority"),
            ("release.date", "Date"),
            ("release.case_id", "Case"),
            ("release.document_id", "Document"),
            ("redactions[].codes", "Redaction"),
        ),
    ),
    ("Other labels", (("labelled.*", ""),)),
    ("The archive's attributes", (("attributes.*", ""),)),
)
# What the paths of the archive's attributes begin with.
ATTRIBUTES = "attributes."


@cache
def names() -> dict[str, str]:
    """What the row of each path is called, in the order of the form."""
    return {path: label or title for title, rows in SECTIONS for path, label in rows}


def named(record: Mapping[str, Any], row: str) -> Iterator[tuple[str, str]]:
    """The paths of the record that a row stands for, each with what it is called: one, or one an item."""
    label = names()[row]
    if row.endswith(".*"):
        for name in value_at(record, row[:-2]):
            yield f"{row[:-1]}{name}", name.replace("_", " ").capitalize()
    elif "[]" in row:
        root, _, rest = row.partition("[]")
        for index, item in enumerate(value_at(record, root)):
            number = item.get("number") if root == "body.paragraphs" else index + 1
            yield f"{root}[{index}]{rest}", f"{label} {number or ''}".strip()
    else:
        with suppress(NoSuchField):  # a basis of release is in the records that were given one
            held(record, row)
            yield row, label


def row_of(path: str) -> str | None:
    """The row that stands for a path, null where none does."""
    for row in (path, f"{path.partition('.')[0]}.*", any_item(path)):
        if row in names():
            return row
    return None


def row_with(path: str) -> str | None:
    """The row that a field is looked at in: that of its list where the list is looked at as one, else its own."""
    return row_of(list_of(path)) or row_of(path)


def held(record: Mapping[str, Any], path: str) -> Any:
    """The value at a path that `named` gave.

    Raises:
        NoSuchField: there is none.
    """
    if path.startswith(ATTRIBUTES):  # whose names are the archive's, and may hold dots
        return record["attributes"][path.removeprefix(ATTRIBUTES)]
    return value_at(record, path)


def has_path(path: str) -> bool:
    """Whether a corrections file can name the field: an archive's own name for an attribute may be no path."""
    return not path.startswith(ATTRIBUTES) or not set(".[]") & set(path.removeprefix(ATTRIBUTES))
