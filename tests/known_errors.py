"""Collections of records whose errors are known: labelled texts with damage put in, and a damaged word that recurs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import corpus
import noise

from cableparse.audit.items import PARTS
from cableparse.audit.occurrence import Occurrence, occurrences
from cableparse.evaluation import FREE_TEXT, SCALARS, _fold, _letters, _alike
from cableparse.pipeline import parse_document
from cableparse.record import Cable
from cableparse.sources.text import text_document

# As much as `tests/accuracy.py` wants of free text that is damaged itself.
_LIKENESS = 0.75
_ITEM = re.compile(r"(.+)\[\d+\]")


class Known(NamedTuple):
    """A record with the labels of its text."""

    cable: Cable
    gold: dict[str, Any]


def damaged(rate: float, seed: int) -> list[Known]:
    """The labelled texts of one message, each damaged."""
    found = []
    for name, gold in corpus.gold().items():
        text = corpus.FIXTURES / name.replace(".gold.json", ".txt")
        if not text.is_file():
            continue
        printed = noise.damaged(text.read_text(encoding="utf-8", errors="replace"), rate, f"{name} {seed}")
        document = text_document(printed, text.name)
        cables = parse_document(dataclasses.replace(document, path=f"{seed}/{name}"))
        if cables:
            found.append(Known(cables[0], gold))
    return found


def is_wrong(known: Known, one: Occurrence) -> bool | None:
    """Whether what was read is not what the label says; None where there is no label."""
    item = _ITEM.fullmatch(one.path)
    root = item[1] if item else one.path
    gold: Any = known.gold
    for name in root.split("."):
        if not isinstance(gold, dict) or name not in gold:
            return None
        gold = gold[name]
    if item and root in PARTS:
        part = one.field.partition("[].")[2]
        parts = (part,) if part else PARTS[root]
        value = {part: one.value} if part else one.value
        if root == "references":
            return not any(_letters(one.value["id"] or one.value["as_printed"]) == _letters(g.get("id") or g["as_printed"]) for g in gold)
        return not any(all(_is(root, value[p], g.get(p)) for p in parts) for g in gold)
    if item:
        return not any(_is(root, one.value, g) for g in gold)
    if root in PARTS:
        return not all(
            any(all(_is(root, value[p], g.get(p)) for p in PARTS[root]) for g in gold) for value in one.value
        ) or len(one.value) != len(gold)
    if root not in SCALARS and not isinstance(gold, list):
        return None
    if isinstance(gold, list):
        return None
    return not _is(root, one.value, gold)


def _is(root: str, value: Any, gold: Any) -> bool:
    one, other = _fold(value), _fold(gold)
    return one == other or (root in FREE_TEXT and _alike(one, other, _LIKENESS))
