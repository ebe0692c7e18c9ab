"""What DACS asks of a description of a single level, and which of it a cable lacks.

Nine elements are required. A title can be devised, so 2.3 is missing only where there is nothing to devise one from;
4.5 never is, for all cables are in English. 2.2 comes from the options alone: no cable names the repository that holds
it now. Documents that are no cable are not described, and so not checked.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.writers import WriterOptions
from cableparse.writers.crosswalk import Description, describe


class DacsElement(NamedTuple):
    """A required element: its number in DACS and its name."""

    number: str
    name: str

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class DacsRecord(NamedTuple):
    """One record and the required elements that it lacks; `key` tells records of the same identifier apart."""

    identifier: str
    key: str
    path: str
    missing: list[DacsElement]


# A declassification instruction alone does not say whether the document may be read.
_ACCESS = ("classification", "release", "current")
_PRESENT: dict[DacsElement, Callable[[Description], bool]] = {
    DacsElement("2.1", "Reference Code"): lambda d: bool(d.cable.id or d.cable.release.document_id),
    DacsElement("2.2", "Name and Location of Repository"): lambda d: bool(d.options.repository),
    DacsElement("2.3", "Title"): lambda d: bool(not d.devised or d.creator or d.contributors),
    DacsElement("2.4", "Date"): lambda d: d.when is not None,
    DacsElement("2.5", "Extent"): lambda d: d.extent.number > 0,
    DacsElement("2.6", "Name of Creator(s)"): lambda d: bool(d.creator),
    DacsElement("3.1", "Scope and Content"): lambda d: bool(d.scope),
    DacsElement("4.1", "Conditions Governing Access"): lambda d: any(s.kind in _ACCESS for s in d.access),
    DacsElement("4.5", "Languages and Scripts of the Material"): lambda d: True,
}
ELEMENTS = tuple(_PRESENT)


def missing_elements(cable: Cable, options: WriterOptions) -> list[DacsElement]:
    """The required elements that a description of the cable would lack, in DACS's order."""
    described = describe(cable, options)
    return [element for element, present in _PRESENT.items() if not present(described)]


def check(records: Iterable[Cable], options: WriterOptions, totals: Counter[DacsElement]) -> Iterator[DacsRecord]:
    """Each record that lacks an element; `totals` counts how many lack each."""
    for cable in records:
        if cable.kind == "not_a_cable":
            continue
        missing = missing_elements(cable, options)
        totals.update(missing)
        if missing:
            described = describe(cable, options)
            yield DacsRecord(described.identifier, described.key, cable.source.path, missing)


def write_report(records: Iterable[Cable], target: Path, options: WriterOptions) -> Counter[DacsElement]:
    """Write a CSV of the records that lack an element, one column an element, `missing` where it does; the totals."""
    totals: Counter[DacsElement] = Counter()
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["identifier", "key", "path", *map(str, ELEMENTS)])
        for found in check(records, options, totals):
            marks = ["missing" if element in found.missing else "" for element in ELEMENTS]
            rows.writerow([found.identifier, found.key, found.path, *marks])
    return totals
