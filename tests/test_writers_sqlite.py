from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from every_record import every_record, full, made

from cableparse.errors import OutputError
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.key import cable_key
from cableparse.writers.sqlite import write

SEED = "2000STATE185645"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "cables.db"
    assert write(every_record(), path, WriterOptions()) == Notes()
    return path


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_a_row_a_cable_and_a_row_an_item(database: sqlite3.Connection) -> None:
    cables = every_record()
    expected = {
        "cable": len(cables),
        "addressee": sum(len(c.to) + len(c.info) + len(c.exempted) for c in cables),
        "office": sum(len(c.distribution.offices) + len(c.distribution.info) for c in cables),
        "drafter": sum(
            len(c.drafting.drafted_by) + len(c.drafting.approved_by) + len(c.drafting.cleared_by) for c in cables
        ),
        "tag": sum(len(c.tags) for c in cables),
        "reference": sum(len(c.references) for c in cables),
        "paragraph": sum(len(c.body.paragraphs) for c in cables),
        "redaction": sum(len(c.redactions) for c in cables),
        "diagnostic": sum(len(c.diagnostics) for c in cables),
    }
    assert {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in expected} == expected


def test_text_leads_back_to_the_records(database: sqlite3.Connection) -> None:
    for cable in every_record():
        rows = database.execute(
            "SELECT text FROM paragraph WHERE cable = ? ORDER BY position", (cable_key(cable.source),)
        )
        assert [row["text"] for row in rows] == [paragraph.text for paragraph in cable.body.paragraphs]


def test_rows_of_a_full_record(database: sqlite3.Connection) -> None:
    key = cable_key(full().source)
    own = dict(database.execute("SELECT * FROM cable WHERE key = ?", (key,)).fetchone())
    assert own["tags"] == '["PE", "OVIP"]'
    assert (own["classification"], own["current_classification"], own["section"]) == (None, None, 1)
    assert json.loads(own["attributes"]) == full().attributes
    redaction = database.execute("SELECT * FROM redaction WHERE cable = ?", (key,)).fetchone()
    assert tuple(redaction)[1:] == (0, '["B1"]', 1, 3, 40, 52, 72.0, 90.5, 300.25, 102.0, 0, 9)
    offices = database.execute("SELECT role, symbol, copies FROM office WHERE cable = ?", (key,)).fetchall()
    assert [tuple(row) for row in offices] == [("ACTION", "ARA", 10), ("INFO", "L", None)]


def test_keys_hold_and_the_file_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert database.execute("PRAGMA foreign_key_list(paragraph)").fetchone()["table"] == "cable"


def test_look_ups_use_indexes(database: sqlite3.Connection) -> None:
    for question in (
        "SELECT * FROM cable WHERE key = 'x'",
        "SELECT * FROM cable WHERE id = 'x'",
        "SELECT * FROM tag WHERE code = 'PTER'",
        "SELECT * FROM paragraph WHERE cable = 'x'",
        "SELECT * FROM reference WHERE id = 'x'",
    ):
        plan = database.execute(f"EXPLAIN QUERY PLAN {question}").fetchone()["detail"]
        assert "USING" in plan and "INDEX" in plan


def test_search_finds_other_forms_of_a_word(database: sqlite3.Connection) -> None:
    found = database.execute(
        """SELECT DISTINCT cable.id FROM paragraph_fts JOIN paragraph ON paragraph.rowid = paragraph_fts.rowid
        JOIN cable ON cable.key = paragraph.cable WHERE paragraph_fts MATCH 'campaigns AND outflanking'"""
    ).fetchall()
    assert [row["id"] for row in found] == [SEED]


def test_citations_find_the_cable_that_is_meant(tmp_path: Path) -> None:
    citing = made("a.txt", references=[{"as_printed": "LIMA 42", "id": "1985LIMA00042"}])
    write([citing, full()], tmp_path / "a.db", WriterOptions())
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        found = connection.execute("SELECT citing, cited_id, cited FROM citation").fetchall()
    assert (cable_key(citing.source), "1985LIMA00042", cable_key(full().source)) in found


def test_a_copy_is_left_out_and_noted(tmp_path: Path) -> None:
    copy = full().model_copy(update={"source": full().source.model_copy(update={"path": "elsewhere.pdf"})})
    notes = write([full(), copy, made()], tmp_path / "a.db", WriterOptions())
    assert list(notes.values()) == [1]
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute("SELECT count(*) FROM cable").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM tag").fetchone() == (2,)


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write([full()], tmp_path / "file" / "a.db", WriterOptions())


def served(file: Path, *paths: str) -> list[Any]:
    """What Datasette answers to paths below the database, with the metadata file that lies beside it."""
    metadata = json.loads(file.with_suffix(".metadata.json").read_text(encoding="utf-8"))

    async def ask() -> list[Any]:
        datasette = Datasette([str(file)], metadata=metadata)
        answers = [await datasette.client.get(f"/cables/{path}") for path in paths]
        assert [answer.status_code for answer in answers] == [200] * len(paths)
        return [answer.json() if ".json" in path else answer.text for path, answer in zip(paths, answers, strict=True)]

    return asyncio.run(ask())


def test_datasette_counts_facets(file: Path) -> None:
    (answer,) = served(file, "cable.json?_size=1&_facet_size=1000")
    facets = {
        name: {each["value"]: each["count"] for each in facet["results"]}
        for name, facet in answer["facet_results"].items()
    }
    cables = every_record()
    assert set(facets) == {"originator", "year", "classification", "grade", "tags"}
    assert facets["originator"] == Counter(c.message.originator for c in cables if c.message.originator)
    assert facets["year"] == Counter(c.message.year for c in cables if c.message.year)
    assert facets["grade"] == Counter(c.grade for c in cables if c.grade)
    assert facets["tags"]["PE"] == sum("PE" in [tag.code for tag in c.tags] for c in cables)


def test_datasette_searches_and_describes(file: Path) -> None:
    everywhere, texts, around, page = served(
        file,
        "cable.json?_search=supporting+taliban+outflanking&_shape=objects",
        "paragraph.json?_search=outflanking&_shape=objects",
        "search.json?text=taliban-s+military-campaign&_shape=objects",
        "cable",
    )
    assert [row["id"] for row in everywhere["rows"]] == [SEED]
    assert [row["cable"] for row in texts["rows"]] == [row["key"] for row in everywhere["rows"]]
    assert {row["id"] for row in around["rows"]} == {SEED}
    assert "level as the drafter classified it" in page


def test_datasette_shows_titles_for_keys_and_the_latest_first(file: Path) -> None:
    tags, cables = served(file, "tag.json?code=PTER&_labels=on&_shape=objects", "cable.json?_shape=objects&_size=max")
    assert f"{SEED}: PAKISTANI SUPPORT FOR TALIBAN" in {row["cable"]["label"] for row in tags["rows"]}
    dates = [row["dtg"] for row in cables["rows"]]
    dated = [date for date in dates if date]
    assert dates == sorted(dated, reverse=True) + [None] * (len(dates) - len(dated))


def test_datasette_answers_every_question_without_a_word_typed(file: Path) -> None:
    names = json.loads(file.with_suffix(".metadata.json").read_text())["databases"]["cables"]["queries"]
    for name, page in zip(names, served(file, *names), strict=True):
        assert "row-error" not in page and "message-error" not in page, name


def test_questions_ask_for_their_parameters_and_no_others(file: Path) -> None:
    queries = json.loads(file.with_suffix(".metadata.json").read_text())["databases"]["cables"]["queries"]
    for name, query in queries.items():
        assert set(re.findall(r":(\w+)", query["sql"])) == set(query.get("params", [])), name
        assert query["title"] and query["description"]


def test_the_whole_text_is_that_of_the_record(database: sqlite3.Connection) -> None:
    texts = {row["key"]: row["text"] or "" for row in database.execute("SELECT key, text FROM cable_text")}
    assert texts == {cable_key(cable.source): cable.text for cable in every_record()}


def test_the_metadata_describes_every_column(file: Path, database: sqlite3.Connection) -> None:
    tables = json.loads(file.with_suffix(".metadata.json").read_text())["databases"]["cables"]["tables"]
    for name in tables:
        columns = {row["name"] for row in database.execute(f"PRAGMA table_info({name})")}
        assert columns, name
        if name not in ("citation", "cable_fts", "cable_text"):
            assert set(tables[name]["columns"]) == columns
