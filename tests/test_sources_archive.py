from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import sys
import tarfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import py7zr
import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from source_files import TELEGRAM, documents, members, own_record, record, tar_of, zip_of

from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.sources import read

CABLE = TELEGRAM.read_bytes()
FILES = {"1974/STATE010752.txt": CABLE, "1974/empty/": b"", "1974/STATE010753.txt": b"FM SECSTATE WASHDC\n" * 500}


def seven_zip_of(files: dict[str, bytes], **options: Any) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return buffer.getvalue()


ARCHIVES: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "cables.zip": zip_of,
    "stored.zip": lambda files: zip_of(files, zipfile.ZIP_STORED),
    "cables.tar": tar_of,
    "cables.tar.gz": lambda files: tar_of(files, "w:gz"),
    "cables.tar.bz2": lambda files: tar_of(files, "w:bz2"),
    "cables.txz": lambda files: tar_of(files, "w:xz"),
    "cables.7z": seven_zip_of,
}
each_archive = pytest.mark.parametrize("name", ARCHIVES)


def pack(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    path = folder / name
    path.write_bytes(ARCHIVES[name](files))
    return path


@each_archive
def test_a_member_gives_the_record_of_its_text(tmp_path: Path, name: str) -> None:
    files = {key: data for key, data in FILES.items() if data}
    first, second = documents(pack(tmp_path, name, files))
    assert (first.member, first.name) == ("1974/STATE010752.txt", "STATE010752.txt")
    assert first.path == str(tmp_path / name)
    assert first.sha256 == hashlib.sha256(CABLE).hexdigest()
    assert record(first) == own_record(TELEGRAM)
    assert second.text.count("FM SECSTATE") == 500


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_text_is_one_member(tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "STATE010752.txt.packed"
    path.write_bytes(compress(CABLE))
    (document,) = documents(path)
    assert (document.member, document.text.encode()) == ("STATE010752.txt", CABLE)


@each_archive
def test_archives_lie_in_archives(tmp_path: Path, name: str) -> None:
    inner = zip_of({"a.txt": CABLE, "deep.tgz": tar_of({"b.txt": CABLE}, "w:gz")})
    path = pack(tmp_path, name, {"inner.zip": inner, "c.txt": CABLE})
    read_members, said = members(path)
    assert (read_members, said) == (["inner.zip/a.txt", "inner.zip/deep.tgz/b.txt", "c.txt"], [])


@each_archive
def test_depth_is_limited(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path, name, {"inner.zip": zip_of({"a.txt": CABLE}), "c.txt": CABLE})
    assert members(path, max_depth=1) == (
        ["c.txt"],
        ["inner.zip: lies more than 1 archives deep; raise the limit with --max-depth"],
    )


@each_archive
def test_a_member_that_is_too_large_costs_itself(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path, name, {"a.txt": CABLE, "big.txt": b"A" * 30_000, "c.txt": CABLE})
    read_members, said = members(path, max_bytes=20_000)
    assert read_members == ["a.txt", "c.txt"]
    assert said == ["big.txt: is larger than 20,000 bytes; raise the limit with --max-bytes"]


@each_archive
def test_what_an_archive_unpacks_to_is_limited(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path, name, {f"{number}.txt": b"A" * 100_000 for number in range(10)})
    read_members, said = members(path, max_unpacked=450_000)
    assert len(read_members) in (3, 4)
    assert said == ["unpacks to more than 450,000 bytes; raise the limit with --max-unpacked"]


@pytest.mark.parametrize("name", ["cables.zip", "cables.tar.gz", "cables.txz", "cables.7z"])
def test_a_bomb_is_told_by_its_ratio(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path, name, {f"{number}.txt": b"\n" * 15_000_000 for number in range(3)})
    read_members, said = members(path)
    assert len(read_members) <= 1
    assert said == ["unpacks to more than 200 times its size; raise the limit with --max-ratio"]


def test_a_member_that_claims_to_be_small_is_not_read_on(tmp_path: Path) -> None:
    data = bytearray(zip_of({"liar.txt": b"A" * 100_000, "a.txt": CABLE}))
    for place in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[place : place + 4] = (10).to_bytes(4, "little")
    (tmp_path / "cables.zip").write_bytes(data)
    read_members, said = members(tmp_path / "cables.zip")
    assert read_members == ["a.txt"]
    assert said[0].startswith("liar.txt: is damaged: ")


@pytest.mark.parametrize("name", ["cables.zip", "cables.tar", "cables.tar.gz"])
def test_names_that_lead_out_of_the_archive_are_harmless(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path, name, {"../../etc/cable.txt": CABLE, "/root/b.txt": CABLE})
    first, second = documents(path)
    assert (first.member, first.name, second.name) == ("../../etc/cable.txt", "cable.txt", "b.txt")
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_links_are_reported_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("NOT IN THE ARCHIVE")
    with tarfile.open(tmp_path / "cables.tar", "w") as archive:
        for kind, name in ((tarfile.SYMTYPE, "soft.txt"), (tarfile.LNKTYPE, "hard.txt"), (tarfile.FIFOTYPE, "pipe")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, str(secret)
            archive.addfile(info)
    read_members, said = members(tmp_path / "cables.tar")
    assert not read_members
    assert said == [
        f"soft.txt: is a link to {secret}, which is not followed",
        f"hard.txt: is a link to {secret}, which is not followed",
        "pipe: is no regular file",
    ]


def test_a_link_in_a_zip_is_reported(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("soft.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "cables.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert members(tmp_path / "cables.zip") == ([], ["soft.txt: is a link, which is not followed"])


@each_archive
def test_what_a_file_manager_leaves_is_no_document(tmp_path: Path, name: str) -> None:
    files = {"a.txt": CABLE, "__MACOSX/a.txt": b"\0\5\x16\7", ".DS_Store": b"\0\0\0\1Bud1", "x/.hidden": b"x"}
    assert members(pack(tmp_path, name, files)) == (["a.txt"], [])


@each_archive
def test_one_unreadable_member_costs_one_member(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path, name, {"program": b"\x7fELF\2\1\1", "empty.txt": b"", "a.txt": CABLE})
    read_members, said = members(path)
    assert read_members == ["a.txt"]
    assert said == [
        "program: looks like a binary file (ELF program), which cableparse does not read (kind-not-read)",
        "empty.txt: is empty",
    ]


@each_archive
def test_an_archive_without_files_says_so(tmp_path: Path, name: str) -> None:
    read_members, said = members(pack(tmp_path, name, {}))
    assert not read_members
    assert said == ["holds no file"]


@pytest.mark.parametrize("name", ["cables.zip", "stored.zip", "cables.tar", "cables.tar.gz", "cables.txz"])
def test_of_a_truncated_archive_what_can_be_read_is_read(tmp_path: Path, name: str) -> None:
    noise = {f"{number}.txt": hashlib.shake_128(bytes([number])).hexdigest(30_000).encode() for number in range(4)}
    path = pack(tmp_path, name, noise)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    read_members, said = members(path)
    assert read_members and read_members == [f"{number}.txt" for number in range(len(read_members))]
    assert len(read_members) < 4
    assert said and ("cut short" in said[-1] or "damaged" in said[-1])


def test_a_zip_written_to_a_pipe_can_be_salvaged(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", CABLE)
        archive.writestr("é.txt", CABLE)
    (tmp_path / "cut.zip").write_bytes(pipe.data[: pipe.data.index(b"PK\x01\x02")])
    read_members, said = members(tmp_path / "cut.zip")
    assert read_members == ["a.txt", "é.txt"]
    assert said[0].startswith("is cut short or damaged after é.txt: ")


def test_a_tar_whose_names_are_longer_than_any_is_refused(tmp_path: Path) -> None:
    data = tar_of({"é" * 60 + ".txt": b"TEXT"})
    place = data.index(b" path=")
    start = data.rindex(b"\0", 0, place) + 1
    (tmp_path / "a.tar").write_bytes(data[:start] + b"9" * 20 + b" path=" + data[start + 26 :])
    with pytest.raises(UnreadableInput, match="is cut short or damaged"):
        list(read(tmp_path / "a.tar"))


def test_a_truncated_7z_has_lost_its_list(tmp_path: Path) -> None:
    path = pack(tmp_path, "cables.7z", FILES)
    path.write_bytes(path.read_bytes()[:-20])
    read_members, said = members(path)
    assert not read_members
    assert said[0].startswith("is cut short or damaged: its list of members cannot be read")


def test_a_damaged_7z_gives_what_comes_before(tmp_path: Path) -> None:
    noise = [hashlib.shake_128(bytes([number])).hexdigest(50_000).encode() for number in range(4)]
    files = {f"{number}.txt": data for number, data in enumerate(noise)}
    data = bytearray(seven_zip_of(files))
    data[len(data) * 5 // 8] ^= 0xFF
    (tmp_path / "cables.7z").write_bytes(data)
    read_members, said = members(tmp_path / "cables.7z")
    assert read_members == ["0.txt", "1.txt"]
    assert said[0].startswith("is cut short or damaged after 1.txt: ")


def test_an_encrypted_archive_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cables.7z"
    path.write_bytes(seven_zip_of({"a.txt": CABLE}, password="nodis"))
    assert "encrypted" in members(path)[1][0]
    data = bytearray(zip_of({"a.txt": CABLE}))
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    (tmp_path / "cables.zip").write_bytes(data)
    assert members(tmp_path / "cables.zip") == ([], ["a.txt: is encrypted"])


def test_a_reader_that_stops_ends_the_unpacking(tmp_path: Path) -> None:
    path = pack(tmp_path, "cables.7z", {f"{number}.txt": CABLE for number in range(50)})
    before = threading.active_count()
    found = read(str(path))
    next(found)
    assert threading.active_count() == before + 1
    found.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_without_py7zr_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path, "cables.7z", FILES)
    monkeypatch.setitem(sys.modules, "py7zr", None)
    monkeypatch.delitem(sys.modules, "cableparse.sources.seven_zip", raising=False)
    monkeypatch.delattr("cableparse.sources.seven_zip", raising=False)
    with pytest.raises(MissingProgram, match=r"cableparse\[7z\]"):
        list(read(str(path)))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


@each_archive
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4), st.floats(0.5, 1))
def test_damage_is_never_a_crash(scratch: Path, name: str, changes: list[tuple[float, int]], share: float) -> None:
    packed = bytearray(ARCHIVES[name]({"a.txt": CABLE[:500], "b.txt": CABLE[500:]}))
    for place, value in changes:
        packed[int(place * (len(packed) - 1))] = value
    path = scratch / name
    path.write_bytes(packed[: int(share * len(packed))])
    read_members, said = members(path)
    assert read_members or said


def test_the_error_names_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "cables.zip"
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(UnreadableInput, match=r"cables\.zip: is cut short or damaged"):
        list(read(path))


def test_hidden_members_are_counted_in_a_batch(tmp_path: Path, run: Run) -> None:
    files = {".DS_Store": b"\0\0\0\1Bud1", "a.txt": CABLE, "__MACOSX/._a.txt": b"\0\5\x16\7", "b.txt": CABLE + b"B"}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cables.zip").write_bytes(zip_of({**files, "inner.zip": zip_of(files)}))
    done = run("batch", tmp_path / "in", "--output", tmp_path / "out", "--jobs", "1")
    assert b"2 documents read, 2 duplicates passed over" in done.stderr
    assert b"4 hidden files" in done.stderr
    lines = map(json.loads, (tmp_path / "out" / "report.jsonl").read_text().splitlines())
    assert [line["reason"].partition("cables.zip: ")[2] for line in lines if line["state"] == "passed"] == [
        ".DS_Store: a hidden file",
        "__MACOSX/._a.txt: a hidden file",
        "inner.zip/.DS_Store: a hidden file",
        "inner.zip/__MACOSX/._a.txt: a hidden file",
    ]
