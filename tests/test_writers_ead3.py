from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archival import by_id, cable, corpus, described, export, packaged, texts, tree
from lxml import etree

from cableparse import __version__, grammars
from cableparse.record import Cable
from cableparse.writers import WriterOptions
from cableparse.writers.ead3 import NO_REPOSITORY

EAD = "http://ead3.archivists.org/schema/"
NAMES = {"e": EAD}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(packaged("django-ead", "ead/management/commands/ead3.xsd"))))


def components(path: Path) -> list[Any]:
    return tree(path).findall(f".//{{{EAD}}}c")


def the_seed(tmp_path: Path, options: WriterOptions | None = None) -> Any:
    export("ead3", [by_id("2000STATE185645")], tmp_path / "ead3.xml", options)
    return components(tmp_path / "ead3.xml")[0]


def parts(node: Any, path: str) -> list[str]:
    return texts(node, path, **NAMES)


def test_all_fixtures_give_a_valid_finding_aid(tmp_path: Path, schema: etree.XMLSchema) -> None:
    options = WriterOptions(repository="National Archives", collection="RG 59", rights="Public domain.")
    notes = export("ead3", corpus(), tmp_path / "ead3.xml", options)
    schema.assertValid(tree(tmp_path / "ead3.xml"))
    assert len(components(tmp_path / "ead3.xml")) == len(described())
    assert NO_REPOSITORY not in notes


def test_it_is_valid_without_any_option_or_record(tmp_path: Path, schema: etree.XMLSchema) -> None:
    bare = [cable(), cable(kind="withdrawal_notice")]
    empty: list[Cable] = []
    for records in (bare, empty):
        notes = export("ead3", records, tmp_path / "ead3.xml")
        schema.assertValid(tree(tmp_path / "ead3.xml"))
        assert notes[NO_REPOSITORY] == len(records)


def test_components_are_valid_in_a_finding_aid(tmp_path: Path, schema: etree.XMLSchema) -> None:
    export("ead3", corpus(), tmp_path / "parts", WriterOptions(components=True))
    export("ead3", [cable()], tmp_path / "ead3.xml")
    whole = tree(tmp_path / "ead3.xml")
    description = whole.find(f".//{{{EAD}}}dsc")
    assert description is not None
    found = sorted((tmp_path / "parts").iterdir())
    assert len(found) == len(described())
    description.clear()
    for path in found:
        root = tree(path).getroot()
        assert (root.tag, root.get("level")) == (f"{{{EAD}}}c", "item")
        assert root.get("id") == path.stem
        description.append(root)
    schema.assertValid(whole)


def test_the_seed_by_the_crosswalk(tmp_path: Path) -> None:
    item = the_seed(tmp_path)
    assert [(u.get("label"), u.text) for u in item.iterfind("e:did/e:unitid", NAMES)] == [("MRN", "2000STATE185645")]
    assert parts(item, "e:did/e:unittitle") == ["PAKISTANI SUPPORT FOR TALIBAN"]
    single = item.find("e:did/e:unitdatestructured/e:datesingle", NAMES)
    assert (single.get("standarddate"), single.text) == ("2000-09-26", "262310Z SEP 00")
    assert parts(item, "e:did/e:origination/e:corpname/e:part") == ["SECSTATE WASHDC"]
    assert item.find("e:did/e:langmaterial/e:language", NAMES).get("langcode") == "eng"
    assert item.find("e:did/e:dao", NAMES).get("href") == "seeds/004_2f7603ce0caf6724.txt"
    subjects = item.findall("e:controlaccess/e:subject", NAMES)
    assert [(s.get("source"), s.get("identifier")) for s in subjects] == [
        ("TAGS", "PTER"),
        ("TAGS", "PREL"),
        ("TAGS", "ASEC"),
    ]
    assert parts(item, "e:controlaccess/e:geogname/e:part") == ["Pakistan"]
    assert parts(item, "e:controlaccess/e:corpname/e:part") == ["AMEMBASSY ISLAMABAD"]


def test_classification_and_release_are_elements_of_their_own(tmp_path: Path) -> None:
    item = the_seed(tmp_path, WriterOptions(rights="Public domain."))
    restrictions = {a.get("localtype"): "".join(a.itertext()).strip() for a in item.iterfind("e:accessrestrict", NAMES)}
    assert restrictions["classification"] == "Original classification: SECRET"
    assert restrictions["release"].startswith("Release: RELEASED IN PART")
    assert restrictions["current"] == "Classification after release: UNCLASSIFIED"
    assert [t.strip() for t in parts(item, "e:userestrict")] == ["Public domain."]


def test_references_are_related_material(tmp_path: Path) -> None:
    record = next(record for record in described() if record.references)
    export("ead3", [record], tmp_path / "ead3.xml")
    found = parts(components(tmp_path / "ead3.xml")[0], "e:relatedmaterial/e:p")
    assert found == [reference.id or reference.as_printed for reference in record.references]


def test_the_program_maintains_the_file(tmp_path: Path) -> None:
    export("ead3", corpus(), tmp_path / "ead3.xml")
    event = tree(tmp_path / "ead3.xml").find("e:control/e:maintenancehistory/e:maintenanceevent", NAMES)
    assert event is not None
    agent = event.find("e:agenttype", NAMES)
    assert agent is not None
    assert agent.get("value") == "machine"
    assert event.findtext("e:agent", namespaces=NAMES) == f"cableparse {__version__}"
    assert grammars.digest() in str(event.findtext("e:eventdescription", namespaces=NAMES))


def test_the_whole_has_its_range_and_number(tmp_path: Path) -> None:
    records = [
        cable(dtg={"utc": "1975-01-02T03:04Z"}),
        cable(message={"year": 1974}),
        cable(),
        cable(kind="not_a_cable"),
    ]
    export("ead3", records, tmp_path / "ead3.xml")
    root = tree(tmp_path / "ead3.xml").getroot()
    assert parts(root, "e:archdesc/e:did/e:unitdatestructured/e:daterange/e:fromdate") == ["1974"]
    assert parts(root, "e:archdesc/e:did/e:unitdatestructured/e:daterange/e:todate") == ["1975-01-02"]
    assert parts(root, "e:archdesc/e:did/e:physdescstructured/e:quantity") == ["3"]
