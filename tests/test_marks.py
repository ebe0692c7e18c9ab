"""Marks that a carrier put on the lines of a text are in no value, and places still point at the text as it is."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from make_pdf import typed
from source_files import TELEGRAM, documents

from cableparse import parse_text
from cableparse.field_path import value_at
from cableparse.pages import split_lines
from cableparse.pipeline import parse_document
from cableparse.record import Cable
from cableparse.sources.marks import take_off

CABLE = """\
CONFIDENTIAL
PAGE 01        LIMA    00240  131302Z
ACTION ARA-10
INFO  OCT-01  ISO-00  /011 W
                    --------------------- 099491
R 131215Z MAY 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC PRIORITY 1234
INFO AMEMBASSY QUITO
C O N F I D E N T I A L LIMA 0240
E.O. 11652: GDS
TAGS: PFOR, PE
SUBJECT: FISHING LIMITS
REF: STATE 100412
1. SUMMARY: THE MINISTER TOLD US ON MAY 12 THAT HIS GOVERNMENT WOULD NOT
EXTEND ITS FISHING LIMITS THIS YEAR.

2. WE SHALL ASK HIM AGAIN NEXT WEEK.
EXAMPLE
CONFIDENTIAL
"""
LINES = CABLE.splitlines()
LABELS = r"^(FM|TO|INFO(?= AM)|E\.O\. 11652:|TAGS:|SUBJECT:|REF:)"


def numbered(form: str, lines: list[str] = LINES) -> str:
    return "".join(form.format(number, line) + "\n" for number, line in enumerate(lines, 1))


def nl() -> str:
    """As `nl` numbers lines: empty ones have none."""
    numbers = iter(range(1, len(LINES)))
    return "".join(f"{next(numbers):6}\t{line}\n" if line else "       \n" for line in LINES)


def quoted(mark: str, text: str = CABLE) -> str:
    return "".join(f"{mark}{line}".rstrip() + "\n" for line in text.splitlines())


def bold() -> str:
    return re.sub(LABELS, r"**\1**", CABLE, flags=re.MULTILINE)


def escaped() -> str:
    return re.sub(r"([-.])", r"\\\1", CABLE)


def widened(every: int, width: int) -> str:
    """As layers of recognition have it: more blanks than are printed in every so manieth gap between words."""
    gaps = count()
    return re.sub(r"(?<=\S) (?=\S)", lambda _: " " * (1 if next(gaps) % every else width), CABLE)


CARRIED = {
    "cat -n": numbered("{:6}\t{}"),
    "nl": nl(),
    "blanks": numbered("{:3} {}"),
    "grep -n": numbered("{}:{}"),
    "bat": numbered("{:4} \u2502 {}"),
    "of pages": numbered("{:2} {}", LINES[:10]) + numbered("{:2} {}", LINES[10:]),
    "quote": quoted("> "),
    "quote without a blank": quoted(">"),
    "quote in a quote": quoted("> > "),
    "nested": "> On Monday Smith wrote:\n" + quoted("> > "),
    "bold": bold(),
    "underscores": re.sub(LABELS, r"__\1__", CABLE, flags=re.MULTILINE),
    "bold lines": "".join(f"**{line}**\n" if line and line[0] in "CST" else f"{line}\n" for line in LINES),
    "escaped": escaped(),
    "numbers escaped": re.sub(r"^(\d)\.", r"\1\\.", CABLE, flags=re.MULTILINE),
    "hard breaks": CABLE.replace("\n", "\\\n"),
    "fence": f"```\n{CABLE}```\n",
    "fence that names a language": f"```text\n{CABLE}```\n",
    "other fence": f"~~~\n{CABLE}~~~\n",
    "quoted Markdown": quoted("> ", bold()),
    "two blanks": widened(1, 2),
    "three blanks": widened(1, 3),
    "some gaps of two blanks": widened(3, 2),
    "numbered, two blanks": numbered("{:6}\t{}", widened(1, 2).splitlines()),
    "numbered fence": numbered("{:6}\t{}", ["```", *LINES, "```"]),
}


def values(cable: Cable) -> dict[str, Any]:
    """The record but for its places, and for what was counted."""
    return cable.model_dump(exclude={"source", "provenance", "diagnostics", "coverage", "confidence"})


@pytest.mark.parametrize("carrier", CARRIED)
def test_a_carrier_changes_no_value(carrier: str) -> None:
    (cable,) = parse_text(CARRIED[carrier])
    (own,) = parse_text(CABLE)
    assert values(cable) == values(own)
    assert (cable.coverage.unparsed, cable.leftover) == (0, [])


@pytest.mark.parametrize("carrier", CARRIED)
def test_places_point_at_the_text_as_it_is(carrier: str) -> None:
    text = CARRIED[carrier]
    (cable,) = parse_text(text)
    for path in ("subject", "from.name", "dtg.as_printed", "body.signature"):
        (span,) = cable.provenance[path]
        printed = text[span.start : span.end]
        assert " ".join(printed.split()) == value_at(cable.model_dump(by_alias=True), path)
        line = split_lines(text)[span.line - 1]
        assert line.offset <= span.start < span.end <= line.offset + len(line.text)


def test_wide_gaps_of_a_pdf_change_no_value(tmp_path: Path) -> None:
    cables = []
    for name, text in (("own.pdf", CABLE), ("wide.pdf", widened(1, 2))):
        (tmp_path / name).write_bytes(typed(text))
        (document,) = documents(tmp_path / name)
        cables += parse_document(document)
    own, wide = cables
    assert values(wide) == values(own)


def test_columns_of_a_short_list_stay_apart() -> None:
    listed = "".join(f"{name}  {number}\n" for number, name in enumerate(["LIMA", "QUITO", "LA PAZ"] * 8))
    assert [line.text for line in take_off(split_lines(listed), listed)] == listed.splitlines()


def test_an_escape_within_a_value_is_within_its_place() -> None:
    (cable,) = parse_text(escaped())
    (span,) = cable.provenance["distribution.offices"]
    assert (cable.distribution.offices[0].symbol, escaped()[span.start : span.end]) == ("ARA", "ARA\\-10")


def test_known_markdown_needs_one_sign_only(tmp_path: Path) -> None:
    text = CABLE.replace("SUBJECT:", "**SUBJECT:**").replace("LIMITS\n", "\\[*LIMITS*\\]\n", 1)
    (tmp_path / "cable.md").write_text(text, encoding="utf-8")
    (document,) = documents(tmp_path / "cable.md")
    assert parse_document(document)[0].subject == "FISHING [LIMITS]"
    assert document.text == text


OWN = {
    "one line quoted": CABLE.replace("EXTEND ITS", "> EXTEND ITS"),
    "two lines quoted": CABLE.replace("1. SUMMARY", "> 1. SUMMARY").replace("EXTEND ITS", "> EXTEND ITS"),
    "asterisks": CABLE.replace("THE MINISTER", "**THE MINISTER** AND *** HIS **").replace("MAY 12", "MAY* 12*"),
    "banner": CABLE.replace("CONFIDENTIAL\n", "**CONFIDENTIAL**\n"),
    "backslash": CABLE.replace("GOVERNMENT", "GOVERNMENT\\.").replace("WEEK", "Q\\S WEEK"),
    "a line that begins with a number": CABLE.replace("EXTEND ITS", "1 EXTEND ITS"),
    "numbered items": "1. ALPHA.\n2. BRAVO.\n3. CHARLIE.\n4. DELTA.\n5. ECHO.\n6. FOXTROT.\n",
    "a short list": "1 ALPHA\n2 BRAVO\n3 CHARLIE\n4 DELTA\n",
    "a real cable": TELEGRAM.read_text(encoding="utf-8"),
    "empty": "",
}


@pytest.mark.parametrize("own", OWN)
def test_marks_of_a_cables_own_stay(own: str) -> None:
    lines = split_lines(OWN[own])
    assert take_off(lines, OWN[own]) == lines


def test_a_cables_own_quote_within_a_quote_stays() -> None:
    text = quoted("> ", OWN["one line quoted"])
    assert [line.text for line in take_off(split_lines(text), text)] == OWN["one line quoted"].splitlines()


def test_what_stands_between_fences_is_as_printed() -> None:
    text = f"# **A** \\* **B**\n```\n{bold()}```\n"
    taken = [line.text for line in take_off(split_lines(text), text, is_markdown=True)]
    assert taken == ["# A * B", "```", *bold().splitlines(), "```"]
