"""The head of a cable, its text with what was withheld in its place, its diagnostics folded."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import FIXTURES, SEEDS
from hostile_markup import HEADING
from hypothesis import given
from hypothesis import strategies as st
from make_pdf import Sheet, typed

from cableparse import parse_file, parse_text
from cableparse.corrections import apply
from cableparse.pages import Box
from cableparse.pipeline import parse_document
from cableparse.record import Cable, Correction, Diagnostic
from cableparse.sources import OcrChoice, Opened, SourceOptions, read_parts
from cableparse.views.page.diagnostic_list import findings, folded
from cableparse.views.page.heading import heading, moment, source_note
from cableparse.views.page.origin import Origin, ShownDocument
from cableparse.views.page.panel import Panel, panels
from cableparse.views.page.reading_view import ReadingView, reading

TEXTS = sorted(path for path in FIXTURES.rglob("*.txt") if not path.name.endswith(".gutter.txt"))
OPTIONS = SourceOptions(ocr=OcrChoice.NEVER)
CABLE = f"""\
{HEADING}SUBJECT: TALKS WITH THE MINISTER
1. THE MINISTER SAID THAT THE TALKS WOULD GO ON
UNTIL MAY, AND THEN BEGIN ANEW.
2. HE ASKED FOR HELP.
QUAINTON
"""


def shown(path: Path) -> list[Panel]:
    (found,) = read_parts(path, options=OPTIONS)
    assert isinstance(found, Opened)
    return panels(ShownDocument(parse_document(found.document), Origin.of(found)), OPTIONS.pdf)


def printed(text: ReadingView) -> list[str]:
    """Each paragraph with its blanks in brackets."""
    return ["".join(f"[{p.text}]" if p.withheld else p.text for p in passage.pieces) for passage in text.passages]


def test_the_head_of_a_cable(seed: Path) -> None:
    (cable,) = parse_file(seed)
    head = heading(cable)
    assert (head.kind, head.number, head.title) == ("Telegram", "STATE 185645", "PAKISTANI SUPPORT FOR TALIBAN")
    assert {row.label: (row.text, row.detail) for row in head.rows} == {
        "From": ("SECSTATE WASHDC", None),
        "To": ("AMEMBASSY ISLAMABAD (IMMEDIATE)", None),
        "Date": ("September 26, 2000, 2310Z", "262310Z SEP 00"),
        "Precedence": ("IMMEDIATE", None),
        "Classification": ("SECRET", "now UNCLASSIFIED"),
        "TAGS": ("PTER, PREL, ASEC, PK", None),
        "Release": ("RELEASED IN PART, B1, 1.4(D)", None),
    }
    note = source_note(cable)
    assert note[1:3] == [
        "SECRET; IMMEDIATE.",
        "Drafted by HDIEHL (S/CT), JLUNSTEAD (SA/PAB), September 26, 2000; cleared by EHULL (S/CT), JLAPENN (P), "
        "TPALLAS (CIA/CTC), MSTEINITZ (INR/TNC), LVIGUERIE (IO/UNP), MFITZPATRICK (P); approved by KFINDERFURTH (SA).",
    ]


def test_what_was_not_read_is_said_in_the_head() -> None:
    (cable,) = parse_text("R 131215Z MAY 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n1. TEXT.\n")
    head = heading(cable)
    assert head.title == "No subject was read"
    assert [row.label for row in head.rows if row.text is None] == ["Classification"]


def test_what_is_no_cable_has_its_name_for_a_title() -> None:
    (cable,) = parse_file(SEEDS / "000_f33c3e02de4d8d04.txt")
    assert heading(cable)[:3] == ("Not a cable", None, "000_f33c3e02de4d8d04.txt")
    assert heading(cable).rows == []


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"dtg": {"utc": "1974-05-03T09:05Z"}}, "May 3, 1974, 0905Z"),
        ({"drafting": {"drafted_on": "1974-05-03"}}, "drafted May 3, 1974"),
        ({"message": {"year": 1974}}, "1974"),
        ({"dtg": {"as_printed": "0309?5Z MAY"}}, "0309?5Z MAY"),
        ({}, None),
    ],
)
def test_when_a_cable_was_sent(record: dict[str, object], words: str | None) -> None:
    (cable,) = parse_text(CABLE)
    bare = {"kind": "cable", "source": cable.source.model_dump()}
    assert moment(Cable.model_validate(bare | record)) == words


def test_equal_diagnostics_are_folded_into_one_with_its_places(seed: Path) -> None:
    (panel,) = shown(seed)
    assert [(g.first.code, [f.line for f in g.placed]) for g in panel.findings] == [
        ("wreckage", [64, 67]),
        ("banner-in-text", [46, 80, 100, 110]),
    ]
    assert not any(group.is_told_apart for group in panel.findings)


def test_diagnostics_that_say_more_of_their_places_keep_it() -> None:
    (cable,) = parse_text(CABLE.replace("SUBJECT", "SU8JECT").replace("\nTO", "\nT0"))
    (repaired,) = [group for group in folded(findings(cable)) if group.first.code == "label-repaired"]
    assert repaired.is_told_apart
    assert [finding.detail.partition(" read as")[0] for finding in repaired.findings] == ["`T0`", "`SU8JECT:`"]


def test_the_worst_diagnostics_come_first() -> None:
    (cable,) = parse_text(CABLE)
    given = [("a", "info"), ("b", "error"), ("a", "info"), ("c", "warning"), ("b", "warning")]
    unknown = [Diagnostic(code=code, severity=severity, message="Said.") for code, severity in given]  # type: ignore[arg-type]
    groups = folded(findings(cable.model_copy(update={"diagnostics": unknown})))
    assert [(g.first.severity, g.first.code, len(g.findings)) for g in groups] == [
        ("error", "b", 1),
        ("warning", "c", 1),
        ("warning", "b", 1),
        ("info", "a", 2),
    ]


def test_what_was_withheld_stands_where_it_was(seed: Path) -> None:
    (panel,) = shown(seed)
    assert "ISSUE WITH \u00b7 \u2022 [B1: text withheld]UPON HIS RETU" in printed(panel.reading)[2]
    assert panel.reading.signature == "ALBRIGHT"
    assert [passage.mark for passage in panel.reading.passages] == ["U", "S", "S/REL"]


def test_items_of_a_list_begin_lines(seed: Path) -> None:
    (panel,) = shown(seed)
    items = [piece.text for piece in panel.reading.passages[2].pieces if piece.is_item]
    assert len(items) > 10
    assert all(text.startswith("- ") for text in items)


def test_boxes_stand_between_the_words_that_they_part(tmp_path: Path) -> None:
    def boxes(number: int, sheet: Sheet) -> None:
        if number == 0:
            sheet.black_box(7, 16, 4)  # over SAID
            sheet.black_box(9, 21, 20, 2)  # behind the last paragraph, and over the line below

    path = tmp_path / "cable.pdf"
    path.write_bytes(typed(CABLE, boxes))
    (panel,) = shown(path)
    first, second = printed(panel.reading)
    assert first.startswith("THE MINISTER [no code: about 4 characters withheld]THAT THE TALKS")
    assert second.startswith("HE ASKED FOR HELP.[no code: about ")
    assert "SAID" not in first


@pytest.mark.parametrize(
    "name", ["foia-1990s/1994PARIS09433.txt", "smart-2009plus/2012PORTAUPRINCE01954_C05793212.txt"]
)
def test_without_its_source_a_blank_stands_somewhere_in_its_paragraph(name: str) -> None:
    cables = parse_file(FIXTURES / name)
    (panel,) = panels(ShownDocument(cables, None, "gone"), OPTIONS.pdf)
    blanks = [blank for passage in panel.reading.passages for blank in passage.unplaced]
    assert len(blanks) == len(cables[0].redactions) > 0
    assert printed(panel.reading) == [paragraph.text for paragraph in cables[0].body.paragraphs]


def test_a_corrected_text_is_shown_as_corrected(seed: Path) -> None:
    (found,) = read_parts(seed, options=OPTIONS)
    assert isinstance(found, Opened)
    (cable,) = parse_document(found.document)
    was = cable.body.paragraphs[2].model_dump()
    now = was | {"text": "RAISE ISSUE."}
    change = Correction(path="body.paragraphs[2]", was=was, now=now, by="A", at="2001-02-03T04:05:06Z")
    (panel,) = panels(ShownDocument([apply(cable, [change])], Origin.of(found)), OPTIONS.pdf)
    assert printed(panel.reading)[2] == "RAISE ISSUE."
    assert panel.reading.passages[2].unplaced == ["B1: text withheld"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_text_is_that_of_the_record(path: Path) -> None:
    for panel in shown(path):
        assert printed_without_blanks(panel.reading) == [paragraph.text for paragraph in panel.cable.body.paragraphs]
        placed = sum(piece.withheld for passage in panel.reading.passages for piece in passage.pieces)
        assert placed + len(panel.reading.loose) == len(panel.cable.redactions)


def printed_without_blanks(text: ReadingView) -> list[str]:
    return ["".join(p.text for p in passage.pieces if not p.withheld) for passage in text.passages]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.integers(0, 400), st.integers(0, 100))
def test_no_text_and_no_place_loses_a_word_or_a_blank(text: str, top: int, left: int) -> None:
    from cableparse.lines import arrange
    from cableparse.record import Redaction
    from cableparse.sources.text import text_document

    opening = CABLE.partition("1. ")[0] + "1. "
    (cable, *_) = parse_text(opening + text)
    sheet = arrange(text_document(opening + text, "x"))[0]
    drawn = Redaction(page=1, bbox=Box(left, top, left + 9, top + 9))
    paragraphs = [p.model_copy(update={"redactions": [0]}) for p in cable.body.paragraphs]
    body = cable.body.model_copy(update={"paragraphs": paragraphs})
    found = reading(cable.model_copy(update={"redactions": [drawn], "body": body}), sheet.lines)
    assert printed_without_blanks(found) == [paragraph.text for paragraph in paragraphs]
    for passage in found.passages:
        assert sum(piece.withheld for piece in passage.pieces) + len(passage.unplaced) == 1
