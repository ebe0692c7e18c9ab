"""What one release of a message shows that another withholds."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from cableparse.record import Cable, Paragraph

# Shorter runs of words are OCR's doing more often than a censor's.
_FEWEST_WORDS = 4
# A passage that the other text has nearly so stands there, damaged.
_STANDS_THERE = 75
_SAME_PARAGRAPH = 60
_IN_PART = "RELEASED IN PART"


class Passage(NamedTuple):
    """Words that one release shows where the other has a redaction, or lacks the paragraph.

    `paragraph` is the number of the showing release's paragraph; `codes` are the exemption codes of the other's
    redactions there.
    """

    paragraph: str | None
    text: str
    codes: tuple[str, ...]


def shown_only(showing: Cable, withholding: Cable) -> Iterator[Passage]:
    """The passages that `showing` has and `withholding` has redacted, paragraph by paragraph.

    Only places where the other release says that it withholds count: damage of print and OCR is no withholding. A whole
    paragraph counts where the other is released in part and goes on behind it.
    """
    if not withholds(withholding):
        return
    others = withholding.body.paragraphs
    printed = {(other.number, other.text) for other in others}
    for paragraph in showing.body.paragraphs:
        if (paragraph.number, paragraph.text) in printed:
            continue
        found = _counterpart(paragraph, others)
        if found is None:
            if _is_left_out(paragraph, showing, withholding):
                yield Passage(paragraph.number, paragraph.text, tuple(withholding.release.exemptions))
        elif found.redactions:
            codes = {code for index in found.redactions for code in withholding.redactions[index].codes}
            for text in _missing(paragraph.text, found.text):
                yield Passage(paragraph.number, text, tuple(sorted(codes)))


def withholds(cable: Cable) -> bool:
    """Whether a release says that it withholds anything of the text."""
    return cable.release.status == _IN_PART or any(paragraph.redactions for paragraph in cable.body.paragraphs)


def _counterpart(paragraph: Paragraph, others: list[Paragraph]) -> Paragraph | None:
    if paragraph.number is not None:
        same = [other for other in others if other.number == paragraph.number]
        if same:
            return max(same, key=lambda other: fuzz.ratio(paragraph.text, other.text))
    likely = [
        (fuzz.partial_ratio(paragraph.text, other.text, score_cutoff=_SAME_PARAGRAPH), i)
        for i, other in enumerate(others)
        if other.text
    ]
    score, index = max(likely, default=(0, 0))
    return others[index] if score >= _SAME_PARAGRAPH else None


def _is_left_out(paragraph: Paragraph, showing: Cable, withholding: Cable) -> bool:
    """Whether a missing paragraph was taken out, not cut off with the rest: a later one is there."""
    if withholding.release.status != _IN_PART or len(paragraph.text.split()) < _FEWEST_WORDS:
        return False
    behind = showing.body.paragraphs[showing.body.paragraphs.index(paragraph) + 1 :]
    return any(_counterpart(later, withholding.body.paragraphs) is not None for later in behind)


def _missing(shown: str, other: str) -> Iterator[str]:
    words, kept = shown.split(), other.split()
    matcher = difflib.SequenceMatcher(None, [w.upper() for w in words], [w.upper() for w in kept], autojunk=False)
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag in ("delete", "replace") and end - start >= _FEWEST_WORDS:
            text = " ".join(words[start:end])
            if fuzz.partial_ratio(text.upper(), other.upper()) < _STANDS_THERE:
                yield text
