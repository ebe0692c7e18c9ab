"""The messages that posts must have sent and a corpus lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from cableparse.corpus.index import Index, index
from cableparse.corpus.serials import Series
from cableparse.corpus.spreadsheet import write_table
from cableparse.output import replacing
from cableparse.record import Cable

GAPS, SUSPECTS = "gaps.csv", "suspects.csv"
_GAP_COLUMNS = ("station", "year", "first", "last", "count", "state", "cited_by")
_SUSPECT_COLUMNS = ("station", "year", "number", "date", "expected", "state", "cited_by")
_ID = re.compile(r"(?P<year>\d{4})(?P<station>.*?)(?P<number>\d{5,})")


class FoundGaps(NamedTuple):
    """Numbers missing between others, numbers only cited, and numbers that are probably misread."""

    missing: int
    cited: int
    suspects: int


def write_gaps(records: Iterable[Cable], folder: Path) -> FoundGaps:
    """Write gaps.csv and suspects.csv into `folder`.

    gaps.csv has the ranges of numbers between a post's lowest and highest of a year that no record has (`missing`), and
    each number that only references name (`cited`). suspects.csv has the numbers that are far off those of the same
    time: they are taken for misread and open no gap. One year of one post is in memory at a time.

    Raises:
        OutputError: `folder` cannot be written.
    """
    missing = cited = 0
    suspects: list[tuple[object, ...]] = []

    def gaps(corpus: Index) -> Iterator[tuple[object, ...]]:
        nonlocal missing, cited
        for station, year, series in _series(corpus):
            suspects.extend(
                (station, year, s.number, s.date, s.expected, "cited" if s.cited_by else "seen", " ".join(s.cited_by))
                for s in series.suspects()
            )
            for gap in sorted(series.gaps()):
                count = gap.last - gap.first + 1
                missing, cited = (missing, cited + 1) if gap.cited_by else (missing + count, cited)
                state = "cited" if gap.cited_by else "missing"
                yield station, year, gap.first, gap.last, count, state, " ".join(gap.cited_by)

    with replacing(folder) as temporary, index() as corpus:
        temporary.mkdir()
        for cable in records:
            corpus.put(cable)
        corpus.settle()
        write_table(temporary / GAPS, _GAP_COLUMNS, gaps(corpus))
        write_table(temporary / SUSPECTS, _SUSPECT_COLUMNS, suspects)
    return FoundGaps(missing, cited, len(suspects))


def _series(corpus: Index) -> Iterator[tuple[str, str, Series]]:
    parted = ((found, numbered) for numbered in corpus.numbered() if (found := _ID.fullmatch(numbered.id)))
    for (year, station), group in groupby(parted, key=lambda pair: (pair[0]["year"], pair[0]["station"])):
        series = Series()
        for found, numbered in group:
            number = int(found["number"])
            # a date of another year is misread itself, or that of a message of the next year which cites this one
            own = numbered.utc if numbered.utc and numbered.utc.startswith(year) else None
            if numbered.cited_by is None:
                series.seen[number] = series.seen.get(number) or own
            else:
                series.cited.setdefault(number, {})[numbered.cited_by] = own
        yield station, year, series
