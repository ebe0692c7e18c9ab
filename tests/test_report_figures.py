from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from corpus import records, samples
from report_ledger import FINISHED, ODD_NAMES, LedgerMaker, corpus_ledger, odd_ledger
from selectolax.lexbor import LexborHTMLParser

from cableparse import parse_text
from cableparse.batch.report import Figures, summary, write_report
from cableparse.batch.report.count_wording import duration, rate
from cableparse.batch.report.counts import MOST_EXAMPLES, MOST_KINDS, MOST_NAMES, MOST_ORIGINATORS
from cableparse.diagnostics import Code
from cableparse.record import Cable

CORPUS = [cable for sample in samples() for cable in records(sample)]
MESSAGES = [cable for cable in CORPUS if cable.kind != "not_a_cable"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Figures, Path]:
    """The report of all texts of the checkout, and its folder."""
    folder = tmp_path_factory.mktemp("corpus")
    return write_report(corpus_ledger().db, folder), folder


@pytest.fixture
def odd(tmp_path: Path) -> tuple[Figures, Path]:
    """The report of an interrupted run over files with odd names, and its folder."""
    folder = tmp_path / "report"
    return write_report(odd_ledger(tmp_path, finished=None).db, folder), folder


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "report.jsonl").read_text(encoding="utf-8").splitlines()]


def quarantined(folder: Path) -> list[dict[str, str]]:
    with (folder / "quarantine.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def codes(cable: Cable, severity: str | None = None) -> set[str]:
    return {d.code for d in cable.diagnostics if severity in (None, d.severity)}


def needs_a_person(cable: Cable) -> set[str]:
    warnings = {"text-off-page", "limit-reached", "damaged-pdf", "damaged-image", "fragment", "possible-cable"}
    found = codes(cable, "error") | (codes(cable) & warnings)
    if cable.grade == "D":
        found.add("grade-d")
    if cable.classification.level not in (None, "UNCLASSIFIED"):
        found |= codes(cable) & {"no-release-marking"}
    return found


def test_records_are_counted_as_they_are(corpus: tuple[Figures, Path]) -> None:
    figures, _ = corpus
    assert figures.kinds == Counter(cable.kind for cable in CORPUS)
    assert figures.records == len(CORPUS)
    assert figures.messages == len(MESSAGES)
    assert figures.with_errors == sum(bool(codes(cable, "error")) for cable in CORPUS)
    assert figures.with_warnings == sum(bool(codes(cable, "warning")) for cable in CORPUS)
    years = Counter(str(cable.message.year) if cable.message.year else None for cable in MESSAGES)
    assert dict(figures.years) == years
    assert [year for year, _ in figures.years if year] == sorted(year for year in years if year)


def test_level_and_release_are_counted_apart(corpus: tuple[Figures, Path]) -> None:
    figures, _ = corpus
    assert dict(figures.levels) == Counter(cable.classification.level for cable in MESSAGES)
    assert dict(figures.releases) == Counter(cable.release.status for cable in MESSAGES)
    assert dict(figures.grades) == Counter(cable.grade for cable in MESSAGES)
    assert [grade for grade, _ in figures.grades] == sorted(grade for grade, _ in figures.grades if grade)
    both = Counter((cable.classification.level, cable.release.status) for cable in MESSAGES)
    assert figures.level_by_release == both
    shown = [level for level, _ in figures.levels]
    assert shown.index("SECRET") < shown.index("CONFIDENTIAL") < shown.index("UNCLASSIFIED") < shown.index(None)


def test_originators_beyond_the_most_frequent_are_counted_together(corpus: tuple[Figures, Path]) -> None:
    figures, _ = corpus
    found = figures.originators
    counted = Counter(cable.message.originator for cable in MESSAGES)
    assert found.unknown_records == counted.pop(None, 0)
    assert len(found.top) == MOST_ORIGINATORS
    assert [records for _, records in found.top] == sorted(counted.values(), reverse=True)[:MOST_ORIGINATORS]
    assert all(counted[name] == records for name, records in found.top)
    assert found.others == len(counted) - MOST_ORIGINATORS
    assert found.others_records == counted.total() - sum(records for _, records in found.top)


def test_diagnostics_have_their_meaning_and_their_first_places(corpus: tuple[Figures, Path]) -> None:
    figures, _ = corpus
    assert {f.code: f.records for f in figures.findings} == Counter(code for c in CORPUS for code in codes(c))
    assert {f.code: f.times for f in figures.findings} == Counter(d.code for c in CORPUS for d in c.diagnostics)
    severities = [f.severity for f in figures.findings]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    meanings = {code.code: (code.sentence, code.advice) for code in Code}
    for finding in figures.findings:
        assert (finding.sentence, finding.advice) == meanings[finding.code]
        assert len(finding.examples) == min(MOST_EXAMPLES, finding.records)
    places = {
        (str(sample.path), d.code, d.span.page, d.span.line)
        for sample in samples()
        for cable in records(sample)
        for d in cable.diagnostics
        if d.span
    }
    found = {(at.path, f.code, at.page, at.line) for f in figures.findings for at in f.examples if at.page}
    assert found
    assert found <= places


def test_a_code_of_another_version_is_reported(tmp_path: Path) -> None:
    maker = LedgerMaker()
    number = maker.add("cable.txt", parse_text("PAGE 01 LIMA 00042 010203Z"))
    maker.db.execute("INSERT INTO finding VALUES (?, 0, 'of-tomorrow', 'error', 1, NULL, NULL)", [number])
    figures = write_report(maker.db, tmp_path)
    assert "of-tomorrow" in {f.code for f in figures.findings}
    assert "of-tomorrow" in quarantined(tmp_path)[0]["reasons"]


def test_each_source_has_a_line(odd: tuple[Figures, Path], tmp_path: Path) -> None:
    figures, folder = odd
    found = lines(folder)
    states = Counter(line["state"] for line in found)
    sources = figures.sources
    assert states == {
        "container": sources.containers,
        "done": sources.done,
        "duplicate": sources.duplicates,
        "failed": sources.failed,
        "waiting": sources.waiting,
    }
    assert sources.files == sum(line["member"] is None for line in found)
    assert sources.documents == len(found) - sources.containers
    copy = next(line for line in found if line["path"] == str(tmp_path / "copy.txt"))
    assert str(copy["duplicate_of"]).endswith("004_2f7603ce0caf6724.txt")
    inner = next(line for line in found if line["member"] == "inner/2.txt")
    assert (inner["duplicate_of"], inner["duplicate_of_member"]) == (str(tmp_path / "box.zip"), "inner/1.txt")


def test_the_records_of_a_line_are_those_of_its_source(corpus: tuple[Figures, Path]) -> None:
    _, folder = corpus
    for line, sample in zip(lines(folder), samples(), strict=True):
        assert line["path"] == str(sample.path)
        assert line["records"] == [
            {"id": cable.id, "kind": cable.kind, "codes": sorted(codes(cable))} for cable in records(sample)
        ]


def test_quarantine_follows_its_rule(corpus: tuple[Figures, Path]) -> None:
    figures, folder = corpus
    reasons = {str(s.path): set().union(*map(needs_a_person, records(s))) for s in samples()}
    expected = {path: found for path, found in reasons.items() if found}
    found = quarantined(folder)
    assert {row["path"]: set(row["reasons"].split()) for row in found} == expected
    assert len(found) == len(expected)
    assert all(row["why"] and row["what to do"] and row["kind"] and row["copies"] == "0" for row in found)
    release_alone = sum(found == {"no-release-marking"} for found in expected.values())
    assert (figures.quarantine.reading, figures.quarantine.release) == (len(expected) - release_alone, release_alone)
    documents = Counter(code for found in expected.values() for code in found)
    assert {group.reason.code: group.documents for group in figures.quarantine.groups} == documents
    assert all(len(g.examples) == min(MOST_EXAMPLES, g.documents) for g in figures.quarantine.groups)


def test_the_worst_comes_first(tmp_path: Path) -> None:
    maker = LedgerMaker()
    unmarked = parse_text("PAGE 01 LIMA 00042 010203Z\nS E C R E T LIMA 00042\nSUBJECT: WHEAT\n1. TEXT.\nDEAN")
    assert needs_a_person(unmarked[0]) == {"no-release-marking"}
    maker.add("unmarked.txt", unmarked)
    for path, finding in (("cropped.pdf", ("text-off-page", "warning")), ("covered.pdf", ("concealed-text", "error"))):
        number = maker.add(path, unmarked)
        maker.db.execute("INSERT INTO finding VALUES (?, 0, ?, ?, 1, 2, NULL)", [number, *finding])
    maker.add("guess.txt", [unmarked[0].model_copy(update={"grade": "D"})])
    maker.add("old.doc", state="failed", reason="old.doc: looks like a binary file (x) (kind-not-read)")
    write_report(maker.db, tmp_path)
    assert [(row["path"], row["question"], row["severity"], row["reasons"]) for row in quarantined(tmp_path)] == [
        ("old.doc", "reading", "failure", "kind-not-read"),
        ("covered.pdf", "reading release", "error", "concealed-text no-release-marking"),
        ("guess.txt", "reading release", "grade D", "grade-d no-release-marking"),
        ("cropped.pdf", "reading release", "warning", "text-off-page no-release-marking"),
        ("unmarked.txt", "release", "warning", "no-release-marking"),
    ]
    assert quarantined(tmp_path)[0]["why"] == "looks like a binary file (x) (kind-not-read)"


def test_a_document_has_one_row_with_its_copies_counted(odd: tuple[Figures, Path], tmp_path: Path) -> None:
    _, folder = odd
    found = quarantined(folder)
    assert sum(row["reasons"] == "failed" for row in found) == len(ODD_NAMES)
    (row,) = [row for row in found if row["path"] == str(tmp_path / "box.zip")]
    assert (row["member"], row["copies"]) == ("inner/1.txt", "1")


def test_what_failed_alike_byte_for_byte_has_one_row(tmp_path: Path) -> None:
    maker = LedgerMaker()
    for name in ("a", "b", "c"):
        maker.add(f"{name}.txt", state="failed", reason=f"{name}.txt: is empty", sha256="0")
    write_report(maker.db, tmp_path)
    assert [(row["path"], row["copies"]) for row in quarantined(tmp_path)] == [("a.txt", "2")]


def test_a_cell_is_no_formula(tmp_path: Path) -> None:
    maker = LedgerMaker()
    for name in ("=cmd()", "+1", "-1", "@x", "plain"):
        maker.add(name, state="failed", reason="gone")
    write_report(maker.db, tmp_path)
    assert [row["path"] for row in quarantined(tmp_path)] == ["'=cmd()", "'+1", "'-1", "'@x", "plain"]


def test_what_failed_alike_is_told_together(tmp_path: Path) -> None:
    maker = LedgerMaker()
    for number in range(MOST_NAMES + 3):
        maker.add(f"{number}.txt", state="failed", reason=f"{number}.txt: is of {number} bytes")
        maker.add(
            "a.zip", member=f"part {number}", state="failed", reason=f"a.zip: b {number}/c: d.txt: cannot be read"
        )
    for number in range(2 * MOST_KINDS):
        maker.add(f"{number}.bin", state="failed", reason=f"was {'x' * number}")
    figures = write_report(maker.db, tmp_path)
    first, second = sorted(figures.failures[:2], key=lambda alike: alike.kind)
    assert (first.kind, first.number, second.kind) == ("cannot be read", MOST_NAMES + 3, "is of N bytes")
    assert [place.path for place in second.examples] == [f"{n}.txt" for n in range(MOST_NAMES)]
    assert len(figures.failures) == MOST_KINDS + 1
    assert sum(alike.number for alike in figures.failures) == figures.sources.failed
    assert LexborHTMLParser((tmp_path / "report.html").read_bytes()).css("#failures tbody tr")[2:]


def test_what_is_no_cable_is_told_by_kind(tmp_path: Path) -> None:
    maker = LedgerMaker()
    news = parse_text("A page of news.")
    for path, member in (("a.txt", ""), ("b.html", ""), ("c.html", ""), ("d.zip", "e.txt")):
        maker.add(path, news, member=member)
    number = maker.add("fbi.txt", news)
    maker.db.execute("INSERT INTO finding VALUES (?, 0, 'other-agency', 'warning', 1, 1, 1)", [number])
    found = {alike.kind: alike.number for alike in write_report(maker.db, tmp_path).no_cables}
    assert found == {
        "read, and no cable (.html)": 2,
        "read, and no cable (.txt)": 2,
        Code.OTHER_AGENCY.sentence: 1,
    }


def test_an_empty_ledger_has_a_report(tmp_path: Path) -> None:
    figures = write_report(LedgerMaker().db, tmp_path)
    assert figures.records == 0
    assert not figures.unfinished
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quarantine.csv", "report.html", "report.jsonl"]


@pytest.mark.parametrize("finished", [FINISHED, None])
def test_the_summary_fits_one_screen(tmp_path: Path, finished: str | None) -> None:
    figures = write_report(odd_ledger(tmp_path, finished=finished).db, tmp_path / "report")
    found = summary(figures, tmp_path / "report")
    assert len(found) <= 24
    assert all(line.isprintable() for line in found)
    assert found[0].startswith("not finished: " if finished is None else "finished: ")
    assert f"in 2 h, {figures.sources.settled} documents at" in found[0]
    assert any(str(tmp_path / "report" / "quarantine.csv") in line for line in found)
    assert f"  {len(ODD_NAMES)} failures" in found


def test_the_summary_names_the_gravest_diagnostics(corpus: tuple[Figures, Path]) -> None:
    figures, folder = corpus
    text = "\n".join(summary(figures, folder))
    for finding in figures.findings[:5]:
        assert f"{finding.severity}: {finding.code}" in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (0.4, "0 s"), (61, "1 min 1 s"), (3600, "1 h"), (34200, "9 h 30 min"), (187200, "2 d 4 h")],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("number", "seconds", "words"),
    [
        (7, 0.1, "7 a second"),
        (4100, 100, "41 a second"),
        (30, 600, "3 a minute"),
        (5, 7200, "2.5 an hour"),
        (0, 0, "0.0 an hour"),
    ],
)
def test_rates(number: int, seconds: float, words: str) -> None:
    assert rate(number, seconds) == words
