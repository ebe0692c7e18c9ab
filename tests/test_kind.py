"""What kind of document a text is, by the evidence of its lines."""

from __future__ import annotations

import pytest

from cableparse.pipeline import parse_text

TELEGRAM = "R 121200Z MAY 94\nFM {sender}\nTO {addressee}\nBT\nC O N F I D E N T I A L\nSUBJECT: FILES\n1. NOTHING.\nBT"


def kind(text: str) -> tuple[str, str]:
    """Kind and layout of the one record of a text."""
    (cable,) = parse_text(text)
    return cable.kind, cable.layout


@pytest.mark.parametrize(
    ("sender", "addressee"),
    [
        ("CDRUSAINSCOM FT MEADE MD//IACSF//", "CDR902DMIGP FT MEADE MD//IAGPA//"),
        ("DIRECTOR FBI", "FBI NEW YORK ROUTINE"),
        ("DIA WASHINGTON DC", "USDAO BELGRADE"),
        ("JCS WASHINGTON DC", "CINCPAC HONOLULU HI"),
    ],
)
def test_a_telegram_between_other_agencies_is_none_of_the_departments(sender: str, addressee: str) -> None:
    (cable,) = parse_text(TELEGRAM.format(sender=sender, addressee=addressee))
    assert cable.kind == "not_a_cable"
    assert cable.from_.name is None
    (note,) = (diagnostic for diagnostic in cable.diagnostics if diagnostic.code == "other-agency")
    assert sender in note.message


@pytest.mark.parametrize(
    ("sender", "addressee"),
    [
        ("AMEMBASSY LIMA", "SECSTATE WASHDC"),
        ("CINCPAC HONOLULU HI", "SECSTATE WASHDC"),
        ("SECDEF WASHINGTON", "AMEMBASSY LIMA"),
    ],
)
def test_one_party_of_the_department_is_enough(sender: str, addressee: str) -> None:
    assert kind(TELEGRAM.format(sender=sender, addressee=addressee))[0] == "cable"


def test_a_classified_message_of_another_service_is_none() -> None:
    lines = ["CLASSIFIED MESSAGE", "SECRET", "ROUTINE", "FROM: DIRECTOR", "TO: LUSAKA STATION", "CITE DIR 54321"]
    (cable,) = parse_text("\n".join([*lines, "1. REVIEW OF FILES FOUND NOTHING.", "2. ADVISE."]))
    assert cable.kind == "not_a_cable"
    assert any(diagnostic.code == "other-agency" for diagnostic in cable.diagnostics)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DEPARTMENT OF STATE\nA-61\nTO: DEPARTMENT OF STATE\nFROM: Amembassy OTTAWA\nDATE: May 6, 1963\nSUBJECT: Rye\n"
         "Prices rose in January. The Ministry expects more.", ("airgram", "form")),
        ("The item identified below has been withdrawn from this file:\nDate\nMarch 5, 1962\nFrom\nLusaka\nTo\n"
         "Department of State", ("withdrawal_notice", "unknown")),
        ("842.00/3–561: Telegram\n\nThe Ambassador in Canada (Smith) to the Secretary of State\n\nconfidential\n\n"
         "Ottawa, March 5, 1961—6 p.m.\n\n412. Minister told me so.\n\nSmith", ("cable", "unknown")),
        ("13 VALLETTA 77\nSubject: Strike\n\n1. (SBU) Dock workers stayed away.\n\n2. (SBU) They will meet.",
         ("cable", "unknown")),
        ("SUBJECT: FEES\n\nREF: A. STATE 12345\n\n1. (SBU) This is an action request.\n\n2. (SBU) Raise the fees.",
         ("cable", "unknown")),
        ("To: H\nSubject: Strike cable\n\nPost sent a good cable on this last night (13 Valletta 77).\n\nJane",
         ("not_a_cable", "unknown")),
        ("THE SECRETARY OF STATE\nWASHINGTON\n\nFebruary 15, 1961\n\nMEMORANDUM FOR THE PRESIDENT\nSubject: Sugar\n\n"
         "You have asked whether the quota will lead to it.", ("not_a_cable", "unknown")),
        ("Harbor strike enters second day\nBy Jane Doe\nMay 7, 2013\n\nDock workers stayed away from work on Tuesday.",
         ("not_a_cable", "unknown")),
    ],
)  # fmt: skip
def test_kinds(text: str, expected: tuple[str, str]) -> None:
    assert kind(text) == expected
