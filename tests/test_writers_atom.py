from __future__ import annotations

from pathlib import Path

from archival import by_id, cable, corpus, described, dicts, export, table
from every_record import full

from cableparse.writers import WriterOptions
from cableparse.writers.atom import LONG_TITLE, LONG_VALUE
from cableparse.writers.descriptions import DEVISED, NO_CABLE
from cableparse.writers.sheet import SEPARATED

COLUMNS = """
legacyId, parentId, qubitParentSlug, accessionNumber, identifier, title, levelOfDescription,
extentAndMedium, repository, archivalHistory, acquisition, scopeAndContent, appraisal, accruals, arrangement,
accessConditions, reproductionConditions, language, script, languageNote, physicalCharacteristics, findingAids,
locationOfOriginals, locationOfCopies, relatedUnitsOfDescription, publicationNote, digitalObjectPath,
digitalObjectURI, generalNote, subjectAccessPoints, placeAccessPoints, nameAccessPoints, genreAccessPoints,
descriptionIdentifier, institutionIdentifier, rules, descriptionStatus, levelOfDetail, revisionHistory,
languageOfDescription, scriptOfDescription, sources, archivistNote, publicationStatus, physicalObjectName,
physicalObjectLocation, physicalObjectType, alternativeIdentifiers, alternativeIdentifierLabels, eventDates,
eventTypes, eventStartDates, eventEndDates, eventActors, eventActorHistories, culture
""".replace("\n", " ")


def test_the_header_is_atoms(tmp_path: Path) -> None:
    export("atom", corpus(), tmp_path / "atom.csv")
    header = [name.strip() for name in COLUMNS.split(",")]
    assert len(header) == 56
    assert table(tmp_path / "atom.csv")[0] == header
    assert b"\r" not in (tmp_path / "atom.csv").read_bytes()


def test_every_row_has_its_records_values(tmp_path: Path) -> None:
    notes = export("atom", corpus(), tmp_path / "atom.csv")
    rows = dicts(tmp_path / "atom.csv")
    assert len(rows) == len(described())
    assert notes[NO_CABLE] == len(corpus()) - len(described())
    assert notes[DEVISED] == sum(not record.subject for record in described())
    for row, record in zip(rows, described(), strict=True):
        assert (row["levelOfDescription"], row["culture"], row["eventTypes"]) == ("Item", "en", "Creation")
        assert row["title"] == (record.subject or row["title"])
        assert row["eventActors"] == (record.from_.name or record.message.originator or "")
        assert row["eventStartDates"] == row["eventEndDates"]
        if record.dtg.utc:
            assert row["eventStartDates"] == record.dtg.utc[:10]
            assert row["eventDates"] == record.dtg.as_printed
        places = [t.name or t.code for t in record.tags if t.kind == "geopolitical"]
        assert row["placeAccessPoints"] == "|".join(places)
        assert " |" not in row["nameAccessPoints"]
        assert "| " not in row["nameAccessPoints"]
        lines = row["accessConditions"].split("\n")
        if record.classification.level:
            assert f"Original classification: {record.classification.level}" in lines
        if record.release.status:
            assert any(line.startswith(f"Release: {record.release.status}") for line in lines)
    assert len({row["legacyId"] for row in rows}) == len(rows)


def test_options_of_the_repository(tmp_path: Path) -> None:
    options = WriterOptions(repository="NARA", collection="rg-59", rights="Public domain.")
    export("atom", [by_id("2000STATE185645")], tmp_path / "atom.csv", options)
    row = dicts(tmp_path / "atom.csv")[0]
    assert (row["repository"], row["qubitParentSlug"], row["reproductionConditions"]) == (
        "NARA",
        "rg-59",
        "Public domain.",
    )
    assert (row["alternativeIdentifiers"], row["alternativeIdentifierLabels"]) == ("200404754", "Case")


def test_a_bar_in_a_value_does_not_part_it(tmp_path: Path) -> None:
    record = cable(subject="A|B", to=[{"name": "POST|ONE"}, {"name": "TWO"}], info=[{"name": "THREE|"}])
    notes = export("atom", [record], tmp_path / "atom.csv")
    row = dicts(tmp_path / "atom.csv")[0]
    assert row["nameAccessPoints"] == "POST¦ONE|TWO|THREE¦"
    assert row["title"] == "A|B"
    assert notes[SEPARATED] == 1


def test_what_has_no_place_is_noted(tmp_path: Path) -> None:
    notes = export("atom", [full()], tmp_path / "atom.csv")
    behind = sorted(note.split("no field for ")[1].split(":")[0] for note in notes if note.startswith("no field for "))
    assert behind == [
        "how likely each field is right",
        "how sure the recognised lines are",
        "references as they are printed",
        "the block of the archive's attributes",
        "the distribution inside the Department",
        "the meaning of captions and exemptions",
        "the place in the file that each value stands at",
        "the place of each redaction",
        "the precedence, serial and routing indicator of each addressee",
        "the routing of the transmission",
        "the whole text",
        "the words of the heading that no field took",
        "what no rule could read",
        "what stands behind labels that have no field of their own",
        "who corrected what",
        "who found what right",
    ]
    assert set(notes.values()) == {1}


def test_of_an_empty_record_nothing_is_left_behind(tmp_path: Path) -> None:
    assert export("atom", [cable(subject="A SUBJECT")], tmp_path / "atom.csv") == {}


def test_what_atom_cannot_store_is_cut_and_told(tmp_path: Path) -> None:
    words = " ".join(["WORD"] * 300)
    record = cable(subject=words, to=[{"name": words}, {"name": "POST"}], tags=[{"code": "PREL", "detail": words}])
    notes = export("atom", [record, cable(subject=1024 * "X")], tmp_path / "atom.csv")
    row, whole = dicts(tmp_path / "atom.csv")
    assert len(row["title"]) <= 1024
    assert row["title"].endswith("WORD ...")
    assert f"Title: {words}" in row["generalNote"]
    for column in ("nameAccessPoints", "subjectAccessPoints"):
        assert all(len(value) <= 1024 for value in row[column].split("|"))
        assert len(row[column].split("|")) == 2
    assert (whole["title"], whole["generalNote"]) == (1024 * "X", "")
    assert (notes[LONG_TITLE], notes[LONG_VALUE]) == (1, 1)


def test_a_bar_in_the_creator_does_not_make_two(tmp_path: Path) -> None:
    notes = export("atom", [cable(**{"from": {"name": "A|B"}})], tmp_path / "atom.csv")
    assert dicts(tmp_path / "atom.csv")[0]["eventActors"] == "A¦B"
    assert notes[SEPARATED] == 1
