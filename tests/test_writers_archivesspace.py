from __future__ import annotations

from pathlib import Path

from archival import by_id, cable, corpus, described, export, table
from conftest import Run

from cableparse.writers import DateCodes, WriterOptions
from cableparse.writers.archivesspace import EXTENT_TYPES, MORE_SUBJECTS, NO_RESOURCE, OWN_EXTENT, PLACES

# The codes of the template that a cable fills, in the template's order.
CODES = """
ead res_uri title unit_id hierarchy level l_lang l_langscript
dates_label_1 begin_1 date_type_1 expression_1 date_certainty_1 portion number extent_type
corporate_entities_agent_header_1 corporate_entities_agent_role_1 corporate_entities_agent_relator_1
corporate_entities_agent_header_2 corporate_entities_agent_role_2 corporate_entities_agent_relator_2
corporate_entities_agent_header_3 corporate_entities_agent_role_3 corporate_entities_agent_relator_3
subject_1_term subject_1_type subject_1_source subject_2_term subject_2_type subject_2_source
n_accessrestrict n_odd n_processinfo n_relatedmaterial n_scopecontent n_userestrict
"""
FIRST = "ArchivesSpace field code (please don't edit this row)"


def rows(path: Path) -> list[dict[str, str]]:
    codes, labels, *found = table(path)
    assert labels[0] == "Field name"
    assert all(labels)
    assert all(row[0] == "" for row in found)
    return [dict(zip(codes, row, strict=True)) for row in found]


def test_the_first_row_has_the_codes_of_both_templates(tmp_path: Path) -> None:
    cables = [cable(to=[{"name": "A"}], tags=[{"code": "PREL"}])]
    export("archivesspace", cables, tmp_path / "new.csv")
    assert table(tmp_path / "new.csv")[0] == [FIRST, *CODES.split()]
    export("archivesspace", cables, tmp_path / "old.csv", WriterOptions(archivesspace_dates=DateCodes.PLAIN))
    dates = {"dates_label_1", "begin_1", "date_type_1", "expression_1", "date_certainty_1"}
    assert table(tmp_path / "old.csv")[0] == [
        FIRST,
        *(c.removesuffix("_1") if c in dates else c for c in CODES.split()),
    ]
    assert table(tmp_path / "old.csv")[2:] == table(tmp_path / "new.csv")[2:]


def test_required_cells_are_filled_in_every_row(tmp_path: Path) -> None:
    notes = export("archivesspace", corpus(), tmp_path / "a.csv", WriterOptions(collection="RG59"))
    found = rows(tmp_path / "a.csv")
    assert len(found) == len(described())
    assert NO_RESOURCE not in notes
    for row, record in zip(found, described(), strict=True):
        assert (row["ead"], row["hierarchy"], row["level"]) == ("RG59", "1", "item")
        assert row["title"] == (record.subject or row["title"]) != ""
        assert bool(row["date_type_1"]) == bool(row["begin_1"])
        assert row["begin_1"] == (record.dtg.utc[:10] if record.dtg.utc else row["begin_1"])


def test_nothing_that_does_not_fit_is_lost(tmp_path: Path) -> None:
    notes = export("archivesspace", corpus(), tmp_path / "a.csv")
    for row, record in zip(rows(tmp_path / "a.csv"), described(), strict=True):
        everything = "\n".join(row.values())
        assert all(tag.code in everything for tag in record.tags)
        assert all(addressee.name in everything for addressee in [*record.to, *record.info])
    assert notes[MORE_SUBJECTS] == sum(
        sum(t.kind != "geopolitical" for t in r.tags) + sum(bool(t.detail) for t in r.tags) > 10 for r in described()
    )
    assert notes[PLACES] == sum(any(t.kind == "geopolitical" for t in r.tags) for r in described())
    assert notes[NO_RESOURCE] == len(described())


def test_subjects_and_bodies_are_as_many_as_the_importer_reads(tmp_path: Path) -> None:
    many = cable(
        **{"from": {"name": "FROM"}},
        to=[{"name": f"TO {n}"} for n in range(20)],
        info=[{"name": "INFO"}],
        tags=[*({"code": f"T{n}"} for n in range(12)), {"code": "PE", "kind": "geopolitical"}],
    )
    notes = export("archivesspace", [cable(), many, cable()], tmp_path / "a.csv")
    header, row = table(tmp_path / "a.csv")[0], rows(tmp_path / "a.csv")[1]
    bodies = [row[code] for code in header if code.startswith("corporate_entities_agent_header_")]
    assert bodies == ["FROM", *(f"TO {n}" for n in range(20)), "INFO"]
    roles = [row[code] for code in header if code.startswith("corporate_entities_agent_role_")]
    assert roles == ["creator"] + 21 * ["subject"]
    assert [row[f"subject_{n}_term"] for n in range(1, 11)] == [f"T{n}" for n in range(10)]
    assert "subject_11_term" not in header
    assert row["n_odd"] == "Further TAGS: T10; T11\nPlaces (TAGS): PE"
    assert (notes[MORE_SUBJECTS], notes[PLACES]) == (1, 1)


def test_every_extent_has_a_type_of_the_default_list(tmp_path: Path) -> None:
    notes = export("archivesspace", corpus(), tmp_path / "a.csv")
    found = rows(tmp_path / "a.csv")
    assert {row["extent_type"] for row in found} <= EXTENT_TYPES
    assert all(int(row["number"]) > 0 for row in found)
    assert OWN_EXTENT not in notes


def test_pages_are_sheets_and_a_text_without_pages_is_a_file(tmp_path: Path) -> None:
    def extent(pages: int, kind: str | None = None) -> tuple[str, str, int]:
        source = {**cable().source.model_dump(), "pages": pages}
        options = WriterOptions(archivesspace_extent_type=kind)
        notes = export("archivesspace", [cable(source=source)], tmp_path / "a.csv", options)
        row = rows(tmp_path / "a.csv")[0]
        return row["number"], row["extent_type"], notes[OWN_EXTENT]

    assert extent(3) == ("3", "sheets", 0)
    assert extent(1) == ("1", "files", 0)
    assert extent(3, "leaves") == ("3", "leaves", 0)
    assert extent(3, "files") == ("1", "files", 0)
    assert extent(3, "pages") == ("3", "pages", 1)
    assert extent(3, "items") == ("1", "items", 1)


def test_the_command_line_takes_the_extent_type(run: Run, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(run("parse", "--format", "jsonl", seed).stdout)
    done = run("export", "r.jsonl", "--to", "archivesspace", "-o", "a.csv", "--archivesspace-extent-type", "items")
    assert done.returncode == 0
    assert OWN_EXTENT.encode() in done.stderr
    assert rows(tmp_path / "a.csv")[0]["extent_type"] == "items"


def test_the_seed_and_a_resource_by_uri(tmp_path: Path) -> None:
    options = WriterOptions(collection="/repositories/2/resources/7")
    export("archivesspace", [by_id("2000STATE185645")], tmp_path / "a.csv", options)
    row = rows(tmp_path / "a.csv")[0]
    assert (row["ead"], row["res_uri"]) == ("", "/repositories/2/resources/7")
    assert (row["begin_1"], row["date_type_1"], row["expression_1"]) == ("2000-09-26", "single", "262310Z SEP 00")
    access = row["n_accessrestrict"].split("\n")
    assert access[0] == "Original classification: SECRET"
    assert any(line.startswith("Release: RELEASED IN PART; exemptions B1, 1.4(D)") for line in access)


def test_a_drafting_date_is_approximate(tmp_path: Path) -> None:
    export("archivesspace", [cable(drafting={"drafted_on": "1974-01-01"})], tmp_path / "a.csv")
    row = rows(tmp_path / "a.csv")[0]
    assert (row["begin_1"], row["date_certainty_1"]) == ("1974-01-01", "approximate")
