from __future__ import annotations

import pytest
from archival import by_id, cable, corpus, described
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cableparse import grammars
from cableparse.pages import Span
from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.crosswalk import Term, describe
from cableparse.writers.descriptions import descriptions, rows
from cableparse.writers.legible import legible, legible_record
from cableparse.writers.statements import access, processing
from cableparse.writers.when import When, when

PLAIN = WriterOptions()


def test_the_seed_in_archival_terms() -> None:
    found = describe(by_id("2000STATE185645"), PLAIN)
    assert (found.identifier, found.title, found.devised) == ("2000STATE185645", "PAKISTANI SUPPORT FOR TALIBAN", False)
    assert found.when == When("2000-09-26T23:10Z", "sent", "262310Z SEP 00")
    assert (found.creator, found.contributors) == ("SECSTATE WASHDC", ["AMEMBASSY ISLAMABAD"])
    assert [term.code for term in found.topics] == ["PTER", "PREL", "ASEC"]
    assert found.places == [Term("PK", "Pakistan")]
    assert found.scope == "Begins: THIS IS AN ACTION CABLE FOR EMBASSY ISLAMABAD."
    assert found.genre == "Telegram"


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        (
            {"from": {"name": "AMEMBASSY LIMA"}, "to": [{"name": "SECSTATE"}], "dtg": {"utc": "1974-01-02T03:04Z"}},
            "[Telegram from AMEMBASSY LIMA to SECSTATE, 1974 January 2]",
        ),
        (
            {"message": {"originator": "LIMA", "year": 1974}, "to": [{"name": "STATE"}, {"name": "QUITO"}]},
            "[Telegram from LIMA to STATE and others, 1974]",
        ),
        ({"kind": "airgram", "info": [{"name": "BONN"}]}, "[Airgram from unknown to BONN, undated]"),
        ({"kind": "withdrawal_notice"}, "[Withdrawal notice from unknown, undated]"),
    ],
)
def test_a_title_is_devised_where_there_is_no_subject(fields: dict[str, object], title: str) -> None:
    found = describe(cable(**fields), PLAIN)
    assert found.devised
    assert found.title == title


@pytest.mark.parametrize(
    ("fields", "day", "edtf", "shown"),
    [
        (
            {"dtg": {"utc": "1974-01-02T03:04Z", "as_printed": "020304Z JAN 74"}},
            "1974-01-02",
            "1974-01-02T03:04:00Z",
            "020304Z JAN 74",
        ),
        ({"drafting": {"drafted_on": "1974-01-01"}}, "1974-01-01", "1974-01-01~", "drafted 1974-01-01"),
        ({"message": {"year": 1974}}, "1974", "1974", "1974"),
    ],
)
def test_the_date_is_the_group_else_of_drafting_else_the_year(
    fields: dict[str, object], day: str, edtf: str, shown: str
) -> None:
    found = when(cable(**fields))
    assert found is not None
    assert (found.day, found.edtf, found.shown) == (day, edtf, shown)


def test_no_date_is_made_up() -> None:
    assert when(cable()) is None


def test_classification_and_release_are_two_statements_everywhere() -> None:
    seen = 0
    for record in corpus():
        stated = {statement.kind: statement.text for statement in access(record)}
        assert stated.get("classification") == record.classification.level
        assert ("release" in stated) == any(value for value in record.release.model_dump().values())
        if record.classification.level and record.release.status:
            seen += 1
            assert record.release.status in stated["release"]
            assert record.release.status not in stated["classification"]
    assert seen > 20


def test_sections_of_a_message_have_identifiers_of_their_own() -> None:
    section = {"originator": "LIMA", "number": 42, "year": 1974, "section": {"number": 2, "of": 3}}
    assert describe(cable(id="1974LIMA00042", message=section), PLAIN).identifier == "1974LIMA00042 section 2"


def test_every_record_has_a_key_of_its_own() -> None:
    keys = [describe(record, PLAIN).key for record in corpus()]
    assert len(set(keys)) == len(keys)
    copy = {**cable().source.model_dump(), "path": "c/b.txt"}
    assert describe(cable(source=copy), PLAIN).key != describe(cable(), PLAIN).key


def test_names_that_stand_with_tags_are_topics() -> None:
    tag = {"code": "OVIP", "kind": "subject", "name": "Visits", "detail": "KISSINGER, HENRY A."}
    found = describe(cable(tags=[tag, {"code": "XX"}]), PLAIN).topics
    assert [term.label for term in found] == ["Visits (OVIP)", "XX", "KISSINGER, HENRY A."]


def test_scope_is_the_summary_where_one_is_marked() -> None:
    paragraphs = [
        {"text": "REF IS BEING DELIVERED."},
        {"number": "1", "text": "BEGIN SUMMARY: ALL IS WELL. END SUMMARY."},
    ]
    assert describe(cable(body={"paragraphs": paragraphs}), PLAIN).scope == "BEGIN SUMMARY: ALL IS WELL. END SUMMARY."
    long = {"paragraphs": [{"text": "WORD " * 200}]}
    found = describe(cable(body=long), PLAIN).scope
    assert found is not None
    assert found.startswith("Begins: WORD")
    assert found.endswith("WORD ...")
    assert len(found) < 420


def test_what_is_said_of_every_cable_comes_from_its_record() -> None:
    for record in described():
        found = describe(record, PLAIN)
        assert found.title == (record.subject or found.title)
        assert set(found.contributors) == {a.name for a in [*record.to, *record.info]}
        assert {t.code for t in [*found.topics, *found.places] if t.code} == {t.code for t in record.tags}
        assert len(found.relations) == len(record.references)
        body = " ".join(paragraph.text for paragraph in record.body.paragraphs)
        assert (found.scope or "").removeprefix("Begins: ").removesuffix(" ...") in body


def test_diagnostics_of_the_same_words_are_told_once() -> None:
    notes = [{"code": "wreckage", "severity": "warning", "message": "Damaged."}] * 3
    told = processing(cable(diagnostics=notes))
    assert [statement.line for statement in told[1:]] == ["warning wreckage: Damaged. (3 times)"]
    assert grammars.digest() in told[0].text


def test_the_digest_is_of_the_grammar_files(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    assert len(grammars.digest()) == 64
    before = grammars.digest()
    grammars.digest.cache_clear()
    monkeypatch.setattr(grammars, "FOLDER", tmp_path)
    assert grammars.digest() != before
    monkeypatch.undo()
    grammars.digest.cache_clear()
    assert grammars.digest() == before


@given(st.text())
def test_any_text_becomes_legible_and_fits_into_xml(text: str) -> None:
    found = legible(text)
    element = etree.Element("a")
    element.text = found
    assert etree.fromstring(etree.tostring(element)).text == (found or None)
    assert legible(found) == found
    assert len(found.replace("\n", "")) == len(text.replace("\r", "").replace("\n", ""))


def test_control_characters_become_their_symbols() -> None:
    assert legible("a\x00b\x1bc\x7fd\ufffee\tf\r\ng\rh") == "a\u2400b\u241bc\u2421d\ufffde\tf\ng\nh"
    record, replaced = legible_record(cable(subject="BELL\x07", attributes={"a\x01": "b"}))
    assert (record.subject, record.attributes, replaced) == ("BELL\u2407", {"a\u2401": "b"}, True)
    unchanged, replaced = legible_record(cable(subject="TWO\r\nLINES"))
    assert (unchanged.subject, replaced) == ("TWO\nLINES", False)


def test_a_legible_record_is_the_same() -> None:
    for record in described():
        found, replaced = legible_record(record)
        assert isinstance(found, Cable)
        assert not replaced
        assert found == record


class Later(Cable):
    """A record with a field that nobody thought of when the crosswalk was written."""

    program: str | None = None


def test_no_field_of_the_record_is_forgotten() -> None:
    what, is_held = rows(Later)["program"]
    record = cable().model_dump(by_alias=True)
    assert what == "the field `program`"
    assert is_held(Later(**record, program="PL 480")) and not is_held(Later(**record))


def test_pages_are_those_of_the_cable() -> None:
    source = {**cable().source.model_dump(), "pages": 9, "media_type": "application/pdf", "layer": "text"}
    places = {"from.name": [Span(2, 1, 0, 4)], "subject": [Span(3, 1, 0, 4), Span(4, 2, 9, 12)]}
    alone, first = cable(source={**source, "path": "a.pdf"}), cable(source=source, provenance=places)
    second, third = cable(source={**source, "index": 1}, provenance=places), cable(source={**source, "index": 2})
    found = descriptions([alone, first, second, third], PLAIN, Notes())
    assert [str(description.extent) for description in found] == ["9 pages", "3 pages", "3 pages", "9 pages"]
    assert str(describe(cable(), PLAIN).extent) == "1 item"
