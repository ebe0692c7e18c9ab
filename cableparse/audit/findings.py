"""All that a checked sample tells of its collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from cableparse.audit import drawn_sample as samples
from cableparse.audit.agreement import Agreement, agreements
from cableparse.audit.drawn_sample import Sample
from cableparse.audit.estimate import Estimate
from cableparse.audit.judgement import Judgement, judgements, settled
from cableparse.audit.strata import WAYS
from cableparse.audit.units import Units
from cableparse.corrections import Corrections, Key

_Rows = dict[str, Estimate]


class Findings(NamedTuple):
    """What was found, put together.

    `rows` has an estimate a row of the form, in its order, of those of which any field was judged; `families` the same
    by family; `whole` is the share of records of which no field is wrong, null where no record was judged wholly.
    `judged` are the settled judgements, `left` counts fields that nobody judged, `checkers` the fields that each person
    judged.
    """

    sample: Sample
    rows: _Rows
    families: dict[str, _Rows]
    whole: Estimate | None
    judged: list[Judgement]
    left: int
    checkers: dict[str, int]
    agreements: list[Agreement]

    @property
    def is_complete(self) -> bool:
        """Whether every field of the sample was judged."""
        return self.left == 0


def findings(folder: Path, files: Iterable[Corrections]) -> Findings:
    """What corrections files tell of the sample in `folder`. Where people differ, the latest answer counts.

    Raises:
        UnreadableInput: the folder holds no sample.
        OtherValue: a field was checked that held something else.
        MissingProgram: the extra `statistics` is not installed.
    """
    sample = samples.read(folder)
    drawn = list(samples.records(folder))
    families = {one.source.key: WAYS["family"](cable) for one, cable in drawn}
    found, left = judgements(drawn, sample.fields, files)
    judged = settled(found)
    units = Units(sample, judged, [(one, row) for one, row, _ in left])
    return Findings(
        sample,
        units.estimates(),
        {
            family: units.estimates({k for k in families if families[k] == family})
            for family in sorted({*families.values()})
        },
        units.whole(),
        judged,
        len(left),
        dict(Counter(judgement.by for judgement in found)),
        agreements(found),
    )


def _of(family: str, families: Mapping[Key, str]) -> set[Key]:
    return {key for key, name in families.items() if name == family}
