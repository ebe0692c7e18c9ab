"""`cableparse corpus references`: who cites whom, and what cannot be told."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx
import pytest
from conftest import Run
from corpus import FIXTURES, records, samples

from cableparse import parse_file
from cableparse.corpus.citations import write_references
from cableparse.corpus.message_key import Sent, referenced
from cableparse.record import Cable, Reference


def cable(name: str) -> Cable:
    return parse_file(FIXTURES / name)[0]


def citing(*references: Reference) -> Cable:
    """LAGOS 11469 of 1976 with other references."""
    return cable("aad-1973-79/1976LAGOS11469.txt").model_copy(update={"references": list(references)})


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "references.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def state(tmp_path: Path, reference: Reference, *others: Cable) -> tuple[str, str, str]:
    write_references([citing(reference), *others], tmp_path / "out")
    found = next(row for row in table(tmp_path / "out") if row["as_printed"].lstrip("'") == reference.as_printed)
    return found["state"], found["basis"], found["found"]


NAIROBI = "aad-1973-79/1976NAIROB07042.txt"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (
            Reference(as_printed="NAIROBI 7042", id="1976NAIROB07042", kind="telegram"),
            ("resolved", "id", "1976NAIROB07042"),
        ),
        (
            Reference(as_printed="NAIROBI 7043", id="1976NAIROB07043", kind="telegram"),
            ("not-in-corpus", "id", "1976NAIROB07043"),
        ),
        (
            Reference(as_printed="LAGOS 11469", id="1976LAGOS11469", kind="telegram"),
            ("itself", "id", "1976LAGOS11469"),
        ),
        (
            Reference(as_printed="AMEMBASSY NAIROBI 081325Z JUL 76", kind="dtg"),
            ("resolved", "dtg", "1976NAIROB07042"),
        ),
        (Reference(as_printed="USCINCRED 311345Z MAY 73", kind="dtg"), ("not-in-corpus", "dtg", "")),
        (Reference(as_printed="JCS 121345Z", kind="dtg"), ("no-id", "", "")),
        (Reference(as_printed="5852", kind="number"), ("resolved", "own-series", "1976LAGOS05852")),
        (Reference(as_printed="EMBTEL 5852", kind="telegram"), ("resolved", "own-series", "1976LAGOS05852")),
        (Reference(as_printed="5853", kind="number"), ("no-id", "", "")),
        (Reference(as_printed="EXAMPLE-SAMPLE TELCON MAY 3", kind="call"), ("no-telegram", "", "")),
    ],
)
def test_each_reference_has_a_state(tmp_path: Path, reference: Reference, expected: tuple[str, str, str]) -> None:
    assert state(tmp_path, reference, cable(NAIROBI), cable("aad-1973-79/1976LAGOS05852.txt")) == expected


def test_two_messages_of_one_minute_are_ambiguous(tmp_path: Path) -> None:
    one = cable(NAIROBI)
    other = one.model_copy(update={"id": "1976NAIROB07043"})
    found = state(tmp_path, Reference(as_printed="NAIROBI 081325Z JUL 76", kind="dtg"), one, other)
    assert found == ("ambiguous", "dtg", "1976NAIROB07042 1976NAIROB07043")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("USCINCRED 311345Z MAY 73", Sent("USCINCRED", "1973-05-31T13:45Z")),
        ("JCS 4411/041210Z JUN 73", Sent("JCS", "1973-06-04T12:10Z")),
        ("SECDEF 6543 DTG 031200Z MAY 74", Sent("SECDEF", "1974-05-03T12:00Z")),
        ("AMEMBASSY NAIROBI 081325Z JUL 76", Sent("NAIROB", "1976-07-08T13:25Z")),
        ("JCS 121345Z", None),
        ("311345Z MAY 73", None),
    ],
)
def test_sender_and_time_of_a_reference(printed: str, expected: Sent | None) -> None:
    assert referenced(printed) == expected


def test_the_whole_set_of_fixtures(run: Run, tmp_path: Path) -> None:
    """Every reference has a row; the graph loads back and has an edge for each that names one message."""
    cables = [found for sample in samples() for found in records(sample)]
    source = tmp_path / "records.jsonl"
    source.write_text("".join(found.to_json() + "\n" for found in cables), encoding="utf-8")
    assert run("corpus", "references", "records.jsonl", "-o", "out").returncode == 0
    rows = table(tmp_path / "out")
    assert len(rows) == sum(len(found.references) for found in cables if found.kind in ("cable", "airgram"))
    graph = networkx.read_graphml(tmp_path / "out" / "references.graphml", force_multigraph=True)
    named = [row for row in rows if row["state"] in ("resolved", "not-in-corpus") and row["found"]]
    assert graph.number_of_edges() == len(named) > 50
    ids = {found.id for found in cables}
    assert all(data["in_corpus"] == (node in ids) for node, data in graph.nodes(data=True) if node[:4].isdigit())


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_references([citing(Reference(as_printed="=1+1", kind="unknown"))], tmp_path / "out")
    assert [row["as_printed"] for row in table(tmp_path / "out")] == ["'=1+1"]


def test_characters_that_xml_cannot_hold(tmp_path: Path) -> None:
    write_references([citing(Reference(as_printed="NAIROBI\x0c1", id="1976NAIROB00001"))], tmp_path / "out")
    assert networkx.read_graphml(tmp_path / "out" / "references.graphml").number_of_edges() == 1
