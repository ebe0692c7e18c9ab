from __future__ import annotations

from pathlib import Path

from archival import by_id, cable, corpus, described, dicts, export, table

from cableparse.writers.islandora import LONG_TITLE


def test_the_header_begins_as_workbench_asks(tmp_path: Path) -> None:
    export("islandora", corpus(), tmp_path / "i.csv")
    header = table(tmp_path / "i.csv")[0]
    assert header[:4] == ["id", "title", "file", "field_model"]
    assert all(name.startswith("field_") for name in header[4:])


def test_every_row_has_its_records_values(tmp_path: Path) -> None:
    export("islandora", corpus(), tmp_path / "i.csv")
    rows = dicts(tmp_path / "i.csv")
    assert len({row["id"] for row in rows}) == len(rows) == len(described())
    for row, record in zip(rows, described(), strict=True):
        assert 0 < len(row["title"]) <= 255
        names = list(dict.fromkeys(a.name for a in [*record.to, *record.info]))
        agents = [value.split(":", 3) for value in row["field_linked_agent"].split("|") if value]
        assert [name for _, role, kind, name in agents if role == "rcp" and kind == "corporate_body"] == names
        assert row["field_full_title"].replace("¦", "|") == (record.subject or row["field_full_title"])
        rights = row["field_rights"].split("|")
        if record.classification.level and record.release.status:
            assert f"Original classification: {record.classification.level}" in rights
            assert any(value.startswith(f"Release: {record.release.status}") for value in rights)


def test_the_seed(tmp_path: Path) -> None:
    export("islandora", [by_id("2000STATE185645")], tmp_path / "i.csv")
    row = dicts(tmp_path / "i.csv")[0]
    assert row["title"] == "PAKISTANI SUPPORT FOR TALIBAN"
    assert row["file"] == "seeds/004_2f7603ce0caf6724.txt"
    assert row["field_edtf_date_created"] == "2000-09-26T23:10:00Z"
    assert row["field_geographic_subject"] == "Pakistan"


def test_a_long_title_is_cut_and_kept_whole_beside(tmp_path: Path) -> None:
    long = "WORD " * 60 + "END"
    records = [cable(subject=long), cable(subject="X" * 256), cable(subject="X" * 255)]
    notes = export("islandora", records, tmp_path / "i.csv")
    rows = dicts(tmp_path / "i.csv")
    assert rows[0]["title"].endswith("WORD ...")
    assert rows[1]["title"] == "X" * 251 + " ..."
    assert rows[2]["title"] == "X" * 255
    assert [row["field_full_title"] for row in rows] == [long, "X" * 256, "X" * 255]
    assert notes[LONG_TITLE] == 2


def test_uncertain_dates_say_so(tmp_path: Path) -> None:
    records = [cable(drafting={"drafted_on": "1974-01-01"}), cable(message={"year": 1974}), cable()]
    export("islandora", records, tmp_path / "i.csv")
    assert [row["field_edtf_date_created"] for row in dicts(tmp_path / "i.csv")] == ["1974-01-01~", "1974", ""]
