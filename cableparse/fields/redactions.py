"""Codes beside the heading and boxes drawn over the page become redactions, each in the paragraph it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.lines import Labelled, margin_codes
from cableparse.pages import Box, Document, DrawnBox, Span
from cableparse.vocabulary import exemptions

_BODY = "body.paragraphs["
# A box begins on a line whose top is no further below its own, in points: the two are drawn by different hands.
_SAME_LINE = 6.0
# A code stands beside a box that has so much of the height of its line, or more: the box may begin lower.
_SHARED = 1 / 3


class _Printed(NamedTuple):
    """A line of the record, by its place on the paper."""

    page: int
    top: float
    in_body: bool
    path: str
    span: Span


def boxes_among(document: Document, first: int, last: int) -> list[DrawnBox]:
    """The boxes that stand among the lines numbered `first` to `last` of a document.

    Each belongs to the last line that begins above its end, or to the first of its page.
    """
    if not document.boxes:
        return []
    lines = [line for line in document.lines if line.box is not None]
    tops = [(line.page, line.box.top if line.box else 0.0) for line in lines]
    found = []
    for drawn in document.boxes:
        index = bisect_right(tops, (drawn.page, drawn.box.bottom)) - 1
        if index + 1 < len(lines) and (index < 0 or lines[index].page < drawn.page == lines[index + 1].page):
            index += 1
        if index < 0 or first <= lines[index].number <= last:
            found.append(drawn)
    return found


def read_heading(draft: Draft, lines: Sequence[Labelled]) -> None:
    """The codes beside lines of the heading: words were taken out of it, and of no paragraph."""
    for code in margin_codes.beside(lines):
        codes = [name for name, _, _ in exemptions.find_all(code.text)]
        item = {"codes": codes, "page": code.line.page, "paragraph": None, "span": code.span}
        draft.add("redactions", item, [code.span])


def place(boxes: list[DrawnBox], draft: Draft) -> None:
    """Put every box into `redactions`, together with the code that stands beside it, if there is one.

    A box belongs to the paragraph whose line it begins on or follows, and to none where another part of the message is
    printed in between. Text that is concealed under a box raises a diagnostic.
    """
    if not boxes:
        return
    printed = _printed(draft)
    coded = [(index, item) for index, item in enumerate(draft.get("redactions") or []) if _place_of(item)]
    for drawn in boxes:
        before = _line_before(printed, drawn)
        paragraph = _paragraph(draft, before)
        beside = [(index, item) for index, item in coded if _stands_beside(item, drawn)]
        free = next(((index, item) for index, item in beside if "bbox" not in item), None)
        if free is not None:
            _, item = free
            item |= {"bbox": drawn.box, "characters": drawn.characters}
        else:
            codes = list(beside[0][1]["codes"]) if beside else []
            _add(draft, drawn, codes, paragraph)
        if drawn.concealed:
            _tell(draft, drawn, before)


def _printed(draft: Draft) -> list[_Printed]:
    """The printed lines that fields were read from, in reading order; on one line the text comes last."""
    found = [
        _Printed(span.page, span.bbox.top, path.startswith(_BODY), path, span)
        for path, spans in draft.provenance.items()
        if not path.startswith("redactions[")
        for span in spans
        if span.bbox is not None
    ]
    return sorted(found, key=lambda line: (line.page, line.top, line.in_body))


def _line_before(printed: list[_Printed], drawn: DrawnBox) -> _Printed | None:
    keys = [(line.page, line.top) for line in printed]
    index = bisect_right(keys, (drawn.page, drawn.box.top + _SAME_LINE))
    return printed[index - 1] if index else None


def _paragraph(draft: Draft, before: _Printed | None) -> dict[str, Any] | None:
    if before is None or not before.in_body:
        return None
    paragraph: dict[str, Any] = draft.get("body.paragraphs")[int(before.path[len(_BODY) : -1])]
    return paragraph


def _add(draft: Draft, drawn: DrawnBox, codes: list[str], paragraph: dict[str, Any] | None) -> None:
    item = {
        "codes": codes,
        "page": drawn.page,
        "paragraph": paragraph["number"] if paragraph else None,
        "bbox": drawn.box,
        "characters": drawn.characters,
    }
    draft.add("redactions", item, [])
    if paragraph is not None:
        paragraph["redactions"].append(len(draft.get("redactions")) - 1)


def _place_of(item: dict[str, Any]) -> Box | None:
    span: Span | None = item.get("span")
    return span.bbox if span is not None else None


def _stands_beside(item: dict[str, Any], drawn: DrawnBox) -> bool:
    """Whether a code's line and a box are on one height of the same page."""
    box = _place_of(item)
    return (
        box is not None
        and item["page"] == drawn.page
        and min(box.bottom, drawn.box.bottom) - max(box.top, drawn.box.top) > _SHARED * (box.bottom - box.top)
    )


def _tell(draft: Draft, drawn: DrawnBox, before: _Printed | None) -> None:
    """Say where text is concealed and how much; never what."""
    place = ", ".join(f"{side:.0f}" for side in drawn.box)
    spans = []
    if before is not None:
        spans.append(Span(drawn.page, before.span.line, before.span.end, before.span.end, drawn.box))
    detail = f"{drawn.concealed} characters on page {drawn.page}, in the box at {place} points."
    draft.note(Code.CONCEALED_TEXT, detail, spans)
