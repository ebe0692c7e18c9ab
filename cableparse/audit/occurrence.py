"""The fields of a record of which a person may be asked: what was printed, what it was read as, how doubtful it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cableparse.audit.items import PARTS, printed_parts, worded
from cableparse.corrections import source_of
from cableparse.diagnostics import Code, repaired_to
from cableparse.field_path import ITEM, any_item
from cableparse.form_fields import held, row_with
from cableparse.pages import Span
from cableparse.record import Cable

_ADDRESSEES = ("to", "info", "exempted")


class Occurrence(NamedTuple):
    """A field, or a part of an item of a list, in one record.

    `field` is its path with `[]` for any item. `printed` is what stands on the page where that is known to differ, or
    is outside the vocabulary: then the same print is read the same in other records, and `recurs`. `value` is what
    was read; of several parts of an item an object. `doubt` is the chance that it is wrong.
    """

    path: str
    row: str
    field: str
    printed: str | None
    value: Any
    doubt: float

    @property
    def recurs(self) -> bool:
        """Whether one answer holds for all records where the same print was read so."""
        return self.printed is not None

    @property
    def reading(self) -> str:
        """What tells the print and its reading from all others."""
        return json.dumps([self.field, self.printed, self.value], sort_keys=True)

    def key(self, cable: Cable) -> str:
        """What tells the question from all others: the reading where it recurs, else the one field of the record."""
        source = source_of(cable)
        return self.reading if self.recurs else json.dumps([source.sha256, source.member, source.index, self.path])


class _Repair(NamedTuple):
    start: int
    end: int
    printed: str
    reading: str


def occurrences(cable: Cable) -> Iterator[Occurrence]:
    """The fields and items that have a confidence, and so nobody has checked yet, in the record's order."""
    record = cable.model_dump(mode="json", by_alias=True)
    repairs = _repairs(cable)
    settled = {check.path for check in cable.checked} | {correction.path for correction in cable.corrections}
    for path, sure in cable.confidence.items():
        row = row_with(path)
        if row is None or path == "from.post":  # which follows from its name
            continue
        found = _of_field(path, row, held(record, path), 1 - sure, _at(cable.provenance.get(path, ()), repairs))
        yield from (one for one in found if one.path not in settled)


def _of_field(path: str, row: str, value: Any, doubt: float, repairs: Sequence[_Repair]) -> Iterator[Occurrence]:
    item = ITEM.fullmatch(path)
    if item and item[1] in PARTS:
        yield from _of_item(path, row, item[1], value, doubt, repairs)
    elif path in PARTS and (named := list(_named(path, value or [], repairs))):
        for index, repair in named:  # offices have their places with the whole list, and share its doubt
            yield from _of_item(f"{path}[{index}]", row, path, value[index], doubt / len(named), [repair])
    else:
        printed = " ... ".join(repair.printed for repair in repairs) or None
        yield Occurrence(path, row, any_item(path), printed, value, doubt)


def _of_item(
    path: str, row: str, root: str, item: Mapping[str, Any], doubt: float, repairs: Sequence[_Repair]
) -> Iterator[Occurrence]:
    """The parts of an item that were repaired, each for itself; all of them together where none was."""
    asked: list[tuple[tuple[str, ...], str | None]] = [
        (printed_parts(root, repair.reading, item) or PARTS[root], repair.printed) for repair in repairs
    ]
    if not asked:
        naming = PARTS[root][:1]
        asked = [(naming, item[naming[0]])] if _is_unknown(root, item) else [(PARTS[root], None)]
    for parts, printed in asked:
        field, value = f"{root}[]", {part: item[part] for part in parts}
        if len(parts) == 1:
            field, value = f"{field}.{parts[0]}", item[parts[0]]
        yield Occurrence(path, row, field, printed, value, doubt / len(asked))


def _is_unknown(root: str, item: Mapping[str, Any]) -> bool:
    """Whether the vocabulary does not know what was read, as it was printed."""
    return (root in _ADDRESSEES and item["post"] is None) or (root == "tags" and item["kind"] == "unknown")


def _named(root: str, items: Sequence[Mapping[str, Any]], repairs: Sequence[_Repair]) -> Iterator[tuple[int, _Repair]]:
    """The items that repairs say they read, each once."""
    index = {worded(root, item): number for number, item in reversed(list(enumerate(items)))}
    latest = {index[repair.reading]: repair for repair in repairs if repair.reading in index}
    yield from sorted(latest.items())


def _repairs(cable: Cable) -> list[_Repair]:
    return [
        _Repair(found.span.start, found.span.end, found.printed, reading)
        for found in cable.diagnostics
        if found.code == Code.REPAIRED.code and found.span and found.printed
        if (reading := repaired_to(found.message)) is not None
    ]


def _at(spans: Sequence[Span], repairs: Sequence[_Repair]) -> list[_Repair]:
    """The repairs at these places."""
    places = [(span.start, span.end) for span in spans if span.column is None]
    return [repair for repair in repairs if any(start < repair.end and repair.start < end for start, end in places)]
