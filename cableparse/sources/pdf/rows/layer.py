"""How good a text layer is, and which to take where a page has several on top of each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.rows.reading_order import set_rows
from cableparse.vocabulary import classifications, precedence, telling_words

# Below this score most words of a layer are no words.
RUBBLE = 0.6
# Below so many letters and figures a page has no text to speak of, a scan's number stamp apart.
FEW = 40
_HEADING_WEIGHT = 2
_STRIP = " .,;:()[]\"'*-"
_FIGURES = re.compile(r"[\d./:,()-]*\d[\d./:,()-]*Z?/?")
_WORD = re.compile(r"(?=.*[AEIOUYaeiouy])[A-Za-z]+(?:[-'/.][A-Za-z]+)*")
# Symbols and short forms without a vowel: PFOR, XGDS, USUN-01.
_SYMBOL = re.compile(r"[A-Z]{1,6}(?:[-/][A-Z0-9]{1,4})*")
# What has more letters is several words that a layer ran together.
_LONGEST_WORD = 24

# A cell in which the glyphs of two layers would meet, in shares of the type's height.
_CELL = 0.5
_CLASH = 0.25


@cache
def _heading() -> frozenset[str]:
    """The words that the headings of telegrams are made of, as they stand between other signs."""
    printed = (*telling_words.words("heading line"), *telling_words.words("heading"), *precedence.WORDS)
    return frozenset([word.strip(_STRIP) for word in printed]) | classifications.words()


def score(texts: Iterable[str]) -> float:
    """From 0 (rubbish) to 1: the share of words, figures and symbols among what is printed, by length.

    Words of a telegram's heading count double. 0 where there is nothing.
    """
    good = bad = 0
    for text in texts:
        for token in text.split():
            word = token.strip(_STRIP)
            if word in _heading():
                good += _HEADING_WEIGHT * len(token)
            elif _is_word(word):
                good += len(token)
            elif word:
                bad += len(token)
    return good / (good + bad) if good else 0.0


def _is_word(word: str) -> bool:
    if len(word) > _LONGEST_WORD:
        return False
    return any(kind.fullmatch(word) for kind in (_WORD, _FIGURES, _SYMBOL))


def letters(texts: Iterable[str]) -> int:
    """How many letters and figures there are."""
    return sum(sum(map(str.isalnum, text)) for text in texts)


def choose(runs: Sequence[TextRun]) -> tuple[list[TextRun], int]:
    """The runs of a page without the layers that lie on a better one, and how many layers were left out.

    A layer is the text of one font, drawn visibly or not. Layers lie on each other where their glyphs share places.
    """
    if len({(run.hidden, run.font) for run in runs}) < 2:
        return list(runs), 0
    holders: dict[tuple[int, int], set[tuple[bool, str]]] = defaultdict(set)
    layers: dict[tuple[bool, str], list[TextRun]] = defaultdict(list)
    for run in runs:
        if run.text.isspace():
            continue
        cell = max(_CELL * run.size, 1.0)
        layer = (run.hidden, run.font)
        holders[int(run.x / cell), int(run.y / cell)].add(layer)
        layers[layer].append(run)
    meeting: Counter[tuple[bool, str]] = Counter()
    for found in holders.values():
        if len(found) > 1:
            meeting.update(found)
    clashing = [layer for layer, count in meeting.items() if count > _CLASH * len(layers[layer])]
    if len(clashing) < 2:
        return list(runs), 0
    best = max(clashing, key=lambda layer: _worth(layers[layer]))
    dropped = {layer for layer in clashing if layer != best}
    return [run for run in runs if (run.hidden, run.font) not in dropped], len(dropped)


def _worth(runs: list[TextRun]) -> float:
    texts = [row.text for row in set_rows(runs)[0]]
    return score(texts) * letters(texts)
