"""Corrections files and how they are put into records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st

from cableparse import corrections, parse_file
from cableparse.corrections import Refused
from cableparse.field_path import NoSuchField, put_at, value_at
from cableparse.record import Cable, Correction

SEED = ROOT / "seeds" / "004_2f7603ce0caf6724.txt"


@pytest.fixture(scope="module")
def cable() -> Cable:
    (found,) = parse_file(SEED)
    return found


def made(path: str, was: Any, now: Any, by: str = "A", at: str = "2001-02-03T04:05:06Z") -> Correction:
    return Correction(path=path, was=was, now=now, by=by, at=at)


def file(cable: Cable, *changes: Correction, **source: Any) -> str:
    named = corrections.source_of(cable).model_dump() | source
    record = {"source": named, "corrections": [c.model_dump(mode="json") for c in changes]}
    return json.dumps({"version": 1, "records": [record]})


def write(folder: Path, cable: Cable, *changes: Correction, name: str = "c.json", **source: Any) -> None:
    (folder / name).write_text(file(cable, *changes, **source))
    (folder / "r.jsonl").write_text(cable.to_json() + "\n")


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("subject", "TALIBAN"),
        ("subject", None),
        ("message.number", 7),
        ("message.section", {"number": 1, "of": 2}),
        ("captions", ["NODIS"]),
        (
            "to",
            [{"name": "AMEMBASSY LIMA", "precedence": None, "serial": 3, "routing_indicator": None, "post": "LIMA"}],
        ),
        ("from.name", "SECSTATE"),
        ("release.status", "RELEASED IN FULL"),
        ("redactions[0].codes", ["B1", "B6"]),
        ("body.paragraphs[1].text", "GONE."),
    ],
)
def test_a_correction_is_in_the_record_with_who_and_when(cable: Cable, path: str, now: Any) -> None:
    was = value_at(json.loads(cable.to_json()), path)
    corrected = corrections.apply(cable, [made(path, was, now)])
    assert value_at(json.loads(corrected.to_json()), path) == now
    assert [(c.path, c.was, c.now, c.by) for c in corrected.corrections] == [(path, was, now, "A")]
    assert Cable.model_validate_json(corrected.to_json()) == corrected
    assert value_at(json.loads(cable.to_json()), path) == was
    assert cable.corrections == []


def test_the_provenance_of_a_corrected_list_is_that_of_the_whole(cable: Cable) -> None:
    tags = json.loads(cable.to_json())["tags"]
    corrected = corrections.apply(cable, [made("tags", tags, tags[1:])])
    assert [p for p in corrected.provenance if p.startswith("tags")] == ["tags"]
    assert len(corrected.provenance["tags"]) == 4


def test_a_corrected_field_is_unsure_no_more(cable: Cable) -> None:
    sure = dict.fromkeys(cable.provenance, 1.0) | {"subject": 0.3, "tags[0]": 0.4}
    doubtful = cable.model_copy(update={"confidence": sure, "grade": "D"})
    tags = json.loads(cable.to_json())["tags"]
    corrected = corrections.apply(doubtful, [made("subject", cable.subject, "TALIBAN"), made("tags", tags, tags[1:])])
    assert not [path for path in corrected.confidence if path.startswith(("subject", "tags"))]
    assert corrected.grade is not None and corrected.grade < "D"
    of_before = cable.model_copy(update={"confidence": {}, "grade": None})
    assert corrections.apply(of_before, [made("subject", cable.subject, "TALIBAN")]).grade is None


def test_the_glossary_follows_what_was_corrected(cable: Cable) -> None:
    corrected = corrections.apply(cable, [made("captions", [], ["NODIS"])])
    assert set(corrected.glossary.captions) == {"NODIS"}
    assert corrected.glossary.exemptions == cable.glossary.exemptions


def test_a_correction_that_was_made_already_changes_nothing(cable: Cable) -> None:
    change = made("subject", cable.subject, "TALIBAN")
    once = corrections.apply(cable, [change])
    assert corrections.apply(once, [change]) == once


@pytest.mark.parametrize(
    ("path", "was", "now", "reason"),
    [
        ("subject", "SOMETHING ELSE", "TALIBAN", "but the correction by A was made to 'SOMETHING ELSE'"),
        ("subjects", None, "X", "has no such field"),
        ("tags[9]", None, "X", "has no such field"),
        ("subject.", None, "X", "has no such field"),
        ("message.number", 185645, "many", "the new value is not valid: message.number"),
        ("kind", "cable", "letter", "the new value is not valid: kind"),
        ("to", None, "X", "was made to None"),
        ("source.sha256", None, "X", "is not for correction"),
        ("provenance", {}, {}, "is not for correction"),
    ],
)
def test_what_does_not_fit_is_refused(cable: Cable, path: str, was: Any, now: Any, reason: str) -> None:
    with pytest.raises(Refused, match=reason.replace("(", r"\(")):
        corrections.apply(cable, [made(path, was, now)])


def test_nothing_is_half_applied(cable: Cable, run: Run, tmp_path: Path) -> None:
    write(tmp_path, cable, made("subject", cable.subject, "TALIBAN"), made("id", "1999X", None))
    before = (tmp_path / "r.jsonl").read_bytes()
    done = run("apply", "c.json", "--to", "r.jsonl", "-o", "out.jsonl")
    assert done.returncode == 1
    assert b"id: the record has '2000STATE185645'" in done.stderr
    assert b"nothing was written to out.jsonl" in done.stderr
    assert {p.name for p in tmp_path.iterdir()} == {"c.json", "r.jsonl"}
    assert (tmp_path / "r.jsonl").read_bytes() == before


def test_records_without_corrections_are_written_as_they_are(cable: Cable, run: Run, tmp_path: Path) -> None:
    write(tmp_path, cable, made("subject", cable.subject, "TALIBAN"))
    (other,) = parse_file(SEED.with_name("000_f33c3e02de4d8d04.txt"))
    (tmp_path / "r.jsonl").write_text(other.to_json() + "\n" + cable.to_json() + "\n")
    assert run("apply", "c.json", "--to", "r.jsonl", "-o", "out.jsonl").returncode == 0
    first, second = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert first == other.to_json()
    assert json.loads(second)["subject"] == "TALIBAN"


def test_two_people_may_correct_one_record_one_after_the_other(cable: Cable, run: Run, tmp_path: Path) -> None:
    write(tmp_path, cable, made("subject", "ONE", "TWO", "B", "2002-01-01T00:00:00Z"), name="b.json")
    write(tmp_path, cable, made("subject", cable.subject, "ONE", "A", "2001-01-01T00:00:00Z"), name="a.json")
    assert run("apply", "b.json", "a.json", "--to", "r.jsonl", "-o", "out.jsonl").returncode == 0
    record = json.loads((tmp_path / "out.jsonl").read_bytes())
    assert (record["subject"], [c["by"] for c in record["corrections"]]) == ("TWO", ["A", "B"])


@pytest.mark.parametrize(
    ("change", "reason"), [({"sha256": "0"}, b"no such record was given"), ({"index": 3}, b"cable 4: no such record")]
)
def test_an_unknown_record_is_told(
    cable: Cable, change: dict[str, Any], reason: bytes, run: Run, tmp_path: Path
) -> None:
    write(tmp_path, cable, made("subject", cable.subject, "X"), **change)
    done = run("apply", "c.json", "--to", "r.jsonl", "-o", "out.jsonl")
    assert (done.returncode, reason in done.stderr) == (1, True)
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"version": 2, "records": []}', b"is no corrections file of version 1: version"),
        ("{", b"is no corrections file of version 1"),
        ('{"version": 1, "records": [{"source": {}}]}', b"records.0.source.sha256"),
    ],
)
def test_what_is_no_corrections_file_is_refused(
    cable: Cable, text: str, reason: bytes, run: Run, tmp_path: Path
) -> None:
    write(tmp_path, cable)
    (tmp_path / "c.json").write_text(text)
    done = run("apply", "c.json", "--to", "r.jsonl", "-o", "out.jsonl")
    assert (done.returncode, reason in done.stderr) == (3, True)


def test_no_file_is_written_over(cable: Cable, run: Run, tmp_path: Path) -> None:
    write(tmp_path, cable, made("subject", cable.subject, "X"))
    before = (tmp_path / "r.jsonl").read_bytes()
    done = run("apply", "c.json", "--to", "r.jsonl", "-o", "r.jsonl")
    assert (done.returncode, (tmp_path / "r.jsonl").read_bytes()) == (4, before)
    assert run("apply", "c.json", "--to", "r.jsonl", "-o", "out.csv").returncode == 2


_PLAIN = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_", min_size=1), inner, max_size=4),
    max_leaves=12,
)


def paths(node: Any, path: str = "") -> list[str]:
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found = [path] if path else []
    for step, inner in below:
        found += paths(inner, f"{path}[{step}]" if isinstance(step, int) else f"{path}.{step}".strip("."))
    return found


@given(st.dictionaries(st.text("abc_", min_size=1), _PLAIN, min_size=1), st.data())
def test_what_was_put_at_a_path_is_there(record: dict[str, Any], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(record)))
    put_at(record, path, "new")
    assert value_at(record, path) == "new"
    for wrong in (f"{path}.x", f"{path}[0]", f".{path}", f"{path}.."):
        with pytest.raises(NoSuchField):
            value_at(record, wrong)
