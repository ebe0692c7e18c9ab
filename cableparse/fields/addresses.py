"""The sender and the addressees of a message: FM, TO, INFO and XMT, SMART's lists, the lines of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cableparse import damage
from cableparse.draft import Draft
from cableparse.fields import labelled_values
from cableparse.fields.addressee import ReadAddressee, parse
from cableparse.lines import Block
from cableparse.lines.evidence import form_address
from cableparse.pages import Span
from cableparse.reading import Reading, fold
from cableparse.vocabulary import classifications, posts, telling_words

# What a form says before the posts that a message also went to: SENT DEPARTMENT 88, REPEATED INFORMATION PARIS 12.
ROLES = {word: role for role in ("to", "info") for word in telling_words.words(role)}
_ROLE_WORDS = tuple(ROLES)
_DEPARTMENT = "STATE"
# No post of posts.csv has a shorter name than HUE.
_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W\d_]{4,}")

# An addressee, and where the text begins that its offsets count from.
_Placed = tuple[ReadAddressee, int]
# An addressee and where it stands.
_Spanned = tuple[ReadAddressee, list[Span]]


def originator(draft: Draft, block: Block) -> None:
    """FM or FROM: the sender's name as printed, or repaired.

    A second one is not the sender: a further section's, which prints the same, is kept apart, a quoted message's is not
    read.
    """
    if name := draft.get("from.name"):
        if fold(block.value.text) == name:
            labelled_values.read(draft, block)
        return
    form = draft.layout == "form"
    each = _cities(block.value, 0, len(block.value.text)) if form else _each(block.value, listed=False)
    placed = [(found, block.value.spans(at + found.start, at + found.name_end)) for found, at in each]
    named = [one for one in (placed if form else _joined(placed)) if _letters(one[0].name) >= _SHORTEST_NAME]
    if not named:
        return
    # in a form the column at the margin may stand before the sender's line
    sender, spans = next((one for one in named if one[0].post and form), named[0])
    draft.put("from.name", sender.name, spans)
    _note_repairs(draft, sender, spans)
    if sender.post:
        draft.put("from.post", sender.post, spans)
        if form and draft.get("message.originator") is None:
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
        _read_form(draft, block.value, path)
        return
    each = _each(block.value, listed=draft.layout == "smart")
    for found, spans in _joined((found, block.value.spans(at + found.start, at + found.end)) for found, at in each):
        if classifications.level(found.name) is None:
            _add(draft, path, found, spans)


def _each(reading: Reading, *, listed: bool) -> Iterator[_Placed]:
    """The addressees line by line, or of a list, in SMART or parted by semicolons, as one text; where it begins."""
    at = 0
    for text in [reading.text] if listed or ";" in reading.text else reading.text.split("\n"):
        for found in parse(text):
            yield found, at
        at += len(text) + 1


def _cities(reading: Reading, start: int, end: int) -> Iterator[_Placed]:
    """The addressees of a form's lines, and where each line begins."""
    for line in reading.text[start:end].split("\n"):
        for found in parse(line, cities=True):
            yield found, start
        start += len(line) + 1


def _joined(each: Iterable[_Spanned]) -> list[_Spanned]:
    """The addressees; one on two lines is one.

    A line of precedence and serial alone, or one that makes a post of the line before it, belongs to that line. What is
    a post by itself does so below a mission's word alone.
    """
    held: list[_Spanned] = []
    for found, spans in each:
        last = held[-1][0] if held else None
        alone = found.post and last is not None and last.name not in posts.missions()
        if last is not None and not (alone or last.precedence or last.serial is not None):
            name = f"{last.name} {found.name}".strip()
            post = posts.plad(name)
            if post or not found.name:
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


def _read_form(draft: Draft, reading: Reading, path: str) -> None:
    """A form's list may name the other addressees, too: ACTION DEPARTMENT 1234 INFORMATION PARIS 56.

    The first name is an addressee whatever it is, and so are all posts of a kind; below it stand offices of the margin
    column, too.
    """
    words = [word for word in _WORD.finditer(reading.text) if damage.nearest(word[0].upper(), _ROLE_WORDS)]
    starts, ends = [0, *(word.end() for word in words)], [*(word.start() for word in words), len(reading.text)]
    first = True
    role: list[Span] = []
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if index:
            word = words[index - 1]
            near = damage.nearest(word[0].upper(), _ROLE_WORDS)
            path = ROLES[near[0]] if near else path
            role += reading.spans(*word.span())
        each = _cities(reading, start, end)
        for found, spans in _joined((found, reading.spans(at + found.start, at + found.end)) for found, at in each):
            if found.post or first or form_address.collective(found.name):
                _add_of_form(draft, path, found, [*role, *spans])
                role = []
            first = False


def _add_of_form(draft: Draft, path: str, found: ReadAddressee, spans: list[Span]) -> None:
    if found.post == _DEPARTMENT:
        if found.serial is not None and draft.get("message.number") is None:
            # its serial is in the sender's series to the Department, which is the message's own
            draft.put("message.number", found.serial, spans)
        listed = [item["post"] for item in draft.get("to") or []]
        if _DEPARTMENT in listed:
            draft.provenance[f"to[{listed.index(_DEPARTMENT)}]"].extend(spans)
            return
    _add(draft, path, found, spans)


def _add(draft: Draft, path: str, found: ReadAddressee, spans: list[Span]) -> None:
    """Add an addressee; one that the heading of a further section names again is the same."""
    names = [item["name"] for item in draft.get(path) or []]
    if found.name in names:
        draft.provenance[f"{path}[{names.index(found.name)}]"].extend(spans)
        return
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


def _note_repairs(draft: Draft, found: ReadAddressee, spans: list[Span]) -> None:
    for printed, reading, score in found.repairs:
        draft.repaired(printed, reading, score, spans)


def _letters(name: str) -> int:
    return sum(map(str.isalpha, name))
