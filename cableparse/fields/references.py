"""References: what is printed, and the joinable id where one can be built (RECORD.md, conventions 8 and 13)."""

from __future__ import annotations

from datetime import date

from cableparse import damage
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import cited
from cableparse.fields.cited_sender import is_no_post
from cableparse.fields.cited_telegrams import Cited
from cableparse.fields.identity import joinable_id
from cableparse.fields.reference_parts import ReferenceLabel
from cableparse.lines import Block
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import posts, reference_words

# STATE's serials grew by some 700 to 950 a day over 1973-2000 (numbers and dates of the fixtures); twice that and a
# few days' start is more than any day reached.
_STATE_A_DAY = 1500
_START_DAYS = 3
# Messages drafted together cite each other before they are sent (fixtures: VIENNA 663 of 1974 cites VIENNA 665).
_NEIGHBOURS = 10
_FIRST_MONTHS = 2
# No serial of a year has more digits (FORMATS.md 7.1).
_MOST_DIGITS = 6


def read(draft: Draft, block: Block) -> None:
    """Add the references of one REF field."""
    told: ReferenceLabel | None = None
    for reference in cited.take_apart(block.value.text, draft.year):
        index = _add(draft, reference, block)
        label = reference.label
        if label is not None and label != told:
            held = (draft.get("references") or [])[index]
            held["label"] = held["label"] or label.letter
            path = f"references[{index}].label" if held["label"] == label.letter else f"references[{index}]"
            draft.provenance.setdefault(path, []).extend(block.value.spans(label.start, label.end))
            told = label


def _add(draft: Draft, reference: Cited, block: Block) -> int:
    """Add a reference and return its index; one that stands there already is printed again."""
    spans = block.value.spans(reference.start, reference.covered)
    printed = fold(block.value.text[reference.start : reference.end]).strip(" .,;")
    identifier = _id(draft, reference, printed, spans)
    index = len(draft.get("references") or [])
    if identifier is not None:
        again = draft.seen.setdefault(identifier, index)
        if again != index:
            draft.provenance[f"references[{again}]"] += spans
            return again
        if identifier == draft.get("id"):
            draft.note(Code.OWN_NUMBER_REFERENCED, spans=spans)
    kind = reference.kind
    if kind == "telegram" and reference.post and is_no_post(reference.post):
        kind = reference_words.kind(reference.post) or kind
    letter = reference.label.letter if reference.label else None
    draft.add("references", {"label": letter, "as_printed": printed, "id": identifier, "kind": kind}, spans)
    return index


def _id(draft: Draft, reference: Cited, printed: str, spans: list[Span]) -> str | None:
    post, serial = reference.post, reference.serial
    if serial is None or not post or is_no_post(post):
        return None
    if len(serial) > _MOST_DIGITS:
        draft.note(Code.DAMAGED_REFERENCE, f"`{printed}`.", spans)
        return None
    if reference.damaged:
        draft.repaired(printed, f"number {int(serial)}", round(damage.closeness(printed, serial), 2), spans)
    if posts.find(post) is None:
        fixed = posts.repair_post(post)
        if fixed is None:
            draft.note(Code.UNKNOWN_SENDER, f"`{post}`", spans)
        else:
            draft.repaired(post, fixed[0], fixed[1], spans)
            post = fixed[0]
    year = reference.year if reference.year is not None else _year(draft, post, int(serial), spans)
    return joinable_id(post, int(serial), year)


def _year(draft: Draft, post: str, number: int, spans: list[Span]) -> int | None:
    """The citing message's year, or the year before where its number was not reached yet."""
    year = draft.year
    utc = draft.get("dtg.utc")
    if year is None or utc is None or int(utc[5:7]) > _FIRST_MONTHS:
        return year
    day = date.fromisoformat(utc[:10]).timetuple().tm_yday
    station = posts.station(post)
    own = draft.get("message.number")
    own_post = draft.get("message.originator") or ""
    later = station == posts.station(own_post) and own is not None and number > own + _NEIGHBOURS
    if later or (station == "STATE" and number > _STATE_A_DAY * (day + _START_DAYS)):
        draft.note(Code.YEAR_INFERRED, f"{post} {number} is taken to be of {year - 1}.", spans)
        return year - 1
    return year
