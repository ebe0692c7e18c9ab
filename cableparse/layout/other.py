"""The lines of what is no telegram by its layout: drafts and fragments of cables, and everything else."""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.layout import smart, telegram
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind
from cableparse.layout.surroundings import Verdicts


def place_fragment(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """A draft or a fragment: subject block and text, no heading; SMART's drafting labels may follow."""
    trailer = next((i for i, m in enumerate(marks) if smart.is_drafting(m)), len(marks))
    telegram.place(marks[:trailer], verdicts, in_subject_block=_begins_with_label(marks))
    smart.place_trailer(marks, verdicts, trailer)


def place_other(marks: Sequence[Mark], verdicts: Verdicts) -> None:
    """No cable: all of it is what stands around none."""
    for i in range(len(marks)):
        if verdicts[i] is None or verdicts[i][0] is LineKind.MARGIN:  # type: ignore[index]
            verdicts[i] = LineKind.ENVELOPE, "other_document"


def _begins_with_label(marks: Sequence[Mark]) -> bool:
    first = next((m.cue for m in marks if m.cue not in ("blank", "banner", "foia_banner", "decision", "specks")), "")
    return first in ("subject", "tags", "eo", "ref", "letter", "class_line")
