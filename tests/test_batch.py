from __future__ import annotations

import json
import mailbox
import os
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from batches import FORMAT, Watcher, batch, files, lines, records, some_texts, states
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cableparse import parse_file
from cableparse.batch import job, plan, shards, survey, task
from cableparse.batch.compression import Compression
from cableparse.batch.job import start_over
from cableparse.batch.runner.in_process import InProcess
from cableparse.batch.task import FilePlace, Parsed, read_part
from cableparse.cli.export_notes import told
from cableparse.errors import OutputError
from cableparse.record import Cable
from cableparse.records import Records
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import InputPart
from cableparse.sources.unpacked import Leaf
from cableparse.writers import FORMATS, WriterOptions, writer


def test_records_are_those_of_the_files_in_the_order_of_their_paths(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in")
    figures = batch(tmp_path / "in", tmp_path / "out")
    expected = [cable.to_json() for text in sorted(map(str, texts)) for cable in parse_file(text)]
    assert lines(tmp_path / "out") == expected
    assert figures.sources.done == len(texts)
    assert not figures.unfinished


def test_what_is_done_is_not_read_again(tmp_path: Path) -> None:
    some_texts(tmp_path / "in")
    batch(tmp_path / "in", tmp_path / "out")
    before = files(tmp_path / "out")
    again = Watcher()
    figures = batch(tmp_path / "in", tmp_path / "out", progress=again)
    assert again.tally.sources == 0
    assert (files(tmp_path / "out"), figures.sources.done) == (before, 12)


def test_a_changed_file_is_read_again_and_its_old_record_is_gone(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in")
    batch(tmp_path / "in", tmp_path / "out", "csv")
    texts[4].write_text("E.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: A CHANGED FILE\n")
    batch(tmp_path / "in", tmp_path / "out", "csv")
    fresh = tmp_path / "fresh"
    batch(tmp_path / "in", fresh, "csv")
    assert sorted(lines(tmp_path / "out")) == sorted(lines(fresh))
    tables = [sorted(folder.joinpath("csv").glob("*.csv")) for folder in (tmp_path / "out", fresh)]
    rows = [[line for file in table for line in file.read_text().splitlines()] for table in tables]
    assert "A CHANGED FILE" in "".join(rows[0])
    assert len(rows[0]) - len(tables[0]) == len(rows[1]) - len(tables[1])  # without the headers


def test_a_changed_file_that_was_alone_in_its_shard_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (plan, shards):
        monkeypatch.setattr(module, "SHARD", 1)
    texts = some_texts(tmp_path / "in", 3)
    batch(tmp_path / "in", tmp_path / "out", "csv")
    texts[0].write_text("E.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: A CHANGED FILE\n")
    batch(tmp_path / "in", tmp_path / "out", "csv")
    assert len(records(tmp_path / "out")) == 3
    assert len(list((tmp_path / "out" / "csv").iterdir())) == 3


def test_a_new_file_is_added(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in")
    kept = texts.pop()
    data = kept.read_bytes()
    kept.unlink()
    batch(tmp_path / "in", tmp_path / "out")
    before = files(tmp_path / "out")
    kept.write_bytes(data)
    watcher = Watcher()
    batch(tmp_path / "in", tmp_path / "out", progress=watcher)
    after = files(tmp_path / "out")
    assert watcher.tally.sources == 1
    assert len(lines(tmp_path / "out")) == 12
    assert before.items() <= after.items()


def test_the_same_content_is_read_once(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 3)
    copy = tmp_path / "in" / "zz copy.txt"
    copy.write_bytes(texts[1].read_bytes())
    figures = batch(tmp_path / "in", tmp_path / "out")
    assert (figures.sources.done, figures.sources.duplicates) == (3, 1)
    assert states(tmp_path / "out")[copy.name] == "duplicate"
    assert str(copy) not in {record["source"]["path"] for record in records(tmp_path / "out")}


def test_a_copy_is_read_once_its_original_says_something_else(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 3)
    copy = tmp_path / "in" / "zz copy.txt"
    copy.write_bytes(texts[1].read_bytes())
    batch(tmp_path / "in", tmp_path / "out")
    texts[1].write_text("another text\n")
    batch(tmp_path / "in", tmp_path / "out")
    assert str(copy) in {record["source"]["path"] for record in records(tmp_path / "out")}
    assert len(records(tmp_path / "out")) == 4


def test_a_file_that_vanishes_is_told_and_its_copy_is_read(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 3)
    copy = tmp_path / "in" / "zz copy.txt"
    copy.write_bytes(texts[1].read_bytes())

    class Remover(Watcher):
        def phase(self, name: str, total: int | None = None) -> None:
            super().phase(name, total)
            if name == "reading":
                texts[1].unlink(missing_ok=True)

    figures = batch(tmp_path / "in", tmp_path / "out", progress=Remover())
    assert states(tmp_path / "out") == {
        texts[0].name: "done",
        texts[1].name: "failed",
        texts[2].name: "done",
        copy.name: "done",
    }
    assert "no such file" in figures.failures[0].kind


def test_other_options_are_refused_until_it_is_started_over(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 2)
    output = tmp_path / "out"
    batch(tmp_path / "in", output)
    mine = output / "my notes.txt"
    mine.write_text("not made by a batch")
    with pytest.raises(OutputError, match=r"was made of .*in; name that, too.*--force"):
        batch(tmp_path / "elsewhere", output)
    start_over(output)
    assert {path.name for path in output.iterdir()} == {mine.name, "ledger.sqlite"}
    batch(tmp_path / "in", output, "csv", "sqlite")
    assert (output / "csv").is_dir()
    start_over(output)
    assert {path.name for path in output.iterdir()} == {mine.name, "ledger.sqlite"}


def test_starting_over_removes_nothing_from_a_folder_that_is_no_batchs(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "out" / "records", 2)
    start_over(tmp_path / "out")
    assert all(text.is_file() for text in texts)


def test_a_damaged_ledger_is_told_and_can_be_started_over(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 2)
    batch(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out" / "ledger.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(OutputError, match=r"is damaged .*--force"):
        batch(tmp_path / "in", tmp_path / "out")
    start_over(tmp_path / "out")
    assert batch(tmp_path / "in", tmp_path / "out").sources.done == 2


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 2)
    before = [path.read_bytes() for path in texts]
    with pytest.raises(OutputError, match="is no output of a batch"):
        batch(tmp_path / "in", tmp_path / "in")
    assert [path.read_bytes() for path in texts] == before
    assert sorted(path for path in (tmp_path / "in").rglob("*") if path.is_file()) == sorted(texts)


def test_its_own_output_is_not_read(tmp_path: Path) -> None:
    some_texts(tmp_path, 3)
    output = tmp_path / "out"
    batch(tmp_path, output)
    again = Watcher()
    batch(tmp_path, output, progress=again)
    assert again.tally.sources == 0


def test_an_output_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match="cannot be written"):
        batch(tmp_path, tmp_path / "file" / "out")


def test_members_rows_and_messages_are_sources(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "texts", 6)
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for text in texts[:3]:
            archive.write(text, f"inside/{text.name}")
        archive.writestr("inside/picture.gif", b"GIF89a" + bytes(50))
    row = json.dumps({"body": texts[3].read_text("utf-8", "replace")})
    (folder / "b.jsonl").write_text(f"{row}\n", encoding="utf-8")
    box = mailbox.mbox(folder / "c.mbox")
    for text in texts[4:]:
        box.add(b"From: a@example.org\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n\n" + text.read_bytes())
    box.close()
    figures = batch(folder, tmp_path / "out")
    expected = [cable.to_json() for path in sorted(map(str, folder.iterdir())) for cable in _readable(path)]
    assert lines(tmp_path / "out") == expected
    assert (figures.sources.containers, figures.sources.failed) == (3, 1)
    again = Watcher()
    batch(folder, tmp_path / "out", progress=again)
    assert again.tally.sources == 0


def _readable(path: str) -> list[Cable]:
    from cableparse.pages import Document
    from cableparse.pipeline import parse_document
    from cableparse.sources import read

    return [cable for found in read(path) if isinstance(found, Document) for cable in parse_document(found)]


def test_a_changed_archive_is_read_again(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "texts", 4)
    archive = tmp_path / "in" / "a.zip"
    archive.parent.mkdir()
    for count in (4, 2):
        with zipfile.ZipFile(archive, "w") as opened:
            for text in texts[:count]:
                opened.write(text, text.name)
        batch(archive.parent, tmp_path / "out")
        assert [record["source"]["member"] for record in records(tmp_path / "out")] == [t.name for t in texts[:count]]


@pytest.mark.parametrize("compression", Compression)
def test_records_are_read_back(tmp_path: Path, compression: Compression) -> None:
    texts = some_texts(tmp_path / "in", 5)
    batch(tmp_path / "in", tmp_path / "out", compression=compression)
    assert [cable.source.name for cable in Records([tmp_path / "out"])] == [
        Path(text).name for text in sorted(map(str, texts))
    ]


def test_formats_are_made_from_the_records_and_only_once(tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 5)
    forms = ["jsonl", "csv", "json", "parquet", "sqlite"]
    batch(tmp_path / "in", tmp_path / "out", *forms)
    watcher = Watcher()
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.suffix in (".csv", ".db")}
    batch(tmp_path / "in", tmp_path / "out", *forms, progress=watcher)
    quarantine = tmp_path / "out" / "quarantine.csv"
    assert len(made) == 3
    assert all(path.stat().st_mtime_ns == time for path, time in made.items() if path != quarantine)
    assert len([p for p in (tmp_path / "out" / "json").rglob("*.json") if "schema" not in p.name]) == 5


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_names_of_any_bytes_are_read(tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "in", 2)
    odd = os.fsencode(tmp_path / "in") + b"/caf\xe9 \n.txt"
    os.rename(texts[0], odd)  # noqa: PTH104
    figures = batch(tmp_path / "in", tmp_path / "out")
    assert figures.sources.done == 2
    assert r"caf\udce9" in "".join(record["source"]["name"] for record in records(tmp_path / "out"))


WORDS = st.sampled_from(["alpha", "bravo", "charlie"])
NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"])
FOLDERS = st.dictionaries(NAMES, WORDS, min_size=1)


@given(st.lists(FOLDERS, min_size=2, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_added_and_changed_the_content_is_that_of_a_fresh_run(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    base = tmp_path_factory.mktemp("steps")
    folder = base / "in"
    folder.mkdir()
    for number, step in enumerate(steps):
        for name, word in step.items():
            (folder / name).write_text(f"E.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: {word}\n")
            os.utime(folder / name, ns=(number, number))
        batch(folder, base / "out")
    batch(folder, base / "fresh")

    def contents(output: Path) -> list[str]:
        return sorted(record["source"]["sha256"] for record in records(output))

    assert contents(base / "out") == contents(base / "fresh")


def test_every_format_is_written_and_what_it_cannot_carry_is_told(run: Run, tmp_path: Path) -> None:
    some_texts(tmp_path / "in", 3)
    names = [form.name for form in FORMATS]
    wanted = [argument for name in names for argument in ("--format", name)]
    done = run("batch", tmp_path / "in", "-o", tmp_path / "out", "--jobs", "2", *wanted)
    assert done.returncode == 0
    for form in FORMATS[1:]:
        target = tmp_path / "out" / (form.name if form.by_shard else form.target)
        assert target.is_file() or any(target.iterdir())
    exported = tmp_path / "metadata.csv"
    notes = writer(FORMAT["dublin-core"])(
        Records([tmp_path / "out"]), exported, WriterOptions(root=str(tmp_path / "in"))
    )
    assert (tmp_path / "out" / "metadata.csv").read_bytes() == exported.read_bytes()
    said = [line.removeprefix("cableparse: ") for line in done.stderr.decode().splitlines()]
    at = said.index(f"dublin-core: {tmp_path / 'out' / 'metadata.csv'} is written")
    expected = [f"  {line}" for line in told(FORMAT["dublin-core"], notes)]
    assert expected
    assert said[at + 1 :][: len(expected)] == expected


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: Counter[str] = Counter()

    def counted(place: FilePlace, options: SourceOptions) -> InputPart:
        opened[place.local] += 1
        return read_part(place, options)

    monkeypatch.setattr(task, "read_part", counted)
    texts = some_texts(tmp_path / "in")
    texts.append(tmp_path / "in" / "large.txt")
    texts[-1].write_bytes(texts[0].read_bytes() + b"\n" * task.SENT)
    batch(tmp_path / "in", tmp_path / "out")
    assert opened == {str(text): 1 + (text.name == "large.txt") for text in texts}


def test_a_runner_that_sees_no_files_is_sent_what_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(InProcess):
        shares_files = False

        def submit(self, task: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
            assert all(isinstance(item.source, Leaf) for item in args[0])
            return super().submit(task, *args, **kwargs)

    monkeypatch.setattr(job, "_local_runner", lambda job: Elsewhere(job.limits))
    some_texts(tmp_path / "in", 5)
    assert batch(tmp_path / "in", tmp_path / "out").sources.done == 5


def test_a_run_that_was_stopped_goes_on_in_the_same_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (plan, shards):
        monkeypatch.setattr(module, "SHARD", 5)
    monkeypatch.setattr(survey, "_CHUNK", 3)
    texts = some_texts(tmp_path / "in", 12)
    texts[8].write_bytes(texts[1].read_bytes())
    batch(tmp_path / "in", tmp_path / "undisturbed")

    class Stopper(Watcher):
        def advance(self, parsed: list[Parsed]) -> None:
            super().advance(parsed)
            if self.tally.sources >= 4:
                raise KeyboardInterrupt

    output = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        batch(tmp_path / "in", output, progress=Stopper())
    with closing(sqlite3.connect(output / "ledger.sqlite")) as ledger:
        seen, unseen = ledger.execute("SELECT (SELECT count(*) FROM source), unseen FROM run").fetchone()
    assert (0 < seen < 12, seen + unseen) == (True, 12)
    batch(tmp_path / "in", output)
    assert files(output) == files(tmp_path / "undisturbed")
    assert states(output) == states(tmp_path / "undisturbed")
