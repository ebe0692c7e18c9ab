"""`cableparse evaluate`: label files and corrections files against records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from corpus import FIXTURES, gold, records, samples

from cableparse import corrections, parse_file
from cableparse.evaluation import evaluate
from cableparse.record import Cable

SEED = ROOT / "seeds" / "004_2f7603ce0caf6724.txt"


def figures(run: Run, *arguments: str | Path) -> dict[str, Any]:
    done = run("evaluate", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def cable() -> Cable:
    (found,) = parse_file(SEED)
    return found


def test_the_command_measures_what_the_gate_measures(run: Run) -> None:
    by_name = {sample.name: sample for sample in samples()}

    def record(labels: dict[str, Any]) -> dict[str, Any]:
        cables = records(by_name[labels["file"]])
        index = labels.get("index", 0)
        return dict(json.loads(cables[index].to_json())) if index < len(cables) else {}

    expected = evaluate((name, labels, record(labels)) for name, labels in gold().items())
    found = figures(run, FIXTURES)
    assert found["mean_f1"] == expected.mean_f1
    assert (found["records"], found["whole"]) == (expected.records, expected.whole)
    assert {name: f["f1"] for name, f in found["fields"].items()} == {n: t.f1 for n, t in expected.fields.items()}


def label(folder: Path, name: str, **values: Any) -> None:
    (folder / name).write_text(json.dumps(values))


def test_labels_beside_their_source(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
    label(tmp_path, "a.gold.json", subject="WRONG", id="2000STATE185645")
    found = figures(run, tmp_path)
    assert (found["fields"]["id"]["f1"], found["fields"]["subject"]["f1"], found["mean_f1"]) == (1.0, 0.0, 0.5)
    assert found["worst"] == [
        {
            "file": "a.txt",
            **{"right": 1, "missing": 1, "extra": 1, "precision": 0.5, "recall": 0.5, "f1": 0.5},
            "differences": [{"field": "subject", "missing": ["wrong"], "extra": ["pakistani support for taliban"]}],
        }
    ]


def test_the_worst_files_come_first(run: Run, tmp_path: Path) -> None:
    for name, values in {"good": {}, "bad": {"subject": "X", "id": "Y"}, "middling": {"subject": "X"}}.items():
        (tmp_path / f"{name}.txt").write_bytes(SEED.read_bytes())
        label(
            tmp_path,
            f"{name}.gold.json",
            **{"subject": "PAKISTANI SUPPORT FOR TALIBAN", "id": "2000STATE185645"} | values,
        )
    assert [w["file"] for w in figures(run, tmp_path)["worst"]] == ["bad.txt", "middling.txt"]
    shown = run("evaluate", tmp_path, "--show", "1").stdout.decode()
    assert "mean F1 over fields 0.5000; over all values 0.5000; files with nothing wrong 1 of 3" in shown
    assert "bad.txt: F1 0.000, 2 missing, 2 extra\n  id: missing y; extra 2000state185645\n" in shown
    assert "middling.txt" not in shown


def test_records_are_measured_as_they_are(run: Run, cable: Cable, tmp_path: Path) -> None:
    """They are found by what their source holds, wherever it was when they were made."""
    (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
    label(tmp_path, "a.gold.json", subject="TALIBAN")
    moved = cable.model_copy(update={"subject": "TALIBAN"})
    (tmp_path / "r.jsonl").write_text(moved.to_json() + "\n")
    assert figures(run, tmp_path, "--records", "r.jsonl")["mean_f1"] == 1.0
    assert figures(run, tmp_path)["mean_f1"] == 0.0
    (tmp_path / "a.txt").unlink()
    label(tmp_path, "a.gold.json", subject="TALIBAN", file=f"seeds/{SEED.name}")
    assert figures(run, tmp_path, "--records", "r.jsonl")["mean_f1"] == 1.0


def test_a_label_without_a_record_is_missing_and_told(run: Run, cable: Cable, tmp_path: Path) -> None:
    label(tmp_path, "a.gold.json", subject="TALIBAN", file="none.txt")
    (tmp_path / "r.jsonl").write_text(cable.to_json() + "\n")
    done = run("evaluate", tmp_path, "--records", "r.jsonl", "--format", "json")
    assert json.loads(done.stdout)["fields"]["subject"]["missing"] == 1
    assert b"none.txt: is not among the records" in done.stderr
    done = run("evaluate", tmp_path)
    assert (done.returncode, b"none.txt: no such file; --sources says" in done.stderr) == (3, True)


def write_corrections(folder: Path, cable: Cable, **record: Any) -> Path:
    path = folder / "c.json"
    source = corrections.source_of(cable).model_dump()
    path.write_text(json.dumps({"version": 1, "records": [{"source": source, **record}]}))
    return path


BY = {"by": "A", "at": "2001-02-03T04:05:06Z"}


def test_what_was_checked_or_corrected_counts_as_gold(run: Run, cable: Cable, tmp_path: Path) -> None:
    path = write_corrections(
        tmp_path,
        cable,
        corrections=[{"path": "subject", "was": cable.subject, "now": "TALIBAN", **BY}],
        checked=[
            {"path": "id", "value": cable.id, **BY},
            {"path": "captions", "value": [], **BY},
            {"path": "body.paragraphs[0]", "value": {"number": "1", "text": "X"}, **BY},
        ],
    )
    found = figures(run, path)
    assert set(found["fields"]) == {"id", "subject", "captions"}
    assert (found["fields"]["id"]["f1"], found["fields"]["subject"]["f1"]) == (1.0, 0.0)
    (tmp_path / "r.jsonl").write_text(cable.to_json() + "\n")
    assert figures(run, path, "--records", "r.jsonl") == found
    read = corrections.by_record([corrections.read(path)])
    corrected = corrections.apply(cable, next(iter(read.values())).corrections)
    (tmp_path / "corrected.jsonl").write_text(corrected.to_json() + "\n")
    done = run("evaluate", path, "--records", "corrected.jsonl")
    assert (done.returncode, b"was corrected already" in done.stderr) == (3, True)


def test_a_source_that_changed_since_is_left_out(run: Run, cable: Cable, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(SEED.read_bytes() + b"\n")
    moved = cable.model_copy(update={"source": cable.source.model_copy(update={"path": str(source)})})
    path = write_corrections(tmp_path, moved, checked=[{"path": "id", "value": cable.id, **BY}])
    done = run("evaluate", path)
    assert (done.returncode, b"has changed since it was checked" in done.stderr) == (3, True)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("x.gold.json", "{}", b"names no source"),
        ("x.gold.json", "[]", b"is neither a label file nor a corrections file"),
        ("x.gold.json", "{", b"cannot be read as JSON"),
        ("x.txt", "", b"holds no labels"),
    ],
)
def test_what_is_no_gold_is_refused(name: str, text: str, reason: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / name).write_text(text)
    done = run("evaluate", "gold")
    assert (done.returncode, reason in done.stderr) == (3, True)
