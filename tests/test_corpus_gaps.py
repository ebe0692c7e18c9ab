"""`cableparse corpus gaps`: the numbers that must have been used and are not there."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from conftest import Run
from corpus import FIXTURES
from hypothesis import given
from hypothesis import strategies as st

from cableparse import parse_file
from cableparse.corpus.gaps import write_gaps
from cableparse.corpus.serials import Gap, Series

LIBREVILLE = {
    number: f"1976-{month:02d}-15T12:00Z" for number, month in ((100, 1), (400, 4), (701, 7), (702, 7), (1200, 12))
}


def day(number: int, pace: int) -> str:
    """The date of a number of a post that sends `pace` a day."""
    return (date(1976, 1, 1) + timedelta(days=number // pace)).isoformat() + "T12:00Z"


def covered(gaps: list[Gap]) -> list[int]:
    return [number for gap in gaps for number in range(gap.first, gap.last + 1)]


@given(
    st.dictionaries(st.integers(1, 3000), st.none(), min_size=1, max_size=40),
    st.dictionaries(st.integers(1, 3000), st.just({"1976LAGOS00001": None}), max_size=20),
)
def test_gaps_and_seen_are_the_whole_range(
    seen: dict[int, str | None], cited: dict[int, dict[str, str | None]]
) -> None:
    """Each number between the lowest and the highest seen is seen or in one gap; what is cited beyond is kept, too."""
    numbers = covered(list(Series(seen, cited).gaps()))
    assert len(numbers) == len(set(numbers))
    assert not set(numbers) & set(seen)
    assert set(numbers) | set(seen) == set(range(min(seen), max(seen) + 1)) | set(cited)


@given(st.sets(st.integers(1, 900), min_size=8, max_size=60), st.sampled_from([4, 20, 60]))
def test_an_even_pace_has_no_suspects(numbers: set[int], pace: int) -> None:
    assert Series({number: day(number, pace) for number in numbers}).suspects() == []


def test_one_misread_number_opens_no_gap() -> None:
    series = Series({**LIBREVILLE, 90702: "1976-07-16T12:00Z"})
    assert [(s.number, s.date) for s in series.suspects()] == [(90702, "1976-07-16T12:00Z")]
    assert max(gap.last for gap in series.gaps()) == 1199


def test_a_number_far_too_low_for_its_day_is_suspect() -> None:
    assert [s.number for s in Series({**LIBREVILLE, 12: "1976-12-16T12:00Z"}).suspects()] == [12]


def test_a_cited_number_beyond_all_pace_is_suspect() -> None:
    cited: dict[int, dict[str, str | None]] = {
        90000: {"1976LAGOS00001": "1976-07-20T12:00Z"},
        650: {"1976LAGOS00001": "1976-07-20T12:00Z"},
    }
    series = Series(dict(LIBREVILLE), cited)
    assert [s.number for s in series.suspects()] == [90000]
    assert Gap(650, 650, ("1976LAGOS00001",)) in list(series.gaps())


def test_too_few_dates_tell_no_pace() -> None:
    assert Series({1: "1976-01-01T12:00Z", 90000: "1976-01-02T12:00Z"}).suspects() == []


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_real_cables(tmp_path: Path) -> None:
    """LAGOS 5852 and 11469 of 1976, of which the first cites LAGOS 3815."""
    names = ("1976LAGOS05852", "1976LAGOS11469")
    cables = [cable for name in names for cable in parse_file(FIXTURES / "aad-1973-79" / f"{name}.txt")]
    found = write_gaps(cables, tmp_path / "out")
    rows = [tuple(row.values()) for row in table(tmp_path / "out" / "gaps.csv") if row["station"] == "LAGOS"]
    assert rows == [
        ("LAGOS", "1976", "3815", "3815", "1", "cited", "1976LAGOS05852"),
        ("LAGOS", "1976", "5853", "11468", "5616", "missing", ""),
    ]
    assert found.missing == 5616


def test_on_the_command_line(run: Run, tmp_path: Path) -> None:
    records = [cable for path in sorted((FIXTURES / "invented").glob("posts.txt")) for cable in parse_file(path)]
    (tmp_path / "records.jsonl").write_text("".join(cable.to_json() + "\n" for cable in records), encoding="utf-8")
    done = run("corpus", "gaps", "records.jsonl", "-o", "out")
    assert (done.returncode, done.stdout) == (0, b"")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["gaps.csv", "suspects.csv"]
    assert run("corpus", "gaps", "none.jsonl", "-o", "out").returncode == 3
