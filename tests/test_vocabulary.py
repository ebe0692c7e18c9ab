from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from corpus import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cableparse.dates import MONTHS
from cableparse.lines import labels
from cableparse.lines.evidence.typed import STAMP_MONTHS
from cableparse.vocabulary import (
    captions,
    classifications,
    executive_orders,
    exemptions,
    offices,
    posts,
    precedence,
    reference_words,
    tags_codes,
    telling_words,
)
from cableparse.vocabulary.tables import Era, era, rows

PACKAGE = ROOT / "cableparse"


def test_eras() -> None:
    assert era("1973-1979 (1974 handbook)") == Era(1973, 1979)
    assert era("1990s-2020s") == Era(1990, 2029)
    assert era("c.1982-") == Era(1982, 9999)
    assert era("to 1979") == Era(0, 1979)
    assert era("as in FRUS volumes (c.1945-1980)") == Era(1945, 1980)
    assert era("Oct 1977-") == Era(1977, 9999)
    assert era("") == Era(0, 9999)


# TAGS


def test_a_code_means_what_it_meant_in_its_year() -> None:
    then, now = tags_codes.find("PINS", 1975), tags_codes.find("PINS", 2005)
    assert then is not None and now is not None
    assert (then.name, now.name) == ("Internal Security", "National Security")
    assert (then.kind, now.kind) == ("subject", "subject")


@pytest.mark.parametrize(
    ("code", "kind"),
    [("PTER", "subject"), ("PK", "geopolitical"), ("NATO", "organization"), ("KDEM", "program"), ("pgov", "subject")],
)
def test_kinds_of_tags(code: str, kind: str) -> None:
    entry = tags_codes.find(code, 2000)
    assert entry is not None
    assert entry.kind == kind


def test_glued_tags() -> None:
    assert tags_codes.split_glued("EFINECON", 1975) == ["EFIN", "ECON"]
    assert tags_codes.split_glued("PHUMPGOV", 1995) == ["PHUM", "PGOV"]
    assert tags_codes.split_glued("PREFUS", 1985) == ["PREF", "US"]


@pytest.mark.parametrize("word", ["SUBJECTS", "PREL", "EFINXXXX", "OECD", "EFINECONPGOV", ""])
def test_what_is_not_glued_tags(word: str) -> None:
    assert tags_codes.split_glued(word, 1975) is None


def test_damaged_tags() -> None:
    assert tags_codes.repair("01IP", 2011) == ("OIIP", 0.9)  # 2011ISLAMABAD01294
    assert tags_codes.repair("PG0V", 1995) == ("PGOV", 0.95)
    assert tags_codes.repair("PRFL", 1995) == ("PREL", 0.94)
    assert tags_codes.repair("PRE~L", 1995) == ("PREL", 0.94)
    assert tags_codes.repair("PR5T", 1995) is None  # PRST is none, others are as near


@given(st.sampled_from([row["code"] for row in rows("tags")]), st.sampled_from([1975, 1985, 2005, None]))
def test_a_known_code_is_never_repaired(code: str, year: int | None) -> None:
    assert tags_codes.find(code, year) is None or tags_codes.repair(code, year) is None


@pytest.mark.parametrize("code", ["PREL", "PINX", "AH", "XYZZ", ""])
def test_tags_that_are_whole_or_beyond_repair(code: str) -> None:
    assert tags_codes.repair(code, 1980) is None


# Offices


@pytest.mark.parametrize(
    ("printed", "symbol"),
    # 1994USUNN02940 and 1993DARES03339, and the same kinds of damage
    [("10", "IO"), ("01C", "OIC"), ("01G", "OIG"), ("DOES", "DOEE"), ("1NR", "INR"), ("55", "SS"), ("L0G", "LOG")],
)
def test_damaged_office_symbol(printed: str, symbol: str) -> None:
    assert offices.repair(printed) == symbol
    assert offices.known(symbol)


@pytest.mark.parametrize("symbol", ["SS", "NSCE", "0", "XQZ", "7777777777", ""])
def test_office_symbols_that_are_whole_or_beyond_repair(symbol: str) -> None:
    assert offices.repair(symbol) is None


def test_an_office_has_the_name_of_its_year() -> None:
    before, after = offices.name("SCA", 1976), offices.name("SCA", 2010)
    assert before is not None and after is not None
    assert "Consular" in before
    assert "Asia" in after


# Precedence


def test_prosigns() -> None:
    assert [precedence.from_prosign(letter) for letter in "ZOPR0X"] == [
        "FLASH",
        "IMMEDIATE",
        "PRIORITY",
        "ROUTINE",
        "IMMEDIATE",
        None,
    ]


def test_words_of_precedence_come_longest_first() -> None:
    assert precedence.WORDS.index("NIACT IMMEDIATE") < precedence.WORDS.index("IMMEDIATE")
    assert {"FLASH", "PRIORITY", "ROUTINE", "NIACT", "DEFERRED", "EMERGENCY"} <= set(precedence.WORDS)
    assert [precedence.repair(word) for word in precedence.WORDS if precedence.repair(word)] == []


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("PIORITY", "PRIORITY"),
        ("IMMEDITE", "IMMEDIATE"),
        ("1MMEDIATE", "IMMEDIATE"),
        ("RounNE", "ROUTINE"),
        ("NIACT IMEDIATE", "NIACT IMMEDIATE"),
        ("lMMEDIATE", "IMMEDIATE"),
        ("IHMED1ATE", "IMMEDIATE"),
        ("PRI0RITV", "PRIORITY"),
        ("FLA5H", "FLASH"),
    ],
)
def test_damaged_precedence(printed: str, word: str) -> None:
    found = precedence.repair(printed)
    assert found is not None
    assert found[0] == word


@pytest.mark.parametrize(
    "word", ["IMMEDIATELY", "PRIOR", "ROUTE", "CLASS", "PROPERTY", "CRISIS", "REFERRED", "LONDON", ""]
)
def test_words_that_are_no_damaged_precedence(word: str) -> None:
    assert precedence.repair(word) is None


LOOK_UPS: list[Callable[[str], Any]] = [
    posts.find,
    posts.station,
    posts.expand,
    posts.plad,
    posts.repair_plad,
    posts.repair_post,
    offices.known,
    offices.repair,
    captions.find,
    captions.repair,
    exemptions.normalise,
    exemptions.find_all,
    precedence.from_prosign,
    precedence.repair,
    classifications.level,
    classifications.repair_level,
    classifications.portion,
    classifications.rank,
    executive_orders.number,
    lambda text: tags_codes.find(text, 1975),
    lambda text: tags_codes.split_glued(text, None),
    lambda text: tags_codes.repair(text, 2000),
    lambda text: offices.name(text, 1975),
    lambda text: captions.meaning(text, 1975),
    lambda text: exemptions.meaning(text, None),
    lambda text: exemptions.normalise(text, lenient=True),
]
PRINTED = st.text(alphabet="ABEMSY 0158,./()-lI") | st.text() | st.sampled_from(sorted(posts.names()))


@given(PRINTED, PRINTED)
def test_no_look_up_raises(one: str, other: str) -> None:
    for text in (one, f"{one} {other}", f"AMEMBASSY {one}"):
        for look_up in LOOK_UPS:
            assert look_up(text) == look_up(text)


# Words of lines


def test_words_by_which_lines_are_told_have_a_role_that_is_asked_for() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    roles = {row["role"] for row in rows("telling_words")}
    assert [role for role in sorted(roles) if f'"{role}"' not in source and f"'{role}'" not in source] == []
    with pytest.raises(ValueError, match="no role"):
        telling_words.words("no role")


def test_a_pattern_finds_the_longest_word() -> None:
    found = re.match(telling_words.pattern("title"), "CONSUL GENERAL")
    assert found is not None
    assert found[0] == "CONSUL GENERAL"


def test_months_are_the_same_in_references_and_in_dates() -> None:
    assert {row["word"] for row in rows("reference_words") if row["role"] == "month"} == {*MONTHS, *STAMP_MONTHS}
    assert all(reference_words.role(month) == "month" for month in MONTHS)


def test_lines_that_begin_a_heading_print_a_label_of_it() -> None:
    """PAGE begins a page line, which has no label."""
    forms = {form.upper() for label in labels.table() for form in label.forms}
    assert set(telling_words.words("heading line")) - forms <= {"PAGE"}
