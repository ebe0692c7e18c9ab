"""What is read at one glance where nothing is damaged is what grammar and vocabulary say of it."""

from __future__ import annotations

import re
from random import Random

import pytest

from cableparse import parse_text
from cableparse.body import portion
from cableparse.fields import addressee, cited, cited_telegrams, distribution, dtg, officer
from cableparse.vocabulary import posts, precedence
from cableparse.vocabulary.tables import rows

NAMES = sorted(name for name in posts.names() if re.fullmatch(r"[A-Z]+(?: [A-Z]+)*", name))
HEADING = "{dtg}\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1234\nUNCLAS LIMA 0042\nSUBJECT: FISHING\n1. TEXT OF IT.\n"


def test_an_address_of_a_post(monkeypatch: pytest.MonkeyPatch) -> None:
    missions = ["", *(f"{word} " for word in sorted(posts.missions()))]
    tails = [
        "",
        " 1234",
        " NIACT 5",
        *(f" {word}" for word in precedence.WORDS),
        *(f" {w} 77" for w in precedence.WORDS),
    ]
    lines = [f"{mission}{name}" for name in NAMES[::7] for mission in missions]
    lines = [f"{line}{tails[index % len(tails)]}" for index, line in enumerate(lines)]
    glance = [addressee._known_address(line) for line in lines]
    assert sum(map(bool, glance)) > len(lines) / 2
    monkeypatch.setattr(addressee, "_known_address", lambda text: None)
    for line, found in zip(lines, glance, strict=True):
        assert found is None or addressee.parse.__wrapped__(line) == (found,)


def test_references_to_telegrams(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = Random(3)
    values = [_references(choice) for _ in range(2000)]
    glance = [cited_telegrams.telegrams(value) for value in values]
    assert sum(map(bool, glance)) > len(values) / 4
    monkeypatch.setattr(cited, "telegrams", lambda text: [])
    for value, found in zip(values, glance, strict=True):
        assert not found or cited.take_apart(value) == found


def _references(choice: Random) -> str:
    count = choice.randint(1, 4)
    form, separator = choice.choice(["", "({}) ", "{}. ", "{}) "]), choice.choice([", ", "; ", " ", "\n", ",\n"])
    remarks = ["", " (NOTAL)", "(NOTAL)", "\n(NOTAL)"]
    items = []
    for letter in choice.choices("ABCDEFIJ", k=count):
        post, serial = choice.choice(NAMES), choice.randint(1, 999_999)
        items.append(f"{form.format(letter)}{post} {serial}{choice.choice(remarks)}")
    return separator.join(items) + choice.choice(["", "."])


@pytest.mark.parametrize(
    "line",
    ["R 131202Z JUL 74", "O R 131202 Z JUL 74 ZFF4", "OO 312500Z FEB 75", "Z 131202Z JXL 74 ZDK", "R 131202Z MAY 73"],
)
def test_a_date_time_group(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dtg._UNDAMAGED.fullmatch(line)
    glance = parse_text(HEADING.format(dtg=line))
    monkeypatch.setattr(dtg, "_UNDAMAGED", re.compile(r"(?!)"))
    assert parse_text(HEADING.format(dtg=line)) == glance


def test_offices_with_their_copies_and_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    symbols = sorted({row["symbol"] for row in rows("offices")} | {"QX", "O", "ABCDEFG"})
    items = [f"{symbol}-{copied:02}" for symbol in symbols for copied in (0, 7, 31, 40, 41, 99)]
    items += [f"/{total:03}{series}" for total in range(0, 1000, 9) for series in ("", "W", " R", "\t X", "  W")]
    glance = [distribution._undamaged(item) for item in items]
    assert sum(map(bool, glance)) > len(items) / 3
    monkeypatch.setattr(distribution, "_undamaged", lambda text: None)
    for item, found in zip(items, glance, strict=True):
        assert found is None or distribution._items.__wrapped__(item) == (found,)


def test_no_damaged_portion_mark_lies_farther_than_is_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = Random(5)
    texts = ["".join(choices) for choices in (choice.choices('(){C/NF0A. "', k=24) for _ in range(4000))]
    texts += [f'""{"(" * opens}ABCDEFGH ABC) TEXT' for opens in (0, 1)]
    glance = [portion.damaged(text, 0) for text in texts]
    assert sum(map(bool, glance)) > len(texts) / 10
    monkeypatch.setattr(portion, "_BRACKETS", frozenset("".join(texts)))
    assert [portion.damaged(text, 0) for text in texts] == glance


def test_drafting_officers(monkeypatch: pytest.MonkeyPatch) -> None:
    symbols = sorted({row["symbol"] for row in rows("offices")} | {"EUR/RPM", "S/S-O", "QX/YZ", "FROM"})
    long = [symbol for symbol in symbols if len(symbol) > 4]
    names = ["JDOE", "RSOMERVILLE", "AMBASSADOR", "FROM", "MRSMITH", *long[:: len(long) // 4]]
    choice = Random(6)
    tails = ["", "", ":AB", ":VLV", ":LGR", ":TYPE", ":TYPED", ":A"]
    lines = [f"{choice.choice(symbols)}:{choice.choice(names)}{choice.choice(tails)}" for _ in range(4000)]
    glance = [officer._undamaged(line) for line in lines]
    assert sum(map(bool, glance)) > len(lines) / 4
    monkeypatch.setattr(officer, "_undamaged", lambda text: None)
    for line, found in zip(lines, glance, strict=True):
        assert found is None or officer.parse.__wrapped__(line) == ((found,), None)
