"""Drafters, approvers and clearances, and the date of drafting."""

from __future__ import annotations

from collections.abc import Iterator

from cableparse import damage
from cableparse.draft import Draft
from cableparse.fields.officer import ReadOfficer, Remarks, each_on_a_line, parse
from cableparse.lines import Block
from cableparse.pages import Span

_DRAFTED, _APPROVED, _CLEARED = "drafting.drafted_by", "drafting.approved_by", "drafting.cleared_by"


def drafted(draft: Draft, block: Block) -> None:
    """Drafters; the drafting date where it is printed."""
    _read(draft, block, _DRAFTED, _DRAFTED)


def approved(draft: Draft, block: Block) -> None:
    """The first officer of a telegram approved, those after him cleared; where clearances have a label all approved."""
    _read(draft, block, _APPROVED, _APPROVED if _is_labelled(draft, block) else _CLEARED)


def cleared(draft: Draft, block: Block) -> None:
    """Clearances that have a label of their own."""
    _read(draft, block, _CLEARED, _CLEARED)


def _read(draft: Draft, block: Block, first: str, following: str) -> None:
    """Add the officers of a block, the first one to `first`.

    A name with no office is an officer where each line is one, else only as the first: THE DEPUTY SECRETARY; on a line
    of clearances such words are remarks.
    """
    labelled = _is_labelled(draft, block)
    last = ""
    for officers, remarks, at in _lines(block, labelled=labelled):
        for officer in officers:
            path = following if draft.get(first) else first
            titled = path == first != following and officer.name.replace(" ", "").isupper()
            if officer.office or labelled or titled:
                spans = block.value.spans(at + officer.start, at + officer.end)
                _add(draft, path, officer, spans)
                last = f"{path}[{len(draft.get(path)) - 1}]"
        if remarks:
            spans = block.value.spans(at + remarks.start, at + remarks.end)
            if remarks.date and first == _DRAFTED and draft.get("drafting.drafted_on") is None:
                draft.put("drafting.drafted_on", remarks.date, spans)
            if last:
                draft.provenance[last].extend(spans)


def _is_labelled(draft: Draft, block: Block) -> bool:
    """Whether each line is one officer, as in SMART, in forms, and in drafts in small letters."""
    if draft.layout == "unknown":
        text = block.value.text
        return sum(map(str.islower, text)) > sum(map(str.isupper, text))
    return draft.layout in ("smart", "form")


def _lines(block: Block, *, labelled: bool) -> Iterator[tuple[tuple[ReadOfficer, ...], Remarks | None, int]]:
    """What each line says, and where it begins; a line that ends in a comma goes on, a semicolon ends an officer."""
    text = each_on_a_line(damage.plain(block.value.text))
    if labelled:
        text = text.replace(",\n", ", ").replace(";", "\n")
    at = 0
    for line in text.split("\n"):
        if words := line.lstrip():
            yield *parse(words), at + len(line) - len(words)
        at += len(line) + 1


def _add(draft: Draft, path: str, officer: ReadOfficer, spans: list[Span]) -> None:
    draft.add(path, {"office": officer.office, "name": officer.name}, spans)
    if officer.repair:
        printed, reading = officer.repair
        draft.repaired(printed, reading, damage.closeness(printed, reading), spans)
