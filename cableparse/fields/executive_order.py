"""E.O. line and CLASSIFIED BY: order, instruction, declassification date, classifier, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.dates import iso_date
from cableparse.draft import Draft
from cableparse.fields import labelled_values
from cableparse.grammars import Token, parser
from cableparse.lines import Block
from cableparse.pages import Span
from cableparse.reading import Reading, fold
from cableparse.vocabulary import executive_orders, exemptions

# A date after GDS, DECL or DECLAS, or alone, is when the text is declassified; after RDS it is when it is reviewed.
_REVIEW = re.compile(r"\bR[DO]S\b|\bREV\b", re.I)
_DATE = re.compile(
    r"(?<!\w)(?:\d{4}[/-]\w{1,2}[/-]\w{1,2}|\w{1,2}[/-]\w{1,2}[/-]\w{2,4}"
    r"|\d{1,2}[ -]?[A-Z]{3,9}\.?,?[ -]?\d{2,4}|[A-Z]{3,9}\.? \d{1,2},? \d{2,4})(?!\w)",
    re.I,
)
_CATEGORY = re.compile(r"(1\.\d)|\(?(?<!\w)([a-hA-H08])(?!\w)\)?")
_NOT_APPLICABLE = re.compile(r"N ?/ ?A", re.I)
_EDGES = " .:;,\t\n"


class OrderPart(NamedTuple):
    """A part of the value: `kind` is ORDER, TEXT, classified or reason; `start` and `end` are where it stands."""

    kind: str
    text: str
    start: int
    end: int


def read(draft: Draft, block: Block) -> None:
    """The E.O. line; a second one (a quoted message's) does not replace the first, it is kept apart."""
    if draft.get("executive_order.number") and draft.get("executive_order.instruction"):
        labelled_values.read(draft, block)
        return
    for part in parts(block.value.text):
        if part.kind == "ORDER":
            _number(draft, part, block.value)
        elif part.kind == "TEXT":
            _instruction(draft, part, block.value)
        else:
            _grounds(draft, part, block.value)


def read_classified(draft: Draft, block: Block) -> None:
    """CLASSIFIED BY, with the reason behind it where there is one; a second one is kept apart."""
    if draft.get("executive_order.classified_by") is not None:
        labelled_values.read(draft, block)
        return
    for part in parts(block.value.text):
        _grounds(draft, part._replace(kind="reason" if part.kind == "reason" else "classified"), block.value)


def read_text(draft: Draft) -> None:
    """The first paragraph, where it is the one that says who classified and why: `1. (U) CLASSIFIED BY ...`."""
    paragraphs = draft.get("body.paragraphs") or []
    if not paragraphs or draft.get("executive_order.classified_by") is not None:
        return
    text = paragraphs[0]["text"]
    label = _label_length(text)
    if not label:
        return
    spans = draft.provenance["body.paragraphs[0]"]
    for part in parts(text[label:]):
        if part.kind == "reason":
            _reasons(draft, part, spans)
        else:
            _classified_by(draft, part.text, spans)


def read_reason(draft: Draft, block: Block) -> None:
    """REASON: 1.5 (B) (C) (D); a second one is kept apart."""
    if draft.get("executive_order.reasons"):
        labelled_values.read(draft, block)
        return
    text = block.value.text
    _reasons(draft, OrderPart("reason", text, 0, len(text)), block.value.spans(0, len(text)))


def read_declassify(draft: Draft, block: Block) -> None:
    """DECLASSIFY ON: a date where the E.O. line gives none."""
    text = block.value.text
    if draft.get("executive_order.declassify_on") is None:
        _declassify_on(draft, text, block.value.spans(0, len(text)))
    labelled_values.read(draft, block)


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[OrderPart, ...]:
    """The parts of a value in their order; parts of one kind that follow each other are one."""
    plain = damage.plain(text)
    found: list[OrderPart] = []
    for kind, start, end in _spread(plain):
        if found and found[-1].kind == kind:
            start = found.pop().start
        found.append(OrderPart(kind, plain[start:end], start, end))
    return tuple(found)


def _spread(text: str) -> Iterator[tuple[str, int, int]]:
    for node in parser("executive_order").parse(text).children:
        tokens = [node] if isinstance(node, Token) else [t for t in node.children if isinstance(t, Token)]
        kind = node.type if isinstance(node, Token) else str(node.data)
        last = tokens[-1]
        printed_end = (last.start_pos or 0) + len(last.rstrip())
        yield kind, tokens[0].start_pos or 0, printed_end


def _number(draft: Draft, part: OrderPart, value: Reading) -> None:
    printed = part.text.replace(" ", "")
    spans = value.spans(part.start, part.end)
    known = executive_orders.number(printed)
    if known is not None and known[1]:
        draft.repaired(part.text, known[0], round(damage.closeness(printed, known[0]), 2), spans)
    draft.put("executive_order.number", known[0] if known else printed, spans)


def _instruction(draft: Draft, part: OrderPart, value: Reading) -> None:
    text = fold(part.text.strip(_EDGES))
    if not text or draft.get("executive_order.instruction"):
        return
    spans = value.spans(part.start, part.end)
    draft.put("executive_order.instruction", "N/A" if _NOT_APPLICABLE.fullmatch(text) else text, spans)
    if not _REVIEW.search(text):
        _declassify_on(draft, text, spans)


def _declassify_on(draft: Draft, text: str, spans: list[Span]) -> None:
    for date in _DATE.finditer(text):
        iso = iso_date(date[0], draft.year) or iso_date(damage.digits(date[0]), draft.year)
        if iso is not None:
            draft.put("executive_order.declassify_on", iso, spans)
            return


def _grounds(draft: Draft, part: OrderPart, value: Reading) -> None:
    spans = value.spans(part.start, part.end)
    if part.kind == "reason":
        _reasons(draft, part, spans)
    else:
        _classified_by(draft, part.text[_label_length(part.text) :], spans)


def _classified_by(draft: Draft, printed: str, spans: list[Span]) -> None:
    text = fold(printed.strip(_EDGES))
    if text and draft.get("executive_order.classified_by") is None:
        draft.put("executive_order.classified_by", text, spans)


def _label_length(text: str) -> int:
    """How long the words CLASSIFIED BY are before the name; in a block of their own label they are cut off already."""
    found = re.match(r"(?:\d\.\s*)?(?:\(\w\)\s*)?CLASSIFIED\s+BY\s*:?", text, re.I)
    return found.end() if found else 0


def _reasons(draft: Draft, part: OrderPart, spans: list[Span]) -> None:
    """The number once, then letters: `1.5 (B) (C) (D)`, `1.4 (b) and (d)`."""
    if draft.get("executive_order.reasons"):
        return
    section = ""
    for found in _CATEGORY.finditer(part.text):
        if found[1]:
            section = found[1]
        elif section:
            letter = damage.letters(found[2]).upper()
            code = exemptions.normalise(f"{section}({'D' if letter == 'O' else letter})")
            if code is not None:
                draft.add("executive_order.reasons", code, spans)
