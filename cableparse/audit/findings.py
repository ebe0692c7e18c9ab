"""All that a checked sample tells of its collection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cableparse.audit.estimate import Estimate
from cableparse.audit.judgement import Judgement
from cableparse.audit.sample import Sample


class Findings(NamedTuple):
    """What was found, put together.

    `rows` has an estimate a row of the form, in its order; `families` the same by the names of the strata; `whole` is
    the share of records of which no field is wrong. `judged` are the settled judgements, `left` counts fields that
    nobody judged, `checkers` the fields that each person judged.
    """

    sample: Sample
    rows: dict[str, Estimate]
    families: dict[str, dict[str, Estimate]]
    whole: Estimate
    judged: list[Judgement]
    left: int
    checkers: dict[str, int]

    @property
    def is_complete(self) -> bool:
        """Whether every field of the sample was judged."""
        return self.left == 0


def findings(folder: Path, corrections: Sequence[Path]) -> Findings:
    """What the corrections files tell of the sample in `folder`."""
    raise NotImplementedError
