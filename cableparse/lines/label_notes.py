"""What is to be said of a message's labels: which were damaged, which are not printed at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from cableparse.diagnostics import Code
from cableparse.lines import labels
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.pages import Note


def notes(lines: Sequence[Labelled], family: str) -> Iterator[Note]:
    """A note for each header line whose label is damaged, or that begins a labelled value with no label."""
    before = ""
    for line in lines:
        if line.kind is not LineKind.HEADER:
            continue
        if line.is_labelled and line.near < 1.0:
            printed = line.line.text[line.start : line.value].strip()
            detail = f"`{printed}` read as the label of {line.label} (score {line.near:.2f})."
            yield Note(Code.LABEL_REPAIRED, detail, line.line.span(line.start, line.value))
        elif not line.is_labelled and line.label != before and line.label in _printed(family):
            yield Note(Code.LABEL_INFERRED, f"Taken for {line.label}.", line.span)
        before = line.label


@cache
def _printed(family: str) -> frozenset[str]:
    """The labels that are always printed."""
    rows = labels.family(family)
    return frozenset(label.name for label in rows if label.forms and label.kind is LineKind.HEADER)
