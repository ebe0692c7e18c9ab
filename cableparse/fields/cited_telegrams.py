"""References that are nothing but posts and serials, read at one look, as most are; and what a reference is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cableparse.fields.cited_sender import LONGEST_POST, is_no_post, sender
from cableparse.fields.reference_parts import ReferenceLabel
from cableparse.vocabulary import posts, reference_words

# A letter or none, a post and its serial, and what parts it from the next.
_TELEGRAM = re.compile(
    r"(?:(?P<label>\((?P<bracketed>[A-Z])\)|(?P<letter>[A-Z])[.)]) )?(?P<covered>(?P<post>[A-Z]{3,}(?: [A-Z]{2,})*)"
    r" (?P<serial>\d{3,6})(?:[ \n]?\(NOTAL\))?)(?:[,;]?[ \n](?=[A-Z(])|\.?$)"
)


class Cited(NamedTuple):
    """One reference: `[start:end]` is what is printed of it, and up to `covered` what else is said of it.

    `post` is the sender as printed; `serial` and `year` are digits, None where there are none. A `damaged` serial has
    letters read as digits. A label that several references share has its place with the first of them.
    """

    label: ReferenceLabel | None
    kind: str
    start: int
    end: int
    covered: int
    post: str = ""
    serial: str | None = None
    year: int | None = None
    damaged: bool = False


def telegrams(text: str) -> list[Cited]:
    """The references of a value that is nothing but posts and serials, as most are; else none."""
    found: list[Cited] = []
    label, at = None, 0
    while at < len(text):
        known = _TELEGRAM.match(text, at)
        if known is None or not _is_sender(known["post"]):
            return []
        letter = known["bracketed"] or known["letter"]
        if letter:
            label = ReferenceLabel(letter, known.start(), known.end("label"))
        start, end, at = known.start("post"), known.end("serial"), known.end()
        found.append(Cited(label, "telegram", start, end, known.end("covered"), sender(known["post"]), known["serial"]))
    return found


@lru_cache(maxsize=4096)
def _is_sender(name: str) -> bool:
    """Whether the words before a number are a post's name and nothing else."""
    words = name.split()
    plain = len(words) < LONGEST_POST and not any(map(reference_words.role, words))
    return plain and posts.find(name) is not None and reference_words.words().isdisjoint(words) and not is_no_post(name)
