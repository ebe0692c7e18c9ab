"""Whether two records are copies of one message: on what basis, and how alike their texts are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import nsmallest
from typing import Literal, NamedTuple
from zlib import crc32

from rapidfuzz import fuzz

from cableparse.corpus.message_key import sent
from cableparse.record import Cable

Basis = Literal["number", "sender-and-time", "text"]

# OCR of one page read twice agrees in two letters of three and more; different telegrams of one office stay under half.
_ALIKE_WITH_KEY = 0.55
# Nothing but the text speaks for these.
_ALIKE_ALONE = 0.85
# Of a hundred: what is left are letters, no part of one text that the other lacks.
_NEARLY = 95
# Below this a text is too short to tell by itself.
_SHORTEST_TEXT = 200
# Eight pages; comparing takes time by the square of it.
_LONGEST_COMPARED = 20_000
# Words of a shingle, and how many shingles stand for a text: those of the least digests, which copies share whatever
# else is cut off them or misread.
_SHINGLE = 6
_SKETCH = 8
# Decimals of a score.
_DECIMALS = 3
# In percent, as rapidfuzz counts.
_WHOLE = 100
_NO_LETTERS = re.compile(r"[\W_]+")


class Likeness(NamedTuple):
    """What speaks for two records being copies: the basis, the score of their texts from 0 to 1, and a sentence.

    `score` is null where one of them has no text. `alike` is the verdict.
    """

    basis: Basis
    score: float | None
    alike: bool
    reason: str


class Marks(NamedTuple):
    """What of a record tells a copy: its id, who sent it when, its section, and the letters and digits of its text.

    The text is in capitals and without other signs: what damage and print leave the same.
    """

    id: str | None
    sent: str | None
    section: int | None
    text: str


def marks_of(cable: Cable) -> Marks:
    """The marks of a record."""
    when = sent(cable)
    section = cable.message.section.number if cable.message.section else None
    text = _NO_LETTERS.sub(" ", " ".join(paragraph.text for paragraph in cable.body.paragraphs))
    return Marks(
        cable.id, f"{when.sender} {when.utc}" if when else None, section, text.upper().strip()[:_LONGEST_COMPARED]
    )


def blocks(marks: Marks) -> Iterator[str]:
    """What copies of one message have in common: number, sender and time, some of the text's runs of words."""
    if marks.id:
        yield f"number {marks.id}"
    if marks.sent:
        yield f"sent {marks.sent}"
    if len(marks.text) >= _SHORTEST_TEXT:
        words = marks.text.split()
        shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
        for digest in nsmallest(_SKETCH, {crc32(shingle.encode()) for shingle in shingles}):
            yield f"text {digest:08x}"


def likeness(one: Marks, other: Marks) -> Likeness | None:
    """Compare two records; None where they are sections of one message, or nothing speaks for copies."""
    if one.section != other.section:
        return None
    basis = _basis(one, other)
    first, second = one.text, other.text
    if not first or not second:
        if basis == "text":
            return None
        return Likeness(basis, None, True, f"Same {_NAMES[basis]}; one of them has no text to compare.")
    score = 1.0 if first == second else round(_score(first, second), _DECIMALS)
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


def _basis(one: Marks, other: Marks) -> Basis:
    if one.id and one.id == other.id:
        return "number"
    return "sender-and-time" if one.sent and one.sent == other.sent else "text"


def _score(first: str, second: str) -> float:
    """How much of the shorter text is in the longer one: a release may be cut short."""
    shorter, longer = sorted((first, second), key=len)
    # With a cutoff texts that are alike, which most are, take a tenth of the time.
    whole = fuzz.ratio(shorter, longer, score_cutoff=_NEARLY) or fuzz.ratio(shorter, longer)
    if whole >= _NEARLY:
        return whole / _WHOLE
    start = fuzz.ratio(shorter, longer[: len(shorter)])
    words = fuzz.token_set_ratio(shorter, longer) if len(shorter) >= _SHORTEST_TEXT else 0
    return max(whole, start, words if words == _WHOLE else 0) / _WHOLE
