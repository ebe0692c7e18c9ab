"""What a table's columns say of a text fills the fields that the text does not show, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from corpus import FIXTURES, gold
from source_files import documents

from cableparse.evaluation import evaluate
from cableparse.pipeline import parse_document
from cableparse.record import Cable
from cableparse.sources.text import read_text

HEADING = """\
CONFIDENTIAL
PAGE 01        LIMA    00240  131302Z
ACTION ARA-10
INFO  OCT-01  ISO-00  /011 W
R 131215Z MAY 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC PRIORITY 1234
INFO AMEMBASSY QUITO
C O N F I D E N T I A L LIMA 0240
E.O. 11652: GDS
TAGS: PFOR, PE
SUBJECT: FISHING LIMITS
"""
TEXT = """\
1. SUMMARY: THE MINISTER TOLD US ON MAY 12 THAT HIS GOVERNMENT WOULD NOT
EXTEND ITS FISHING LIMITS THIS YEAR.
2. WE SHALL ASK HIM AGAIN NEXT WEEK.
EXAMPLE
"""
ROW = {
    "doc_id": "1974LIMA00240",
    "date": "1974-05-13",
    "from": "LIMA",
    "to": "STATE",
    "subject": "FISHING LIMITS",
    "classification": "CONFIDENTIAL",
    "tags": "PFOR, PE",
    "office": "ACTION ARA",
    "reference": "STATE 100412",
    "type": "TE",
}
# Every eighth of the labelled texts: all families are among them.
SAMPLE = 8


def parsed(folder: Path, row: dict[str, str], text: str) -> Cable:
    path = folder / "docs.json"
    path.write_text(json.dumps([{**row, "body": text}]), encoding="utf-8")
    (document,) = documents(path)
    return parse_document(document)[0]


def told(cable: Cable, code: str) -> list[str]:
    return [d.message for d in cable.diagnostics if d.code == code]


def columns_of(cable: Cable, path: str) -> list[str | None]:
    return [span.column for span in cable.provenance[path]]


def test_a_text_without_a_heading_has_what_the_columns_say(tmp_path: Path) -> None:
    cable = parsed(tmp_path, ROW, TEXT)
    assert (cable.kind, cable.id, cable.subject) == ("cable", "1974LIMA00240", "FISHING LIMITS")
    assert (cable.from_.name, cable.from_.post, cable.to[0].name) == ("LIMA", "LIMA", "STATE")
    assert (cable.classification.level, cable.drafting.drafted_on) == ("CONFIDENTIAL", "1974-05-13")
    assert ([tag.name for tag in cable.tags], cable.references[0].id) == (
        ["Foreign Policy and Relations", "Peru"],
        "1974STATE100412",
    )
    assert (cable.distribution.role, cable.distribution.offices[0].symbol) == ("ACTION", "ARA")
    assert (cable.body.signature, len(cable.body.paragraphs)) == ("EXAMPLE", 2)
    assert not told(cable, "attribute-contradicts")
    filled = {"id": "doc_id", "from.name": "from", "to[0]": "to", "subject": "subject", "tags[1]": "tags"}
    assert {path: columns_of(cable, path) for path in filled} == {path: [key] for path, key in filled.items()}
    assert any("`subject`: column `subject`" in message for message in told(cable, "from-attributes"))


def test_a_place_in_a_column_counts_the_columns_characters(tmp_path: Path) -> None:
    cable = parsed(tmp_path, ROW, TEXT)
    for path, value in (("tags[1]", "PE"), ("distribution.offices[0]", "ARA"), ("subject", "FISHING LIMITS")):
        (span,) = cable.provenance[path]
        assert span.column and cable.attributes[span.column][span.start : span.end] == value
        assert span.line == 0


def test_the_text_wins_and_is_its_own_source(tmp_path: Path) -> None:
    cable = parsed(tmp_path, ROW, HEADING + TEXT)
    assert (cable.from_.name, cable.to[0].name, cable.to[0].serial) == ("AMEMBASSY LIMA", "SECSTATE WASHDC", 1234)
    assert cable.dtg.utc == "1974-05-13T12:15Z"
    assert cable.drafting.drafted_on is None
    assert not told(cable, "attribute-contradicts")
    # the one label that the heading has not
    assert [path for path, spans in cable.provenance.items() if spans[0].column] == ["references[0]"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("doc_id", "1974LIMA00241"),
        ("date", "1974-06-13"),
        ("from", "AMEMBASSY BOGOTA"),
        ("to", "STATE, CARACAS"),
        ("subject", "WHALES"),
        ("classification", "SECRET"),
        ("tags", "PFOR, CO"),
        ("office", "ACTION EUR"),
        ("type", "airgram"),
    ],
)
def test_a_contradiction_is_told(tmp_path: Path, column: str, value: str) -> None:
    own = parsed(tmp_path, ROW, HEADING + TEXT)
    cable = parsed(tmp_path, {**ROW, column: value}, HEADING + TEXT)
    (message,) = told(cable, "attribute-contradicts")
    assert f"column `{column}` `{value}`" in message
    places = {"provenance", "diagnostics", "attributes", "source", "confidence"}
    assert cable.model_dump(exclude=places) == own.model_dump(exclude=places)


@pytest.mark.parametrize("value", ["n/a", "N/A", "None", "", "-"])
def test_a_column_that_says_nothing_fills_nothing(tmp_path: Path, value: str) -> None:
    cable = parsed(tmp_path, {**dict.fromkeys(ROW, value), "type": "TE"}, TEXT)
    assert (cable.subject, cable.from_.name, cable.to, cable.tags, cable.id) == (None, None, [], [], None)
    assert not told(cable, "from-attributes")


@pytest.mark.parametrize(
    ("value", "utc", "day"),
    [
        ("131215Z MAY 74", "1974-05-13T12:15Z", None),
        ("1974-05-13T12:15:00Z", "1974-05-13T12:15Z", None),
        ("1974-05-13 12:15", "1974-05-13T12:15Z", None),
        ("1974-05-13T00:00:00", None, "1974-05-13"),
        ("13 MAY 1974", None, "1974-05-13"),
        ("13-May-1974 12:00:00 am", None, "1974-05-13"),
        ("1960-01-01", None, None),
        ("some day", None, None),
    ],
)
def test_dates(tmp_path: Path, value: str, utc: str | None, day: str | None) -> None:
    cable = parsed(tmp_path, {"date": value, "type": "TE"}, TEXT)
    assert (cable.dtg.utc, cable.drafting.drafted_on) == (utc, day)


def row_of(labels: dict[str, Any]) -> dict[str, str]:
    """What History Lab's table would say of a labelled cable."""
    group = labels.get("dtg", {}).get("utc") or ""
    return {
        "doc_id": labels.get("id") or "",
        "date": group[:10],
        "from": labels.get("from", {}).get("name") or "",
        "to": "; ".join(item["name"] for item in labels.get("to", ())),
        "subject": labels.get("subject") or "",
        "classification": labels.get("classification", {}).get("level") or "",
        "tags": ", ".join(tag["code"] for tag in labels.get("tags", ())),
    }


@pytest.mark.parametrize("name", ["docs.json", "docs.csv"])
def test_a_table_of_labelled_texts_gives_the_records_of_the_texts(tmp_path: Path, name: str) -> None:
    labelled = [labels for labels in gold().values() if not labels.get("index")][::SAMPLE]
    texts = [read_text(FIXTURES / labels["file"]) for labels in labelled]
    if name == "docs.json":
        data = json.dumps([{"id": index, "body": text.text} for index, text in enumerate(texts)])
    else:
        buffer = io.StringIO(newline="")
        rows = [{**row_of(labels), "body": text.text} for labels, text in zip(labelled, texts, strict=True)]
        writer = csv.DictWriter(buffer, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        data = buffer.getvalue()
    (tmp_path / name).write_bytes(data.encode())
    figures = []
    for read in (texts, documents(tmp_path / name)):
        records = [json.loads(parse_document(document)[0].to_json()) for document in read]
        said = [{**record, "attributes": {}} for record in records]
        figures.append(
            evaluate(
                (labels["file"], {key: value for key, value in labels.items() if key != "attributes"}, record)
                for labels, record in zip(labelled, said, strict=True)
            ).mean_f1
        )
    # the columns may add what the text does not show
    assert figures[1] >= figures[0] - 0.005, figures
    assert name != "docs.json" or figures[0] == figures[1]
