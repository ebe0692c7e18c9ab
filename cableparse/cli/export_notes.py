"""What an export could not carry, as a person is told it: what blocks an import first, and like with like."""

from __future__ import annotations

from collections.abc import Iterator

from cableparse.writers import ExportFormat, Notes, blocking
from cableparse.writers.descriptions import NO_FIELD, RECORD_ALONE

_BLOCKING = "before it is imported, since an import will fail:"
_OTHERWISE = "written otherwise than in the records, or left out:"
_ALONE = "in the records alone, the format has no field for:"


def told(form: ExportFormat, notes: Notes) -> Iterator[str]:
    """The lines for a person."""
    for heading, sentences in _groups(form, notes):
        yield heading
        for sentence, number in sentences.most_common():
            yield f"  {number_of(number)}: {_short(sentence)}"


def number_of(records: int) -> str:
    """`1 record`, `1,204 records`."""
    return f"{records:,} {'record' if records == 1 else 'records'}"


def _groups(form: ExportFormat, notes: Notes) -> Iterator[tuple[str, Notes]]:
    """The groups that have a note, in the order of how much they matter."""
    stops = blocking(form)
    groups: dict[str, Notes] = {_BLOCKING: Notes(), _OTHERWISE: Notes(), _ALONE: Notes()}
    for sentence, number in notes.items():
        group = _BLOCKING if sentence in stops else _ALONE if sentence.startswith(NO_FIELD) else _OTHERWISE
        groups[group][sentence] += number
    return ((heading, group) for heading, group in groups.items() if group)


def _short(sentence: str) -> str:
    return sentence.removeprefix(NO_FIELD).removesuffix(RECORD_ALONE) if sentence.startswith(NO_FIELD) else sentence
