"""E.O. line and CLASSIFIED BY: order, instruction, declassification date, classifier, reasons."""

from __future__ import annotations

import re

from lark import Token

from cableparse.dates import iso_date
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.grammars import pattern
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import executive_orders, exemptions

# A date after GDS, DECL or DECLAS, or alone, is when the text is declassified; after RDS it is when it is reviewed.
_REVIEW = re.compile(r"\bR[DO]S\b|\bREV\b", re.I)
_DATE = re.compile(r"\d{4}/\d{1,2}/\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")
_REASON = re.compile(r",?\s*(?:and\s+)?(?:for\s+)?reasons?\b[: ]*", re.I)
_CATEGORY = re.compile(r"(1\.\d)|\(?\b([a-hA-H])\b\)?")


def read(draft: Draft, label: Token, printed: Printed) -> None:
    """The E.O. line; a second one (a quoted message's) does not replace the first."""
    if draft.get("executive_order.number") and draft.get("executive_order.instruction"):
        return
    label_spans = printed.part(label, 0, len(label.rstrip()))
    order = pattern("telegram", "EO").match(label)
    if order is not None and order["order"]:
        _number(draft, order["order"], label_spans)
    _instruction(draft, printed)


def read_smart(draft: Draft, printed: Printed) -> None:
    """SMART's E.O. field: the number, then the instruction where one is printed."""
    text = printed.text
    found = re.match(r"(1[\d ]{3,5})(?!\d)[ :,]*", text)
    if found is not None:
        _number(draft, found[1].strip(), printed.spans)
        rest = text[found.end() :].strip()
        if rest:
            draft.put("executive_order.instruction", rest, printed.spans)
            _declassify_on(draft, rest, printed)


def classified_by(draft: Draft, printed: Printed) -> None:
    """CLASSIFIED BY, without the reason and without a closing full stop."""
    text = _REASON.split(printed.text)[0].strip(" .,;")
    if text and draft.get("executive_order.classified_by") is None:
        draft.put("executive_order.classified_by", text, printed.spans)


def reasons(draft: Draft, printed: Printed) -> None:
    """REASON: 1.5 (B) (C) (D): the number once, then letters."""
    if draft.get("executive_order.reasons"):
        return
    spans = printed.spans
    for code, _, _ in exemptions.find_all(_joined_categories(printed.text)):
        draft.add("executive_order.reasons", code, spans)


def _joined_categories(text: str) -> str:
    """Every letter with the number it belongs to: `1.4 (b) and (d)` gives `1.4(B) 1.4(D)`."""
    section = ""
    found: list[str] = []
    for part in _CATEGORY.finditer(text):
        if part[1]:
            section = part[1]
        elif section:
            found.append(f"{section}({part[2].upper()})")
    return " ".join(found)


def _number(draft: Draft, printed_number: str, spans: list[Span]) -> None:
    known = executive_orders.number(printed_number.replace(" ", ""))
    if known is None:
        draft.put("executive_order.number", printed_number.replace(" ", ""), spans)
        return
    number, repaired = known
    if repaired:
        draft.note(Code.REPAIRED, f"`{printed_number}` read as {number}.", spans)
    draft.put("executive_order.number", number, spans)


def _instruction(draft: Draft, printed: Printed) -> None:
    text = fold(printed.text.strip(" .:;,"))
    if not text:
        return
    text = re.sub(r"^N ?/ ?A$", "N/A", text)
    draft.put("executive_order.instruction", text, printed.spans)
    _declassify_on(draft, text, printed)


def _declassify_on(draft: Draft, text: str, printed: Printed) -> None:
    date = _DATE.search(text)
    if date is None or _REVIEW.search(text):
        return
    iso = iso_date(date[0], draft.year)
    if iso is not None:
        draft.put("executive_order.declassify_on", iso, printed.spans)
