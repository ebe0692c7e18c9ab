"""Boxes drawn over a page: each becomes a redaction of the paragraph it stands in."""

from __future__ import annotations

from typing import Any

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.pages import Box, DrawnBox, Span


def place(boxes: list[DrawnBox], draft: Draft) -> None:
    """Add the boxes to `redactions`, each joined to the code that stands beside it.

    Text that still stood under a box is reported by its place and length alone; the source has withheld it.
    """
    for box in sorted(boxes, key=lambda box: (box.page, box.box.top)):
        item = _beside(box, draft) or _new(box, draft)
        item["bbox"] = box.box
        item["characters"] = box.characters
        if box.concealed:
            left, top, right, bottom = (round(edge) for edge in box.box)
            detail = f"Page {box.page}, box ({left}, {top}, {right}, {bottom}) in points: {box.concealed} characters."
            draft.note(Code.CONCEALED_TEXT, detail)


def _beside(box: DrawnBox, draft: Draft) -> dict[str, Any] | None:
    """The redaction of a code in the margin at the height of the box, where no other box has it yet."""
    for item in draft.get("redactions") or []:
        span = item.get("span")
        if span is not None and item.get("bbox") is None and span.page == box.page and _level(span, box.box):
            return item  # type: ignore[no-any-return]  # a draft's values have no type
    return None


def _new(box: DrawnBox, draft: Draft) -> dict[str, Any]:
    paragraph = _paragraph(box, draft)
    number = paragraph["number"] if paragraph else None
    item: dict[str, Any] = {"codes": [], "page": box.page, "paragraph": number}
    draft.add("redactions", item, [])
    if paragraph is not None:
        paragraph["redactions"].append(len(draft.get("redactions")) - 1)
    return item


def _paragraph(box: DrawnBox, draft: Draft) -> dict[str, Any] | None:
    """The paragraph with a line at the height of the box, else the last that begins above it."""
    above = None
    for index, paragraph in enumerate(draft.get("body.paragraphs") or []):
        spans = [s for s in draft.provenance[f"body.paragraphs[{index}]"] if s.bbox is not None]
        if any(s.page == box.page and _level(s, box.box) for s in spans):
            return paragraph  # type: ignore[no-any-return]  # as above
        if spans and spans[0].bbox is not None and (spans[0].page, spans[0].bbox.top) < (box.page, box.box.top):
            above = paragraph
    return above


def _level(span: Span, box: Box) -> bool:
    """Whether the middle of the span's line is at the height of the box, or that of the box at the line's."""
    if span.bbox is None:
        return False
    middle = (span.bbox.top + span.bbox.bottom) / 2
    return box.top <= middle <= box.bottom or span.bbox.top <= (box.top + box.bottom) / 2 <= span.bbox.bottom
