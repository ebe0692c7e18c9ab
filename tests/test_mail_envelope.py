"""A cable that travelled by e-mail gives the record that it gives by itself."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import carried
import pytest
from corpus import Sample, gold, records, samples
from source_files import documents

from cableparse.evaluation import Evaluation, evaluate
from cableparse.pipeline import parse_document, parse_text
from cableparse.record import Cable

# Every so many of the labelled texts, all families among them.
SAMPLE = 11
CLOSE = 0.005
NAMES = list(gold())[::SAMPLE]


@cache
def by_name() -> dict[str, Sample]:
    return {sample.name: sample for sample in samples()}


def measured(read: dict[str, list[Cable]]) -> Evaluation:
    return evaluate((name, gold()[name], found(read[gold()[name]["file"]], name)) for name in NAMES)


def found(cables: list[Cable], name: str) -> dict[str, Any]:
    index = gold()[name].get("index", 0)
    return dict(json.loads(cables[index].to_json())) if index < len(cables) else {}


@pytest.mark.parametrize("way", carried.WAYS)
def test_labelled_texts_are_read_as_well_in_mail(way: str, tmp_path: Path) -> None:
    file_name, made = carried.WAYS[way]
    path = tmp_path / file_name
    own, mailed = {}, {}
    for name in {gold()[name]["file"] for name in NAMES}:
        own[name] = records(by_name()[name])
        path.write_bytes(made(by_name()[name].document().text))
        (document,) = documents(path)
        mailed[name] = parse_document(document)
        assert sum(len(c.unparsed) for c in mailed[name]) <= sum(len(c.unparsed) for c in own[name]), name
    assert measured(mailed).mean_f1 >= measured(own).mean_f1 - CLOSE


def facts_of(cable: Cable) -> tuple[Any, ...]:
    return cable.id, cable.subject, cable.dtg, cable.to, [p.text for p in cable.body.paragraphs]


CABLE = by_name()["aad-1973-79/1974STATE010752.txt"].document().text
FORM = by_name()["pre-1973/1964TOKYO00586_104-10291-10002.txt"].document().text
ROW = by_name()["aad-1973-79/1973ABIDJA04684_dbrow.txt"].document().text
PAGE = by_name()["aad-1973-79/1973STATE036330.txt"].document().text


@pytest.mark.parametrize("text", [CABLE, FORM, ROW, PAGE], ids=["telegram", "form", "database row", "web page"])
@pytest.mark.parametrize(
    "above",
    [
        carried.ORIGINAL,
        carried.BEGIN,
        carried.DASHED,
        f"{carried.ORIGINAL}Please file this.\n\n-- \nJane Example\nDesk officer\n\n{carried.BEGIN}",
        "----- Forwarded by Jane Example/EX/State on 03/15/2011 08:40 AM -----\n\n",
        "On Tue, Mar 15, 2011 at 8:40 AM, Jane Example\n<example@example.org> wrote:\n\n",
    ],
)
def test_what_mail_puts_above_a_cable_is_its_envelope(above: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(carried.mail(above + text))
    (document,) = documents(path)
    cable, alone = parse_document(document)[0], parse_text(text)[0]
    printed = sum(1 for line in above.splitlines() if any(map(str.isalpha, line)))
    assert cable.coverage.envelope == alone.coverage.envelope + 4 + printed
    assert len(cable.unparsed) == len(alone.unparsed)
    assert facts_of(cable) == facts_of(alone)


def test_a_quotation_is_no_part_of_the_values(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(carried.mail(carried.WROTE + carried.quoted(carried.quoted(CABLE))))
    (document,) = documents(path)
    (cable,) = parse_document(document)
    (alone,) = parse_text(CABLE)
    assert [p.text for p in cable.body.paragraphs] == [p.text for p in alone.body.paragraphs]
    for path_, spans in cable.provenance.items():
        printed = [document.text[s.start : s.end] for s in spans]
        assert printed == [CABLE[s.start : s.end] for s in alone.provenance[path_]], path_
        assert not any(text.startswith(">") for text in printed)


def test_a_line_that_points_is_no_quotation() -> None:
    (cable,) = parse_text(CABLE)
    (marked,) = parse_text(CABLE.replace("\nTAGS", "\n> TAGS"))
    assert marked.tags == cable.tags


def test_the_body_may_say_that_somebody_wrote() -> None:
    (cable,) = parse_text(CABLE + "\nOn March 15, 1974 the Minister wrote:\nWE AGREE.\n")
    assert cable.coverage.envelope == 0
