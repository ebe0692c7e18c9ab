"""The form that reviewers stamp on a page and tick: `(X) Release ( ) Excise ( ) Deny`.

review_options.csv has a row for options that decide the same: words as they are printed without their punctuation, and
the role in release_markings.csv of a stamp that says so in words; none where they decide nothing about release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.vocabulary import classifications
from cableparse.vocabulary.tables import forms, rows

_BOX = re.compile(r"[(\[{] ?[xX✓✔√]? ?[)\]}]|__+|_+[xX✓✔√]_*|[☐□☒☑]|(?<![^\W_])[xX✓✔√](?![^\W_])")
_TICKED = frozenset("xX✓✔√☒☑")
_WORD = re.compile(r"[^\W_]+")
_COLON = re.compile(":")
# The longest option has four words; shorter words than three letters are left out where all must be known.
_MOST_WORDS = 4
_SHORTEST_WORD = 3
# One letter of five may be damaged.
_NEAR = 0.8
# So many of a line's words are options: a number or an office may stand beside them.
_SHARE = 2 / 3
# Of options that are ticked together the first of these is the decision.
_ORDER = ("denied", "part", "full", "declassified")


class ReviewOption(NamedTuple):
    """An option at `text[start:end]`: what it decides, and whether its box is ticked; None where it has no box."""

    decision: str
    ticked: bool | None
    start: int
    end: int


class _Item(NamedTuple):
    """An option or, where `decision` is None, a box."""

    start: int
    end: int
    decision: str | None
    ticked: bool = False


def has_box(text: str) -> bool:
    """Whether the line has a box, ticked or empty, and so may be one of such a form."""
    return _BOX.search(text) is not None


@lru_cache(maxsize=1024)
def options(text: str) -> tuple[ReviewOption, ...]:
    """The options of a line of such a form; none where it has no box, or says other things as well."""
    boxes = [_Item(*found.span(), None, not _TICKED.isdisjoint(found[0])) for found in _BOX.finditer(text)]
    if not boxes:
        return ()
    runs = list(_runs(text, boxes))
    words = [word for run in runs for word in run]
    known = [item for run in runs for item in _known(run)]
    told = [word for word in words if len(word[0]) >= _SHORTEST_WORD]
    covered = sum(item.start <= word.start() < item.end for word in told for item in known)
    if not known or covered < _SHARE * len(told):
        return ()
    # what a colon stands behind is the heading of the options beside it: `Declassify: ( ) In Part (X) In Full`
    chosen = [item for item in known if not text[item.end :].lstrip().startswith(":")]
    return tuple(_paired(sorted([*boxes, *chosen])))


def _runs(text: str, boxes: Sequence[_Item]) -> Iterator[list[re.Match[str]]]:
    """The words between two boxes or colons."""
    ends = [*boxes, *(_Item(*found.span(), None) for found in _COLON.finditer(text)), _Item(len(text), len(text), None)]
    at = 0
    for end in sorted(ends):
        yield list(_WORD.finditer(text, at, max(at, end.start)))
        at = max(at, end.end)


def _paired(items: Sequence[_Item]) -> Iterator[ReviewOption]:
    """Each option with its box, which stands before all of a line or behind all of them."""
    step = -1 if items[0].decision is None else 1
    for at, item in enumerate(items):
        if item.decision is not None:
            beside = items[at + step] if 0 <= at + step < len(items) else item
            yield ReviewOption(item.decision, beside.ticked if beside.decision is None else None, item.start, item.end)


def decided(found: Sequence[ReviewOption]) -> ReviewOption | None:
    """The decision among options that are ticked: of several the one that releases least."""
    ticked = [option for option in found if option.ticked and option.decision]
    return min(ticked, key=lambda option: _ORDER.index(option.decision), default=None)


def _known(words: Sequence[re.Match[str]]) -> Iterator[_Item]:
    """The options that the words print, the longest at each place."""
    at = 0
    while at < len(words):
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            printed = " ".join(word[0].upper() for word in words[at : at + count])
            decision = _decision(printed)
            if decision is not None:
                yield _Item(words[at].start(), words[at + count - 1].end(), decision)
                break
        else:
            count = 1
        at += count


@lru_cache(maxsize=1024)
def _decision(printed: str) -> str | None:
    """What an option decides, a letter of it damaged or none; None where it is none of the options."""
    if printed in _decisions():
        return _decisions()[printed]
    near = damage.nearest(printed, _printed(), least=_NEAR)
    return _decisions()[near[0]] if near and not _is_level(printed) else None


def _is_level(printed: str) -> bool:
    """Whether it is a level, damaged or not: UNCLASSIFIED is near to DECLASSIFIED."""
    return bool(classifications.level(printed) or classifications.repair_level(printed))


@cache
def _printed() -> frozenset[str]:
    return frozenset(_decisions())


@cache
def _decisions() -> dict[str, str]:
    return {form: row["decision"] for row in rows("review_options") for form in forms(row["words"])}
