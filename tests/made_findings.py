"""Samples that were checked, made up: of collections whose fields are right as often as one says."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from cableparse.audit.agreement import Agreement
from cableparse.audit.drawn_sample import Drawn, Sample, Stratum
from cableparse.audit.findings import Findings
from cableparse.audit.judgement import FieldVerdict, Judgement
from cableparse.audit.units import Units
from cableparse.corrections import CorrectedSource

DAY = "2026-03-02"
CHECKED_AT = f"{DAY}T10:00:00Z"
CHECKER = "A. Reader"


class Family(NamedTuple):
    """So many records of a family, and how many are drawn."""

    name: str
    records: int
    drawn: int


FAMILIES = (Family("electronic", 3000, 220), Family("form", 1000, 80))
# How often a field of a row with a confidence is right.
Truth = Callable[[str, float], float]


def findings(
    rng: random.Random,
    rows: Sequence[str],
    truth: Truth,
    *,
    families: Sequence[Family] = FAMILIES,
    sure: Callable[[random.Random], float] = lambda rng: round(1 - rng.random() ** 3, 2),
    unclear: float = 0.0,
    left: float = 0.0,
    agreements: Sequence[Agreement] = (),
    of_family: Mapping[str, Truth] | None = None,
) -> Findings:
    """What a person found who checked all fields but a share `left`; so many of them are `unclear`."""
    drawn: list[Drawn] = []
    judged: list[Judgement] = []
    passed: list[tuple[Drawn, str]] = []
    family_of = {}
    for number, family in enumerate(families):
        for index in range(family.drawn):
            source = CorrectedSource(sha256=f"{rng.getrandbits(256):064x}", path=f"{family.name}/{index}.txt")
            one = Drawn(source=source, id=None, stratum=number)
            drawn.append(one)
            family_of[source.key] = family.name
            for row in rows:
                confidence = sure(rng)
                right = (of_family or {}).get(family.name, truth)(row, confidence)
                verdict = FieldVerdict.RIGHT if rng.random() < right else FieldVerdict.WRONG
                if rng.random() < left:
                    passed.append((one, row))
                    continue
                if rng.random() < unclear:
                    verdict = FieldVerdict.UNCLEAR
                judged.append(Judgement(one, row, row, verdict, None, CHECKER, CHECKED_AT, confidence))
    made = sample(rows, families, drawn)
    units = Units(made, judged, passed)
    by_family = {
        family.name: units.estimates({key for key in family_of if family_of[key] == family.name}) for family in families
    }
    return Findings(
        made,
        units.estimates(),
        by_family,
        units.whole(),
        judged,
        len(passed),
        {CHECKER: len(judged)} if judged else {},
        list(agreements),
    )


def sample(rows: Sequence[str], families: Sequence[Family], drawn: list[Drawn], **changed: Any) -> Sample:
    """A sample drawn by family."""
    strata = [
        Stratum(
            names=[family.name],
            records=family.records,
            documents=family.records,
            drawn_records=family.drawn,
            drawn_documents=family.drawn,
        )
        for family in families
    ]
    fields = {
        "program": "cableparse 0.1.0",
        "drawn_on": "2026-03-01",
        "seed": 7,
        "by": ["family"],
        "whole_documents": False,
        "level": 0.95,
        "margin": None,
        "fields": list(rows),
        "collection": ["out"],
        "records": sum(family.records for family in families),
        "documents": sum(family.records for family in families),
        "strata": strata,
        "drawn": drawn,
    }
    return Sample.model_validate({**fields, **changed})
