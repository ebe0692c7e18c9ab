"""Collections of records whose errors are known: labelled texts with damage put in, and a damaged word that recurs."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, NamedTuple

import corpus
import noise

from cableparse import parse_text
from cableparse.audit.items import PARTS
from cableparse.audit.occurrence import Occurrence
from cableparse.evaluation import FREE_TEXT, SCALARS, _alike, _fold, _letters
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


def telegram(number: int, info: str, text: str = "1. THE MINISTER TOLD US THAT ALL IS WELL.") -> str:
    """An invented telegram with one info addressee as it is printed."""
    return (
        f"R 131215Z MAY 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1234\nINFO {info}\nAMEMBASSY BOGOTA\n"
        f"UNCLAS LIMA {number:04}\nE.O. 11652: N/A\nTAGS: PFOR, PE\nSUBJECT: THE VISIT\n{text}\n"
    )


def invented(number: int, info: str, meant: str) -> Known:
    """An invented telegram, of which only the info addressees are labelled."""
    (cable,) = parse_text(telegram(number, info), name=f"{number}.txt")
    gold = [{"name": meant, "precedence": None}, {"name": "AMEMBASSY BOGOTA", "precedence": None}]
    return Known(cable, {"info": gold, "subject": "THE VISIT", "from": {"name": "AMEMBASSY LIMA"}})


def damaged(rate: float, seed: int) -> list[Known]:
    """The labelled texts of one message, each damaged."""
    found = []
    for name, gold in corpus.gold().items():
        text = corpus.FIXTURES / name.replace(".gold.json", ".txt")
        if not text.is_file():
            continue
        printed = noise.damaged(text.read_text(encoding="utf-8", errors="replace"), rate, f"{name} {seed}")
        document = dataclasses.replace(text_document(printed, text.name), path=f"{seed}/{name}")
        cables = parse_document(document)
        if cables:
            found.append(Known(cables[0], gold))
    return found


def is_wrong(known: Known, one: Occurrence) -> bool | None:
    """Whether what was read is not what the label says; None where there is no label that tells."""
    item = _ITEM.fullmatch(one.path)
    root = item[1] if item else one.path
    gold = _label(known.gold, root)
    if gold is None or root.startswith(("body.", "redactions")):
        return None
    if isinstance(gold[0], list):
        if item:
            return not any(_agrees(root, one, label) for label in gold[0])
        return None if one.value else bool(gold[0])
    return not _is(root, one.value, gold[0]) if root in SCALARS else None


def _label(gold: Any, path: str) -> tuple[Any] | None:
    for name in path.split("."):
        if not isinstance(gold, dict) or name not in gold:
            return None
        gold = gold[name]
    return (gold,)


def _agrees(root: str, one: Occurrence, label: Any) -> bool:
    if root == "references":
        return bool(
            _letters(one.value["id"] or one.value["as_printed"]) == _letters(label.get("id") or label["as_printed"])
        )
    if root not in PARTS:
        return _is(root, one.value, label)
    part = one.field.partition("[].")[2]
    parts = {part: one.value} if part else one.value
    return all(_is(root, value, label.get(name)) for name, value in parts.items())


def _is(root: str, value: Any, gold: Any) -> bool:
    one, other = _fold(value), _fold(gold)
    return one == other or (root in FREE_TEXT and _alike(one, other, _LIKENESS))
