"""Whether two records are copies of one message: on what basis, and how alike their texts are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import nsmallest
from typing import Literal, NamedTuple
from zlib import crc32

from rapidfuzz import fuzz

from cableparse.corpus.message import sent
from cableparse.record import Cable

Basis = Literal["number", "sender-and-time", "text"]

# OCR of one page read twice agrees in two letters of three and more; different telegrams of one office stay under half.
_ALIKE_WITH_KEY = 0.55
_ALIKE_ALONE = 0.85
# Below this a text is too short to tell by itself.
_SHORTEST_TEXT = 200
_LONGEST_COMPARED = 20_000
_SHINGLE = 6
_SKETCH = 8
_NO_LETTERS = re.compile(r"[\W_]+")


class Likeness(NamedTuple):
    """What speaks for two records being copies: the basis, the score of their texts from 0 to 1, and a sentence.

    `score` is null where one of them has no text. `alike` is the verdict.
    """

    basis: Basis
    score: float | None
    alike: bool
    reason: str


def text_of(cable: Cable) -> str:
    """The letters and digits of a message's text, in capitals: what damage and print leave the same."""
    text = " ".join(paragraph.text for paragraph in cable.body.paragraphs)
    return _NO_LETTERS.sub(" ", text).upper().strip()[:_LONGEST_COMPARED]


def blocks(cable: Cable) -> Iterator[str]:
    """What copies of one message have in common: number, sender and time, some of the text's runs of words."""
    if cable.id:
        yield f"number {cable.id}"
    if when := sent(cable):
        yield f"sent {when.sender} {when.utc}"
    text = text_of(cable)
    if len(text) >= _SHORTEST_TEXT:
        words = text.split()
        shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
        for digest in nsmallest(_SKETCH, {crc32(shingle.encode()) for shingle in shingles}):
            yield f"text {digest:08x}"


def likeness(one: Cable, other: Cable) -> Likeness | None:
    """Compare two records; None where they are sections of one message, or nothing speaks for copies."""
    if _section(one) != _section(other):
        return None
    basis = _basis(one, other)
    first, second = text_of(one), text_of(other)
    if not first or not second:
        if basis == "text":
            return None
        return Likeness(basis, None, True, f"Same {_NAMES[basis]}; one of them has no text to compare.")
    score = round(_score(first, second), 3)
    least = _ALIKE_ALONE if basis == "text" else _ALIKE_WITH_KEY
    if basis == "text" and score < least:
        return None
    told = "Nearly the same text" if basis == "text" else f"Same {_NAMES[basis]}"
    if score >= least:
        return Likeness(basis, score, True, f"{told}; {score:.0%} of the text agrees.")
    return Likeness(
        basis,
        score,
        False,
        f"{told}, but only {score:.0%} of the text agrees: a number may be misread, or a text rubble.",
    )


_NAMES: dict[Basis, str] = {"number": "message number", "sender-and-time": "sender and date-time group", "text": "text"}


def _basis(one: Cable, other: Cable) -> Basis:
    if one.id and one.id == other.id:
        return "number"
    when = sent(one)
    return "sender-and-time" if when and when == sent(other) else "text"


def _section(cable: Cable) -> int | None:
    return cable.message.section.number if cable.message.section else None


def _score(first: str, second: str) -> float:
    """How much of the shorter text is in the longer one: a release may be cut short."""
    shorter, longer = sorted((first, second), key=len)
    whole = fuzz.ratio(shorter, longer)
    start = fuzz.ratio(shorter, longer[: len(shorter)])
    words = fuzz.token_set_ratio(shorter, longer) if min(len(shorter), len(longer)) >= _SHORTEST_TEXT else 0
    return max(whole, start, words if words == 100 else 0) / 100
