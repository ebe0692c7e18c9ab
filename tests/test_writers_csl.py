"""CSL JSON: citeproc reads it, which warns of types and names that CSL does not have, and cites by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from archival import by_id, cable, corpus, described, export
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from cableparse.writers import WriterOptions


def items(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8")))


def test_items_of_every_record(tmp_path: Path) -> None:
    export("csl", corpus(), tmp_path / "csl.json")
    found = items(tmp_path / "csl.json")
    assert len({item["id"] for item in found}) == len(found) == len(described())
    for item, record in zip(found, described(), strict=True):
        assert item.get("title") == record.subject or item["title"].startswith("[")
        assert [name["literal"] for name in item.get("recipient", [])] == list(
            dict.fromkeys(a.name for a in [*record.to, *record.info])
        )


def test_citeproc_knows_every_type_and_name(tmp_path: Path) -> None:
    export("csl", corpus(), tmp_path / "csl.json", WriterOptions(repository="National Archives", collection="RG 59"))
    assert len(CiteProcJSON(items(tmp_path / "csl.json"))) == len(described())


def test_a_telegram_is_cited(tmp_path: Path) -> None:
    style = tmp_path / "style.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info/><citation><layout>'
        '<names variable="author"/><text prefix=" to " variable="number"/>'
        '<date prefix=", " variable="issued"><date-part name="day"/><date-part name="month" prefix=" "/>'
        '<date-part name="year" prefix=" "/></date></layout></citation></style>'
    )
    export("csl", [by_id("2000STATE185645")], tmp_path / "csl.json")
    (item,) = items(tmp_path / "csl.json")
    cited = CitationStylesBibliography(
        CitationStylesStyle(str(style), validate=False), CiteProcJSON([item]), formatter.plain
    )
    citation = Citation([CitationItem(item["id"])])
    cited.register(citation)
    assert str(cited.cite(citation, pytest.fail)) == "SECSTATE WASHDC to 2000STATE185645, 26 September 2000"


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    export("csl", [cable(message={"year": 1975})], tmp_path / "csl.json")
    (item,) = items(tmp_path / "csl.json")
    assert item["issued"] == {"date-parts": [[1975]]}
    assert item["type"] == "document"
    assert not {"author", "recipient", "archive", "archive_location", "abstract"} & {*item}


def test_no_records_are_an_empty_array(tmp_path: Path) -> None:
    export("csl", [], tmp_path / "csl.json")
    assert items(tmp_path / "csl.json") == []
