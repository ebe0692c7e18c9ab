from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from archival import by_id, cable, corpus, described, dicts

from cableparse.writers import WriterOptions
from cableparse.writers.dacs import ELEMENTS, DacsElement, check, missing_elements, write_report

NARA = WriterOptions(repository="National Archives")


def numbers(missing: list[DacsElement]) -> list[str]:
    return [element.number for element in missing]


def test_the_nine_required_elements() -> None:
    assert numbers(list(ELEMENTS)) == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "4.1", "4.5"]


def test_the_seed_lacks_the_repository_alone() -> None:
    assert numbers(missing_elements(by_id("2000STATE185645"), WriterOptions())) == ["2.2"]
    assert missing_elements(by_id("2000STATE185645"), NARA) == []


def test_a_bare_record_lacks_all_but_extent_and_language() -> None:
    assert numbers(missing_elements(cable(), NARA)) == ["2.1", "2.3", "2.4", "2.6", "3.1", "4.1"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"id": "1974LIMA00042"}, "2.1"),
        ({"release": {"document_id": "C05412345"}}, "2.1"),
        ({"subject": "A SUBJECT"}, "2.3"),
        ({"to": [{"name": "LIMA"}]}, "2.3"),
        ({"drafting": {"drafted_on": "1974-01-01"}}, "2.4"),
        ({"from": {"name": "LIMA"}}, "2.6"),
        ({"body": {"paragraphs": [{"text": "TEXT"}]}}, "3.1"),
        ({"classification": {"level": "SECRET"}}, "4.1"),
        ({"release": {"status": "DECLASSIFIED"}}, "4.1"),
    ],
)
def test_each_element_comes_from_its_field(fields: dict[str, object], found: str) -> None:
    assert found in numbers(missing_elements(cable(), NARA))
    assert found not in numbers(missing_elements(cable(**fields), NARA))


def test_totals_are_of_all_records() -> None:
    totals: Counter[DacsElement] = Counter()
    lacking = list(check(corpus(), NARA, totals))
    assert 0 < len(lacking) < len(described())
    assert totals == Counter(element for found in lacking for element in found.missing)
    dates = next(element for element in ELEMENTS if element.number == "2.4")
    undated = [r for r in described() if not (r.dtg.utc or r.drafting.drafted_on or r.message.year)]
    assert totals[dates] == len(undated)


def test_the_report_marks_what_is_missing(tmp_path: Path) -> None:
    totals = write_report([by_id("2000STATE185645"), cable(), cable(kind="not_a_cable")], tmp_path / "d.csv", NARA)
    rows = dicts(tmp_path / "d.csv")
    assert len(rows) == 1
    assert rows[0]["path"] == "a/b.txt"
    assert [name for name, value in rows[0].items() if value == "missing"] == [str(element) for element in totals]
