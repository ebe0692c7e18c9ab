from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from every_record import every_record, made
from hypothesis import given
from hypothesis import strategies as st

from cableparse.record import Cable
from cableparse.writers import Notes, WriterOptions
from cableparse.writers.json import write
from cableparse.writers.json_names import Names

WORDS = st.sampled_from(
    ["a", "A", "b.txt", "B.TXT", "x.json", "X.JSON", "..", ".", "", "C:", "con", "NUL.txt", "é", "e\u0301", "a.", "a ",
     "a\0b", "a?b", "\\\\host", "long" * 90, "\ud800", "b.txt.1", "b.txt~2", "\ufb01le", "file", "~"]
)  # fmt: skip
PARTS = st.lists(WORDS | st.text(max_size=8), max_size=6)
PATHS = st.builds(lambda parts, glue: glue.join(parts), PARTS, st.sampled_from(["/", "\\", "//"]))
CABLES = st.builds(made, PATHS, st.none() | PATHS, st.integers(0, 2))


def names(cables: list[Cable], root: str | None = None) -> list[str]:
    with closing(Names(root)) as found:
        return [str(found.take(found.wanted(cable.source))) for cable in cables]


def test_every_record_reads_back(tmp_path: Path) -> None:
    cables = every_record()
    write(cables, tmp_path / "out", WriterOptions())
    files = sorted((tmp_path / "out").rglob("*.json"))
    assert len(files) == len(cables)
    read = [Cable.model_validate_json(file.read_bytes()) for file in files]
    assert sorted(cable.to_json() for cable in read) == sorted(cable.to_json() for cable in cables)


@pytest.mark.parametrize(
    ("path", "member", "index", "expected"),
    [
        ("in/1974/b.txt", None, 0, "in/1974/b.txt.json"),
        ("in/1974/b.txt", None, 2, "in/1974/b.txt.2.json"),
        ("in/1974.zip", "x/b.txt", 0, "in/1974.zip/x/b.txt.json"),
        ("/data/b.txt", None, 0, "data/b.txt.json"),
        ("../../etc/b.txt", None, 0, "etc/b.txt.json"),
        ("in/a.zip", "../../b.txt", 0, "in/a.zip/b.txt.json"),
        ("C:\\cables\\b.txt", None, 0, "C_/cables/b.txt.json"),
        ("in/x.json/b", None, 0, "in/x.json_/b.json"),
        ("in/what?.txt", None, 0, "in/what_.txt.json"),
        ("con/aux.txt", None, 0, "_con/_aux.txt.json"),
        ("in/a\\udcff.txt", None, 0, "in/a_udcff.txt.json"),
        ("in./b. .", None, 0, "in/b.json"),
        ("", None, 0, "unnamed.json"),
    ],
)
def test_names(path: str, member: str | None, index: int, expected: str) -> None:
    assert names([made(path, member, index)]) == [expected]


def test_folders_begin_below_the_root() -> None:
    cables = [made("/data/cables/1974/b.txt"), made("/data/cablesold/b.txt")]
    assert names(cables, "/data/cables") == ["1974/b.txt.json", "data/cablesold/b.txt.json"]


def test_names_that_differ_in_case_or_composition_are_told_apart() -> None:
    cables = [made("a/\u00e9.txt"), made("A/E\u0301.TXT"), made("a/\u00e9.txt"), made("a/\u00e9.txt~2")]
    assert names(cables) == [
        "a/\u00e9.txt.json",
        "A/E\u0301.TXT~2.json",
        "a/\u00e9.txt~3.json",
        "a/\u00e9.txt~2~2.json",
    ]


def test_a_record_with_the_same_name_is_kept_and_noted(tmp_path: Path) -> None:
    cables = [made("b.txt", subject="FIRST"), made("b.txt", subject="SECOND")]
    assert sum(write(cables, tmp_path / "out", WriterOptions()).values()) == 1
    first, second = (json.loads((tmp_path / "out" / name).read_text()) for name in ("b.txt.json", "b.txt~2.json"))
    assert (first["subject"], second["subject"]) == ("FIRST", "SECOND")


def test_long_names_and_deep_folders_are_cut(tmp_path: Path) -> None:
    cables = [made("x" * 5000), made("x" * 5001), made("/".join(["folder"] * 1000))]
    assert write(cables, tmp_path / "out", WriterOptions()) == Notes()
    assert len(list((tmp_path / "out").rglob("*.json"))) == 3


@given(cables=st.lists(CABLES, max_size=12))
def test_no_path_escapes_and_no_two_are_the_same(cables: list[Cable]) -> None:
    found = names(cables)
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        path = PurePosixPath(name)
        assert not path.is_absolute() and not PureWindowsPath(name).is_absolute()
        assert not PureWindowsPath(name).drive and "\\" not in name
        assert ".." not in path.parts and path.suffix == ".json"
        assert all(part == part.rstrip(". ") and len(part.encode()) <= 255 for part in path.parts)
        assert not any(PureWindowsPath(part).is_reserved() for part in path.parts)
        assert not any(folder.casefold().endswith(".json") for folder in path.parts[:-1])


@given(paths=st.lists(st.tuples(PATHS, st.none() | PATHS, st.integers(0, 2)), max_size=6))
def test_every_name_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, paths: list[tuple[str, str | None, int]]
) -> None:
    target = tmp_path_factory.mktemp("json") / "out"
    cables = [made("b.txt").model_copy(update={"subject": str(number)}) for number in range(len(paths))]
    with closing(Names()) as found:
        target.mkdir()
        for cable, (path, member, index) in zip(cables, paths, strict=True):
            file = target / found.take(found.wanted(made(path, member, index).source))
            assert not file.exists()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(cable.to_json())
    assert len([file for file in target.rglob("*") if file.is_file()]) == len(paths)
