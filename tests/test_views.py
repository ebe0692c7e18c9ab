from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from cableparse.lines import Labelled, LineKind
from cableparse.pages import Line, Span, split_lines
from cableparse.record import Addressee, Cable, Diagnostic, Source
from cableparse.views.inspection import InspectView, terminal_has_color
from cableparse.views.print_formats import PrintFormat
from cableparse.views.printed_records import record_output
from cableparse.views.record_table import TableView


def cable(**fields: object) -> Cable:
    source = Source(path="a.txt", name="a.txt", sha256="", media_type="text/plain", pages=1)
    return Cable.model_validate({"kind": "cable", "source": source, **fields})


def whole(line: Line, label: str, **evidence: Any) -> Labelled:
    """A heading's line that is one stretch."""
    return Labelled(line, 0, len(line.text), label, LineKind.HEADER, 0, **evidence)


def inspected(text: str, part: str | None) -> list[str]:
    """The view of `text` with a diagnostic at `part` of its last line, or at no place."""
    lines = split_lines(text)
    span = None
    if part is not None:
        start = text.rindex(part)
        span = Span(page=1, line=lines[-1].number, start=start, end=start + len(part))
    diagnostic = Diagnostic(code="damaged-dtg", severity="warning", message="Damaged.", span=span)
    return list(InspectView([whole(line, "dtg") for line in lines], [diagnostic], color=False).lines())


@pytest.mark.parametrize(
    ("text", "part", "under_it"),
    [
        ("P 0102O3Z FM LIMA", "0102O3Z", "  ^~~~~~~ warning damaged-dtg: Damaged."),
        ("SECRET\r\nFM LIMA", "LIMA", "   ^~~~ warning damaged-dtg: Damaged."),
        ("FM\tLIMA", "LIMA", "  \t^~~~ warning damaged-dtg: Damaged."),
        ("北京 LIMA", "LIMA", "     ^~~~ warning damaged-dtg: Damaged."),
        ("FM 北京", "北京", "   ^~~~ warning damaged-dtg: Damaged."),
        ("FM LIMA", "", "       ^ warning damaged-dtg: Damaged."),
    ],
    ids=["start", "second line", "tab", "wide before", "wide under", "empty"],
)
def test_caret_stands_under_the_place(text: str, part: str, under_it: str) -> None:
    line, caret = inspected(text, part)[-2:]
    assert line.endswith(f" | {text.splitlines()[-1]}")
    assert caret.split(" | ")[1] == under_it
    assert caret.index(" | ") == line.index(" | ")


def test_a_diagnostic_over_two_lines_stops_at_the_first_lines_end() -> None:
    text = "FM LIMA\nTO BONN"
    span = Span(page=1, line=1, start=3, end=len(text))
    diagnostic = Diagnostic(code="wreckage", severity="warning", message="Damaged.", span=span)
    lines = [whole(line, "from") for line in split_lines(text)]
    assert "^~~~ warning" in list(InspectView(lines, [diagnostic], color=False).lines())[1]


def test_a_diagnostic_without_a_place_comes_last() -> None:
    assert inspected("FM LIMA", None)[-1] == "warning damaged-dtg: Damaged."


def test_the_gutter_tells_label_score_second_best_and_why() -> None:
    lines = split_lines("TACS: PE\n\nSUBJ: X")
    parts = [whole(lines[0], "tags", sure=0.87, second="subject", why="near TAGS"), whole(lines[2], "subject")]
    blank = Labelled(lines[1], 0, 0, "blank", LineKind.BLANK, 0)
    first, empty, last = InspectView([parts[0], blank, parts[1]], [], color=False).lines()
    assert first == "1 header tags    0.87 or subject near TAGS | TACS: PE"
    assert empty.replace(" ", "") == "2blank|"
    assert last == "3 header subject 1.00                      | SUBJ: X"


def test_stretches_of_a_line_have_rows_of_their_own() -> None:
    text = "TAGS: PE SUBJECT: TRADE"
    (line,) = split_lines(text)
    parts = [
        Labelled(line, 0, 8, "tags", LineKind.HEADER, 6),
        Labelled(line, 9, len(text), "subject", LineKind.HEADER, 18),
    ]
    places = [Span(1, 1, 6, 8), Span(1, 1, 18, 23), Span(1, 1, len(text), len(text))]
    notes = [Diagnostic(code="wreckage", severity="warning", message="Damaged.", span=place) for place in places]
    shown = [row.split(" | ")[1] for row in InspectView(parts, notes, color=False).lines()]
    assert [row.partition(" warning")[0] for row in shown] == [
        "TAGS: PE ", "      ^~", "         SUBJECT: TRADE", "                  ^~~~~", "                       ^",
    ]  # fmt: skip


def test_color_needs_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setenv("TERM", "xterm-256color")
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    assert not terminal_has_color()
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert terminal_has_color()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal_has_color()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_json_is_an_object_or_an_array(count: int) -> None:
    written: list[str] = []
    output = record_output(PrintFormat.JSON, written.append)
    cables = [cable(subject=f"LINE\nBREAK {number}") for number in range(count)]
    for one in cables:
        output.put(one)
    output.close()
    expected = [json.loads(one.to_json()) for one in cables]
    text = "".join(written)
    assert (json.loads(text) if text else []) == (expected[0] if count == 1 else expected)


def test_json_lines_go_out_one_by_one() -> None:
    written: list[str] = []
    output = record_output(PrintFormat.JSONL, written.append)
    output.put(cable())
    assert len(written) == 1 and written[0].endswith("}\n")
    output.put(cable())
    assert len(written) == 2


def test_table_shows_markup_as_text_and_leaves_out_what_is_absent() -> None:
    shown = TableView().show(cable(subject="[bold]ARMS[/bold] TALKS", to=[Addressee(name="AMEMBASSY LIMA")]))
    assert "[bold]ARMS[/bold] TALKS" in shown
    assert "AMEMBASSY LIMA" in shown
    assert "distribution" not in shown
