"""What a collection is, counted in its records: what a statement says beside the figures of a sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from cableparse.audit.strata import UNKNOWN, WAYS
from cableparse.record import Cable


class Inputs(NamedTuple):
    """What a batch was given, and what of it has no record: counted in documents, but `files` and `containers`.

    `failures` has the reasons, the most frequent first, each with how many documents it is of.
    """

    version: str
    given: tuple[str, ...]
    files: int
    documents: int
    duplicates: int
    failed: int
    waiting: int
    gone: int
    failures: tuple[tuple[str, int], ...]
    to_look_at: int


@dataclass(slots=True)
class Collection:
    """All records of a collection, counted; `codes` counts the records that have each diagnostic code."""

    records: int = 0
    documents: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    layers: Counter[str | None] = field(default_factory=Counter)
    releases: Counter[str | None] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    calibrations: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    unparsed: int = 0
    words: int = 0
    left: int = 0
    corrected: int = 0
    inputs: Inputs | None = None

    @property
    def messages(self) -> int:
        """All but what is no cable."""
        return self.records - self.kinds["not_a_cable"]

    @property
    def span(self) -> tuple[str, str] | None:
        """The first and the last year; null where no record shows one."""
        known = sorted(year for year in self.years if year != UNKNOWN)
        return (known[0], known[-1]) if known else None


def collection(cables: Iterable[Cable]) -> Collection:
    """Count the records; those of one document follow each other."""
    found = Collection()
    before = None
    for cable in cables:
        document = cable.source.sha256, cable.source.member
        found.documents += document != before
        before = document
        _add(found, cable)
    return found


def _add(found: Collection, cable: Cable) -> None:
    found.records += 1
    found.kinds[cable.kind] += 1
    found.families[WAYS["family"](cable)] += 1
    found.layers[cable.source.layer] += 1
    found.codes.update({diagnostic.code for diagnostic in cable.diagnostics})
    found.corrected += bool(cable.corrections)
    if cable.calibration:
        found.calibrations[cable.calibration.sha256] += 1
    if cable.kind != "not_a_cable":
        found.years[WAYS["year"](cable)] += 1
        found.releases[cable.release.status] += 1
        found.lines += cable.coverage.lines
        found.unparsed += cable.coverage.unparsed
        found.words += cable.coverage.words.printed
        found.left += cable.coverage.words.left
    if cable.release.basis:
        found.bases[cable.release.basis] += 1
