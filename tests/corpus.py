"""The texts of fixtures/ and seeds/, and how the tests read them."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import gutter
import noise

from cableparse.pages import Document
from cableparse.record import Cable
from cableparse.sources.text import read_text, text_document

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SEEDS = ROOT / "seeds"
# The families that accuracy is told of, by folder.
FAMILIES = {
    "aad-1973-79": "1973-79",
    "foia-1980s": "FOIA prints",
    "foia-1990s": "FOIA prints",
    "foia-2000s": "FOIA prints",
    "smart-2009plus": "SMART",
    "pre-1973": "before 1973",
}


class Sample(NamedTuple):
    """One text: `name` is its path relative to fixtures/, `expected` its expectations' path without their suffix."""

    name: str
    path: Path
    expected: Path

    @property
    def gutter(self) -> Path:
        """The file that says what each line is."""
        return self.expected.with_name(self.expected.name + gutter.SUFFIX)

    def document(self, rate: float = 0.0) -> Document:
        """The document, its path independent of the machine; `rate` of its characters damaged, its lines the same."""
        document = read_text(self.path)
        if rate:
            document = text_document(noise.damaged(document.text, rate, self.name), document.name)
        return dataclasses.replace(document, path=self.name)


@cache
def samples() -> list[Sample]:
    """Every text, sorted; the expectations of fixtures/ stand beside a text, those of seeds/ in fixtures/seeds."""
    texts = [p for p in FIXTURES.glob("*/*.txt") if not p.name.endswith(gutter.SUFFIX)]
    found = [Sample(p.relative_to(FIXTURES).as_posix(), p, p.with_suffix("")) for p in texts]
    found += [Sample(f"../seeds/{p.name}", p, FIXTURES / "seeds" / p.stem) for p in SEEDS.glob("*.txt")]
    return sorted(found)


@cache
def records(sample: Sample) -> list[Cable]:
    """The records of one text, parsed once a test run."""
    from cableparse.pipeline import parse_document

    return parse_document(sample.document())


@cache
def gold() -> dict[str, dict[str, Any]]:
    """The hand-made labels by file name: NAME.gold.json is for a text's first cable, NAME.1.gold.json for the next."""
    return {
        p.relative_to(FIXTURES).as_posix(): json.loads(p.read_text(encoding="utf-8"))
        for p in sorted(FIXTURES.glob("*/*.gold.json"))
    }


def family(sample: Sample) -> str:
    """The family of prints that a text is measured with; those that are no releases have their folder's name."""
    return FAMILIES.get(sample.path.parent.name, sample.path.parent.name)


@cache
def groups() -> dict[str, list[Sample]]:
    """The texts by message: what was learned from one print of a message must not be measured on another.

    Prints of one message have its id in their names or labels, or half of the smaller one's runs of words in common.
    """
    held: list[tuple[set[str], set[tuple[str, ...]], list[Sample]]] = []
    for sample in samples():
        ids, runs, texts = _ids(sample), _runs(sample), [sample]
        for other in [o for o in held if ids & o[0] or 2 * len(runs & o[1]) > min(len(runs), len(o[1]))]:
            held.remove(other)
            ids, runs, texts = ids | other[0], runs | other[1], other[2] + texts
        held.append((ids, runs, texts))
    return {texts[0].name: texts for _, _, texts in held}


def _ids(sample: Sample) -> set[str]:
    named = re.match(r"\d{4}[A-Z]+\d+", sample.expected.name)
    labelled = [labels.get("id") for labels in gold().values() if labels["file"] == sample.name]
    return {named[0] if named else sample.name, *filter(None, labelled)}


def _runs(sample: Sample) -> set[tuple[str, ...]]:
    words = re.findall(r"[A-Z]{3,}", sample.document().text.upper())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def sources() -> list[dict[str, str]]:
    """fixtures/SOURCES.csv."""
    with (FIXTURES / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
