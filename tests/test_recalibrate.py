"""A collection whose confidences are off gets right ones from a checked sample; files that are none are told."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from conftest import ROOT, Run
from made_findings import findings

from cableparse.audit.findings import Findings
from cableparse.audit.recalibrate import NoCalibration, fit
from cableparse.audit.reliability import Bin, CalibratedShare, reliability
from cableparse.calibration import Calibration, read, record_name
from cableparse.errors import UnreadableInput
from cableparse.records import Records

ROWS = ("id", "subject", "dtg.utc", "from.name", "to", "tags")
NONE = CalibratedShare(0, 0)


def too_sure(row: str, confidence: float) -> float:
    """The program is too sure of every field, and of TAGS most."""
    return 0.7 * confidence if row == "tags" else confidence**2


def recalibrated(found: Findings, calibration: Calibration) -> Findings:
    """The same records, read with the calibration."""
    return found._replace(
        judged=[
            one._replace(confidence=calibration.applied({one.path: one.confidence or 0})[one.path])
            for one in found.judged
        ]
    )


def furthest(bins: list[Bin]) -> float:
    return max(abs(each.expected - each.found.right) for each in bins)


def test_confidences_that_are_off_become_right_on_a_fresh_sample() -> None:
    calibration = fit(findings(random.Random(1), ROWS, too_sure), NONE)
    fresh = findings(random.Random(2), ROWS, too_sure)
    assert furthest(reliability(fresh)) > 0.1
    bins = reliability(recalibrated(fresh, calibration))
    assert len(bins) >= 2
    # Both samples have their noise: that of the fresh one is its interval, and the calibration has as much.
    for each in bins:
        half = (each.found.high - each.found.low) / 2
        assert abs(each.expected - each.found.right) <= max(2**0.5 * half, 0.02), each


def test_a_row_with_enough_errors_has_a_curve_of_its_own() -> None:
    found = findings(random.Random(1), ROWS, too_sure)
    calibration = fit(found, NONE)
    assert "tags" in calibration.rows
    told = calibration.applied({"tags[3]": 0.96, "tags": 0.96, "subject": 0.96, "labelled.program": 0.96})
    assert told["tags[3]"] == told["tags"] < told["subject"]
    assert told["labelled.program"] == calibration.applied({"an other": 0.96})["an other"]
    sure = fit(findings(random.Random(1), ("id", "tags"), lambda row, c: 1.0 if row == "id" else c), NONE)
    assert set(sure.rows) == {"tags"}


def test_a_curve_never_falls_and_is_never_quite_sure() -> None:
    for seed in range(20):
        calibration = fit(findings(random.Random(seed), ROWS, lambda row, c: c), NONE)
        for points in (calibration.points, *calibration.rows.values()):
            shares = [point.right for point in points]
            assert shares == sorted(shares)
            assert 0 < shares[0] <= shares[-1] < 1


def test_a_field_weighs_as_many_as_it_stands_for() -> None:
    truths = {"electronic": lambda row, c: 0.95, "form": lambda row, c: 0.5}
    found = findings(random.Random(3), ROWS, too_sure, of_family=truths, sure=lambda rng: 0.9)
    [point] = fit(found, NONE).points
    # 3,000 records of the one family and 1,000 of the other, whatever was drawn of them.
    assert point.right == pytest.approx(0.75 * 0.95 + 0.25 * 0.5, abs=0.03)


def test_too_few_fields_and_confidences_of_a_calibration_make_none() -> None:
    found = findings(random.Random(1), ROWS, too_sure)
    with pytest.raises(NoCalibration, match="49 fields with a confidence were judged"):
        fit(found._replace(judged=found.judged[:49]), NONE)
    with pytest.raises(NoCalibration, match="600 fields with a confidence were judged, 0 of them wrong"):
        fit(findings(random.Random(1), ("id", "tags"), lambda row, c: 1.0), NONE)
    with pytest.raises(NoCalibration, match="read with --calibration"):
        fit(found, CalibratedShare(300, 20))


def test_bins_tell_what_was_expected_and_what_was_found() -> None:
    found = findings(random.Random(1), ROWS, lambda row, c: c)
    bins = reliability(found)
    assert [(each.low, each.high) for each in bins] == [(0.0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.0)]
    assert sum(each.found.checked for each in bins) == len(found.judged)
    assert sum(each.found.wrong for each in bins) == sum(one.verdict.value == "wrong" for one in found.judged)
    for each in bins:
        assert each.low <= each.expected <= each.high
        assert each.found.low <= each.expected <= each.found.high


def test_a_calibration_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = fit(findings(random.Random(1), ROWS, too_sure), NONE)
    path = tmp_path / "calibration.json"
    path.write_text(made.model_dump_json(indent=1), encoding="utf-8")
    assert read(path) == made
    assert read(path).digest == made.digest


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 2}, "version"),
        ({"points": []}, "points"),
        ({"points": [[0.5, 1.5]]}, "points.0.1"),
        ({"points": [[0.5, 0.5], [0.4, 0.6]]}, "points"),
        ({"points": [[0.5, 0.5], [0.6, 0.4]]}, "points"),
        ({"strata": []}, "strata"),
    ],
)
def test_a_file_that_is_no_calibration_is_told(tmp_path: Path, change: dict[str, object], told: str) -> None:
    made = json.loads(fit(findings(random.Random(1), ROWS, too_sure), NONE).model_dump_json())
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps(made | change), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=f"is no calibration of version 1: {told}"):
        read(path)


@pytest.mark.parametrize("text", ["", "raw,right\n0.0,0.0\n", '{"version": 1, "points": [[0', "\xff\xfe"])
def test_a_damaged_or_foreign_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "calibration.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(UnreadableInput, match="is no calibration of version 1"):
        read(path)
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read(tmp_path / "missing.json")


def test_records_that_are_read_with_it_say_so(tmp_path: Path, run: Run) -> None:
    text = ROOT / "fixtures" / "invented" / "no-subject.txt"
    plain = json.loads(run("parse", text).stdout)
    digest = plain["source"]["sha256"]
    curve = {"points": [[0.0, 0.2], [1.0, 0.6]], "rows": {"to": [[0.5, 0.5]]}}
    file = written(tmp_path / "calibration.json", **curve, records=[record_name(digest, None, 0)])
    found = json.loads(run("parse", "--calibration", file, text).stdout)
    assert found.pop("calibration") == {"sha256": read(file).digest, "own": True}
    assert "calibration" not in plain
    assert found.pop("confidence") == {
        path: 0.5 if path.startswith("to[") else pytest.approx(0.2 + 0.4 * sure, abs=0.006)
        for path, sure in plain.pop("confidence").items()
    }
    assert (plain.pop("grade"), found.pop("grade")) == ("B", "C")
    assert found == plain
    other = written(tmp_path / "other.json", **curve)
    assert json.loads(run("parse", "--calibration", other, text).stdout)["calibration"]["own"] is False


def test_records_of_a_batch_are_all_of_one_calibration(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    text = ROOT / "fixtures" / "invented" / "no-subject.txt"
    (tmp_path / "in" / "a.txt").write_bytes(text.read_bytes())
    file = written(tmp_path / "calibration.json", points=[[0.5, 0.6]])
    batch = ("batch", "in", "-o", "out", "--jobs", "1")
    assert run(*batch, "--calibration", file).returncode == 0
    for record in Records([tmp_path / "out"]):
        assert set(record.confidence.values()) == {0.6}
    assert run(*batch, "--calibration", file).returncode == 0
    other = written(tmp_path / "other.json", points=[[0.5, 0.7]])
    for again in ((*batch, "--calibration", other), batch):
        refused = run(*again)
        assert refused.returncode == 4
        assert b"--calibration" in refused.stderr
    broken = tmp_path / "broken.json"
    broken.write_text("{}")
    assert run("parse", "--calibration", broken, text).returncode == 3


def written(path: Path, **fields: object) -> Path:
    made = Calibration.model_validate(
        {
            "program": "cableparse 0.1.0",
            "made_on": "2026-03-02",
            "sample_drawn_on": "2026-03-01",
            "fields": 60,
            "wrong": 9,
            "records": [],
            **fields,
        }
    )
    path.write_text(made.model_dump_json(), encoding="utf-8")
    return path
