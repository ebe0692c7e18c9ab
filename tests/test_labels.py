"""Corrected records as labels to train and to test with, and the leak between the two."""

from __future__ import annotations

import json
import random
from pathlib import Path
from string import ascii_uppercase

import pytest
from conftest import Run
from known_errors import telegram
from noise import damaged

from cableparse import corrections, parse_file
from cableparse.audit.sides import sides
from cableparse.audit.truth import truth
from cableparse.corrections import Checked
from cableparse.record import Cable, Correction

AT = "2001-02-03T04:05:06Z"


def long_text(number: int) -> str:
    """Some eighty words that no other text has."""
    rng = random.Random(number)
    return "1. " + " ".join("".join(rng.choices(ascii_uppercase, k=rng.randint(3, 9))) for _ in range(80)) + "."


def checked(cable: Cable, *paths: str) -> Cable:
    record = json.loads(cable.to_json())
    return corrections.apply(cable, [], [Checked(path=path, value=record.get(path), by="A", at=AT) for path in paths])


def made(folder: Path, name: str, text: str) -> Cable:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    (cable,) = parse_file(folder / name)
    return checked(cable, "subject", "tags")


def near_copies(folder: Path) -> list[Cable]:
    """Twelve messages, each with a print of other number and date, and one letter in fifty damaged."""
    found = []
    for number in range(12):
        text = telegram(4000 + number, "AMEMBASSY QUITO", long_text(number)).replace("R 1312", f"R {number + 10}12")
        head, body = text.split("1. ", 1)
        found.append(made(folder, f"{number}.txt", text))
        other = head.replace(f"LIMA {4000 + number}", f"LIMA {6000 + number}").replace("MAY", "JUN")
        found.append(made(folder, f"copy-{number}.txt", f"{other}1. {damaged(body, 0.02, number)}"))
    return found


def test_only_what_people_made_sure_of_is_a_label(tmp_path: Path) -> None:
    cable = made(tmp_path, "a.txt", telegram(4000, "AMEMBASSY QUITO"))
    assert set(truth(cable)) == {"subject", "tags"}
    one = corrections.apply(
        cable, [], [Checked(path="info[0]", value=json.loads(cable.to_json())["info"][0], by="A", at=AT)]
    )
    assert "info" not in truth(one)  # its other item was not looked at
    items = json.loads(cable.to_json())["info"]
    both = corrections.apply(one, [], [Checked(path="info[1]", value=items[1], by="A", at=AT)])
    assert [item["name"] for item in truth(both)["info"]] == ["AMEMBASSY QUITO", "AMEMBASSY BOGOTA"]
    less = corrections.apply(both, [Correction(path="info[0]", was=items[0], now=None, by="A", at=AT)])
    assert "info" not in truth(less)
    assert truth(parse_file(tmp_path / "a.txt")[0]) == {}


def test_near_copies_stand_on_one_side_and_would_not_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cables = near_copies(tmp_path / "texts")
    pairs = [(number, number + 1) for number in range(0, len(cables), 2)]
    dealt = sides(cables, 0.5)
    assert 0 < len(dealt.test) < len(cables)
    assert [pair for pair in pairs if (pair[0] in dealt.test) != (pair[1] in dealt.test)] == []
    assert (dealt.links, dealt.groups) == (12, 12)
    monkeypatch.setattr("cableparse.audit.sides._alike", lambda _: ())
    leaky = sides(cables, 0.5).test
    assert [pair for pair in pairs if (pair[0] in leaky) != (pair[1] in leaky)]


def test_sections_and_copies_of_one_message_are_together(tmp_path: Path) -> None:
    first = telegram(4000, "AMEMBASSY QUITO").replace("UNCLAS LIMA", "UNCLAS SECTION 01 OF 02 LIMA")
    second = first.replace("01 OF 02", "02 OF 02").replace("1. THE MINISTER", "2. HE ALSO")
    cables = [made(tmp_path, "1.txt", first), made(tmp_path, "2.txt", second), made(tmp_path, "3.txt", first)]
    assert cables[0].message.section != cables[1].message.section
    for share in (0.2, 0.5, 0.8):
        assert len(sides(cables, share).test) in (0, 3)


def test_the_sides_do_not_follow_the_order(tmp_path: Path) -> None:
    cables = near_copies(tmp_path / "texts")
    names = {cables[number].source.path for number in sides(cables, 0.5).test}
    other = cables[::-1]
    assert {other[number].source.path for number in sides(other, 0.5).test} == names


def test_the_labels_are_what_evaluate_reads(run: Run, tmp_path: Path) -> None:
    cables = near_copies(tmp_path / "texts")
    wrong = Correction(path="subject", was="THE VISIT", now="A VISIT", by="B", at="2002-01-01T00:00:00Z")
    cables[0] = corrections.apply(cables[0], [wrong])
    (tmp_path / "records.jsonl").write_text("".join(f"{cable.to_json()}\n" for cable in cables))
    done = run("labels", "records.jsonl", "-o", "labels", "--share", "50%")
    assert done.returncode == 0, done.stderr
    assert b"12 links held 12 groups of records together" in done.stderr
    assert (sum(1 for _ in (tmp_path / "labels").glob("*/*.gold.json")), 24) == (24, 24)
    figures = [
        json.loads(run("evaluate", f"labels/{side}", "--format", "json").stdout)["fields"] for side in ("train", "test")
    ]
    assert sum(side["subject"]["missing"] for side in figures) == 1
    assert sum(side["subject"]["right"] for side in figures) == 23


def test_a_source_that_changed_is_told(run: Run, tmp_path: Path) -> None:
    cables = [made(tmp_path / "texts", f"{n}.txt", telegram(4000 + n, "AMEMBASSY QUITO")) for n in range(2)]
    (tmp_path / "records.jsonl").write_text("".join(f"{cable.to_json()}\n" for cable in cables))
    (tmp_path / "texts" / "1.txt").write_text("CHANGED")
    done = run("labels", "records.jsonl", "-o", "labels", "--share", "1%")
    assert done.returncode == 1
    assert b"texts/1.txt: is not there as it was read; its records are not labelled" in done.stderr
    assert b"1 labels to train" in done.stderr or b"1 label to train" in done.stderr
