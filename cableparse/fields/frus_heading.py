"""The editors' heading, file number, dateline and source note of a telegram printed in *Foreign Relations*."""

from __future__ import annotations

import re
from functools import cache

from cableparse.draft import Draft
from cableparse.fields import labelled_values
from cableparse.lines import Block
from cableparse.lines.evidence import frus_print
from cableparse.vocabulary import captions, classifications, posts, precedence, telling_words
from cableparse.vocabulary.tables import rows

_SEAT = "WASHINGTON"
_DEPARTMENT_NAME = "STATE"
_EMBASSY = "AMEMBASSY"
_WORD = re.compile(r"[A-Z][\w ]*")
# FRUS prints the two digits of years of this century alone.
_CENTURY = 1900
_DEPARTMENT = re.compile(rf"(?:(?:{telling_words.pattern('rank').title()}) )*Secretary of State|Department of State")
_PLACE = re.compile(r"\b(?:in|at)\s+(?:the )?(?P<place>[A-Z][\w’' -]*?)\s*(?=\(|,|$)")


def read_file_number(draft: Draft, block: Block) -> None:
    """The year in which the file number's day lies: `851G.01/5–749` is of May 7, 1949."""
    found = frus_print.file_number(block.value.text)
    if found is not None and draft.year is None:
        draft.put("message.year", _CENTURY + int(found["year"]), block.value.spans(*found.span("year")))
    labelled_values.read(draft, block)


def read_dateline(draft: Draft, block: Block) -> None:
    """The year; the place where the telegram was sent is the originator's, who may have moved since: Saigon, Hanoi."""
    found = frus_print.dateline(block.value.text)
    if found is not None:
        if draft.year is None:
            draft.put("message.year", int(found["year"]), block.value.spans(*found.span("year")))
        post = posts.find(draft.get("message.originator") or "")
        if post is None or post.type == _EMBASSY:
            _originator(draft, found["place"], block, found.span("place"))
    labelled_values.read(draft, block)


def read_parties(draft: Draft, block: Block) -> None:
    """The sender's post: the Department, a mission, or the embassy in the country that the heading names.

    A Secretary who writes to the Department travels. The heading may have number and date, too.
    """
    found = frus_print.heading(block.value.text)
    if found is None:
        return
    start, end = found.span("sender")
    organization = next((row["post"] for row in rows("organizations") if _is_of(found["sender"], row["name"])), None)
    if _DEPARTMENT.search(found["sender"]):
        travels = "Secretary" in found["sender"] and found["addressee"].startswith("Department")
        name = frus_print.TRAVELLING.upper() if travels else _DEPARTMENT_NAME
        draft.put("message.originator", name, block.value.spans(start, end))
    elif organization:
        draft.put("message.originator", organization, block.value.spans(start, end))
    elif place := _PLACE.search(found["sender"]):
        _originator(draft, place["place"], block, (start + place.start("place"), start + place.end("place")))
    for part in ("number", "year"):
        if found[part]:
            draft.put(f"message.{part}", int(found[part]), block.value.spans(*found.span(part)))
    labelled_values.read(draft, block)


def _is_of(sender: str, organization: str) -> bool:
    """Whether the sender is the mission to an organization."""
    return sender.startswith("Mission") and sender.upper().endswith(organization)


def read_source_note(draft: Draft, block: Block) -> None:
    """Level, precedence and captions of the original: `Secret; Niact; Limdis.`; the rest of the note is kept."""
    found = frus_print.source_note(block.value.text)
    if found is not None:
        if draft.get("classification.level") is None:
            level = classifications.level(found["level"])
            draft.put("classification.level", level, block.value.spans(*found.span("level")))
        for word in _WORD.finditer(block.value.text, *found.span("handling")):
            spans = block.value.spans(*word.span())
            caption = captions.find(word[0])
            if word[0].upper() in precedence.WORDS:
                draft.add("precedence", word[0].upper(), spans)
            elif caption is not None:
                draft.add("captions", caption.name, spans)
    labelled_values.read(draft, block)


def _originator(draft: Draft, place: str, block: Block, at: tuple[int, int]) -> None:
    name = _DEPARTMENT_NAME if place.upper() == _SEAT else _embassies().get(place.upper())
    post = posts.find(name or place)
    if post is not None:
        draft.put("message.originator", post.name, block.value.spans(*at))


@cache
def _embassies() -> dict[str, str]:
    """Country to the post of the one embassy in it."""
    countries = {row["code"]: row["name"].upper() for row in rows("tags") if row["kind"] == "geopolitical"}
    found: dict[str, list[str]] = {}
    for row in rows("posts"):
        if row["type"] == "AMEMBASSY" and row["country_code"] in countries:
            found.setdefault(countries[row["country_code"]], []).append(row["post"])
    return {country: names[0] for country, names in found.items() if len(names) == 1}
