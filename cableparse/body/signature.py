"""The surname that closes a message: alone on its last line, or behind the last sentence."""

from __future__ import annotations

import re

from cableparse.body.paragraph import SENTENCE_END, Paragraph, Stretch
from cableparse.draft import Draft

_ALONE = re.compile(r"[A-Z][A-Z'-]{2,}(?:[ -][A-Z][A-Z'-]{2,})?")
_CLOSING = re.compile(r"[.!?)\"]\s+([A-Z][A-Z'-]{2,})\W{0,3}$")
_NO_NAMES = frozenset(
    {"UNQUOTE", "QUOTE", "END", "TEXT", "SUMMARY", "COMMENT", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED"}
)
_NO_BEGINNINGS = ("END ", "BEGIN ")


def take(draft: Draft, paragraphs: list[Paragraph]) -> None:
    """Take the signature off the end of the text; SMART's own label goes before."""
    if not paragraphs:
        return
    last = paragraphs[-1]
    labelled = draft.get("body.signature")
    if labelled is not None:
        if last.end == labelled:  # the pasted telegram's, above SMART's label
            last.pop()
    elif last.stretches:
        _sign(draft, paragraphs, last)
    if not last.stretches:
        paragraphs.pop()


def _sign(draft: Draft, paragraphs: list[Paragraph], last: Paragraph) -> None:
    stretch = last.stretches[-1]
    name = stretch.text.strip().strip(" .")
    before = last.stretches[-2].text if len(last.stretches) > 1 else ""
    own_paragraph = len(last.stretches) == 1 and len(paragraphs) > 1
    if _ALONE.fullmatch(name):
        if _is_name(name) and (own_paragraph or SENTENCE_END.search(before)):
            _put(draft, stretch, name)
            last.pop()
        return
    closing = _CLOSING.search(stretch.text)
    if closing is not None and _is_name(closing[1]):
        _put(draft, stretch, closing[1])
        last.pop()
        last.append(Stretch(stretch.line, stretch.start, stretch.start + closing.start(1)))


def _is_name(words: str) -> bool:
    return words not in _NO_NAMES and not words.startswith(_NO_BEGINNINGS)


def _put(draft: Draft, stretch: Stretch, name: str) -> None:
    start = stretch.line.text.rindex(name, stretch.start, stretch.end)
    draft.put("body.signature", name, [stretch.line.span(start, start + len(name))])
