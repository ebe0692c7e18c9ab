from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import bagit
import pytest
from archival import cable, export, table
from conftest import Run
from corpus import ROOT
from source_files import zip_of

from cableparse import parse_file
from cableparse.errors import OutputError
from cableparse.record import Cable
from cableparse.records import Records
from cableparse.writers import WriterOptions
from cableparse.writers.bag import CHANGED, CLASH, CONCEALED, ELSEWHERE, MISSING, RENAMED, WITHHELD

NAMES = ("foia-1990s/1993DARES03339.txt", "invented/no-subject.txt", "aad-1973-79/1974STATE010752.txt")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Some fixtures and a seed in a folder of their own."""
    folder = tmp_path / "sources"
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "fixtures" / name, folder / name)
    shutil.copy(ROOT / "seeds" / "000_f33c3e02de4d8d04.txt", folder / "página.txt")
    return folder


def parsed(folder: Path) -> list[Cable]:
    return [cable for path in sorted(folder.rglob("*.txt")) for cable in parse_file(path)]


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Digest and time of every file."""
    return {
        path.relative_to(folder).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_bag_is_valid_and_the_sources_are_as_they_were(sources: Path, tmp_path: Path) -> None:
    before, here = state(sources), Path.cwd()
    options = WriterOptions(root=str(sources), repository="National\nArchives", collection="RG 59")
    notes = export("bag", parsed(sources), tmp_path / "bag", options)
    assert state(sources) == before
    assert Path.cwd() == here
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert set(bag.algorithms) == {"sha256", "sha512"}
    assert bag.info["Source-Organization"] == "National Archives"
    size = sum(path.stat().st_size for path in (tmp_path / "bag" / "data").rglob("*") if path.is_file())
    assert bag.info["Payload-Oxum"] == f"{size}.{len(bag.payload_entries())}"
    assert notes[RENAMED] == 1
    assert {path.name for path in tmp_path.iterdir()} == {"sources", "bag"}


def test_originals_records_and_metadata_are_in_it(sources: Path, tmp_path: Path) -> None:
    records = parsed(sources)
    export("bag", records, tmp_path / "bag", WriterOptions(root=str(sources)))
    data = tmp_path / "bag" / "data"
    digests = {digest for digest, _ in state(data / "objects").values()}
    assert digests == {record.source.sha256 for record in records}
    assert list(Records([data / "records" / "records.jsonl"])) == records
    assert (data / "metadata" / "premis.xml").is_file()
    header, *rows = table(data / "metadata" / "metadata.csv")
    assert header[0] == "filename"
    assert len(rows) == sum(record.kind != "not_a_cable" for record in records)
    for row in rows:
        assert row[0].startswith("data/objects/")
        assert (tmp_path / "bag" / row[0]).is_file()
    assert all(path.relative_to(data).as_posix().isascii() for path in data.rglob("*"))


def test_without_a_root_the_whole_path_is_kept(sources: Path, tmp_path: Path) -> None:
    export("bag", parsed(sources), tmp_path / "bag")
    objects = tmp_path / "bag" / "data" / "objects"
    assert (objects / sources.relative_to("/") / NAMES[0]).is_file()


def test_a_missing_or_changed_original_is_noted(sources: Path, tmp_path: Path) -> None:
    records = parsed(sources)
    (sources / NAMES[0]).unlink()
    (sources / NAMES[1]).write_text("CHANGED")
    notes = export("bag", records, tmp_path / "bag", WriterOptions(root=str(sources)))
    assert (notes[MISSING], notes[CHANGED]) == (1, 1)
    bagit.Bag(str(tmp_path / "bag")).validate()


def test_two_originals_of_one_name_do_not_overwrite_each_other(sources: Path, tmp_path: Path) -> None:
    (sources / "é.txt").write_text("ONE")
    (sources / "_e9_.txt").write_text("TWO")
    notes = export("bag", parsed(sources), tmp_path / "bag", WriterOptions(root=str(sources)))
    assert notes[CLASH] == 1


def test_an_export_that_fails_leaves_nothing(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(bagit, "make_bag", fail)
    with pytest.raises(OutputError, match="cannot be written"):
        export("bag", parsed(sources), tmp_path / "bag")
    assert {path.name for path in tmp_path.iterdir()} == {"sources"}


@pytest.fixture
def concealing(sources: Path) -> Path:
    """The same, with a page that hides a word, in the folder and in an archive."""
    page = b'<pre>FM AMEMBASSY QUITO\nSUBJECT: <span style="display:none">BEKOLORIZQ</span>\n</pre>'
    (sources / "hidden.html").write_bytes(page)
    (sources / "year.zip").write_bytes(zip_of({"cable.txt": b"NOTHING", "hidden.html": page}))
    return sources


def every_record(folder: Path) -> list[Cable]:
    return [cable for path in sorted(folder.rglob("*")) if path.is_file() for cable in parse_file(path)]


def test_originals_with_text_that_nobody_sees_are_told(concealing: Path, tmp_path: Path) -> None:
    notes = export("bag", every_record(concealing), tmp_path / "bag", WriterOptions(root=str(concealing)))
    assert (notes[CONCEALED], notes[WITHHELD]) == (2, 0)
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Concealed-Text"].startswith("2 originals still have text")
    assert (tmp_path / "bag" / "data" / "objects" / "hidden.html").is_file()


def test_originals_with_text_that_nobody_sees_are_left_out(concealing: Path, tmp_path: Path) -> None:
    options = WriterOptions(root=str(concealing), withhold_concealed=True)
    notes = export("bag", every_record(concealing), tmp_path / "bag", options)
    assert (notes[CONCEALED], notes[WITHHELD]) == (0, 2)
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Concealed-Text"].startswith("2 originals were left out")
    objects = tmp_path / "bag" / "data" / "objects"
    assert {path.name for path in objects.iterdir()} == {"aad-1973-79", "foia-1990s", "invented", "p_e1_gina.txt"}
    assert not [path for path in (tmp_path / "bag").rglob("*") if path.is_file() and b"BEKOLORIZQ" in path.read_bytes()]


def test_a_bag_without_such_originals_does_not_speak_of_them(sources: Path, tmp_path: Path) -> None:
    export("bag", parsed(sources), tmp_path / "bag", WriterOptions(withhold_concealed=True))
    assert "Concealed-Text" not in bagit.Bag(str(tmp_path / "bag")).info


def test_the_command_line_leaves_them_out(run: Run, concealing: Path, tmp_path: Path) -> None:
    records = run("parse", "--format", "jsonl", concealing / "hidden.html").stdout
    (tmp_path / "records.jsonl").write_bytes(records)
    done = run("export", "records.jsonl", "--to", "bag", "-o", "told")
    assert b"1 record: the original still has text" in done.stderr
    assert b"--withhold-concealed" in done.stderr
    done = run("export", "records.jsonl", "--to", "bag", "-o", "bag", "--withhold-concealed")
    assert b"1 record: the original has text that the record withholds; it is not in the bag" in done.stderr
    assert not (tmp_path / "bag" / "data" / "objects" / "hidden.html").exists()


@pytest.fixture
def odd_names(tmp_path: Path) -> Path:
    """Files whose names hold a byte that is no UTF-8, what stands for one in records, and many letters with accents."""
    folder = tmp_path / "odd"
    folder.mkdir()
    text = (ROOT / "fixtures" / NAMES[0]).read_bytes()
    for number, name in enumerate(
        (b"c\xe9ble.txt", b"\\udce9.txt", 120 * "é".encode() + b".txt", b"\xff\xe9/\xe8.txt")
    ):
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text + f"\n{number}\n".encode())
    return folder


def contents(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_original_is_found_whatever_its_name(run: Run, odd_names: Path, tmp_path: Path) -> None:
    assert run("batch", "odd", "-o", "out", "--jobs", "1").returncode == 0
    done = run("export", "out", "--to", "bag", "-o", "bag", "--root", "odd")
    assert done.returncode == 0
    assert MISSING.encode() not in done.stderr
    objects = tmp_path / "bag" / "data" / "objects"
    assert contents(objects) == contents(odd_names)
    assert all(len(path.name) <= 200 and path.name.isascii() for path in objects.rglob("*"))
    assert all(path.suffix == ".txt" for path in objects.rglob("*") if path.is_file())
    rows = table(tmp_path / "bag" / "data" / "metadata" / "metadata.csv")[1:]
    assert all((tmp_path / "bag" / row[0]).is_file() for row in rows)
    bagit.Bag(str(tmp_path / "bag")).validate()


def test_a_page_shows_its_source_whatever_its_name(run: Run, odd_names: Path, tmp_path: Path) -> None:
    assert run("batch", "odd", "-o", "out", "--jobs", "1").returncode == 0
    assert run("view", "out", "-o", "page.html").returncode == 0
    assert "The source is not shown" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_bag_of_one_file(run: Run, tmp_path: Path) -> None:
    shutil.copy(ROOT / "fixtures" / NAMES[0], tmp_path / "cable.txt")
    done = run("batch", "cable.txt", "-o", "out", "--jobs", "1", "--format", "bag", "--format", "json")
    assert done.returncode == 0
    assert CLASH.encode() not in done.stderr
    objects = tmp_path / "out" / "bag" / "data" / "objects"
    assert [path.name for path in objects.iterdir()] == ["cable.txt"]
    assert [path.name for path in (tmp_path / "out" / "json").iterdir()] == ["cable.txt.json"]
    bagit.Bag(str(tmp_path / "out" / "bag")).validate()
    assert run("export", "out", "--to", "bag", "-o", "bag", "--root", "cable.txt").returncode == 0
    assert (tmp_path / "bag" / "data" / "objects" / "cable.txt").is_file()


def test_a_path_that_no_file_can_have_is_a_missing_original(tmp_path: Path) -> None:
    record = cable(source={**cable().source.model_dump(), "path": f"in/{300 * 'a'}.txt"})
    notes = export("bag", [record], tmp_path / "bag")
    assert notes[MISSING] == 1


def test_the_originals_of_all_sections_are_in_it(run: Run, tmp_path: Path) -> None:
    for path in sorted((ROOT / "fixtures" / "sections").glob("*section?.txt")):
        shutil.copy(path, tmp_path)
    (tmp_path / "a.jsonl").write_bytes(run("parse", "--format", "jsonl", "*section?.txt").stdout)
    assert run("corpus", "join", "a.jsonl", "-o", "whole.jsonl").returncode == 0
    assert run("export", "whole.jsonl", "--to", "bag", "-o", "bag").returncode == 0
    objects = tmp_path / "bag" / "data" / "objects"
    assert {path.name for path in objects.iterdir()} == {path.name for path in tmp_path.glob("*section?.txt")}


def test_a_folder_may_have_any_name(run: Run, odd_names: Path, tmp_path: Path) -> None:
    folder = os.fsdecode(b"d\xe9")
    odd_names.rename(tmp_path / folder)
    assert run("batch", folder, "-o", "out", "--jobs", "1", "--format", "bag", "--format", "json").returncode == 0
    objects = tmp_path / "out" / "bag" / "data" / "objects"
    assert contents(objects) == contents(tmp_path / folder)
    assert len([path for path in objects.iterdir() if path.is_file()]) == 3
    assert len([path for path in (tmp_path / "out" / "json").iterdir() if path.is_file()]) == 3


@pytest.mark.parametrize("member", [None, "a.txt"])
@pytest.mark.parametrize("is_rooted", [True, False])
def test_records_cannot_point_to_other_files(
    sources: Path, tmp_path: Path, is_rooted: bool, member: str | None
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a key")
    link = sources / "link.txt"
    link.symlink_to(secret)
    pointing = []
    for path in (str(secret), f"{sources}/../secret.txt", str(link)):
        source = {"path": path, "name": "secret.txt", "sha256": "0" * 64, "media_type": "text/plain", "pages": 1}
        pointing.append(Cable.model_validate({"kind": "cable", "source": {**source, "member": member}}))
    own = parsed(sources / "invented")
    notes = export("bag", [*own, *pointing], tmp_path / "bag", WriterOptions(root=str(sources) if is_rooted else None))
    assert notes[ELSEWHERE] == len(pointing)
    assert [path.name for path in (tmp_path / "bag" / "data" / "objects").rglob("*.txt")] == ["no-subject.txt"]
    assert "a key" not in "".join(path.read_text() for path in (tmp_path / "bag").rglob("*") if path.is_file())
