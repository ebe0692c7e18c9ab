"""Whatever a cable says, the tables can be read back and the XML is well-formed."""

from __future__ import annotations

from pathlib import Path

import pytest
from archival import cable, dicts, export, table, texts, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cableparse.writers import WriterOptions
from cableparse.writers.descriptions import REPLACED
from cableparse.writers.legible import legible

# What JSON can hold, and so a record: all but lone surrogates; the control characters often.
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\x00\x07\x1b\x7f\t\r\n|;,"<&]\ufffe'))
)
REFUSED = {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF)}
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONCE
@given(subject=TEXT, text=TEXT, name=TEXT, rights=TEXT)
@pytest.mark.parametrize("name_of_format", ["ead3", "tei", "premis"])
def test_xml_is_well_formed(
    name_of_format: str, subject: str, text: str, name: str, rights: str, tmp_path: Path
) -> None:
    record = cable(
        subject=subject,
        to=[{"name": name}],
        body={"paragraphs": [{"text": text, "heading": name, "number": name or None}]},
        tags=[{"code": name, "kind": "geopolitical"}],
        diagnostics=[{"code": "repaired", "severity": "info", "message": text}],
    )
    options = WriterOptions(repository=rights, collection=name, rights=rights)
    export(name_of_format, [record], tmp_path / "out.xml", options)
    assert tree(tmp_path / "out.xml").getroot() is not None


@ONCE
@given(subject=TEXT.filter(bool), text=TEXT)
def test_tei_keeps_subject_and_text(subject: str, text: str, tmp_path: Path) -> None:
    export("tei", [cable(subject=subject, body={"paragraphs": [{"text": text}]})], tmp_path / "tei.xml")
    prefix = {"t": "http://www.tei-c.org/ns/1.0"}
    root = tree(tmp_path / "tei.xml").getroot()
    assert texts(root, ".//t:seg[@type='subject']", **prefix) == [f"Subject: {legible(subject)}"]
    assert texts(root, ".//t:div/t:p", **prefix) == [legible(text)]


@ONCE
@given(subject=TEXT.filter(bool), text=TEXT.filter(str.strip))
@pytest.mark.parametrize(
    ("form", "title", "scope"),
    [
        ("dublin-core", "dc.title", "dc.description"),
        ("atom", "title", "scopeAndContent"),
        ("islandora", "field_full_title", "field_description"),
    ],
)
def test_tables_keep_subject_and_scope(
    form: str, title: str, scope: str, subject: str, text: str, tmp_path: Path
) -> None:
    notes = export(form, [cable(subject=subject, body={"paragraphs": [{"text": text}]})], tmp_path / "out.csv")
    row = dicts(tmp_path / "out.csv")[0]
    given = [legible(subject), legible(text)]
    told = [row[title], row[scope].removeprefix("Begins: ")]
    if form == "islandora":
        given = [value.replace("|", "¦") for value in given]
    assert told == given or len(text) > 300
    assert notes[REPLACED] == bool(REFUSED & set(subject + text))


@ONCE
@given(subject=TEXT, name=TEXT)
def test_contentdm_has_a_line_a_record(subject: str, name: str, tmp_path: Path) -> None:
    export("contentdm", [cable(subject=subject, to=[{"name": name}, {"name": "B"}])] * 2, tmp_path / "c.txt")
    lines = (tmp_path / "c.txt").read_bytes().decode("utf-8").split("\r\n")
    assert len(lines) == 3
    assert {line.count("\t") for line in lines} == {18}


@ONCE
@given(subject=TEXT, name=TEXT)
def test_archivesspace_reads_back(subject: str, name: str, tmp_path: Path) -> None:
    export("archivesspace", [cable(subject=subject, to=[{"name": name}])], tmp_path / "a.csv")
    codes, _, row = table(tmp_path / "a.csv")
    found = dict(zip(codes, row, strict=True))
    assert found["title"] == (legible(subject) or found["title"])
    assert found["corporate_entities_agent_header_1"] == legible(name)
