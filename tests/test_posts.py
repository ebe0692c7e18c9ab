from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cableparse import damage
from cableparse.vocabulary import posts
from cableparse.vocabulary.tables import rows

# Posts


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("STATE", "STATE"),
        ("SECSTATE WASHDC", "STATE"),
        ("USUN", "USUN NEW YORK"),
        ("NATO", "USNATO"),
        ("USNATO BRUSSELS", "USNATO"),
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
        ("AmEmbassy QUITO", "QUITO"),
        ("AMCONSUL SÃO PAULO", "SAO PAULO"),
        ("Secretary of State", "STATE"),
        ("Department of State", "STATE"),
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
        ("AMEMBASSY LlMA", "AMEMBASSY LIMA"),
        ("AMEMBASSY L|MA", "AMEMBASSY LIMA"),
        ("AMEMBASSY LIMA;", "AMEMBASSY LIMA"),
        ("AMEMBASSY LIMA|", "AMEMBASSY LIMA"),
        ("AMEM\u00adBASSY LIMA", "AMEMBASSY LIMA"),
        ("AM3MBASSV ISL4MABAO", "AMEMBASSY ISLAMABAD"),
        ("ANEMBA5SY LONDON.", "AMEMBASSY LONDON"),
        ("AMEM,BASSY TOKY,O", "AMEMBASSY TOKYO"),
        ("AMEMBASSYLONOON", "AMEMBASSY LONDON"),
        ("U5UN NEW Y0RK", "USUN NEW YORK"),
        ("SECRETARV 0F STATE", "SECRETARY OF STATE"),
        ("SECSTATE WASHD", "SECSTATE WASHDC"),
    ],
)
def test_damaged_addressee(printed: str, repaired: str) -> None:
    found = posts.repair_plad(printed)
    assert found is not None
    assert found[0] == repaired
    assert 0.8 < found[1] < 1


@pytest.mark.parametrize(
    "printed",
    [
        *("AMEMBASSY", "AMEMBASSY ROUTINE", "AMEMBASSY PERU", "AMBASSADOR LONDON", "AMCONSUL X", "AMEMBASSY BON"),
        *("AMEMBASSY LONDON 1482", "FM AMEMBASSY LONDON", ",", "AMEMBASSY LONDON " * 99),
    ],
)
def test_addressee_without_a_certain_reading_is_left_alone(printed: str) -> None:
    assert posts.repair_plad(printed) is None


PLADS = [f"{row['type']} {row['post']}" for row in rows("posts") if row["type"] in ("AMEMBASSY", "AMCONSUL")]
LETTERS = "ABCDEFGHIJKLMNOPRSTUVWYZ"
with Path(damage.__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as _table:
    LOOKALIKES = [(row["printed"], row["meant"]) for row in csv.DictReader(_table) if float(row["cost"])]


@st.composite
def misread_plads(draw: st.DrawFn) -> tuple[str, str]:
    """A real address with one letter read as a look-alike or in the other case, or with a speck behind it."""
    plad = draw(st.sampled_from([*PLADS, "SECSTATE WASHDC", "USUN NEW YORK", "USMISSION GENEVA"]))
    place = draw(st.integers(0, len(plad) - 1).filter(lambda at: plad[at] != " "))
    letter = plad[place]
    taken = [one for pair in LOOKALIKES for one, other in (pair, pair[::-1]) if other == letter]
    return plad, plad[:place] + draw(st.sampled_from([*taken, letter.lower(), letter + "."])) + plad[place + 1 :]


@given(misread_plads())
def test_a_misread_address_is_read_as_its_own_post_or_left_alone(misread: tuple[str, str]) -> None:
    plad, printed = misread
    repaired = posts.repair_plad(printed)
    assert (posts.plad(repaired[0]) if repaired else posts.plad(printed)) in (posts.plad(plad), None)


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
        ("STAIE", "STATE"),
        ("5TATE", "STATE"),
        ("SA0 PAUL0", "SAO PAULO"),
        ("LlMA", "LIMA"),
        ("0TTAWA", "OTTAWA"),
        ("ARAJEVO", "SARAJEVO"),
    ],
)
def test_damaged_post_name(printed: str, repaired: str) -> None:
    found = posts.repair_post(printed)
    assert found is not None
    assert found[0] == repaired


@pytest.mark.parametrize(
    "word",
    [
        *("STATES", "STATED", "ESTATE", "STAGE", "STAFF", "SLATE", "MALI", "OMAN", "PARTY", "PARTS", "QUITE", "DATES"),
        *("CALL", "HOME", "SECTION", "DEPTEL", "MAJOR", "SIGNATURE", "VICTORY", "WASHINGTON", "VEHICLE", "BEGIN"),
    ],
)
def test_ordinary_words_are_no_damaged_posts(word: str) -> None:
    assert posts.repair_post(word) is None
