"""`cableparse corpus duplicates`: copies of a message, and what one of them shows that another withholds."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from corpus import FIXTURES
from hypothesis import given
from hypothesis import strategies as st

from cableparse import parse_file
from cableparse.corpus.candidates import NEAREST, WHOLE
from cableparse.corpus.comparison import shown_only
from cableparse.corpus.duplicates import FoundCopies, write_duplicates
from cableparse.corpus.likeness import blocks, likeness, marks_of
from cableparse.record import Cable, Redaction

FAMILIES = ("pre-1973", "smart-2009plus", "foia-1980s", "foia-1990s", "aad-1973-79", "constructed")
# Which of these are copies of one message was found by reading them (fixtures/SOURCES.csv).
COPIES = [
    {"1951FRANKF08583_104-10174-10071.txt", "1951FRANKF08583_104-10174-10071_2022.txt"},
    {"1957HONGK00865_104-10215-10125.txt", "1957HONGK00865_104-10215-10125_weston.txt"},
    {"1959MOSCOW01304_104-10050-10228.txt", "1959MOSCOW01304_104-10268-10004.txt"},
    {"1962GUATEM00398_198-10007-10002.txt", "1962GUATEM00398_198-10007-10002_2025.txt"},
    {
        "1963MEXICO01213_104-10438-10210.txt",
        "1963MEXICO01213_docid-32171186.txt",
        "1963MEXICO01213_docid-32395493.txt",
    },
    {"1963STATE00577_CARACAS_104-10187-10003.txt", "1963STATE00577_CARACAS_104-10187-10003_2022.txt"},
    {"1964DUBLIN00096_docid-32208170.txt", "1964DUBLIN00096_docid-32208170.txt[1]"},
    {"1964TOKYO00586_104-10291-10002.txt", "1964TOKYO00586_104-10291-10002_weston.txt"},
    {"1968LISBON01567_and_others.txt", "1968LISBON01567_and_others.txt[1]"},
    {"1968LISBON01567_and_others.txt[2]", "1968LONDON12617.txt"},
    {"1968LONDON10376.txt", "1968STATE181198.txt"},
    {"1968LONDON10376.txt[1]", "1968LONDON10376.txt[2]"},
    {"1975STATE194779.txt", "1975STATE194779_wrapped.txt"},
    {"1976STATE239300.txt", "1976STATE239300_wrapped.txt"},
    {"1985PORTM00199.txt", "1985PORTM00199_textlayer.txt"},
    {"2010BERLIN01052_C05770206.txt", "2010BERLIN01052_C05775812.txt"},
    {f"2011PORTAUPRINCE00504_C057{release}.txt" for release in ("80489", "80500", "85856", "85861")},
    {f"2011PORTAUPRINCE01854_C057{release}.txt" for release in ("86083", "86219", "90857")},
    {f"2012BEIRUT01838_C05797{release}.txt" for release in ("284", "293", "857")},
    {f"2012OECDPARIS00288_C0579{release}.txt" for release in ("3206", "3210", "3211", "6869")},
]


@cache
def cables() -> list[Cable]:
    paths = [path for family in FAMILIES for path in sorted((FIXTURES / family).glob("*.txt"))]
    return [cable for path in paths if not path.name.endswith(".gutter.txt") for cable in parse_file(path)]


def named(name: str) -> Cable:
    return next(cable for cable in cables() if cable.source.name == name)


def groups(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "groups.jsonl").read_text(encoding="utf-8").splitlines()]


def members(folder: Path) -> list[set[str]]:
    return [{copy["source"].rpartition("/")[2] for copy in group["copies"]} for group in groups(folder)]


def pairs(folder: Path) -> list[dict[str, str]]:
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def censored(cable: Cable, number: str, passage: str) -> Cable:
    """Another release of `cable` that withholds a passage of one paragraph under B1."""
    paragraphs = [
        p.model_copy(update={"text": p.text.replace(passage, "B1"), "redactions": [0]}) if p.number == number else p
        for p in cable.body.paragraphs
    ]
    return cable.model_copy(
        update={
            "body": cable.body.model_copy(update={"paragraphs": paragraphs}),
            "redactions": [Redaction(codes=["B1"], paragraph=number)],
            "release": cable.release.model_copy(update={"status": "RELEASED IN PART", "exemptions": ["B1"]}),
            "source": cable.source.model_copy(update={"path": "other.txt", "name": "other.txt"}),
        }
    )


def test_the_known_copies_are_grouped_and_no_others(tmp_path: Path) -> None:
    found = write_duplicates(cables(), tmp_path / "out")
    assert sorted(members(tmp_path / "out"), key=min) == sorted(COPIES, key=min)
    assert found == FoundCopies(len(COPIES), sum(map(len, COPIES)), 1, 0)


def test_each_pair_has_basis_score_and_reason(tmp_path: Path) -> None:
    write_duplicates(cables(), tmp_path / "out")
    for row in pairs(tmp_path / "out"):
        assert row["basis"] in ("number", "sender-and-time", "text")
        assert 0.85 < float(row["score"]) <= 1
        assert row["reason"]
    bases = {row["basis"] for row in pairs(tmp_path / "out")}
    assert bases >= {"number", "sender-and-time"}, "LONDON 10017 was misread as 16017 and is found by its time"


def test_a_text_alone_tells_a_copy() -> None:
    one = named("2011PORTAUPRINCE00504_C05780489.txt")
    bare = one.model_copy(update={"id": None, "dtg": one.dtg.model_copy(update={"utc": None})})
    assert set(blocks(marks_of(one))) & set(blocks(marks_of(bare)))
    found = likeness(marks_of(one), marks_of(bare))
    assert found is not None
    assert (found.basis, found.alike) == ("text", True)
    assert likeness(marks_of(bare), marks_of(named("2012CAIRO01208_C05772793.txt"))) is None


def test_one_number_with_another_text_is_doubtful(tmp_path: Path) -> None:
    one, other = named("2011PORTAUPRINCE00504_C05780489.txt"), named("2012CAIRO01208_C05772793.txt")
    found = write_duplicates([one, other.model_copy(update={"id": one.id})], tmp_path / "out")
    assert found == FoundCopies(0, 0, 0, 1)
    (row,) = pairs(tmp_path / "out")
    assert (row["copies"], row["group"]) == ("doubtful", "")
    assert "a number may be misread" in row["reason"]


def test_sections_of_one_message_are_no_copies(tmp_path: Path) -> None:
    sections = [parse_file(path)[0] for path in sorted(FIXTURES.glob("sections/*section?.txt"))]
    assert write_duplicates(sections, tmp_path / "out").groups == 0


def test_what_one_release_shows_and_another_withholds(tmp_path: Path) -> None:
    full = named("2011PORTAUPRINCE00504_C05780489.txt")
    paragraph = next(p for p in full.body.paragraphs if p.number and len(p.text.split()) > 40)
    passage = " ".join(paragraph.text.split()[10:24])
    part = censored(full, paragraph.number or "", passage)
    (found,) = shown_only(full, part)
    assert (found.text, found.paragraph, found.codes) == (passage, paragraph.number, ("B1",))
    assert list(shown_only(part, full)) == []
    assert write_duplicates([full, part], tmp_path / "out").differing == 1
    report = (tmp_path / "out" / "report.txt").read_text(encoding="utf-8")
    assert passage in report
    assert "RELEASED IN FULL, no codes" in report
    assert "RELEASED IN PART, B1" in report


def test_a_paragraph_that_was_taken_out_whole() -> None:
    full = named("2011PORTAUPRINCE00504_C05780489.txt")
    part = censored(full, "none", "none")
    left = [p for p in part.body.paragraphs if p is not part.body.paragraphs[2]]
    part = part.model_copy(update={"body": part.body.model_copy(update={"paragraphs": left})})
    assert [found.text for found in shown_only(full, part)] == [full.body.paragraphs[2].text]
    cut = part.model_copy(update={"body": part.body.model_copy(update={"paragraphs": left[:2]})})
    assert list(shown_only(full, cut)) == [], "what was cut off at the end was not withheld"


@given(st.data())
def test_damage_is_no_withholding(data: st.DataObject) -> None:
    """Letters that OCR misread, where nothing was redacted, are no passage that was withheld."""
    full = named("2011PORTAUPRINCE00504_C05780489.txt")
    at = data.draw(st.integers(0, len(full.body.paragraphs) - 1))
    letters = list(full.body.paragraphs[at].text)
    for index in data.draw(st.lists(st.integers(0, max(len(letters) - 1, 0)), max_size=30)):
        letters[index] = "#"
    damaged = full.body.paragraphs[at].model_copy(update={"text": "".join(letters)})
    paragraphs = [*full.body.paragraphs[:at], damaged, *full.body.paragraphs[at + 1 :]]
    other = full.model_copy(update={"body": full.body.model_copy(update={"paragraphs": paragraphs})})
    assert list(shown_only(full, other)) == []


@pytest.mark.parametrize("order", [1, -1])
def test_groups_do_not_hang_on_the_order(tmp_path: Path, order: int) -> None:
    write_duplicates(cables()[::order], tmp_path / "out")
    assert sorted(members(tmp_path / "out"), key=min) == sorted(COPIES, key=min)


def many(count: int) -> list[Cable]:
    """Releases of one message, each with a word of its own."""
    full = named("2011PORTAUPRINCE00504_C05780489.txt")
    found = []
    for number in range(count):
        last = full.body.paragraphs[-1]
        paragraphs = [*full.body.paragraphs[:-1], last.model_copy(update={"text": f"{last.text} {number}"})]
        body = full.body.model_copy(update={"paragraphs": paragraphs})
        source = full.source.model_copy(update={"path": f"{number:03}.txt"})
        found.append(full.model_copy(update={"body": body, "source": source}))
    return found


def test_of_many_copies_each_is_compared_with_its_nearest_and_that_is_told(tmp_path: Path) -> None:
    compared = {}
    for count in (WHOLE, 4 * WHOLE, 8 * WHOLE):
        out = tmp_path / str(count)
        found = write_duplicates(many(count), out)
        assert (found.groups, found.records, found.in_part) == (1, count, count > WHOLE)
        (group,) = groups(out)
        assert group["compared"].startswith("each with each" if count == WHOLE else f"each with the {NEAREST} ")
        assert ("compared: " in (out / "report.txt").read_text(encoding="utf-8")) == (count > WHOLE)
        compared[count] = len(pairs(out))
    assert compared[WHOLE] == WHOLE * (WHOLE - 1) / 2
    assert compared[8 * WHOLE] <= NEAREST * 8 * WHOLE
    assert compared[8 * WHOLE] / compared[4 * WHOLE] == pytest.approx(2, rel=0.1)


def test_what_is_withheld_is_found_in_many_copies_whatever_their_order(tmp_path: Path) -> None:
    copies = many(3 * WHOLE)
    paragraph = next(p for p in copies[0].body.paragraphs if p.number and len(p.text.split()) > 40)
    passage = " ".join(paragraph.text.split()[10:24])
    copies[20] = censored(copies[20], paragraph.number or "", passage)
    for name, ordered in (("as they are", copies), ("turned", copies[::-1])):
        assert write_duplicates(ordered, tmp_path / name).differing == 1
        (group,) = groups(tmp_path / name)
        assert {shown["text"] for shown in group["shown_only"]} == {passage}
        assert {shown["withheld_in"] for shown in group["shown_only"]} == {"other.txt"}


def test_another_message_of_the_same_number_is_in_no_group_of_many(tmp_path: Path) -> None:
    copies = many(2 * WHOLE)
    other = named("2012CAIRO01208_C05772793.txt").model_copy(update={"id": copies[0].id})
    found = write_duplicates([*copies, other], tmp_path / "out")
    assert (found.groups, found.records) == (1, len(copies))
    assert found.doubtful


def test_on_the_command_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("".join(c.to_json() + "\n" for c in cables()), encoding="utf-8")
    done = run("corpus", "duplicates", "records.jsonl", "-o", "out")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"47 copies in 20 groups" in done.stderr
    assert run("corpus", "duplicates", "none.jsonl", "-o", "out").returncode == 3
