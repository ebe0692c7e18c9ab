"""`cableparse sample`: what is drawn, what the plan says, and what is refused."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, Run

from cableparse.audit import drawn_sample as samples
from cableparse.audit.counted import asked, chosen
from cableparse.audit.drawn_sample import Sample
from cableparse.audit.strata import stratum
from cableparse.records import Records

_THREE = ROOT / "fixtures" / "invented" / "three-cables.txt"
_FAMILIES = ("aad-1973-79", "foia-1990s", "smart-2009plus")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty and some records of several families, three of them in one document."""
    from cableparse import parse_file

    sources = [path for family in _FAMILIES for path in _texts(ROOT / "fixtures" / family)[:14]]
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    lines = [cable.to_json() for source in (*sources, _THREE) for cable in parse_file(source)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def _texts(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.txt")) if not path.name.endswith(".gutter.txt")]


def drawn(run: Run, folder: Path, *arguments: str | Path) -> Sample:
    done = run("sample", *arguments, "-o", folder)
    assert done.returncode == 0, done.stderr
    return samples.read(folder)


def test_the_drawn_records_are_those_of_the_collection(run: Run, records: Path, tmp_path: Path) -> None:
    sample = drawn(run, tmp_path / "s", records, "--size", "12")
    given = records.read_text(encoding="utf-8").splitlines()
    kept = (tmp_path / "s" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert (len(kept), len(set(kept)), set(kept) <= set(given)) == (12, 12, True)
    assert [one.source.key for one, _ in samples.records(tmp_path / "s")] == [one.source.key for one in sample.drawn]
    assert (sample.records, len(sample.drawn), sample.by, sample.level) == (len(given), 12, ["family"], 0.95)
    assert sample.collection == [str(records)]
    assert len(list((tmp_path / "s" / "pages").iterdir())) == sum(each.drawn_documents for each in sample.strata)


def test_a_seed_draws_the_same_again(run: Run, records: Path, tmp_path: Path) -> None:
    one, same, other = (
        drawn(run, tmp_path / name, records, "--size", "12", "--seed", seed).drawn
        for name, seed in (("a", "5"), ("b", "5"), ("c", "6"))
    )
    assert one == same
    assert one != other


def test_each_group_is_drawn_from(run: Run, records: Path, tmp_path: Path) -> None:
    sample = drawn(run, tmp_path / "s", records, "--size", "20", "--by", "family,grade")
    groups = Counter(stratum(cable, ("family", "grade")) for cable in Records([records]))
    named = {tuple(each.names): each for each in sample.strata if each.names is not None}
    assert {name: each.records for name, each in named.items()} == {name: groups[name] for name in named}
    assert sum(each.records for each in sample.strata) == groups.total()
    assert len(named) > 2
    told = Counter(one.stratum for one in sample.drawn)
    assert [told[number] for number in range(len(sample.strata))] == [each.drawn_records for each in sample.strata]
    for one, cable in samples.records(tmp_path / "s"):
        names = sample.strata[one.stratum].names
        assert names is None or tuple(names) == stratum(cable, ("family", "grade"))


def test_whole_documents_bring_all_their_records(run: Run, records: Path, tmp_path: Path) -> None:
    sample = drawn(run, tmp_path / "s", records, "--size", "1000", "--whole-documents")
    assert len(sample.drawn) == sample.records
    page = next((tmp_path / "s" / "pages").glob("*three-cables*")).read_text(encoding="utf-8")
    assert page.count('<article class="panel"') == 3
    few = drawn(run, tmp_path / "few", records, "--size", "9", "--whole-documents")
    kept = Counter(one.source.sha256 for one in few.drawn)
    all_of = Counter(cable.source.sha256 for cable in Records([records]))
    assert kept == {sha256: all_of[sha256] for sha256 in kept}


def test_a_smaller_margin_takes_more(run: Run, records: Path, tmp_path: Path) -> None:
    sizes = [
        len(drawn(run, tmp_path / margin, records, "--margin", margin).drawn) for margin in ("20%", "0.05", "0.1%")
    ]
    assert 2 < sizes[0] < sizes[1] < sizes[2] == sum(1 for _ in Records([records]))
    assert samples.read(tmp_path / "0.05").margin == 0.05


def test_the_plan_says_what_it_will_show(run: Run, records: Path, tmp_path: Path) -> None:
    done = run("sample", records, "--size", "20", "-o", "s", "--fields", "subject,release", "--level", "90%")
    lines = done.stdout.decode().splitlines()
    sample = samples.read(tmp_path / "s")
    assert lines[0].startswith(f"20 of {sample.records} records are drawn at random (seed 1), from ")
    rows = [line.split() for line in lines]
    (subject,) = [row for row in rows if row[:2] == ["Subject", "(subject)"]]
    assert subject[2] == "20"
    assert 1 < float(subject[subject.index("±") + 1]) < 20
    fields = sum(len(asked(cable, sample.fields)) for _, cable in samples.records(tmp_path / "s"))
    (total,) = [row for row in rows if row[:1] == ["all"]]
    assert total[1] == str(fields)
    assert sample.fields == chosen(["subject", "release"])
    assert any("of 100 such samples about 90 " in line for line in lines)


def test_more_than_there_are_draws_all(run: Run, records: Path, tmp_path: Path) -> None:
    done = run("sample", records, "--size", "100000", "-o", "s")
    sample = samples.read(tmp_path / "s")
    assert len(sample.drawn) == sample.records
    assert "All records are drawn" in done.stdout.decode()
    assert "± 0.0 %" in done.stdout.decode()


def test_pages_ask_for_the_fields_of_the_sample_alone(run: Run, records: Path, tmp_path: Path) -> None:
    sample = drawn(run, tmp_path / "s", records, "--size", "5", "--fields", "subject,redactions")
    fields = {one.source.key: len(asked(cable, sample.fields)) for one, cable in samples.records(tmp_path / "s")}
    pages = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "s" / "pages").iterdir())]
    assert sum(page.count('<span class="answer"') for page in pages) == sum(fields.values())
    assert all('data-path="message.number"' in page for page in pages)
    index = (tmp_path / "s" / "index.html").read_text(encoding="utf-8")
    assert index.count("<li data-number=") == len(sample.drawn)


def test_records_in_groups_of_one_print_follow_each_other(run: Run, records: Path, tmp_path: Path) -> None:
    drawn(run, tmp_path / "s", records, "--size", "30")
    groups: dict[str, tuple[str, ...]] = {}
    for _, cable in samples.records(tmp_path / "s"):
        groups.setdefault(cable.source.sha256, stratum(cable, ("family", "year")))
    pages = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "s" / "pages").iterdir())]
    order = [next(group for sha256, group in groups.items() if sha256 in page) for page in pages]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say how many with --size 60, or how near with --margin 1%"),
        (["--size", "5", "--margin", "1%"], "say how many with --size 60, or how near with --margin 1%"),
        (["--margin", "5"], "'5' is no share; write 5% or 0.05"),
        (["--margin", "50%"], "write less than 50%"),
        (["--size", "5", "--level", "40%"], "write more than 50%, as 95%"),
        (["--size", "0"], "greater than or equal to 1"),
        (["--size", "5", "--by", "yaer"], "Did you mean year?"),
        (["--size", "5", "--fields", "subjet"], "is no field that is checked; there are kind, "),
    ],
)
def test_what_is_typed_wrong_is_told(run: Run, records: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run("sample", records, "-o", "s", *arguments, COLUMNS="500")
    assert (done.returncode, said in done.stderr.decode()) == (2, True), done.stderr
    assert not (tmp_path / "s").exists()


def test_a_collection_without_records_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    done = run("sample", "empty.jsonl", "--size", "5", "-o", "s")
    assert (done.returncode, done.stderr) == (3, b"cableparse: empty.jsonl: holds no record\n")


def test_a_record_that_is_there_twice_is_told(run: Run, records: Path, tmp_path: Path) -> None:
    done = run("sample", records, records, "--size", "1000", "-o", "s")
    assert (done.returncode, b"is twice among RECORDS; give each record once" in done.stderr) == (3, True)
    assert list(tmp_path.iterdir()) == []


def test_only_a_sample_is_replaced_and_only_when_asked(run: Run, records: Path, tmp_path: Path) -> None:
    drawn(run, tmp_path / "s", records, "--size", "3")
    before = (tmp_path / "s" / "sample.json").read_bytes()
    assert run("sample", records, "--size", "9", "-o", "s").returncode == 4
    drawn(run, tmp_path / "s", records, "--size", "9", "--force")
    assert (tmp_path / "s" / "sample.json").read_bytes() != before
    answers = tmp_path / "s" / "s.A.corrections.json"
    answers.write_text("{}")
    done = run("sample", records, "--size", "5", "-o", "s", "--force")
    assert (done.returncode, b"is no folder of an earlier sample" in done.stderr) == (4, True)
    assert answers.exists()
    assert run("view", _THREE, "-o", "s", "--force").returncode == 4


def test_a_source_that_is_gone_is_told_on_its_page(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(_THREE.read_bytes())
    (tmp_path / "r.jsonl").write_bytes(run("parse", "--format", "jsonl", source).stdout)
    source.unlink()
    drawn(run, tmp_path / "s", "r.jsonl", "--size", "2")
    (page,) = (tmp_path / "s" / "pages").iterdir()
    assert "The source is not shown" in page.read_text(encoding="utf-8")
    assert len(json.loads((tmp_path / "s" / "sample.json").read_bytes())["drawn"]) == 2
