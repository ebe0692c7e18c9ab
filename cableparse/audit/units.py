"""The units of a sample with what was found in each: what estimates are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

from cableparse.audit.drawn_sample import Drawn, Sample
from cableparse.audit.estimate import Estimate, Unit, estimate
from cableparse.audit.judgement import FieldVerdict, Judgement
from cableparse.corrections import Key

_Found = Counter[FieldVerdict]


class Units:
    """The units of a sample: its records, or its documents.

    A unit of which no field of a row was judged, though it has some, counts for that row as if it had not been drawn.
    """

    def __init__(self, sample: Sample, judged: Iterable[Judgement], left: Iterable[tuple[Drawn, str]]) -> None:
        self._sample = sample
        self._found: defaultdict[str, defaultdict[Key, _Found]] = defaultdict(lambda: defaultdict(Counter))
        for judgement in judged:
            self._found[judgement.row][judgement.drawn.source.key][judgement.verdict] += 1
        self._left: defaultdict[str, set[Key]] = defaultdict(set)
        for drawn, row in left:
            self._left[row].add(drawn.source.key)

    def estimates(self, within: Collection[Key] | None = None) -> dict[str, Estimate]:
        """An estimate a row of which any field was judged, of all records or of those `within`."""
        made = {row: self._estimate(self._found[row], self._left[row], within) for row in self._sample.fields}
        return {row: found for row, found in made.items() if found}

    def whole(self) -> Estimate | None:
        """The share of records of which every field is right; one that was not judged wholly counts if it is wrong."""
        every: defaultdict[Key, _Found] = defaultdict(Counter)
        for by_key in self._found.values():
            for key, found in by_key.items():
                every[key] += found
        left = set().union(*self._left.values())
        records: defaultdict[Key, _Found] = defaultdict(Counter)
        for key, found in every.items():
            if found[FieldVerdict.WRONG]:
                records[key][FieldVerdict.WRONG] = 1
            elif key not in left and found[FieldVerdict.RIGHT]:
                records[key][FieldVerdict.RIGHT] = 1
        return self._estimate(records, left - set(records), None)

    def among(self, judged: Iterable[Judgement]) -> Estimate | None:
        """The share of fields that are right, as some of the judgements tell; of units of which anything was judged."""
        found: defaultdict[Key, _Found] = defaultdict(Counter)
        for judgement in judged:
            found[judgement.drawn.source.key][judgement.verdict] += 1
        return self._estimate(found, {drawn.source.key for drawn in self._sample.drawn} - self._seen, None)

    def weights(self) -> dict[int, float]:
        """How many units of the collection each one stands for, by stratum: of those of which anything was judged."""
        seen = {(self._unit(one), one.stratum) for one in self._sample.drawn if one.source.key in self._seen}
        return {stratum: self._sizes[stratum] / count for stratum, count in Counter(s for _, s in seen).items()}

    @property
    def _seen(self) -> set[Key]:
        return set().union(*self._found.values())

    @property
    def _sizes(self) -> list[int]:
        whole = self._sample.whole_documents
        return [stratum.documents if whole else stratum.records for stratum in self._sample.strata]

    def _unit(self, drawn: Drawn) -> Hashable:
        return (drawn.document, drawn.stratum) if self._sample.whole_documents else drawn.source.key

    def _estimate(
        self, found: Mapping[Key, _Found], left: Collection[Key], within: Collection[Key] | None
    ) -> Estimate | None:
        return estimate(self._sizes, self._units(found, left, within), self._sample.level)

    def _units(
        self, found: Mapping[Key, _Found], left: Collection[Key], within: Collection[Key] | None
    ) -> Iterator[Unit]:
        totals: defaultdict[Hashable, _Found] = defaultdict(Counter)
        strata: dict[Hashable, int] = {}
        open_units: set[Hashable] = set()
        for drawn in self._sample.drawn:
            key, unit = drawn.source.key, self._unit(drawn)
            strata[unit] = drawn.stratum
            if key in left and key not in found:
                open_units.add(unit)
            if within is None or key in within:
                totals[unit] += found.get(key, Counter())
        for unit, stratum in strata.items():
            of_unit = totals[unit]
            if unit not in open_units or of_unit:
                right, unclear = of_unit[FieldVerdict.RIGHT], of_unit[FieldVerdict.UNCLEAR]
                yield Unit(stratum, right + of_unit[FieldVerdict.WRONG], right, unclear)
