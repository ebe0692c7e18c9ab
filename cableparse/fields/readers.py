"""What reads each label of a header: one table, label to reader, and the order they are read in."""

from __future__ import annotations

from collections.abc import Callable

from cableparse.draft import Draft
from cableparse.fields import (
    addresses,
    class_line,
    distribution,
    drafting,
    dtg,
    executive_order,
    form_values,
    frus_heading,
    handling,
    identity,
    labelled_values,
    mrn,
    references,
    routing,
    subject,
    tags,
)
from cableparse.lines import Block, LabelledMessage
from cableparse.vocabulary import telling_words

Reader = Callable[[Draft, Block], None]


READERS: dict[str, Reader] = {
    "origin": distribution.origin,
    "action": distribution.action,
    "copies": distribution.copies,
    "drafted": drafting.drafted,
    "approved": drafting.approved,
    "cleared": drafting.cleared,
    "routing": routing.read,
    "dtg": dtg.read,
    "fm": addresses.originator,
    "to": addresses.to,
    "info": addresses.info,
    "exempted": addresses.exempted,
    "class_line": class_line.read,
    "handling": handling.read,
    "captions": handling.read_captions,
    "pass_line": handling.read_pass_line,
    "eo": executive_order.read,
    "classified": executive_order.read_classified,
    "reason": executive_order.read_reason,
    "declassify": executive_order.read_declassify,
    "tags": tags.read,
    "subject": subject.read,
    "ref": references.read,
    "mrn": mrn.read,
    "signature": labelled_values.read_signature,
    "action_office": distribution.action_offices,
    "info_office": distribution.info_offices,
    "number": form_values.read_number,
    "control": labelled_values.read,
    "received": form_values.read_date,
    "date": form_values.read_date,
    "precedence": form_values.read_precedence,
    "column": form_values.read_column,
    "column_info": form_values.read_column_info,
    "sent": form_values.read_sent,
    "file_number": frus_heading.read_file_number,
    "parties": frus_heading.read_parties,
    "dateline": frus_heading.read_dateline,
    "source_note": frus_heading.read_source_note,
}
# Where these print that there is nothing (`Captions: None`) that is kept as printed, and no value.
_MAY_BE_EMPTY = frozenset({"captions", "pass_line", "ref", "drafted", "approved", "cleared"})
# Read before the others: years of references and TAGS hang on number and date.
IDENTITY = frozenset(
    {
        "dtg",
        "mrn",
        "class_line",
        "fm",
        "number",
        "received",
        "date",
        "control",
        "to",
        "sent",
        "file_number",
        "parties",
        "dateline",
    }
)


def read(message: LabelledMessage, draft: Draft) -> None:
    """Read the header of `message` into `draft`."""
    blocks = list(message.blocks())
    for block in blocks:
        if block.label in IDENTITY:
            _read(block, draft)
    identity.settle(draft, message, blocks)
    for block in _own_first(message, blocks):
        if block.label not in IDENTITY:
            _read(block, draft)


def _own_first(message: LabelledMessage, blocks: list[Block]) -> list[Block]:
    """The blocks in the order in which their values go first: a SMART sheet may stand above the telegram itself.

    The telegram's own values prevail then (RECORD.md, convention 11).
    """
    if message.layout != "smart":
        return blocks
    telegram = next((index for index, block in enumerate(blocks) if block.label == "class_line"), 0)
    return [*blocks[telegram:], *blocks[:telegram]]


def _read(block: Block, draft: Draft) -> None:
    printed = block.value.text.strip()
    if printed:
        reader = READERS.get(block.label, labelled_values.read)
        empty = block.label in _MAY_BE_EMPTY and printed.upper() in telling_words.words("nothing")
        (labelled_values.read if empty else reader)(draft, block)
