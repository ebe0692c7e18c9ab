from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cableparse.vocabulary import (
    captions,
    classifications,
    executive_orders,
    exemptions,
    offices,
    posts,
    precedence,
    tags,
)
from cableparse.vocabulary.tables import Era, era, rows

TABLES = ["captions", "classifications", "executive_orders", "exemptions", "offices", "posts", "precedence", "tags"]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_its_source(table: str) -> None:
    assert [row for row in rows(table) if not row["source"].strip()] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_the_columns_of_its_head(table: str) -> None:
    assert [row for row in rows(table) if None in row or None in row.values()] == []


def test_eras() -> None:
    assert era("1973-1979 (1974 handbook)") == Era(1973, 1979)
    assert era("1990s-2020s") == Era(1990, 2029)
    assert era("c.1982-") == Era(1982, 9999)
    assert era("to 1979") == Era(0, 1979)
    assert era("as in FRUS volumes (c.1945-1980)") == Era(1945, 1980)
    assert era("Oct 1977-") == Era(1977, 9999)
    assert era("") == Era(0, 9999)


# Posts


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("STATE", "STATE"),
        ("SECSTATE WASHDC", "STATE"),
        ("USUN", "USUN NEW YORK"),
        ("NATO", "USNATO"),
        ("NEWDELHI", "NEW DELHI"),
        ("PORTAUPRINCE", "PORT AU PRINCE"),
        ("hague", "THE HAGUE"),
        ("DAR  ES SALAAM", "DAR ES SALAAM"),
        ("MOGADISCIO", "MOGADISHU"),
        ("KHARTO", "KHARTOUM"),
        ("SAN SA", "SAN SALVADOR"),
    ],
)
def test_post_by_any_of_its_names(printed: str, name: str) -> None:
    post = posts.find(printed)
    assert post is not None
    assert post.name == name


@pytest.mark.parametrize(
    ("originator", "station"),
    [
        # Document numbers of the fixtures: 1992DARES03690, 2011PORTA00504, 1985PORTM00199, 1978USUNN04440, ...
        ("DAR ES SALAAM", "DARES"),
        ("PORT AU PRINCE", "PORTA"),
        ("PORT MORESBY", "PORTM"),
        ("USUN NEW YORK", "USUNN"),
        ("USUN", "USUNN"),
        ("TEL AVIV", "TELAV"),
        ("OECD PARIS", "OECDP"),
        ("BUENOS AIRES", "BUENOS"),
        ("KUALA LUMPUR", "KUALA"),
        ("HONG KONG", "HONGK"),
        ("ISLAMABAD", "ISLAMA"),
        ("REYKJAVIK", "REYKJA"),
        ("STATE", "STATE"),
        ("USNATO", "NATO"),
        ("PUERTO AYORA", "PUERTO"),
        ("LA VICTORIA", "LAVIC"),
    ],
)
def test_station_is_the_one_of_the_document_numbers(originator: str, station: str) -> None:
    assert posts.station(originator) == station


@given(st.sampled_from([row["post"] for row in rows("posts")]))
def test_a_post_is_found_by_its_station_and_by_its_page_line_form(name: str) -> None:
    post = posts.find(name)
    assert post is not None
    assert posts.station(name) == post.station
    cut = posts.expand(name[:6])
    assert cut is not None
    assert cut.station == post.station or cut.name[:6].strip() == name[:6].strip()


def test_one_station_form_may_belong_to_two_posts() -> None:
    assert posts.expand("PORT O") == posts.find("PORT OF SPAIN")
    assert posts.expand("PORTO ") == posts.find("PORTO ALEGRE")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("AMEMBASSY ISLAMABAD", "ISLAMABAD"),
        ("AMCONSUL HONG KONG", "HONG KONG"),
        ("USMISSION USUN NEW YORK", "USUN NEW YORK"),
        ("USUN NY", "USUN NEW YORK"),
        ("USMISSION NATO", "USNATO"),
        ("USMISSION EC BRUSSELS", "EC BRUSSELS"),
        ("USLO PEKING", "PEKING"),
        ("SECSTATE WASHDC", "STATE"),
        ("WASHDC, SECSTATE", "STATE"),
        ("ISLAMABAD, AMEMBASSY", "ISLAMABAD"),
        ("USUN NEW YORK, USMISSION", "USUN NEW YORK"),
        ("EMBASSY KINSHASA", "KINSHASA"),
    ],
)
def test_post_of_an_addressee(printed: str, name: str) -> None:
    post = posts.plad(printed)
    assert post is not None
    assert post.name == name


NOT_POSTS = [
    "CINCPAC",
    "CINCUSNAVEUR LONDON",
    "USIA WASHDC",
    "SECDEF WASHDC",
    "DIA WASHINGTON DC",
    "JOINT STAFF WASHDC",
    "WHITE HOUSE NATIONAL SECURITY COUNCIL WASHINGTON DC",
    "HQ USSOUTHCOM MIAMI FL",
    "ALL NATO CAPITALS",
    "ALL AFRICAN DIPLOMATIC POSTS",
    "UN SECURITY COUNCIL COLLECTIVE",
    "CDRUSSAG NKP RTAFB",
    "USDEL JEC PARIS",
    "USNMR SHAPE",
    "Bastien, Joelle-Elizabeth",
    "GLOBAL FINANCIAL SERVICES, USOFFICE",
]


@pytest.mark.parametrize("printed", NOT_POSTS)
def test_other_addressees_are_no_posts_and_are_not_repaired_to_one(printed: str) -> None:
    assert posts.plad(printed) is None
    assert posts.repair_plad(printed) is None


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        ("AMEMBASSV SAIG0N", "AMEMBASSY SAIGON"),
        ("AMMBASSY BONN", "AMEMBASSY BONN"),  # 1974BRASIL07957
        ("AMEMBUSSY LONDON", "AMEMBASSY LONDON"),  # 1976NAIROB12871
        ("AMSMSASSY BUENOS AIRES", "AMEMBASSY BUENOS AIRES"),  # 1980BUENOS07776
        ("AMCONSUL NHA TRNAG", "AMCONSUL NHA TRANG"),  # 1973SAIGON04464
        ("AMEMBASSY MOSCO", "AMEMBASSY MOSCOW"),
        ("AMEMASSY BRASILIA", "AMEMBASSY BRASILIA"),
        ("AMEMBASSY KUALA LUPUR", "AMEMBASSY KUALA LUMPUR"),
        ("AMEM BASSY ROME", "AMEMBASSY ROME"),
        ("AMEMBASSYBONN", "AMEMBASSY BONN"),
        ("ISLAMABAO, AMEMBASSY", "ISLAMABAD, AMEMBASSY"),
        ("SECSTATF WASHOC", "SECSTATE WASHDC"),
    ],
)
def test_damaged_addressee(printed: str, repaired: str) -> None:
    found = posts.repair_plad(printed)
    assert found is not None
    assert found[0] == repaired
    assert 0.8 < found[1] < 1


@pytest.mark.parametrize(
    "printed", ["AMEMBASSY", "AMEMBASSY ROUTINE", "AMEMBASSY PERU", "AMBASSADOR LONDON", "AMCONSUL X"]
)
def test_addressee_without_a_certain_reading_is_left_alone(printed: str) -> None:
    assert posts.repair_plad(printed) is None


PLADS = [f"{row['type']} {row['post']}" for row in rows("posts") if row["type"] in ("AMEMBASSY", "AMCONSUL")]
LETTERS = "ABCDEFGHIJKLMNOPRSTUVWYZ"


@st.composite
def damaged_plads(draw: st.DrawFn) -> tuple[str, str]:
    """A real address with one character of its city lost, added, changed or exchanged with the next."""
    plad = draw(st.sampled_from(PLADS))
    place = draw(st.integers(plad.index(" ") + 1, len(plad) - 1))
    letter = draw(st.sampled_from(LETTERS))
    before, after = plad[:place], plad[place:]
    kept = (after[1:], letter + after, letter + after[1:], after[1:2] + after[:1] + after[2:])
    return plad, before + draw(st.sampled_from(kept))


@given(damaged_plads())
def test_a_damaged_city_is_never_repaired_to_a_farther_one(damaged: tuple[str, str]) -> None:
    from rapidfuzz.distance import OSA

    plad, printed = damaged
    repaired = posts.repair_plad(printed)
    assume(repaired is not None)
    assert repaired is not None
    squeezed, true, found = (text.replace(" ", "") for text in (printed, plad, repaired[0]))
    assert OSA.distance(squeezed, found) <= OSA.distance(squeezed, true)
    assert posts.plad(repaired[0]) is not None


@given(st.sampled_from(PLADS))
def test_a_whole_address_is_not_repaired(plad: str) -> None:
    assert posts.plad(plad) is not None
    assert posts.repair_plad(plad) is None


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        ("BA GKOK", "BANGKOK"),
        ("BANKOK", "BANGKOK"),
        ("KUALA LUMUR", "KUALA LUMPUR"),
        ("RE KJAVIK", "REYKJAVIK"),
        ("STANE", "STATE"),
        ("0TTAWA", "OTTAWA"),
        ("ARAJEVO", "SARAJEVO"),
    ],
)
def test_damaged_post_name(printed: str, repaired: str) -> None:
    found = posts.repair_post(printed)
    assert found is not None
    assert found[0] == repaired


@pytest.mark.parametrize(
    "word", ["STATES", "STATED", "ESTATE", "MALI", "OMAN", "PARTY", "QUITE", "DATES", "CALL", "SECTION", "DEPTEL"]
)
def test_ordinary_words_are_no_damaged_posts(word: str) -> None:
    assert posts.repair_post(word) is None


# TAGS


def test_a_code_means_what_it_meant_in_its_year() -> None:
    then, now = tags.find("PINS", 1975), tags.find("PINS", 2005)
    assert then is not None and now is not None
    assert (then.name, now.name) == ("Internal Security", "National Security")
    assert (then.kind, now.kind) == ("subject", "subject")


@pytest.mark.parametrize(
    ("code", "kind"),
    [("PTER", "subject"), ("PK", "geopolitical"), ("NATO", "organization"), ("KDEM", "program"), ("pgov", "subject")],
)
def test_kinds_of_tags(code: str, kind: str) -> None:
    entry = tags.find(code, 2000)
    assert entry is not None
    assert entry.kind == kind


def test_glued_tags() -> None:
    assert tags.split_glued("EFINECON", 1975) == ["EFIN", "ECON"]
    assert tags.split_glued("PHUMPGOV", 1995) == ["PHUM", "PGOV"]
    assert tags.split_glued("PREFUS", 1985) == ["PREF", "US"]


@pytest.mark.parametrize("word", ["SUBJECTS", "PREL", "EFINXXXX", "OECD", "EFINECONPGOV", ""])
def test_what_is_not_glued_tags(word: str) -> None:
    assert tags.split_glued(word, 1975) is None


def test_damaged_tags() -> None:
    assert tags.repair("01IP", 2011) == ("OIIP", 0.5)  # 2011ISLAMABAD01294
    assert tags.repair("PG0V", 1995) == ("PGOV", 0.75)
    assert tags.repair("PRFL", 1995) == ("PREL", 0.75)


@pytest.mark.parametrize("code", ["PREL", "PINX", "AH", "XYZZ", ""])
def test_tags_that_are_whole_or_beyond_repair(code: str) -> None:
    assert tags.repair(code, 1980) is None


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


# Captions


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("S E N S I T I V E", "SENSITIVE"),
        ("C O R R E C T E D  C O P Y", "CORRECTED COPY"),
        ("C O R R R E C T E D C O P Y", "CORRECTED COPY"),
        ("SI PDIS", "SIPDIS"),
        ("NO FORN", "NOFORN"),
        ("exdis", "EXDIS"),
        ("TM CHANNEL", "TM CHANNEL"),
        ("CHEROKEE", "CHEROKEE"),
    ],
)
def test_caption_however_it_is_spaced(printed: str, name: str) -> None:
    caption = captions.find(printed)
    assert caption is not None
    assert caption.name == name


def test_damaged_caption() -> None:
    assert captions.repair("NOFORON") == ("NOFORN", 0.86)
    assert captions.repair("LIMDlS") == ("LIMDIS", 0.83)
    assert captions.repair("N0DIS") == ("NODIS", 0.8)


@pytest.mark.parametrize("word", ["MODEL", "CHOSE", "NODES", "FOR AMBASSADOR", "EXDIS", ""])
def test_words_that_are_no_damaged_captions(word: str) -> None:
    assert captions.repair(word) is None


def test_captions_that_stand_on_their_own() -> None:
    names = captions.names()
    assert {"NODIS", "EXDIS", "SIPDIS", "SENSITIVE", "ROGER CHANNEL", "TERREP"} <= set(names)
    assert not {"ONLY", "NATO", "OECD", "MAINTAIN", "INFORM CONSULS", "SECTO", "NOTAL", "LOU"} & set(names)
    assert list(names) == sorted(names, key=len, reverse=True)
    assert [name for name in names if captions.find(name) is None] == []


def test_meaning_of_a_caption() -> None:
    meaning = captions.meaning("NOFORN", 1975)
    assert meaning is not None
    assert "foreign nationals" in meaning
    assert captions.meaning("HELLO", 1975) is None


# Exemptions


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        *((printed, "B1") for printed in ("B1", "(b)(1)", "b(1)", "B-1", "BI", "(B) (1)", "\u04121")),
        *((printed, "1.4(D)") for printed in ("1.4(D)", "1.4D", "1.4 (d)", "1.4 d")),
        *((printed, "B7(C)") for printed in ("(b)(7)(C)", "b7c", "B7(C)")),
        ("1.5(C)", "1.5(C)"),
        ("25X1", "25X1"),
        ("25 X6", "25X6"),
        ("3.3(b)(1)", "25X1"),
        ("1.3(a)(5)", "1.3(A)(5)"),
        ("PA", "PA"),
        ("(k)(2)", "PA (k)(2)"),
    ],
)
def test_exemption_code(printed: str, code: str) -> None:
    assert exemptions.normalise(printed) == code


@pytest.mark.parametrize(
    "printed", ["81", "B10", "BIG", "1.4", "1.4(Z)", "B1, B5", "BI-LATERAL", "11.4(D)", "PAGE", ""]
)
def test_what_is_no_single_exemption_code(printed: str) -> None:
    assert exemptions.normalise(printed) is None


def test_lenient_reading_of_a_code_that_stands_alone() -> None:
    assert exemptions.normalise("81", lenient=True) == "B1"
    assert exemptions.normalise("l.4(0)", lenient=True) == "1.4(D)"
    assert exemptions.normalise("1985", lenient=True) is None


@pytest.mark.parametrize(
    ("marking", "codes"),
    [
        ("B1, 1.4(D)", ["B1", "1.4(D)"]),  # 2000STATE185645
        ("1.4(B),B1,1.4(D)", ["1.4(B)", "B1", "1.4(D)"]),  # 2012PORTAUPRINCE01954
        ("B5,B6", ["B5", "B6"]),
        ("1.5 (B) (C) (D)", ["1.5(B)", "1.5(C)", "1.5(D)"]),
        ("1.4 (b) and (d)", ["1.4(B)", "1.4(D)"]),
        ("1.4 (b, d)", ["1.4(B)", "1.4(D)"]),
        ("REASON: 1.5 B AND D", ["1.5(B)", "1.5(D)"]),
        ("1.4B,1.4D, 25X6", ["1.4(B)", "1.4(D)", "25X6"]),
        ("B7(C) B1", ["B7(C)", "B1"]),
        ("RELEASED IN PART", []),
        ("RELEASE IN PART B6, PA", ["B6", "PA"]),
        ("NSC-10 PA-03 RSC-01", []),
        ("PA GERMANY", []),
    ],
)
def test_codes_of_a_marking(marking: str, codes: list[str]) -> None:
    assert [code for code, _, _ in exemptions.find_all(marking)] == codes


@given(st.text(alphabet="Bb1475(). ,ADANDXP\u0412\u00df") | st.text())
def test_places_of_codes_lie_in_the_text_and_in_order(text: str) -> None:
    end = 0
    for code, start, stop in exemptions.find_all(text):
        assert end <= start < stop <= len(text)
        assert exemptions.normalise(code) == code
        end = stop


def test_meaning_of_an_exemption() -> None:
    assert exemptions.meaning("B6", 2000) == "Personal privacy"
    assert exemptions.meaning("1.3(A)(5)", 1990) == "Foreign relations or foreign activities"
    assert exemptions.meaning("Q9", 2000) is None


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
    ],
)
def test_damaged_precedence(printed: str, word: str) -> None:
    found = precedence.repair(printed)
    assert found is not None
    assert found[0] == word


@pytest.mark.parametrize("word", ["IMMEDIATELY", "PRIOR", "ROUTE", "CRISIS", "REFERRED", "LONDON", ""])
def test_words_that_are_no_damaged_precedence(word: str) -> None:
    assert precedence.repair(word) is None


# Classification


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("UNCLAS", "UNCLASSIFIED"),
        ("C O N F I D E N T I A L", "CONFIDENTIAL"),
        ("cONF IDEN TIAL", "CONFIDENTIAL"),
        ("S E C R E T", "SECRET"),
        ("SECRET//NOFORN", "SECRET"),
        ("TOP SECRET", "TOP SECRET"),
        ("L I M I T E D OFFICIAL USE", "LIMITED OFFICIAL USE"),
        ("SBU", "SENSITIVE BUT UNCLASSIFIED"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        ("UNCLAS FOUO", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        ("OFFICIAL USE ONLY", "OFFICIAL USE ONLY"),
    ],
)
def test_level(printed: str, level: str) -> None:
    assert classifications.level(printed) == level
    assert classifications.repair_level(printed) is None


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("LIMA TED OFFICTAL USE", "LIMITED OFFICIAL USE"),
        ("SECRFT", "SECRET"),
        ("SEGRET", "SECRET"),
        ("C0NFIDENTIAL", "CONFIDENTIAL"),
        ("CONFIDENTAL", "CONFIDENTIAL"),
        ("UNCLASSIFED", "UNCLASSIFIED"),
    ],
)
def test_damaged_level(printed: str, level: str) -> None:
    assert classifications.level(printed) is None
    found = classifications.repair_level(printed)
    assert found is not None
    assert found[0] == level
    assert 0.7 < found[1] < 1


@pytest.mark.parametrize(
    "word", ["SECRETARY", "SECRETS", "CLASSIFIED", "DECLASSIFIED", "CONFIDENTIALITY", "OFFICE USE", "UNRESTRICTED", ""]
)
def test_words_that_are_no_level(word: str) -> None:
    assert classifications.level(word) is None
    assert classifications.repair_level(word) is None


@given(st.sampled_from(sorted({row["record_level"] for row in rows("classifications") if row["record_level"]})))
def test_a_level_is_its_own_level(level: str) -> None:
    assert classifications.level(level) == level
    assert classifications.level(" ".join(level)) == level


def test_levels_are_ranked() -> None:
    levels = ["UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"]
    assert [classifications.rank(level) for level in levels] == [0, 1, 2, 3, 4]
    assert classifications.rank("LIMITED OFFICIAL USE") == 0


@pytest.mark.parametrize(
    "mark",
    [
        "U",
        "C",
        "S",
        "TS",
        "SBU",
        "LOU",
        "FOUO",
        "S/NF",
        "C//NF",
        "SBU/NF",
        "S/REL",
        "S/ REL",
        "S//REL TO USA, GBR",
        "u",
    ],
)
def test_portion_marks(mark: str) -> None:
    assert classifications.portion(mark)


@pytest.mark.parametrize("mark", ["A", "1", "NF", "USA", "SECRET", "S/P", "C - ENTIRE TEXT", "SUBS", "US", ""])
def test_what_is_no_portion_mark(mark: str) -> None:
    assert not classifications.portion(mark)


# Executive orders


@pytest.mark.parametrize("order", ["11652", "12065", "12356", "12958", "13526", "13292"])
def test_known_order(order: str) -> None:
    assert executive_orders.number(order) == (order, False)
    assert executive_orders.number(f"E.O. {order}:") == (order, False)


@pytest.mark.parametrize(
    ("printed", "order"),
    [
        ("11653", "11652"),
        ("16652", "11652"),
        ("1295", "12958"),
        ("1 2958", "12958"),
        ("l2065", "12065"),
        ("12985", "12958"),
    ],
)
def test_damaged_order(printed: str, order: str) -> None:
    assert executive_orders.number(printed) == (order, True)


@pytest.mark.parametrize("printed", ["12345", "12365", "99999", "N/A", "GDS", "5", ""])
def test_unknown_order(printed: str) -> None:
    assert executive_orders.number(printed) is None


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
    lambda text: tags.find(text, 1975),
    lambda text: tags.split_glued(text, None),
    lambda text: tags.repair(text, 2000),
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
