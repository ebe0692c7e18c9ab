"""The sender and the addressees of a message: FM, TO, INFO and XMT, SMART's lists, the lines of a form."""

from __future__ import annotations

from collections.abc import Iterator

from cableparse import damage
from cableparse.draft import Draft
from cableparse.fields.addressee import Addressee, parse
from cableparse.lines import Block
from cableparse.pages import Span
from cableparse.vocabulary import classifications, posts

# What a form says before the posts that a message also went to: SENT DEPARTMENT 88, REPEATED INFORMATION PARIS 12.
_ROLES = {"SENT": "to", "ACTION": "to", "REPEATED": "info", "RPTD": "info", "INFORMATION": "info", "INFO": "info"}
_ROLE_WORDS = tuple(_ROLES)
_DEPARTMENT = "STATE"
_SHORTEST_NAME = 3


def originator(draft: Draft, block: Block) -> None:
    """FM or FROM: the sender's name as printed, or repaired; a second one (a quoted message's) is not the sender."""
    if draft.get("from.name"):
        return
    named = [(found, spans) for found, spans in _each(block) if _letters(found.name) >= _SHORTEST_NAME]
    if not named:
        return
    known = ((found, spans) for found, spans in named if found.post) if draft.layout == "form" else iter(())
    sender, spans = next(known, named[0])
    draft.put("from.name", sender.name, spans)
    _note_repairs(draft, sender, spans)
    if sender.post:
        draft.put("from.post", sender.post, spans)
        if draft.layout == "form" and draft.get("message.originator") is None:
            draft.put("message.originator", sender.post, spans)


def to(draft: Draft, block: Block) -> None:
    """TO, or ACTION of a form and of SMART: the action addressees."""
    _read(draft, block, "to")


def info(draft: Draft, block: Block) -> None:
    """INFO: the information addressees."""
    _read(draft, block, "info")


def exempted(draft: Draft, block: Block) -> None:
    """XMT: those left out of a collective."""
    _read(draft, block, "exempted")


def _read(draft: Draft, block: Block, path: str) -> None:
    if draft.layout == "form":
        _read_form(draft, block, path)
        return
    for found, spans in _put_together(_each(block)):
        if classifications.level(found.name) is None:
            _add(draft, path, found, spans)


def _each(block: Block) -> Iterator[tuple[Addressee, list[Span]]]:
    """The addressees of a block, line by line, or of a list parted by semicolons as one text."""
    reading = block.value
    offset = 0
    for text in [reading.text] if ";" in reading.text else reading.text.split("\n"):
        for found in parse(text):
            yield found, reading.spans(offset + found.start, offset + found.end)
        offset += len(text) + 1


def _put_together(
    each: Iterator[tuple[Addressee, list[Span]]],
) -> list[tuple[Addressee, list[Span]]]:
    """A line of precedence and serial alone, or one that makes a post of the line before it, belongs to that line."""
    held: list[tuple[Addressee, list[Span]]] = []
    for found, spans in each:
        last = held[-1][0] if held else None
        if last is not None and not (found.post or last.precedence or last.serial is not None):
            name = f"{last.name} {found.name}".strip()
            if not found.name or posts.plad(name):
                post = posts.plad(name)
                whole = last._replace(
                    name=name,
                    precedence=found.precedence,
                    serial=found.serial,
                    post=post.name if post else last.post,
                    repairs=last.repairs + found.repairs,
                )
                held[-1] = (whole, [*held[-1][1], *spans])
                continue
        if found.name:
            held.append((found, spans))
    return held


def _read_form(draft: Draft, block: Block, path: str) -> None:
    """A form's list may name the other addressees, too: ACTION DEPARTMENT 1234 INFORMATION PARIS 56.

    The first name is an addressee whatever it is; below it stand offices of the margin column, too.
    """
    first = True
    for found, spans in _put_together(_each(block)):
        role, found = _role(found)
        path = role or path
        if not found.post and not first:
            continue
        first = False
        if found.post == _DEPARTMENT and found.serial is not None and draft.get("message.number") is None:
            # its serial is in the sender's series to the Department, which is the message's own
            draft.put("message.number", found.serial, spans)
        listed = [item["post"] for item in draft.get("to") or []]
        if found.post == _DEPARTMENT and _DEPARTMENT in listed:
            draft.provenance[f"to[{listed.index(_DEPARTMENT)}]"].extend(spans)
            continue
        _add(draft, path, found, spans)
        if path == "to" and found.precedence and found.precedence not in (draft.get("precedence") or []):
            draft.add("precedence", found.precedence, spans)


def _role(found: Addressee) -> tuple[str | None, Addressee]:
    """What the words before a name say of it, and the addressee without them."""
    words = found.name.split()
    role = None
    while words and (near := damage.nearest(words[0].upper().strip(",.:"), _ROLE_WORDS)):
        role = _ROLES[near[0]]
        words.pop(0)
    if role is None:
        return None, found
    bare = next(iter(parse(" ".join(words))), None)
    return role, found._replace(
        name=bare.name if bare else "", post=bare.post if bare else None, repairs=bare.repairs if bare else ()
    )


def _add(draft: Draft, path: str, found: Addressee, spans: list[Span]) -> None:
    draft.add(
        path,
        {
            "name": found.name,
            "precedence": found.precedence,
            "serial": found.serial,
            "routing_indicator": found.indicator,
            "post": found.post,
        },
        spans,
    )
    _note_repairs(draft, found, spans)


def _note_repairs(draft: Draft, found: Addressee, spans: list[Span]) -> None:
    for printed, reading, score in found.repairs:
        draft.repaired(printed, reading, score, spans)


def _letters(name: str) -> int:
    return sum(character.isalpha() for character in name)
