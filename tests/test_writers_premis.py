from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from archival import by_id, cable, corpus, export, packaged, texts, tree
from lxml import etree

from cableparse import __version__, grammars
from cableparse.record import Cable
from cableparse.writers.premis import EMPTY

NAMES = {"p": "http://www.loc.gov/premis/v3"}
EDTF = re.compile(r"(\.\./)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def root(tmp_path: Path, records: list[Cable]) -> Any:
    export("premis", records, tmp_path / "premis.xml")
    return tree(tmp_path / "premis.xml").getroot()


def parts(node: Any, path: str) -> list[str]:
    return texts(node, path, **NAMES)


def test_all_fixtures_are_valid_premis_3(tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(packaged("a3m", "a3m/client/assets/premis/premis.xsd"))))
    schema.assertValid(root(tmp_path, corpus()).getroottree())


def test_objects_come_before_events_and_events_before_the_agent(tmp_path: Path) -> None:
    found = root(tmp_path, corpus())
    assert found.get("version") == "3.0"
    names = [etree.QName(child).localname for child in found]
    assert list(dict.fromkeys(names)) == ["object", "event", "agent"]
    assert names == sorted(names, key=["object", "event", "agent"].index)
    assert names.count("agent") == 1


def test_every_file_is_an_object_and_every_document_has_its_events(tmp_path: Path) -> None:
    found = root(tmp_path, corpus())
    files = {(record.source.path, record.source.sha256) for record in corpus()}
    digests = parts(found, "p:object/p:objectCharacteristics/p:fixity/p:messageDigest")
    assert sorted(digests) == sorted(digest for _, digest in files)
    kinds = parts(found, "p:event/p:eventType")
    assert kinds.count("message digest calculation") == len(files)
    assert kinds.count("metadata extraction") == kinds.count("validation") == len(corpus())


def test_links_lead_to_objects_and_the_agent(tmp_path: Path) -> None:
    found = root(tmp_path, corpus())
    objects = set(parts(found, "p:object/p:objectIdentifier/p:objectIdentifierValue"))
    agent = parts(found, "p:agent/p:agentIdentifier/p:agentIdentifierValue")
    path = "p:event/p:linkingObjectIdentifier/p:linkingObjectIdentifierValue"
    assert set(parts(found, path)) == objects
    assert set(parts(found, "p:event/p:linkingAgentIdentifier/p:linkingAgentIdentifierValue")) == set(agent)
    events = parts(found, "p:event/p:eventIdentifier/p:eventIdentifierValue")
    assert len(set(events)) == len(events)


def test_diagnostics_are_the_outcome_of_the_extraction(tmp_path: Path) -> None:
    seed = by_id("2000STATE185645")
    found = root(tmp_path, [seed])
    extraction = found.findall("p:event", NAMES)[1]
    assert parts(extraction, "p:eventType") == ["metadata extraction"]
    assert parts(extraction, "p:eventOutcomeInformation/p:eventOutcome") == ["warning"]
    details = parts(extraction, "p:eventOutcomeInformation/p:eventOutcomeDetail/p:eventOutcomeDetailNote")
    assert len(details) == 2 + len(seed.diagnostics)
    for detail, diagnostic in zip(details[2:], seed.diagnostics, strict=True):
        assert detail.startswith(f"{diagnostic.severity} {diagnostic.code}: {diagnostic.message}")


def test_the_agent_is_the_program_with_its_grammar(tmp_path: Path) -> None:
    agent = root(tmp_path, [cable()]).find("p:agent", NAMES)
    assert parts(agent, "p:agentName") == ["cableparse"]
    assert parts(agent, "p:agentVersion") == [__version__]
    assert grammars.digest() in parts(agent, "p:agentNote")[0]


def test_events_of_an_unknown_time_are_dated_as_before(tmp_path: Path) -> None:
    dates = parts(root(tmp_path, [cable()]), "p:event/p:eventDateTime")
    assert all(EDTF.fullmatch(date) for date in dates)
    assert [date.startswith("../") for date in dates] == [True, True, False]


def test_no_record_is_noted(tmp_path: Path) -> None:
    none: list[Cable] = []
    assert export("premis", none, tmp_path / "premis.xml") == {EMPTY: 1}
