"""One fixture for each way in which references are written: they resolve, or are typed as what they are."""

from __future__ import annotations

import json

import pytest
from corpus import FIXTURES

from cableparse import parse_file, parse_text
from cableparse.grammars import pattern
from cableparse.vocabulary import reference_words

CASES = sorted(path.name.removesuffix(".gold.json") for path in FIXTURES.glob("references/*.gold.json"))


@pytest.mark.parametrize("name", CASES)
def test_references_are_those_labelled(name: str) -> None:
    labels = json.loads((FIXTURES / "references" / f"{name}.gold.json").read_text(encoding="utf-8"))
    cables = parse_file(FIXTURES / "references" / f"{name}.txt")
    assert [[r.model_dump() for r in cable.references] for cable in cables] == [labels["references"]]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("garbled-digits", "repaired"),
        ("unknown-sender", "unknown-sender"),
        ("own-number", "own-number-referenced"),
    ],
)
def test_what_was_inferred_is_told(name: str, code: str) -> None:
    cable = parse_file(FIXTURES / "references" / f"{name}.txt")[0]
    assert code in {d.code for d in cable.diagnostics}


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("EXAMPLE-SAMPLE E-MAIL OF MAY 3", "email"),
        ("Sample e-mail", "email"),
        ("EMBASSY NOTE NO. 123", "note"),
        ("MY CONVERSATION WITH DIRECTOR", "conversation"),
        ("DEPTEL 12", "telegram"),
        ("WASHINGTON", None),
    ],
)
def test_a_word_tells_the_kind(printed: str, kind: str | None) -> None:
    assert reference_words.kind(printed) == kind


@pytest.mark.parametrize(
    "word", ["E-MAIL", "EMAILS", "LTR", "MEMORANDA", "PHONECON", "DISCUSSIONS", "FAXES", "DISPATCH"]
)
def test_the_words_of_the_grammar_have_a_kind(word: str) -> None:
    assert pattern("references", "UNCABLED").fullmatch(word)
    assert reference_words.kind(word)


HEADER = """PAGE 01        LIMA    00100  131302Z
R 131215Z MAY 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 1234
C O N F I D E N T I A L LIMA 0100
E.O. 11652: GDS
TAGS: EFIS, PE
SUBJECT: FISHING LIMITS
"""


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("(STATE 12 AND 14)", ["1974STATE000012", "1974STATE000014"]),
        ("STATE 12345 DTG 031200Z MAY 74", ["1974STATE012345"]),
        ("LIMA 41 PARAS 2 AND 3; QUITO 5", ["1974LIMA00041", "1974QUITO00005"]),
        ("STATE 93410, LIMA 41 (BOTH NOTAL)", ["1974STATE093410", "1974LIMA00041"]),
        ("STATE 93410 (NODIS) AND LIMA 41 (DTG 121345Z MAY 74)", ["1974STATE093410", "1974LIMA00041"]),
        ("STATE NO. 93410; LIMA'S TELEGRAM 41", ["1974STATE093410", "1974LIMA00041"]),
        ("AMEMBASSY QUITO 41 / STATE-93410", ["1974QUITO00041", "1974STATE093410"]),
        ("EXAMPLE LETTER OF MAY 3 AND STATE 93410", [None, "1974STATE093410"]),
    ],
)
def test_forms_of_references(printed: str, found: list[str | None]) -> None:
    cable = parse_text(f"{HEADER}REF: {printed}\n\n1. TEXT.\n")[0]
    assert [reference.id for reference in cable.references] == found
