from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cableparse
from cableparse import damage
from cableparse.look_alikes import LOST
from cableparse.vocabulary import posts

with Path(cableparse.__file__).with_name("damage.csv").open(encoding="utf-8", newline="") as _table:
    ROWS = list(csv.DictReader(_table))
LOOKALIKES = [row for row in ROWS if row["meant"] and float(row["cost"])]
WORDS = st.text(alphabet="ABEIOSTUabel01258|$ .-", max_size=12) | st.text(max_size=12)


def test_each_pair_stands_once_and_says_why() -> None:
    pairs = [frozenset((row["printed"], row["meant"])) for row in ROWS]
    assert len(set(pairs)) == len(pairs)
    assert [row for row in ROWS if not row["reason"] or not 0 <= float(row["cost"]) < LOST] == []


@pytest.mark.parametrize("row", LOOKALIKES, ids=lambda row: row["printed"] + row["meant"])
def test_a_look_alike_costs_what_its_row_says_both_ways(row: dict[str, str]) -> None:
    one, other = f"X{row['printed']}X", f"X{row['meant']}X"
    assert damage.distance(one, other) == damage.distance(other, one) == float(row["cost"])


@given(WORDS)
def test_a_word_is_no_distance_from_itself(word: str) -> None:
    assert damage.distance(word, word) == 0
    assert damage.closeness(word, word) == 1
    assert damage.alike(word, word)


@given(WORDS, WORDS)
def test_closeness_lies_between_0_and_1(one: str, other: str) -> None:
    assert 0 <= damage.closeness(one, other) <= 1
    assert damage.distance(one, other) >= 0


@given(WORDS, WORDS)
def test_nearest_is_one_of_the_known_words(one: str, other: str) -> None:
    found = damage.nearest(one, [other, "SUBJECT", "TAGS"])
    assert found is None or (found[0] in (other, "SUBJECT", "TAGS") and found[1] >= 0.75)


@given(st.text())
def test_plain_letters_and_digits_keep_every_place(text: str) -> None:
    assert len(damage.plain(text)) == len(damage.letters(text)) == len(damage.digits(text)) == len(text)


@pytest.mark.parametrize("character", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\uff0d")
def test_hyphens(character: str) -> None:
    assert damage.plain(f"ARA{character}10") == "ARA-10"


@pytest.mark.parametrize("character", "\u200b\u200c\u200d\ufeff\u00a0")
def test_invisible_characters(character: str) -> None:
    assert damage.plain(f"T{character}AGS") == "T AGS"
    assert damage.nearest(f"T{character}AGS", ["TAGS", "TO", "SUBJECT"]) is not None


def test_accents_and_letters_of_other_alphabets() -> None:
    assert damage.plain("SÃO PAULO \u0412\u0421 ‘x’ “y”") == "SAO PAULO BC 'x' \"y\""


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("O4l3", "0413"),
        ("D668", "0668"),
        ("B1567", "81567"),
        ("25Z|!0", "252110"),
        ("1611DQ", "161100"),
        ("A-93", "A-93"),
    ],
)
def test_digits(printed: str, digits: str) -> None:
    assert damage.digits(printed) == digits


@pytest.mark.parametrize(
    ("printed", "letters"),
    [
        ("SAIG0N", "SAIGON"),
        ("$ECRET", "SECRET"),
        ("8ONN", "BONN"),
        ("L|MA", "LIMA"),
        ("LlMA", "LIMA"),
        ("Lima", "Lima"),
    ],
)
def test_letters(printed: str, letters: str) -> None:
    assert damage.letters(printed) == letters


LABELS = ["SUBJECT", "TAGS", "REF", "FM", "TO", "INFO", "ACTION", "ORIGIN", "DRAFTED BY", "APPROVED BY", "Date/DTG"]


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("SUBUECT", "SUBJECT"),
        ("5UBJECI", "SUBJECT"),
        ("S.UBJECT", "SUBJECT"),
        ("Subject", "SUBJECT"),
        ("SU8JFCT", "SUBJECT"),
        ("TACS", "TAGS"),
        ("T0", "TO"),
        ("FN", "FM"),
        ("1NF0", "INFO"),
        ("DRAFTED OY", "DRAFTED BY"),
        ("DRAFTE DBY", "DRAFTED BY"),
        ("APPR0VEO BV", "APPROVED BY"),
        ("DatelDTG", "Date/DTG"),
    ],
)
def test_damaged_labels_are_near(printed: str, label: str) -> None:
    found = damage.nearest(printed, LABELS)
    assert found is not None
    assert found[0] == label


@pytest.mark.parametrize("word", ["SUBJUGATE", "NATIONAL", "TODAY", "INFORMED", "REFUGE", "OBJECT TO", ""])
def test_other_words_are_not(word: str) -> None:
    assert damage.nearest(word, LABELS) is None


def test_of_two_words_as_near_neither_is_nearest() -> None:
    assert damage.nearest("JU", ["JUN", "JUL"]) is None
    assert damage.nearest("JUN", ["JUN", "JUL"]) == ("JUN", 1.0)


@given(st.sampled_from(sorted(posts.names())))
def test_a_known_word_is_nearest_to_itself(name: str) -> None:
    assert damage.nearest(name, posts.names()) == (name, 1.0)


@given(st.sampled_from(["SUBJECT", "AMEMBASSY", "CONFIDENTIAL", "APPROVED BY", "ISLAMABAD"]), st.data())
def test_a_look_alike_costs_less_than_any_other_letter(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    near = [row["printed"] for row in LOOKALIKES if row["meant"] == word[place]]
    far = "#"
    for sign in near:
        damaged, foreign = (word[:place] + character + word[place + 1 :] for character in (sign, far))
        assert damage.distance(damaged, word) < LOST < damage.distance(foreign, word)


def test_signs_joined_and_parted() -> None:
    assert damage.distance("Govemment", "Government") < 0.5
    assert damage.distance("ROUNNE", "ROUTINE") < 0.5
    assert damage.distance("VVASHDC", "WASHDC") < 0.5


@given(st.lists(st.text("ADEHINORTW1", min_size=1, max_size=12), max_size=8), st.sampled_from((0.75, 0.8, 0.85)))
def test_among_passes_over_no_word_that_is_near(printed: list[str], least: float) -> None:
    known = ("WITHDRAWN", "REMOVED", "NOT")
    near = [at for at, word in enumerate(printed) if damage.nearest(word, known, least=least)]
    assert set(near) <= set(damage.among(printed, known, least))
