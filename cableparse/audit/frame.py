"""The sampling frame: every record of a collection, with its stratum and its document, in a few bytes each."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable

from cableparse.audit.strata import stratum
from cableparse.form_fields import row_with
from cableparse.record import Cable

Names = tuple[str, ...]
_Document = tuple[str, str | None]


class Frame:
    """A collection: of each record, in their order, the number of its stratum and of its document.

    A document that has records of several strata is one document in each. `strata` numbers the names of the strata;
    `sureness` has, by row of the form, the confidences summed up and counted: what the program expects to be right.
    """

    def __init__(self, by: Names, cables: Iterable[Cable]) -> None:
        self.by = by
        self.strata: dict[Names, int] = {}
        self.stratum = array("L")
        self.document = array("L")
        self.documents = 0
        self.sureness: defaultdict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
        self._open: tuple[_Document, dict[int, int]] | None = None
        for cable in cables:
            self._add(cable)

    def _add(self, cable: Cable) -> None:
        number = self.strata.setdefault(stratum(cable, self.by), len(self.strata))
        self.stratum.append(number)
        self.document.append(self._document(cable, number))
        for row, sure in _least(cable).items():
            total, count = self.sureness[row]
            self.sureness[row] = total + sure, count + 1

    def _document(self, cable: Cable, stratum: int) -> int:
        """The number of the document; a document's records follow each other, so that one is open at a time."""
        key = cable.source.sha256, cable.source.member
        if self._open is None or self._open[0] != key:
            self._open = key, {}
        numbers = self._open[1]
        if stratum not in numbers:
            numbers[stratum] = self.documents
            self.documents += 1
        return numbers[stratum]

    def expected(self, row: str) -> float | None:
        """The share of a field's values that the confidences expect to be right; null where none has one."""
        total, count = self.sureness[row]
        return total / count if count else None


def _least(cable: Cable) -> dict[str, float]:
    """The confidence of each row of the form; of a list that of its least sure item."""
    found: dict[str, float] = {}
    for path, sure in cable.confidence.items():
        row = row_with(path)
        if row:
            found[row] = min(sure, found.get(row, 1.0))
    return found
