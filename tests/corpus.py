"""The texts of fixtures/ and seeds/, and how the tests read them."""

from __future__ import annotations

import csv
import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import gutter

from cableparse.pages import Document
from cableparse.record import Cable
from cableparse.sources.text import read_text

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SEEDS = ROOT / "seeds"


class Sample(NamedTuple):
    """One text: `name` is its path relative to fixtures/, `expected` its expectations' path without their suffix."""

    name: str
    path: Path
    expected: Path

    def document(self) -> Document:
        """The document, its path independent of the machine."""
        return dataclasses.replace(read_text(self.path), path=self.name)


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


def sources() -> list[dict[str, str]]:
    """fixtures/SOURCES.csv."""
    with (FIXTURES / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
